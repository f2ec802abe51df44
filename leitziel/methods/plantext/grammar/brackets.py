# SPDX-License-Identifier: EUPL-1.2
"""Office and time in brackets behind a measure, without a label: "Lernpaten (Schulamt, bis Ende 2026)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from .celltypes import is_office, looks_like_time
from .nodes import Node, Part
from .scan import Line

_CLOSING = re.compile(r"\s*\(([^()]{2,90})\)[.;,]?\s*$")
_COMMA = re.compile(r"\s*[;,]\s*")


def closing_brackets(root: Node, text: str) -> None:
    """Split the brackets off, where two measures or more, and half of those without labels, end with one whose parts
    are offices and at most one time."""
    measures = [
        node for node in _measures(root) if not any(part.label and part.concept != "header" for part in node.parts)
    ]
    ends = [_last_value(node) for node in measures]
    wide = _by_place(ends)
    found = [
        (node, (_last(node), *read)) for node, end in zip(measures, ends, strict=True) if (read := _read(end, wide))
    ]
    if len(found) < 2 or len(found) * 2 < len(measures):
        return
    for node, (line, offices, time) in found:
        part = node.parts[-1]
        at = text.rfind("(", line.start, line.end)
        if at <= line.value_start:
            continue
        tail = replace(
            line, start=at, value_start=at, label=None, new=False, head=False, marks=(), value=", ".join(offices)
        )
        line.end, line.value = at, _CLOSING.sub("", line.value)
        if offices:
            node.parts.append(Part("responsible", None, [tail]))
        if time:
            own = tail if not offices else replace(tail, start=tail.end, value_start=tail.end)
            own.value = time
            node.parts.append(Part("deadline", None, [own]))
        part.inline = False


def _measures(node: Node) -> list[Node]:
    out = [node] if node.kind == "measure" else []
    for child in node.children:
        out += _measures(child)
    return out


def listed_in_brackets(values: Sequence[str]) -> bool:
    """Do three items of a list or more, and most of them, end with office and time in brackets? Then they are
    measures, whatever the words above the list."""
    read = [found for value in values if (found := _read(value, _by_place(values)))]
    return len(values) >= 3 and len(read) * 3 >= len(values) * 2 and any(offices and time for offices, time in read)


def lead_ins(lines: Sequence[Line]) -> set[int]:
    """Lines that end in a colon above a list whose items are measures by the brackets they end with."""
    out: set[int] = set()
    for i, line in enumerate(lines[:-1]):
        structural = line.label is not None and line.label.structural
        if line.bullet or structural or not lines[i + 1].bullet or not _colon(line):
            continue
        values: list[str] = []
        for after in lines[i + 1 :]:
            if after.bullet:
                values.append(after.value)
            elif after.new or after.label is not None:
                break
            else:
                values[-1] += f" {after.value}"
        if listed_in_brackets(values):
            out.add(i)
    return out


def _colon(line: Line) -> bool:
    if line.label is not None:
        return line.label.style == "colon" and not line.value
    return line.value.endswith(":")


def _last(node: Node) -> Line:
    return node.parts[-1].lines[-1]


def _last_value(node: Node) -> str:
    """The words of the last line of a measure without labels."""
    part = node.parts[-1] if node.parts else None
    return part.lines[-1].value if part and part.lines and part.concept in ("header", "body") else ""


def _by_place(values: Sequence[str]) -> bool:
    """Is it shown often enough that an office stands before the time (three times, and mostly), so that a name there
    that does not say so itself is one too?"""
    pairs = [parts for value in values if len(parts := _parts(value)) == 2 and looks_like_time(parts[1])]
    known = sum(is_office(parts[0]) for parts in pairs)
    return known >= 3 and known * 4 >= len(pairs) * 3


def _parts(value: str) -> list[str]:
    found = _CLOSING.search(value)
    return [part for part in _COMMA.split(found[1]) if part] if found else []


def _read(value: str, by_place: bool) -> tuple[list[str], str | None] | None:
    """The offices and the time in the bracket at the end of a text."""
    parts = _parts(value)
    times = [part for part in parts if looks_like_time(part)]
    offices = [part for part in parts if part not in times]
    placed = by_place and len(parts) == 2 and times == parts[1:] and parts[0][:1].isupper()
    if not parts or len(times) > 1 or not (placed or all(is_office(part) for part in offices)):
        return None
    return offices, times[0] if times else None
