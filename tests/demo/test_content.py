# SPDX-License-Identifier: EUPL-1.2
"""The notation of the demo texts, and what the texts must offer to the rooms that show them."""

import collections
import json

import pytest

from leitziel.demo import expected
from leitziel.demo.content import load, parse

SAMPLE = """title: Plan
---
# Felder
@ Eins
> Idee[^Quelle, 20/0001-BV]
Prosa
+ Ziel
* {neu < alt, uralt}: Text[^Zweite]
  V: Amt
  P: a; b
@@ Unter
* {frei}: Ohne Ziel
"""


def test_notation_read_into_tree():
    concept = parse(SAMPLE)
    field = concept.fields[0]
    measure = field.goals[0].measures[0]
    assert (field.number, field.guiding_idea.plain, field.guiding_idea.marks) == ("1.1", "Idee", [1])
    assert (measure.key, measure.predecessors, measure.number, measure.text.marks) == (
        "neu",
        ["alt", "uralt"],
        "1.1",
        [2],
    )
    assert (measure.plain("responsible"), measure.examples, measure.plain("deadline")) == ("Amt", ["a", "b"], None)
    assert [m.text.plain for m in field.fields[0].measures] == ["Ohne Ziel"]
    assert concept.notes == ["Quelle, 20/0001-BV", "Zweite"]


@pytest.mark.parametrize("broken", ["* ohne Schlüssel: Text", "  X: unbekannter Buchstabe"])
def test_notation_broken_line_refused(broken):
    with pytest.raises((AssertionError, KeyError)):
        parse(f"title: Plan\n---\n# Felder\n@ Eins\n* {{a}}: Text\n{broken}\n")


@pytest.mark.parametrize("name", sorted(expected.files()))
def test_expected_files_are_current(name):
    committed = json.loads((expected.FOLDER / name).read_text("utf-8"))
    assert json.loads(expected.files()[name]) == committed


@pytest.mark.parametrize("name", [*expected.NESTED, expected.FLAT])
def test_concept_has_thirty_to_sixty_measures_with_keys_of_their_own(name):
    keys = collections.Counter(measure.key for measure in load(name).all_measures())
    assert 30 <= len(keys) <= 60
    assert max(keys.values()) == 1


def test_later_edition_splits_merges_moves_drops_and_adds():
    rows = expected.comparison(*(load(name) for name in expected.NESTED))
    kinds = collections.Counter(row["kind"] for row in rows)
    assert kinds == {"same": 40, "added": 13, "dropped": 7, "split": 4, "merged": 1}
    moved = [row["new"][0] for row in rows if row.get("moved")]
    assert moved == ["wohnungsanpassung", "seniorentreffs", "digitalpaten", "pflegestuetzpunkt"]


def test_predecessors_exist_in_the_earlier_edition():
    old, new = (load(name) for name in expected.NESTED)
    named = {key for measure in new.all_measures() for key in measure.predecessors}
    assert named <= {measure.key for measure in old.all_measures()}


def test_deadline_beyond_the_edition_is_there_to_be_warned_of():
    deadlines = {measure.plain("deadline") for measure in load("sozialstrategie-2026").all_measures()}
    assert {"bis 2030", "bis 2031"} <= deadlines
