# SPDX-License-Identifier: EUPL-1.2
"""The importer reads the demo city's own documents, the ones `make run` imports.

`expected/` was made from the texts behind the documents, not from what the importer finds.
"""

import importlib.util
import json
from pathlib import Path

import pytest

from leitziel.demo.city import DOCUMENTS
from leitziel.demo.expected import FOLDER
from leitziel.methods.plantext import parse
from leitziel.methods.plantext.reading import read

SCORER = Path(__file__).resolve().parents[2] / ".." / "shared" / "tools" / "score_plan.py"
NAMES = ("sozialstrategie-2026", "sozialstrategie-2022", "inklusion-2024")
FLOOR = 0.97
COUNTS = json.loads((FOLDER / "counts.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def plans():
    found = {}
    for name in NAMES:
        (path,) = DOCUMENTS.glob(f"{name}.*")
        found[name] = parse(read(path.read_bytes(), path.name)).to_dict()
    return found


@pytest.fixture(scope="module")
def score():
    if not SCORER.exists():
        pytest.skip("the shared scorer (shared/tools/score_plan.py) is missing")
    spec = importlib.util.spec_from_file_location("score_plan", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.score


def gold(name):
    return json.loads((FOLDER / f"{name}.gold.json").read_text("utf-8"))


def fields_of(node):
    return [each for field in node["fields"] for each in (field, *fields_of(field))]


def goals_of(plan):
    return [*plan["goals"], *(goal for field in fields_of(plan) for goal in field["goals"])]


def measures_of(plan):
    holders = [plan, *fields_of(plan), *goals_of(plan)]
    return [measure for holder in holders for measure in holder["measures"]]


def title_or_text(measure):
    return measure["title"] or measure["text"]


@pytest.mark.parametrize("name", NAMES)
def test_document_scores_at_least_the_floor(plans, score, name):
    figures = score(plans[name], gold(name))
    assert figures["score"] >= FLOOR, figures
    assert figures["invented"] == 0, figures


@pytest.mark.parametrize("name", NAMES)
def test_document_counts_are_those_of_its_text(plans, name):
    plan = plans[name]
    fields, measures = fields_of(plan), measures_of(plan)
    papers = {number for reference in plan["references"] for number in reference["council_papers"]}
    found = {
        "fields": len(plan["fields"]),
        "sub_fields": len(fields) - len(plan["fields"]),
        "guiding_ideas": sum(bool(field["guiding_idea"]) for field in fields),
        "goals": len(goals_of(plan)),
        "measures": len(measures),
        "with_examples": sum(bool(m["examples"]) for m in measures),
        "with_focus": sum(bool(m["focus"]) for m in measures),
        "without_deadline": sum(m["deadline"] is None for m in measures),
        "footnotes": len(plan["references"]),
        "papers": len(papers),
    }
    assert found == {key: COUNTS[name][key] for key in found}


@pytest.mark.parametrize("name", NAMES)
def test_deadlines_are_understood(plans, name):
    wanted, wrong = COUNTS[name]["schedules"], {}
    for measure in measures_of(plans[name]):
        want, got = wanted.get(measure["deadline"]), measure.get("schedule") or {}
        if want is None:
            continue
        years = {key: got[key][:4] for key in ("start", "end") if got.get(key)}
        found = {"kind": got.get("kind"), **years} | (
            {"every_months": got["every_months"]} if got.get("every_months") else {}
        )
        if found != want:
            wrong[measure["deadline"]] = found
    assert wrong == {}


@pytest.mark.parametrize("name", NAMES)
def test_rhythms_stated_by_the_text_are_suggested(plans, name):
    found = {
        title_or_text(measure): measure["suggested_schedule"]["every_months"]
        for measure in measures_of(plans[name])
        if measure.get("suggested_schedule") and measure["deadline"] == "fortlaufend"
    }
    assert found == COUNTS[name]["suggested_months"]


def test_practice_examples_come_one_by_one(plans):
    found = [m["examples"] for m in measures_of(plans["sozialstrategie-2026"]) if m["examples"]]
    assert [", ".join(examples) for examples in found] == [
        row["praxis_beispiele"]
        for field in gold("sozialstrategie-2026")["fields"]
        for each in (field, *field.get("subfields", []))
        for goal in each["goals"]
        for row in goal["measures"]
        if row["praxis_beispiele"]
    ]
    assert ["Hochbeete am Kesselberg", "Hoffest „Drei Treppen, ein Tisch“", "Tauschregal"] in found


def test_several_departments_are_taken_apart(plans):
    (measure,) = (
        m for m in measures_of(plans["sozialstrategie-2026"]) if (m["responsible"] or "").startswith("Dezernate")
    )
    assert [party["name"] for party in measure["parties"]] == [
        "Dezernat 2",
        "Dezernat 3",
        "Dezernat 4",
        "Polizeiinspektion Auenmünster",
    ]


def test_office_with_a_preposition_in_its_name_stays_one_party(plans):
    found = {m["number"]: [(p["name"], p["role"]) for p in m["parties"]] for m in measures_of(plans["inklusion-2024"])}
    assert found["M1.1"] == [
        ("Team Personalentwicklung", "lead"),
        ("Beauftragte für Menschen mit Behinderungen", "partner"),
        ("Beirat für Menschen mit Behinderungen", "partner"),
    ]
    assert found["M4.5"] == [("Beauftragte für Menschen mit Behinderungen", "lead"), ("Brückenbogen e. V.", "partner")]


def test_one_source_under_two_numbers_carries_a_note(plans):
    references = {r["mark"]: r for r in plans["sozialstrategie-2026"]["references"]}
    twice = [r for r in references.values() if "Wohnraumkonzept Auenmünster 2035" in r["text"]]
    assert [r["council_papers"] for r in twice] == [["21/0447-BV"], ["22/0118-BV"]]
    assert any(r["notes"] for r in twice)


def test_fact_sheet_keeps_its_id_description_and_every_row(plans):
    found = {m["number"]: m for m in measures_of(plans["inklusion-2024"])}
    rows = gold("inklusion-2024")
    assert sorted(found) == sorted(row["id"] for row in rows)
    assert {row["id"]: found[row["id"]]["text"] for row in rows} == {row["id"]: row["description"] for row in rows}
    costs = {row["id"]: row["costs"] for row in rows if row["costs"]}
    assert {key: found[key]["attributes"].get("Kosten") for key in costs} == costs


def test_prose_about_a_goal_is_its_description(plans):
    (goal,) = (g for g in goals_of(plans["sozialstrategie-2026"]) if g["text"].startswith("Wer Unterstützung sucht"))
    assert (goal["description"] or "").startswith("In der Haushaltsbefragung 2025")


@pytest.mark.parametrize("name", NAMES)
def test_fields_keep_their_own_prose(plans, name):
    nodes = {field["title"]: field for field in fields_of(plans[name])}
    if name == "inklusion-2024":
        assert {title: bool(node["description"]) for title, node in nodes.items()} == dict.fromkeys(nodes, True)
        return
    wanted = {f["title"]: f["description"] for top in gold(name)["fields"] for f in (top, *top.get("subfields", []))}
    assert {title: nodes[title]["description"] for title in wanted} == wanted
