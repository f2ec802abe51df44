# SPDX-License-Identifier: EUPL-1.2
"""One concept in every format gives one plan: score against the hand-written reading, and equality apart from spans."""

from __future__ import annotations

import importlib.util
import io
import json
from functools import cache
from pathlib import Path
from typing import Any

import docx
import pytest

from leitziel.methods.plantext import reading
from leitziel.methods.plantext.grammar import parse
from tests.methods.plantext.reading import writers

SHARED = Path(__file__).resolve().parents[4] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared with the documents is missing")

WRITERS = {
    "docx": writers.as_docx,
    "odt": writers.as_odt,
    "html": writers.as_html,
    "md": writers.as_markdown,
    "tagged.pdf": writers.as_tagged_pdf,
    "untagged.pdf": writers.as_untagged_pdf,
}


@cache
def concept() -> str:
    return (SHARED / "sources" / "integrationskonzept.txt").read_text(encoding="utf-8")


@cache
def scorer() -> Any:
    spec = importlib.util.spec_from_file_location("score_plan", SHARED / "tools" / "score_plan.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def plan_of(kind: str) -> dict[str, Any]:
    data = concept().encode() if kind == "txt" else WRITERS[kind](writers.parts_of(concept()))
    return parse(reading.read(data, f"konzept.{kind}")).to_dict()


def bare(node: Any) -> Any:
    """A plan without what depends on the file: spans, text, pages, what is left over, line breaks in values."""
    if isinstance(node, dict):
        dropped = ("spans", "extracted", "unassigned", "notes")
        return {key: bare(value) for key, value in node.items() if key not in dropped}
    if isinstance(node, list):
        return [bare(item) for item in node]
    return node


@pytest.mark.parametrize("kind", WRITERS)
def test_concept_is_read_from_every_format(kind: str) -> None:
    gold = json.loads((SHARED / "documents" / "integrationskonzept.gold.json").read_text(encoding="utf-8"))
    figures = scorer().score(plan_of(kind), gold)
    assert figures["score"] >= 0.95, figures
    assert figures["invented"] == 0


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("part", ["title", "description", "fields", "goals", "measures", "references"])
def test_plan_is_the_same_in_every_format(kind: str, part: str) -> None:
    assert bare(plan_of(kind))[part] == bare(plan_of("txt"))[part]


@pytest.mark.parametrize("kind", WRITERS)
def test_every_character_has_one_place_in_every_format(kind: str) -> None:
    plan = plan_of(kind)
    spans: list[list[int]] = [item["span"] for item in plan["unassigned"]]

    def collect(node: Any) -> None:
        if isinstance(node, dict):
            spans.extend(node.get("spans", []))
            for key, value in node.items():
                if key not in ("spans", "unassigned"):
                    collect(value)
        elif isinstance(node, list):
            for item in node:
                collect(item)

    collect(plan)
    at = 0
    for start, end in sorted(spans):
        assert start == at
        at = end
    assert at == len(plan["extracted"]["text"])


def test_concept_with_soft_breaks_in_word_gives_the_same_plan(shared: Path) -> None:
    """Shift+Enter between labels keeps them in one paragraph of the format; they are lines all the same."""
    document = docx.Document()
    for paragraph in (shared / "sources" / "integrationskonzept.txt").read_text(encoding="utf-8").split("\n\n"):
        if paragraph.strip():
            document.add_paragraph(paragraph.strip())
    data = io.BytesIO()
    document.save(data)
    plan = parse(reading.read(data.getvalue(), "konzept.docx"))
    assert (len(list(plan.walk_fields())), len(list(plan.walk_goals())), len(list(plan.walk_measures()))) == (
        13,
        27,
        63,
    )
