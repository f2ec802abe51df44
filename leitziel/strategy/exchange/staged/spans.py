# SPDX-License-Identifier: EUPL-1.2
"""Conservation: every character of the source lies in exactly one span of one node, or in `unassigned`."""

from __future__ import annotations

import re

from leitziel.strategy.exchange.contract import Node, Plan

from .tree import EditError, walk

Span = list[int]


def check_conservation(plan: Plan) -> list[str]:
    """Every way in which the plan loses or doubles a character of its source; an empty list proves it whole."""
    text = plan["extracted"]["text"]
    owned = [
        (span[0], span[1], node.get("id", "entry"))
        for node in [plan, *(p.node for p in walk(plan))]
        for span in _of(node)
    ]
    owned += [(entry["span"][0], entry["span"][1], "unassigned") for entry in plan["unassigned"]]
    problems = [
        f"{owner}: span {start}-{end} is empty or backwards" for start, end, owner in owned if end < start or end < 0
    ]
    owned = sorted(span for span in owned if span[1] > span[0])
    at = 0
    for start, end, owner in owned:
        if start < at:
            problems.append(f"{owner}: characters from {start} lie in two places")
        elif start > at:
            problems.append(f"characters {at}-{start} lie nowhere")
        at = max(at, end)
    if at < len(text):
        problems.append(f"characters {at}-{len(text)} lie nowhere")
    elif at > len(text):
        problems.append(f"spans reach to {at}, the text ends at {len(text)}")
    for entry in plan["unassigned"]:
        start, end = entry["span"]
        if entry["text"] != text[start:end]:
            problems.append(f"unassigned {start}-{end}: its text is not that of the source")
    return problems


def _of(node: Node) -> list[Span]:
    return node.get("spans") or []


def joined(spans: list[Span]) -> list[Span]:
    """Sorted spans, neighbours made one, empty ones left out."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if start == end:
            continue
        if found and found[-1][1] == start:
            found[-1][1] = end
        else:
            found.append([start, end])
    return found


def text_of(plan: Plan, spans: list[Span]) -> str:
    text = plan["extracted"]["text"]
    return "".join(text[start:end] for start, end in spans)


def release(plan: Plan, spans: list[Span]) -> None:
    """Give spans back to `unassigned`, as passages of their own."""
    _set_unassigned(plan, _apart([*(list(entry["span"]) for entry in plan["unassigned"]), *joined_copy(spans)]))


def take(plan: Plan, start: int, end: int) -> list[Span]:
    """Take [start, end) out of one unassigned passage. Raises EditError when it does not lie in one."""
    from django.utils.translation import gettext as _

    for entry in plan["unassigned"]:
        low, high = entry["span"]
        if low <= start < end <= high:
            rest = [list(e["span"]) for e in plan["unassigned"] if e is not entry]
            _set_unassigned(plan, _apart([*rest, [low, start], [end, high]]))
            return [[start, end]]
    raise EditError(_("This passage is assigned already. Go back to the review and choose again."))


def joined_copy(spans: list[Span]) -> list[Span]:
    return joined([list(span) for span in spans])


def _apart(spans: list[Span]) -> list[Span]:
    """Sorted, empty ones left out, neighbours left apart."""
    return sorted([start, end] for start, end in spans if end > start)


def _set_unassigned(plan: Plan, spans: list[Span]) -> None:
    text = plan["extracted"]["text"]
    plan["unassigned"] = [{"text": text[start:end], "span": [start, end]} for start, end in spans]


def cut(spans: list[Span], position: int) -> tuple[list[Span], list[Span]]:
    """Spans before and from `position` on."""
    before = [[start, min(end, position)] for start, end in spans if start < position]
    after = [[max(start, position), end] for start, end in spans if end > position]
    return joined(before), joined(after)


HYPHENATED = re.compile(r"(?<=[a-zäöüß])[-\u00ad]\s*\n\s*(?=[a-zäöüß])")


def clean(text: str) -> str:
    """A passage as running text: hyphenation over line ends and line breaks undone."""
    return " ".join(HYPHENATED.sub("", text.replace("\u00ad\n", "-\n")).replace("\u00ad", "").split())


def starts(plan: Plan, spans: list[Span], longest: int = 400) -> list[int]:
    """Where a part of these spans may begin: at lines, at sentences, at labels ("Termin:"). Without the first."""
    source = plan["extracted"]["text"]
    found: list[int] = []
    for start, end in spans:
        found.append(start)
        found += [start + m.end() for m in BOUNDARY.finditer(source[start:end]) if start + m.end() < end]
    unique = sorted(set(found))
    kept = [position for position in unique if source[position : position + 1].strip()]
    return kept[1 : longest + 1] if kept else []


BOUNDARY = re.compile(r"\n\s*|(?<=[.!?;:])[ \t]+(?=[A-ZÄÖÜ0-9(„\"])|[ \t]+(?=[A-ZÄÖÜ][\wäöüß./-]{2,30}:)")


def pieces(plan: Plan, spans: list[Span]) -> list[tuple[int, str]]:
    """(position, text up to the next possible beginning) for each possible beginning, the first included."""
    if not spans:
        return []
    positions = [spans[0][0], *starts(plan, spans)]
    ends = [*positions[1:], spans[-1][1]]
    return [(a, clean(text_of(plan, cut(cut(spans, b)[0], a)[1]))) for a, b in zip(positions, ends, strict=True)]


def first_position(node: Node) -> int | None:
    spans = _of(node)
    return min(span[0] for span in spans) if spans else None
