# SPDX-License-Identifier: EUPL-1.2
"""What changed between two editions, as values."""

import pytest

from leitziel.core.access import Access, Refused
from leitziel.strategy.actions.lineage.settle import Verdict, settle
from leitziel.strategy.models import Edition, MeasureThread, ThreadLink
from leitziel.strategy.queries.lineage.ancestors import ancestors_of
from leitziel.strategy.queries.lineage.changes import changes_between
from leitziel.strategy.queries.lineage.measure import since_last_edition
from leitziel.strategy.queries.lineage.values import ChangeKind
from tests.strategy.builders import build_edition


def nobody(municipality):
    return Access(None, municipality)


def said(changes, entry="measure"):
    """{beginning of the entry: kinds}."""
    return {c.main.heading[:20]: [str(k) for k in c.kinds] for c in changes.entries(entry)}


def test_changes_are_told_measure_by_measure(municipality, old, new):
    changes = changes_between(nobody(municipality), old, new)
    assert said(changes) == {
        "Die Wohnberatung öff": ["reworded"],
        "Ein Verzeichnis barr": ["same"],
        "Stromsparhelfer bera": ["new"],
        "Die Pflegeberatung k": ["responsible"],
        "Gesundheitslotsen er": ["new"],
        "Nachbarschaftshelfer": ["dropped"],
        "Ein mobiler Impfbus ": ["dropped"],
        "Das Hitzetelefon ruf": ["dropped"],
    }
    assert said(changes, "goal") == {"Alle finden eine Woh": ["same"], "Hilfe ist nah.": ["same"]}
    assert said(changes, "field") == {"Wohnen": ["same"], "Gesundheit": ["same"]}
    assert (changes.old_totals.measures, changes.new_totals.measures) == (6, 5)
    assert {c.kind: c.measures for c in changes.counts if c.measures} == {
        ChangeKind.NEW: 2,
        ChangeKind.DROPPED: 3,
        ChangeKind.REWORDED: 1,
        ChangeKind.RESPONSIBLE: 1,
        ChangeKind.SAME: 1,
    }


def test_dropped_measure_stands_in_the_section_of_its_goal(municipality, old, new):
    changes = changes_between(nobody(municipality), old, new)
    sections = [(f.field.main.heading, s.goal.main.heading, [m.main.heading[:13] for m in s.measures])
                for f in changes.fields for s in f.sections]  # fmt: skip
    assert sections == [
        ("Wohnen", "Alle finden eine Wohnung.", ["Die Wohnberat", "Ein Verzeichn", "Stromsparhelf", "Nachbarschaft"]),
        ("Gesundheit", "Hilfe ist nah.", ["Die Pflegeber", "Gesundheitslo", "Ein mobiler I", "Das Hitzetele"]),
    ]


def test_words_of_a_difference_make_up_both_texts(municipality, old, new):
    changes = changes_between(nobody(municipality), old, new)
    changed = next(c for c in changes.entries("measure") if c.kinds == (ChangeKind.REWORDED,))
    (attribute,) = changed.attributes
    assert (attribute.name, attribute.kind) == ("text", ChangeKind.REWORDED)
    assert [(s.kind, s.text) for s in attribute.segments] == [
        ("same", "Die Wohnberatung öffnet an "),
        ("removed", "vier"),
        ("added", "fünf"),
        ("same", " Tagen in der Woche."),
    ]


def test_draft_is_refused_to_the_public_and_shown_to_insiders(municipality, planner, old, accepted):
    draft = accepted(dict(list({("Wohnen", "Alle finden eine Wohnung."): [("Neu", "FD Wohnen")]}.items())), "2027", published=False)  # fmt: skip
    with pytest.raises(Refused):
        changes_between(nobody(municipality), old, draft)
    assert changes_between(Access(planner, municipality), old, draft).new.label == "2027"


def test_two_concepts_cannot_be_compared(municipality, old):
    other = build_edition(municipality, concept="Anderes", measures=3)
    with pytest.raises(ValueError, match="different concepts"):
        changes_between(nobody(municipality), old, other)


def test_split_and_merged_are_told_once_a_person_said_so(municipality, planner, old, new, of):
    whole, part = of(old, "Das Hitzetelefon"), of(new, "Gesundheitslotsen")
    gone, kept = of(old, "Nachbarschaftshelfer"), of(new, "Stromsparhelfer")
    verdicts = [Verdict("same", "measure", whole.pk, part.pk), Verdict("merged", "measure", gone.pk, kept.pk)]
    settle(actor=planner, edition=new, version=None, verdicts=verdicts)
    found = said(changes_between(nobody(municipality), old, new))
    assert found["Stromsparhelfer bera"] == ["merged"]
    assert found["Gesundheitslotsen er"] == ["reworded"]
    assert "Das Hitzetelefon ruf" not in found


def test_links_of_editions_in_between_are_followed(municipality, planner, old, new, accepted, of):
    whole, part = of(old, "Das Hitzetelefon"), of(new, "Gesundheitslotsen")
    settle(actor=planner, edition=new, version=None, verdicts=[Verdict("part", "measure", whole.pk, part.pk)])
    third = accepted(
        {("Gesundheit", "Hilfe ist nah."): [("Gesundheitslotsen erklären, welche Hilfe es gibt.", "FD Gesundheit")]},
        "2030",
    )
    assert said(changes_between(nobody(municipality), old, third))["Gesundheitslotsen er"] == ["split"]


def test_ancestors_are_parts_of_parts_and_joined_threads(planner, old, new, of):
    whole, part = of(old, "Das Hitzetelefon"), of(new, "Gesundheitslotsen")
    settle(actor=planner, edition=new, version=None, verdicts=[Verdict("part", "measure", whole.pk, part.pk)])
    older = MeasureThread(
        municipality=old.municipality, concept=old.concept, short_id="aelter", merged_into=whole.thread
    )
    older.save()
    assert ancestors_of([part.thread_id, whole.thread_id, of(new, "Stromspar").thread_id]) == {
        part.thread_id: [whole.thread_id, older.pk],
        whole.thread_id: [older.pk],
        of(new, "Stromspar").thread_id: [],
    }


def test_ancestors_take_two_queries_however_many(old, new, django_assert_num_queries):
    with django_assert_num_queries(2):
        ancestors_of(range(500))


@pytest.mark.parametrize("measures", [6, 300])
def test_changes_take_five_queries_however_many_measures(municipality, scoped, django_assert_num_queries, measures):
    old = build_edition(municipality, measures=measures)
    new = build_edition(municipality, label="2028", measures=measures, continues=old)
    editions = Edition.objects.select_related("concept", "municipality")
    old, new = editions.get(pk=old.pk), editions.get(pk=new.pk)
    with django_assert_num_queries(5):  # links, fields, goals, what hangs on measures, measures
        changes = changes_between(nobody(municipality), old, new)
    assert sum(1 for _ in changes.entries("measure")) == measures


def test_measure_since_last_edition_takes_six_queries(municipality, old, new, of, django_assert_num_queries):
    measure = of(new, "Die Wohnberatung")
    with django_assert_num_queries(6):
        found = since_last_edition(nobody(municipality), new.pk, measure.thread_id)
    assert (found.old.label, found.change.kinds) == ("2022", (ChangeKind.REWORDED,))


def test_measure_of_the_first_edition_has_nothing_to_compare(municipality, old, of):
    assert since_last_edition(nobody(municipality), old.pk, of(old, "Die Wohnberatung").thread_id) is None


def test_measure_is_not_compared_with_a_draft_that_its_reader_may_not_see(
    municipality, planner, accepted, old, new, of
):
    Edition.objects.filter(pk=old.pk).update(published_at=None)
    measure = of(new, "Die Wohnberatung")
    assert since_last_edition(nobody(municipality), new.pk, measure.thread_id) is None
    assert since_last_edition(Access(planner, municipality), new.pk, measure.thread_id).old.label == "2022"


def test_accepted_plan_keeps_the_score_of_what_it_continues(old, new, of):
    links = ThreadLink.objects.filter(edition=new, kind="same")
    assert links.count() == 5  # two goals, three measures
    assert {link.by for link in links} == {None}
    assert min(link.score for link in links) > 0.5
