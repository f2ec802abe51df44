# SPDX-License-Identifier: EUPL-1.2
"""What a footnote points to: the title it cites, a concept of the register, a field of that concept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from leitziel.core.text import name_key

INTRODUCTION = re.compile(
    r"^\s*(?:vgl\.?|vergleiche|siehe(?:\s+auch)?|s\.(?:\s*a\.)?|gem(?:äß|\.))\s*:?\s+", re.IGNORECASE
)
FIELD = re.compile(
    r"(?:^|[\s,;(])(?:(?P<number>\d+(?:\.\d+)*)\.?\s+)?(?:HF|Handlungsfeld)\s+(?P<rest>[^,;+]+)", re.IGNORECASE
)
LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class KnownField:
    """A field of a registered concept."""

    id: int
    concept: int
    number: str
    title: str


@dataclass(frozen=True, slots=True)
class Target:
    """Ids of what a reference points to; None where it does not say so clearly."""

    concept: int | None = None
    field: int | None = None


def cited_title(text: str, papers: Sequence[str]) -> str:
    """The title a footnote cites, without "Vgl." and without the numbers of council papers.

    "" unless the footnote cites exactly one source with one number: then it cannot be said whose title it is.
    """
    if len(papers) != 1:
        return ""
    before = re.split(re.escape(papers[0]), text, maxsplit=1)[0]
    title = INTRODUCTION.sub("", before).strip(" \t\n,;:–-(")
    return title if 0 < len(title) <= LONGEST_TITLE else ""


def target(text: str, concepts: Iterable[tuple[int, str]], fields: Iterable[KnownField]) -> Target:
    """The concept whose title the text contains as whole words (the longest one wins), and a field of it that
    the text names ("2.3 HF Wohnen"): the title must fit, and the number too where both sides have one."""
    key = f" {name_key(text)} "
    named = [(len(k), concept) for concept, title in concepts if (k := name_key(title)) and f" {k} " in key]
    if not named:
        return Target()
    longest = max(length for length, _concept in named)
    best = {concept for length, concept in named if length == longest}
    if len(best) != 1:
        return Target()
    concept = best.pop()
    return Target(concept, _field(text, [field for field in fields if field.concept == concept]))


def _field(text: str, fields: Sequence[KnownField]) -> int | None:
    for match in FIELD.finditer(text):
        rest, number = name_key(match["rest"]), match["number"] or ""
        fitting = []
        for field in fields:
            title = name_key(re.sub(r"^(?:HF|Handlungsfeld)\s+", "", field.title, flags=re.IGNORECASE))
            own = field.number.rstrip(".")
            if title and f"{rest} ".startswith(f"{title} ") and not (number and own and number != own):
                fitting.append((len(title), field.id))
        if fitting:
            longest = max(length for length, _id in fitting)
            ids = {field for length, field in fitting if length == longest}
            return ids.pop() if len(ids) == 1 else None
    return None
