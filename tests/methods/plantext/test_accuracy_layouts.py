# SPDX-License-Identifier: EUPL-1.2
"""How well the grammar reads further layouts (`layouts/`, invented documents with a hand-written gold).

The golds were written before the grammar could be run, but the grammar was improved with these documents in sight: the
floor guards what it has learnt and says little about a document it has never seen.

The scorer is the project's shared one; without the shared folder these figures cannot be taken and the tests say so.
"""

import importlib.util
import json
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from leitziel.methods.plantext import parse
from leitziel.methods.plantext.reading import read

LAYOUTS = Path(__file__).resolve().parent / "layouts"
SCORER = Path(__file__).resolve().parents[3] / ".." / "shared" / "tools" / "score_plan.py"
GOLDS = sorted(LAYOUTS.glob("*.gold.json"))
WITHOUT_MEASURES = "18-haushaltsrede-ohne-massnahmen"
FLOOR = 0.95  # the average reached on 22 November 2026; raise it with the grammar, never lower it


def name_of(gold: Path) -> str:
    return gold.name.removesuffix(".gold.json")


def plan_of(name: str) -> dict:
    document = next(p for p in LAYOUTS.glob(f"{name}.*") if p.suffix in {".txt", ".md", ".html"})
    return parse(read(document.read_bytes(), document.name)).to_dict()


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    if not SCORER.exists():
        pytest.skip("the shared scorer (shared/tools/score_plan.py) is missing")
    spec = importlib.util.spec_from_file_location("score_plan", SCORER)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def figures(scorer: ModuleType) -> dict[str, dict]:
    golds = {name_of(path): json.loads(path.read_text(encoding="utf-8")) for path in GOLDS}
    return {name: scorer.score(plan_of(name), gold) for name, gold in golds.items() if gold}


def test_layouts_average_score_at_least_the_floor(figures):
    scores = {name: figure["score"] for name, figure in figures.items()}
    average = sum(scores.values()) / len(scores)
    assert average >= FLOOR, sorted(scores.items(), key=lambda item: item[1])


def test_layouts_nothing_invented(figures):
    invented = {name: figure["invented"] for name, figure in figures.items() if figure["invented"]}
    assert invented == {}


def test_document_without_measures_gives_none():
    plan = plan_of(WITHOUT_MEASURES)
    measures = plan["measures"] + [m for goal in plan["goals"] for m in goal["measures"]]
    stack = list(plan["fields"])
    while stack:
        node = stack.pop()
        stack += node["fields"]
        measures += node["measures"] + [m for goal in node["goals"] for m in goal["measures"]]
    assert measures == []


def spans_of(node: object) -> list[tuple[int, int]]:
    """All spans below a part of the plan, as the exchange format holds them (`spans`, and `span` of the unassigned)."""
    if isinstance(node, list):
        return [span for item in node for span in spans_of(item)]
    if not isinstance(node, dict):
        return []
    own = [tuple(span) for span in node.get("spans", [])] + ([tuple(node["span"])] if "span" in node else [])
    return own + [span for key, item in node.items() if key not in {"spans", "span"} for span in spans_of(item)]


@pytest.mark.parametrize("gold", GOLDS, ids=name_of)
def test_layout_every_character_in_one_place(gold):
    plan = plan_of(name_of(gold))
    text = plan["extracted"]["text"]
    spans = sorted(spans_of(plan))
    assert [a for a, b in pairwise(spans) if a[1] > b[0]] == []
    held = bytearray(len(text))
    for start, end in spans:
        held[start:end] = b"\x01" * (end - start)
    assert [text[at] for at in range(len(text)) if not held[at]] == []
