# SPDX-License-Identifier: EUPL-1.2
"""Two reports compared out of their frozen values, measure by measure and in numbers."""

from dataclasses import replace

from leitziel.reports.queries.comparing import compare
from tests.reports.contexts import ANSWER, MEASURES, figures, interim_context


def context(*measures):
    plain = interim_context()
    plan = replace(plain.plans[0], fields=(), measures=measures, figures=figures())
    return replace(plain, plans=(plan,))


def test_measures_are_compared_by_what_stays_of_them():
    late, done, silent, nobody = (MEASURES[key] for key in ("late", "carried", "silent", "nobody"))
    old = context(late, done, silent)
    new = context(
        replace(done, key="m9"),  # the same, in another place
        replace(late, key="m8", standing="done", number="M77"),  # stands elsewhere, under another number
        nobody,  # new
    )
    found = compare(old, new)
    assert [(row.measure.short_id, row.before, row.after, row.moved) for row in found.rows] == [
        ("kennm1", "Stand late", "Stand done", True),
        ("kennm5", "", "Stand no_report", True),
        ("kennm2", "Stand silent", "", True),
    ]
    assert (found.same, found.total_old, found.total_new) == (1, 3, 3)
    assert [(count.label, count.old, count.new, count.moved) for count in found.counts] == [
        ("Stand done", 1, 2, "+1"),
        ("Stand late", 1, 0, "−1"),
        ("Stand no_report", 0, 1, "+1"),
        ("Stand silent", 1, 0, "−1"),
    ]


def test_other_words_about_a_measure_that_stands_where_it_stood_are_shown():
    late = MEASURES["late"]
    other = replace(late, answer=replace(ANSWER, missing="Nichts fehlt."))
    found = compare(context(late), context(other))
    assert [(row.moved, row.reworded) for row in found.rows] == [(False, True)]
    assert compare(context(late), context(late)).rows == ()
