# SPDX-License-Identifier: EUPL-1.2
"""How well plain text is read: the Integrationskonzept, the same as other offices would type it, seven other cities."""

from __future__ import annotations

import json
from typing import Any

import pytest

from leitziel.methods.plantext import Plan, Schedule, ScheduleKind, Source, parse
from tests.methods.plantext import shared, variations

pytestmark = shared.needs_shared
DOCUMENTS = sorted((shared.SHARED / "documents").glob("[0-9]*.gold.json"))
SAID_APART = {"spans", "unassigned", "extracted"}


@pytest.fixture(scope="module")
def text() -> str:
    return shared.INTEGRATIONSKONZEPT.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def plan(text: str) -> Plan:
    return parse(Source.from_text(text))


@pytest.fixture(scope="module")
def gold() -> Any:
    return json.loads(shared.INTEGRATIONSKONZEPT_GOLD.read_text(encoding="utf-8"))


def words(node: Any) -> Any:
    """A plan without spans; of texts only what a line break cannot change; prose about the whole as one text."""
    if isinstance(node, dict):
        return {name: words(item) for name, item in node.items() if name not in SAID_APART}
    if isinstance(node, list):
        return [words(item) for item in node]
    return "".join(node.replace("-", "").split()) if isinstance(node, str) else node


def test_integrationskonzept_is_read_whole(plan: Plan, gold: Any) -> None:
    figures = shared.score(plan, gold)
    assert (figures["score"], figures["invented"]) == (1.0, 0)


def test_integrationskonzept_has_all_its_parts(plan: Plan) -> None:
    fields, goals, measures = list(plan.walk_fields()), list(plan.walk_goals()), list(plan.walk_measures())
    papers = {paper for reference in plan.references for paper in reference.council_papers}
    assert (len(plan.fields), len(fields) - len(plan.fields)) == (8, 5)
    assert sum(field.guiding_idea is not None for field in fields) == 11
    assert (len(goals), len(measures)) == (27, 63)
    assert (sum(bool(m.examples) for m in measures), sum(m.focus is not None for m in measures)) == (28, 9)
    assert (len(plan.references), len(papers)) == (14, 8)
    assert plan.unassigned == ()


def test_integrationskonzept_marks_hang_where_they_stand(plan: Plan, gold: Any) -> None:
    wanted: list[tuple[str, str]] = []

    def walk(node: dict[str, Any]) -> None:
        wanted.extend((str(n), "guiding_idea") for n in node.get("leitidee_footnotes", []))
        for child in node.get("subfields", []):
            walk(child)
        for goal in node.get("goals", []):
            wanted.extend((str(n), "text") for n in goal["footnotes"])
            for measure in goal["measures"]:
                names = {"praxis_beispiele": "examples", "fokus": "focus"}
                wanted.extend((str(n), names.get(at, at)) for at, ns in measure["footnotes"].items() for n in ns)

    for node in gold["fields"]:
        walk(node)
    found = [mark for node in plan.walk_fields() for mark in node.references]
    found += [mark for goal in plan.walk_goals() for mark in goal.references]
    found += [mark for measure in plan.walk_measures() for mark in measure.references]
    assert sorted((mark.reference, mark.at) for mark in found) == sorted(wanted)


def test_integrationskonzept_rhythm_stated_in_the_text_is_suggested(plan: Plan) -> None:
    suggested = [m.suggested_schedule for m in plan.walk_measures() if m.suggested_schedule]
    assert suggested == [Schedule(ScheduleKind.RECURRING, every_months=24)]


def test_integrationskonzept_source_under_two_numbers_is_noted(plan: Plan) -> None:
    assert [reference.mark for reference in plan.references if reference.notes] == ["37", "39"]


@pytest.mark.parametrize("name", variations.VARIATIONS)
def test_variation_gives_the_same_plan(name: str, text: str, plan: Plan, gold: Any) -> None:
    varied = parse(Source.from_text(variations.VARIATIONS[name](text)))
    assert shared.score(varied, gold)["score"] >= 0.99
    assert words(varied.to_dict()) == words(plan.to_dict())


@pytest.fixture(scope="module")
def figures() -> dict[str, dict[str, Any]]:
    out = {}
    for path in DOCUMENTS:
        document = path.with_name(path.name.removesuffix(".gold.json") + ".txt")
        read = parse(Source.from_text(document.read_text(encoding="utf-8")))
        out[document.stem] = shared.score(read, json.loads(path.read_text(encoding="utf-8")))
    return out


def test_documents_of_other_cities_score_on_average(figures: dict[str, dict[str, Any]]) -> None:
    scores = [figure["score"] for figure in figures.values()]
    assert sum(scores) / len(scores) >= 0.96, figures


def test_documents_of_other_cities_invent_nothing(figures: dict[str, dict[str, Any]]) -> None:
    assert {name: figure["invented"] for name, figure in figures.items() if figure["invented"]} == {}
