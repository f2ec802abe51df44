# SPDX-License-Identifier: EUPL-1.2
"""Numbers that count on are evidence: a line that carries the next one begins something, however full the line above
is; and ids of several letter groups (HF1-Z1-M1) say themselves what stands under what."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

from leitziel.methods.plantext.source import BlockKind

from .flow import ends_sentence, open_ended
from .numbering import ID, is_id
from .pieces import Piece

PATH = re.compile(
    r"([A-ZÄÖÜ][A-Za-zÄÖÜ]{0,3}\d{1,2}(?:\.\d{1,2})?(?:[-–./_][A-ZÄÖÜ][A-Za-zÄÖÜ]{0,3}\d{1,3}(?:\.\d{1,2})?){1,3})(?![\w%€-])"
)
_DECIMAL = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})[.)]?\s+(?=[A-ZÄÖÜ„\"])")
_VERB_END = re.compile(r"\s(?:ein|an|auf|aus|vor)$")
_PART = re.compile(r"[-–./_](?=[A-ZÄÖÜ])")


def prefixes(number: str) -> list[str]:
    """What an id of several letter groups stands under: "HF1-Z1-M1" under "HF1" and "HF1-Z1"."""
    return [number[: found.start()] for found in _PART.finditer(number)]


def path_group(number: str) -> tuple[str, str]:
    """The form of such an id by its letters: "HF1-Z1-M1" is ("path", "HF-Z-M")."""
    return "path", re.sub(r"\d+(?:\.\d+)*", "", number).replace("–", "-")


def is_goal_path(group: tuple[str, ...]) -> bool:
    """Does the last letter group say that it counts goals?"""
    return group[0] == "path" and re.search(r"(?:^|[-./_])[A-Z]?Z(?:iel)?$", group[1]) is not None


def counted_openers(text: str, pieces: Sequence[Piece]) -> set[int]:
    """Pieces that begin with an id or number that goes on from the one before in its group, or begins it."""
    groups: dict[str, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
    for i, piece in enumerate(pieces):
        if piece.kind is not BlockKind.LINE or piece.bullet or piece.cell is not None:
            continue
        before = text[pieces[i - 1].start : pieces[i - 1].end] if i else ""
        found = PATH.match(text, piece.body, piece.end) or ID.match(text, piece.body, piece.end)
        if found and (is_id(found[1]) or PATH.fullmatch(found[1])):
            rest = text[found.end() : piece.end].lstrip(" :.)|–-")
            if (
                (open_ended(before) and not _whole_title(before))
                or not rest[:1].isupper()
                or "(" in before[before.rfind(")") + 1 :]
            ):
                continue
        else:
            found = _DECIMAL.match(text, piece.body, piece.end)
            if not found or not ends_sentence(before) or text[piece.end - 1] in ".,;":
                continue
        numbers = tuple(map(int, re.findall(r"\d+", found[1])))
        groups[re.sub(r"\d+", "#", re.sub(r"\s", "", found[1]))].append((i, numbers))
    out: set[int] = set()
    for members in groups.values():
        for (a, first), (b, second) in pairwise(members):
            if _follows(first, second):
                out.update((a, b))
    return out


def _whole_title(before: str) -> bool:
    """Is the line a title behind an id of several letter groups whose last word is one of those that part from
    their verb ("HF1-Z2 Plätze laden ein"), so that nothing need follow?"""
    return PATH.match(before) is not None and _VERB_END.search(before) is not None


def _follows(first: tuple[int, ...], second: tuple[int, ...]) -> bool:
    """2.3 behind 2.2; 3.1 behind 2.x."""
    for at, (a, b) in enumerate(zip(first, second, strict=True)):
        if a != b:
            return b == a + 1 and all(n == 1 for n in second[at + 1 :])
    return False
