# SPDX-License-Identifier: EUPL-1.2
"""Edits of a staged plan: each does what it says, and no character is lost."""

import copy
import json

import jsonschema
import pytest

from leitziel.strategy.exchange import contract
from leitziel.strategy.exchange.staged import edits, spans, splitting, tree, values

from . import plans


@pytest.fixture
def plan():
    return tree.with_ids(plans.small_plan())


def node(plan, text):
    return next(
        p.node
        for p in tree.walk(plan)
        if p.kind != "reference" and text in (p.node.get("title") or p.node.get("text") or "")
    )


def whole(plan):
    assert spans.check_conservation(plan) == []
    assert contract.problems(plan) == []


def loose(plan):
    return [entry["text"] for entry in plan["unassigned"]]


def test_check_conservation_sees_a_lost_a_doubled_and_a_wrong_character(plan):
    assert spans.check_conservation(plan) == []
    lost, doubled, wrong = copy.deepcopy(plan), copy.deepcopy(plan), copy.deepcopy(plan)
    lost["unassigned"].pop()
    doubled["fields"][0]["spans"][0][1] += 1
    wrong["unassigned"][0]["text"] = "anders"
    assert [len(spans.check_conservation(p)) for p in (lost, doubled, wrong)] == [1, 1, 1]


def test_plan_follows_the_shared_contract_without_ids(plan, shared):
    schema = json.loads((shared / "contracts" / "plan.schema.json").read_text())
    jsonschema.validate(tree.without_ids(plan), schema)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("title",), 3),
        (("fields",), None),
        (("unassigned", 0, "span"), [1]),
        (("fields", 0, "title"), None),
        (("fields", 0, "goals", 0, "measures", 0, "text"), None),
        (("fields", 0, "goals", 0, "measures", 0, "schedule"), {"kind": "sometimes"}),
        (("fields", 0, "goals", 0, "measures", 0, "parties"), [{"name": "A", "role": "boss"}]),
        (("references", 0, "council_papers"), "21/1"),
        (("extracted", "sha256"), "abc"),
    ],
)
def test_contract_refuses_what_the_schema_refuses(plan, shared, path, value):
    target = plan
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    assert len(contract.problems(plan)) == 1
    schema = json.loads((shared / "contracts" / "plan.schema.json").read_text())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tree.without_ids(plan), schema)


def test_edit_values_returns_what_changed(plan):
    measure = node(plan, "Lotse")
    changed = edits.edit_values(plan, measure["id"], {"text": "Zwei Lotsen beraten.", "focus": "", "number": "2"})
    assert changed == {"text": ["Ein Lotse berät Mietende.", "Zwei Lotsen beraten."]}
    whole(plan)


def test_edit_values_refuses_a_measure_without_words_and_changes_nothing(plan):
    before = copy.deepcopy(plan)
    with pytest.raises(tree.EditError):
        edits.edit_values(plan, node(plan, "Lotse")["id"], {"number": "9", "text": " "})
    with pytest.raises(tree.EditError):
        edits.edit_values(plan, node(plan, "Lotse")["id"], {"spans": []})
    assert plan == before


def test_split_shares_the_values_between_the_halves():
    w = plans.Writer()
    two = plans.plan(
        w,
        measures=[
            lambda w: plans.measure(
                w,
                "1",
                "Die Stadt baut. 2. Der Verein lädt ein.",
                lines=["Die Stadt baut.\nVerantwortung: Bauamt\n", "2. Der Verein lädt ein.\nTermin: 2027\n"],
            )
        ],
    )
    plan = tree.with_ids(two)
    measure = plan["measures"][0]
    measure["responsible"], measure["deadline"] = "Bauamt", "2027"
    measure["parties"] = [{"name": "Bauamt", "role": "lead"}]
    measure["schedule"] = {"kind": "by", "start": None, "end": "2027", "every_months": None}
    measure["references"] = [{"reference": "1", "at": "deadline"}, {"reference": "2", "at": "text"}]
    splitting.split(plan, measure["id"], w.text.index("2. Der"))
    first, second = plan["measures"]
    assert (first["text"], first["responsible"], first["deadline"]) == ("Die Stadt baut.", "Bauamt", None)
    assert (second["text"], second["responsible"], second["deadline"]) == ("2. Der Verein lädt ein.", None, "2027")
    assert (first["schedule"], second["schedule"]["end"]) == (None, "2027")
    assert [m["reference"] for m in first["references"]] == ["2"]
    assert [m["reference"] for m in second["references"]] == ["1"]
    whole(plan)


@pytest.mark.parametrize("position", [0, 10**6])
def test_split_refuses_a_place_outside(plan, position):
    before = copy.deepcopy(plan)
    with pytest.raises(tree.EditError):
        splitting.split(plan, node(plan, "Kurse")["id"], position)
    assert plan == before


def test_split_then_merge_gives_the_text_back(plan):
    measure = node(plan, "Kurse")
    before = copy.deepcopy(measure)
    splitting.split(plan, measure["id"], plan["extracted"]["text"].index("Kinder werden"))
    assert node(plan, "Kinder werden")["text"] == "Kinder werden betreut."
    splitting.merge(plan, measure["id"])
    assert (measure["text"], measure["spans"]) == (before["text"], before["spans"])
    whole(plan)


def test_merge_keeps_every_value_of_both(plan):
    first, second = node(plan, "zwanzig"), node(plan, "Lotse")
    second["number"], second["deadline"], second["examples"] = "2", "2028", ["Tauschbörse", "Lotsenbuch"]
    splitting.merge(plan, first["id"])
    assert first["text"] == "Die Stadt baut zwanzig Wohnungen. Ein Lotse berät Mietende."
    assert [p["name"] for p in first["parties"]] == ["FD Soziales", "Wohnbau Auental"]
    assert first["examples"] == ["Tauschbörse", "Lotsenbuch"]
    assert (first["number"], first["deadline"]) == ("1", "fortlaufend")
    assert len(first["notes"]) == 2
    assert any("2028" in note for note in first["notes"])
    whole(plan)


def test_merge_of_fields_joins_what_they_hold(plan):
    first = plan["fields"][0]
    splitting.merge(plan, first["id"])
    assert len(plan["fields"]) == 1
    assert first["title"] == "Handlungsfeld Wohnen Handlungsfeld Sprache"
    assert [g["text"] for g in first["goals"]][-1] == "Alle lernen Deutsch."
    whole(plan)


def test_move_takes_everything_below_along(plan):
    goal, target = node(plan, "Alle lernen"), node(plan, "Wohnen im Alter")
    edits.move(plan, goal["id"], target["id"])
    assert target["goals"] == [goal]
    assert len(goal["measures"]) == 2
    whole(plan)


def test_move_refuses_what_cannot_stand_there(plan):
    before = copy.deepcopy(plan)
    for moved, target in (("Handlungsfeld Wohnen", "Wohnen im Alter"), ("Wohnen im Alter", "Alle lernen")):
        with pytest.raises(tree.EditError):
            edits.move(plan, node(plan, moved)["id"], node(plan, target)["id"])
    assert plan == before


def test_shift_stops_at_the_ends(plan):
    measure = node(plan, "zwanzig")
    edits.shift(plan, measure["id"], 1)
    assert [m["number"] for m in plan["fields"][0]["goals"][0]["measures"]] == ["2", "1"]
    with pytest.raises(tree.EditError):
        edits.shift(plan, measure["id"], 1)
    whole(plan)


def test_delete_gives_the_passages_back_and_keeps_the_children(plan):
    goal = node(plan, "barrierearme")
    edits.delete(plan, goal["id"], keep_children=True)
    assert [m["number"] for m in plan["fields"][0]["measures"]] == ["1", "2"]
    assert "Ziel 1: Es gibt mehr barrierearme Wohnungen.\n" in loose(plan)
    whole(plan)


def test_delete_with_children_gives_all_passages_back(plan):
    before = len(plan["unassigned"])
    edits.delete(plan, plan["fields"][0]["id"], keep_children=False)
    assert [f["title"] for f in plan["fields"]] == ["Handlungsfeld Sprache"]
    assert len(plan["unassigned"]) > before
    whole(plan)


def test_delete_of_a_reference_takes_its_marks_along(plan):
    edits.delete(plan, plan["references"][0]["id"], keep_children=False)
    assert node(plan, "zwanzig")["references"] == []
    assert node(plan, "Kurse")["references"] == [{"reference": "2", "at": "text"}]
    whole(plan)


def test_assign_a_part_of_a_passage_to_a_part_of_an_entry(plan):
    text = plan["extracted"]["text"]
    start = text.index("Ein Beirat")
    goal = node(plan, "Alle lernen")
    edits.assign(plan, start, start + len("Ein Beirat begleitet die Umsetzung."), goal["id"], "description")
    assert goal["description"] == "Ein Beirat begleitet die Umsetzung."
    assert loose(plan) == ["Seite 3\n", "Die Stadt dankt allen Beteiligten. ", "\n"]
    whole(plan)


def test_assign_without_part_leaves_the_values(plan):
    start, end = plan["unassigned"][0]["span"]
    field = plan["fields"][0]
    before = {k: v for k, v in field.items() if k != "spans"}
    edits.assign(plan, start, end, field["id"], "")
    assert {k: v for k, v in field.items() if k != "spans"} == before
    whole(plan)


def test_assign_refuses_what_is_assigned_and_unknown_parts(plan):
    before = copy.deepcopy(plan)
    start, end = plan["fields"][0]["spans"][0]
    loose_start, loose_end = plan["unassigned"][0]["span"]
    for span, part in (((start, end), "title"), ((loose_start, loose_end), "focus"), ((loose_end, loose_start), "")):
        with pytest.raises(tree.EditError):
            edits.assign(plan, *span, plan["fields"][0]["id"], part)
    assert plan == before


def test_create_of_a_passage_stands_where_the_document_has_it(plan):
    edits.delete(plan, node(plan, "Niemand")["id"], keep_children=True)
    start, end = next(e["span"] for e in plan["unassigned"] if "Niemand" in e["text"])
    edits.create(plan, "measure", plan["fields"][0]["id"], "", (start, end))
    made = plan["fields"][0]["measures"][0]
    assert made["text"] == "Ziel 2: Niemand verliert seine Wohnung."
    assert made["spans"] == [[start, end]]
    whole(plan)


def test_create_by_hand_needs_words(plan):
    with pytest.raises(tree.EditError):
        edits.create(plan, "goal", "plan", "  ")
    edits.create(plan, "goal", "plan", "Alle sind dabei.")
    assert plan["goals"][0]["text"] == "Alle sind dabei."
    whole(plan)


def test_change_kind_keeps_words_children_and_passages(plan):
    goal = node(plan, "barrierearme")
    splitting.change_kind(plan, goal["id"], "field")
    field = next(f for f in plan["fields"][0]["fields"] if f["id"] == goal["id"])
    assert field["title"] == "Es gibt mehr barrierearme Wohnungen."
    assert len(field["measures"]) == 2
    whole(plan)
    splitting.change_kind(plan, field["id"], "measure")
    assert [m["number"] for m in plan["fields"][0]["measures"]] == ["1", "1", "2"]
    whole(plan)


def test_change_kind_of_a_measure_keeps_its_labels_as_prose(plan):
    measure = node(plan, "zwanzig")
    splitting.change_kind(plan, measure["id"], "goal")
    goal = next(g for g in plan["fields"][0]["goals"] if g["id"] == measure["id"])
    assert goal["text"] == "Die Stadt baut zwanzig Wohnungen."
    assert all(word in goal["description"] for word in ("FD Soziales", "fortlaufend", "Tauschbörse"))
    whole(plan)


def test_parts_of_a_form_are_parts_of_the_contract():
    for kind, parts in values.PARTS.items():
        assert set(parts) <= {*contract.REQUIRED[kind], *contract.OPTIONAL[kind]}


@pytest.mark.parametrize(
    ("source", "running"),
    [("Ver-\nkehr", "Verkehr"), ("Stellenbe- und\n-vergabe", "Stellenbe- und -vergabe"), ("Bau-\nAmt", "Bau- Amt")],
)
def test_clean_undoes_line_breaks(source, running):
    assert spans.clean(source) == running


def test_storable_keeps_every_place(plan):
    assert contract.storable({"a\x00": ["b\x00\ud800c", 1, None]}) == {"a\ufffd": ["b\ufffd\ufffdc", 1, None]}
    assert contract.storable(plan) == plan
