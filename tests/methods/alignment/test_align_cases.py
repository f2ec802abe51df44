# SPDX-License-Identifier: EUPL-1.2
"""Cases that a likeness of words alone would get wrong, kinds of change, and what is refused."""

from __future__ import annotations

import pytest

from leitziel.methods.alignment import Decision, Entry, align
from leitziel.methods.alignment.changes import Change, described

TEXT = "Die Stadt bietet eine offene Sprechstunde an."


def plan(side: str, *goals: tuple[str, list[tuple[str, str, dict]]]) -> list[Entry]:
    """One field with goals and their measures: (number, text, attributes)."""
    found = [Entry(f"{side}f", "field", "Teilhabe", "", "1", None, 0)]
    for g, (text, measures) in enumerate(goals):
        goal = f"{side}g{g}"
        found.append(Entry(goal, "goal", "", text, str(g + 1), f"{side}f", len(found)))
        for m, (number, said, attributes) in enumerate(measures):
            found.append(Entry(f"{goal}m{m}", "measure", "", said, number, goal, len(found), attributes))
    return found


def pairs(old: list[Entry], new: list[Entry], *decisions: Decision) -> dict[str, tuple[str, ...]]:
    return {m.old[0]: m.new for m in align(old, new, decisions).of("measure") if m.old}


def test_equal_texts_in_four_goals_stay_in_their_goals():
    goals = [(f"Ziel {word}", [("1", TEXT, {})]) for word in ("Wohnen", "Arbeit", "Bildung", "Gesundheit")]
    old, new = plan("o", *goals), plan("n", *reversed(goals))
    assert pairs(old, new) == {f"og{i}m0": (f"ng{3 - i}m0",) for i in range(4)}
    assert [d.kinds for d in described(align(old, new), old, new)] == [(Change.SAME,)] * 9


def test_equal_texts_are_told_apart_by_who_is_responsible():
    said = [("1", TEXT, {"responsible": "Jugendamt"}), ("2", TEXT, {"responsible": "Seniorenbüro"})]
    old = plan("o", ("Beratung", said))
    new = plan("n", ("Beratung", [("1", TEXT, {"responsible": "Seniorenbüro"}), ("2", TEXT, said[0][2])]))
    assert pairs(old, new) == {"og0m0": ("ng0m1",), "og0m1": ("ng0m0",)}


def test_one_of_equal_texts_that_nothing_tells_apart_is_not_sure():
    old = plan("o", ("Beratung", [("", TEXT, {}), ("", TEXT, {}), ("", TEXT, {})]))
    new = plan("n", ("Beratung", [("", TEXT, {}), ("", TEXT, {})]))
    found = align(old, new)
    assert sum(m.dropped for m in found.of("measure")) == 1
    assert not all(m.sure for m in found.of("measure"))


def test_hundreds_of_equal_texts_keep_their_order():
    said = [("", TEXT, {})] * 400
    old, new = plan("o", ("Beratung", said)), plan("n", ("Beratung", said))
    assert pairs(old, new) == {f"og0m{i}": (f"ng0m{i}",) for i in range(400)}


def test_equal_focus_sentences_do_not_join_different_measures():
    focus = {"focus": "Kinder und Jugendliche aus Familien mit wenig Geld stehen im Mittelpunkt."}
    old = plan("o", ("Freizeit", [("1", "Ein Ferienpass wird ausgegeben.", focus), ("2", TEXT, {})]))
    new = plan("n", ("Freizeit", [("1", "Musikschulen geben Unterricht in Kitas.", focus), ("2", TEXT, {})]))
    assert pairs(old, new) == {"og0m0": (), "og0m1": ("ng0m1",)}


@pytest.mark.parametrize(
    ("name", "before", "after", "kind"),
    [
        ("focus", "Neufelde", "Neufelde und Hafen", Change.FOCUS),
        ("examples", ("Lesecafé",), ("Lesecafé", "Werkbank"), Change.EXAMPLES),
        ("responsible", "Jugendamt", "Schulamt", Change.RESPONSIBLE),
        ("deadline", "2027", "2029", Change.DEADLINE),
        ("label: Kosten", "keine", "5.000 Euro", Change.OTHER),
    ],
)
def test_other_attribute_is_a_kind_of_change(name, before, after, kind):
    old, new = plan("o", ("Ziel", [("1", TEXT, {name: before})])), plan("n", ("Ziel", [("1", TEXT, {name: after})]))
    found = described(align(old, new), old, new)[-1]
    assert found.kinds == (kind,)
    assert [d.name for d in found.pairs[0].differences] == [name]


@pytest.mark.parametrize(
    ("before", "after"),
    [("„Büro“ – offen", '"Büro" - offen'), ("eins  zwei", "eins zwei"), ("Sozial\u00adamt", "Sozialamt")],
)
def test_signs_that_readers_take_for_one_are_no_change(before, after):
    old, new = plan("o", ("Ziel", [("1", before, {})])), plan("n", ("Ziel", [("1", after, {})]))
    assert described(align(old, new), old, new)[-1].kinds == (Change.SAME,)


def test_examples_in_another_order_are_no_change():
    old = plan("o", ("Ziel", [("1", TEXT, {"examples": ("a", "b")})]))
    new = plan("n", ("Ziel", [("1", TEXT, {"examples": ("b", "a")})]))
    assert described(align(old, new), old, new)[-1].kinds == (Change.SAME,)


def test_measure_under_another_goal_is_moved():
    first, second = ("Wohnen für alle", [("1", "Ein Mietspiegel wird erstellt.", {})]), ("Arbeit für alle", [])
    old = plan("o", (first[0], [*first[1], ("2", TEXT, {})]), second)
    new = plan("n", first, (second[0], [("1", TEXT, {})]))
    found = described(align(old, new), old, new)[-1]
    assert (found.kinds, found.moved) == ((Change.MOVED,), "goal")


def test_part_that_a_person_named_is_a_part_even_where_the_rest_is_gone():
    old, new = plan("o", ("Ziel", [("1", TEXT, {})])), plan("n", ("Ziel", [("1", "Etwas ganz anderes", {})]))
    found = align(old, new, [Decision("part", "og0m0", "ng0m0")]).by_old["og0m0"]
    assert (found.new, found.split, found.decided, found.sure) == (("ng0m0",), True, True, True)


def test_measure_with_a_part_may_still_go_on_elsewhere():
    old = plan("o", ("Ziel", [("1", TEXT, {})]))
    new = plan("n", ("Ziel", [("1", "Etwas ganz anderes", {}), ("2", TEXT, {})]))
    found = align(old, new, [Decision("part", "og0m0", "ng0m0")]).by_old["og0m0"]
    assert found.new == ("ng0m1", "ng0m0")


def test_pair_said_to_be_different_does_not_come_again():
    old, new = plan("o", ("Ziel", [("1", TEXT, {})])), plan("n", ("Ziel", [("1", TEXT, {})]))
    assert pairs(old, new, Decision("different", "og0m0", "ng0m0")) == {"og0m0": ()}


@pytest.mark.parametrize(
    "decisions",
    [
        [Decision("same", "og0m0", "nowhere")],
        [Decision("same", "og0m0", "ng0")],
        [Decision("new", "og0m0", "ng0m0")],
        [Decision("same", "og0m0", "ng0m0"), Decision("different", "og0m0", "ng0m0")],
        [Decision("same", "og0m0", "ng0m0"), Decision("dropped", "og0m0", None)],
        [Decision("same", "og0m0", "ng0m0"), Decision("same", "og0m0", "ng0m1")],
    ],
)
def test_decisions_that_cannot_be_are_refused(decisions):
    said = [("1", TEXT, {}), ("2", "Ein Garten wird angelegt.", {})]
    with pytest.raises(ValueError, match=r"decision|said"):
        align(plan("o", ("Ziel", said)), plan("n", ("Ziel", said)), decisions)


def test_key_that_occurs_twice_is_refused():
    entries = [Entry("a", "measure", text=TEXT)] * 2
    with pytest.raises(ValueError, match="same key"):
        align(entries, [])


def test_two_empty_editions():
    assert align([], []).matches == ()
