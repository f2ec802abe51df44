# SPDX-License-Identifier: EUPL-1.2
"""Every character in exactly one place, nothing raised, the contract kept: for whatever text comes."""

from __future__ import annotations

import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from leitziel.methods.plantext import Block, BlockKind, Cell, NoteMark, Plan, Source, parse
from tests.methods.plantext import shared, variations

LAYOUTS = Path(__file__).with_name("layouts")
DOCUMENTS = sorted(LAYOUTS.glob("*.txt"))
SCRAPS = [
    "Maßnahme 3:", "Ziel 1: Mehr Bänke.", "Handlungsfeld A", "Verantwortung:", "Termin: bis 2027", "1", "2.3.1 Wohnen", "| a | b |",
    "--- | ---", "<p>", "</p><ul><li>", "²⁶", "^{27 28}", "[^9]: Quelle", "[^9]", "•", "- 7 -", "\f", "Nr. Maßnahme Zuständig Zeitraum",
    "Wer?", "Wann?", "**", "☒ ja ☐ nein", "M1.2", "HW-1: Titel", "a) b", "\u00ad", "\u2028", "\x00", "Termin:Termin:Termin:", "12 34 56",
]  # fmt: skip
LINES = st.sampled_from(
    [line for path in DOCUMENTS for line in path.read_text(encoding="utf-8").split("\n") if line.strip()] + SCRAPS
)
RELAXED = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


def places(node: Any) -> list[tuple[int, int]]:
    """All spans of a plan as plain data."""
    if isinstance(node, list):
        return [span for item in node for span in places(item)]
    if not isinstance(node, dict):
        return []
    own = [tuple(span) for span in node.get("spans", [])] + ([tuple(node["span"])] if "span" in node else [])
    return own + [span for name, item in node.items() if name not in {"spans", "span"} for span in places(item)]


def check(plan: Plan, text: str) -> None:
    """The spans tile the text, and every value is words of the text."""
    spans = sorted(places(plan.to_dict()))
    assert [pair for pair in pairwise(spans) if pair[0][1] != pair[1][0]] == []
    assert (spans[0][0], spans[-1][1]) == (0, len(text)) if text else spans == []
    assert [span for span in spans if span[0] >= span[1]] == []


def mutated(text: str, chance: random.Random) -> str:
    """The text after one to six accidents."""
    for _ in range(chance.randint(1, 6)):
        lines = text.split("\n")
        a, b = sorted(chance.randrange(len(lines) + 1) for _ in range(2))
        at = chance.randrange(len(text) + 1)
        text = chance.choice(
            (
                lambda lines=lines, a=a, b=b: "\n".join(lines[:a] + lines[b:]),
                lambda lines=lines, a=a, b=b: "\n".join(lines[:b] + lines[a:]),
                lambda lines=lines: "\n".join(chance.sample(lines, len(lines))),
                lambda lines=lines: "\n".join(line for line in lines if line.strip()),
                lambda lines=lines, a=a: "\n".join([*lines[:a], chance.choice(SCRAPS), *lines[a:]]),
                lambda text=text, at=at: text[:at] + chance.choice(SCRAPS) + text[at:],
                lambda text=text, at=at: text[at:] + text[:at],
                lambda text=text: text.replace("\n", " ", chance.randint(1, 30)),
                lambda text=text: text.replace(":", "", chance.randint(1, 20)),
                lambda text=text: text.replace(" ", "   ", chance.randint(1, 40)),
                lambda text=text, at=at: text[:at],
                lambda text=text: variations.rewrapped(text, chance.randint(20, 120)),
            )
        )()
    return text


@pytest.mark.parametrize("seed", range(20))
def test_thousand_mutated_documents_lose_no_character(seed: int) -> None:
    chance = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in DOCUMENTS]
    for _ in range(50):
        text = mutated(chance.choice(texts), chance)
        check(parse(Source.from_text(text)), text)


@RELAXED
@given(st.lists(st.one_of(LINES, st.just(""), st.text(max_size=40)), max_size=40))
def test_lines_in_any_order_lose_no_character(lines: list[str]) -> None:
    text = "\n".join(lines)
    check(parse(Source.from_text(text)), text)


@st.composite
def sources(draw: st.DrawFn) -> Source:
    """Sources as readers make them: blocks of every kind, cells, pages, marks."""
    text, blocks = "", []
    for line in draw(st.lists(LINES, max_size=25)):
        if not line.strip():
            continue
        kind = draw(st.sampled_from(BlockKind))
        text += draw(st.sampled_from(["\n", "\n\n", " "])) if text else ""
        cell = None
        if kind is BlockKind.CELL:
            cell = Cell(
                draw(st.integers(0, 1)), draw(st.integers(0, 4)), draw(st.integers(0, 3)), header=draw(st.booleans())
            )
        blocks.append(
            Block(
                len(text), len(text) + len(line), kind, draw(st.sampled_from([None, 1, 2, 3])), bold=draw(st.booleans()),
                cell=cell, mark=draw(st.sampled_from([None, "1"])),
            )
        )  # fmt: skip
        text += line
    marks = (NoteMark(3, 4, "1"),) if len(text) > 9 else ()
    return Source(text, "0" * 64, "docx", (0,) if text else (), tuple(blocks), marks)


@RELAXED
@given(sources())
def test_blocks_of_every_kind_lose_no_character(source: Source) -> None:
    check(parse(source), source.text)


def test_blocks_that_overlap_or_overrun_are_made_safe() -> None:
    text = "Maßnahme 1: Bänke.\nTermin: 2027"
    source = Source(text, "0" * 64, "pdf", (), (Block(0, 25), Block(19, 99), Block(5, 6)))
    check(parse(source), text)


def test_empty_text_gives_an_empty_plan() -> None:
    plan = parse(Source.from_text(""))
    assert plan.is_empty
    assert plan.unassigned == ()


@shared.needs_shared
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_layouts_keep_the_contract(path: Path) -> None:
    schema = json.loads((shared.SHARED / "contracts" / "plan.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(parse(Source.from_text(path.read_text(encoding="utf-8"))).to_dict(), schema)


@shared.needs_shared
def test_values_are_words_of_their_spans() -> None:
    source = Source.from_text(shared.INTEGRATIONSKONZEPT.read_text(encoding="utf-8"))
    squeeze = str.maketrans("", "", " \n-\u00ad")
    for measure in parse(source).walk_measures():
        held = "".join(source.text[start:end] for start, end in measure.spans).translate(squeeze)
        for value in (
            measure.title,
            measure.text,
            measure.responsible,
            measure.deadline,
            measure.focus,
            *measure.examples,
        ):
            assert value is None or all(part.translate(squeeze) in held for part in value.split(" "))
