# SPDX-License-Identifier: EUPL-1.2
"""Office and time in brackets behind a measure, without a label: "Lernpaten (Schulamt, bis Ende 2026)"."""

from __future__ import annotations

import re
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
    found = [(node, read) for node in measures if (read := _read(node))]
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


def _read(node: Node) -> tuple[Line, list[str], str | None] | None:
    """The last line of a measure, and the offices and the time in the bracket at its end."""
    lines = node.parts[-1].lines if node.parts and node.parts[-1].concept in ("header", "body") else []
    found = _CLOSING.search(lines[-1].value) if lines else None
    if not found:
        return None
    parts = [part for part in _COMMA.split(found[1]) if part]
    times = [part for part in parts if looks_like_time(part)]
    offices = [part for part in parts if part not in times]
    if len(times) > 1 or not all(is_office(part) for part in offices):
        return None
    return lines[-1], offices, times[0] if times else None
