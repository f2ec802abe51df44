# SPDX-License-Identifier: EUPL-1.2
"""Rows of a table that an extraction turned into running text: header words in one line, then row after row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from leitziel.methods.plantext.source import BlockKind, Cell
from leitziel.methods.plantext.vocabulary import Vocabulary, key

from .celltypes import align, kind_of, looks_like_time, misfit
from .flow import goes_on
from .pieces import Piece

if TYPE_CHECKING:
    from .flattened import Flattened

_WORD = re.compile(r"\S+")
_COUNTED = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{3,20}\s+\d{1,2}\s*:\s")
_SEPARATOR = re.compile(r"(?:I|\||/|·|•)$")
_ROW_START = re.compile(r"((?:[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,3}[ .\-–]?)?\d{1,3}(?:\.\d{1,3}){0,3})[.)]?\s+(?=\S)")
MAX_COST = 1.3

Word = tuple[int, int]


def header_columns(vocabulary: Vocabulary, line: str) -> list[tuple[str, str]] | None:
    """The line as a row of at least three column headers and nothing else: (concept, printed) each."""
    words = line.split()
    if not 3 <= len(words) <= 16 or line[-1] in ".:;,?!":
        return None
    out: list[tuple[str, str]] = []
    at = 0
    while at < len(words):
        if _SEPARATOR.match(words[at]) and out:
            at += 1
            continue
        for size in (4, 3, 2, 1):
            phrase = " ".join(words[at : at + size])
            concepts = vocabulary.concepts(phrase) or (vocabulary.concepts(phrase + "?") if size < 3 else ())
            if concepts and at + size <= len(words):
                concept = "goal" if concepts[0] == "guiding_idea" and "goal" in concepts else concepts[0]
                out.append((concept, phrase))
                at += size
                break
        else:
            return None
    concepts_found = {concept for concept, _ in out}
    named = concepts_found & {"measure", "title", "description"}
    return out if len(out) >= 3 and named and len(concepts_found) >= 3 else None


def read_rows(flat: Flattened, i: int, out: list[Piece]) -> int | None:  # noqa: C901 - one row after the other
    """Rows below a header line, as cells; the index behind them."""
    piece = flat.pieces[i]
    if piece.kind not in (BlockKind.LINE, BlockKind.PARAGRAPH) or piece.end - piece.body > 160:
        return None
    used, header = _header(flat, i)
    if header is None:
        return None
    columns = [column for column in header if column[0] not in ("goal", "field")]
    kinds = [kind_of(*column) for column in columns]
    separated = any(_SEPARATOR.match(word) for word in flat.words(piece).split())
    at = i + used
    rows: list[list[tuple[int, list[Word]]]] = []
    empty = 0
    table, flat.tables = flat.tables, flat.tables + 1
    produced: list[Piece] = [
        Piece(p.start, p.end, p.body, BlockKind.CELL, gap=True, cell=Cell(table, 0, column, header=True))
        for column, p in enumerate(flat.pieces[i : i + used])
    ]
    while at < len(flat.pieces):
        here = flat.pieces[at]
        if _is_header(flat, at, header):
            at += used
            empty += 1
            if not rows and empty > 2:
                return None
            continue
        label = flat.labels[at]
        if label is not None and label.structural and (label.number or label.style in ("colon", "plain")):
            if label.concepts[0] != "goal" or not any(column[0] == "goal" for column in header):
                break
            taken = _goal_cell(flat, at, separated)
            produced += taken
            at += len(taken)
            continue
        if here.kind not in (BlockKind.LINE, BlockKind.PARAGRAPH):
            break
        found = _row(flat, at, kinds, separated, header)
        if found is None:
            break
        end, cells = found
        rows.append(cells)
        for column, words in cells:
            for start, stop in words:
                produced.append(
                    Piece(
                        start, stop, start, BlockKind.CELL, gap=True, cell=Cell(table, len(rows), column), wrapped=True
                    )
                )
        at = end
    if not rows:
        return None
    flat.labeller.virtual[table] = dict(enumerate(columns))
    out += produced
    return at


def _header(flat: Flattened, i: int) -> tuple[int, list[tuple[str, str]] | None]:
    """The header line, perhaps with the rest of it on the next lines."""
    vocabulary = flat.labeller.vocabulary
    for used in (3, 2, 1):
        if i + used > len(flat.pieces):
            continue
        parts = [flat.words(piece) for piece in flat.pieces[i : i + used]]
        if used > 1 and any(len(part) > 40 for part in parts[1:]):
            continue
        line = re.sub(r"\s\d$", "", " ".join(parts))
        found = header_columns(vocabulary, line)
        if found:
            return used, found
    return 0, None


def _is_header(flat: Flattened, i: int, header: Sequence[tuple[str, str]]) -> bool:
    first = key(header[0][1])
    return key(flat.words(flat.pieces[i])[:40]).startswith(first) and _header(flat, i)[1] == list(header)


def _goal_cell(flat: Flattened, i: int, separated: bool) -> list[Piece]:
    """The label of a goal and the narrow lines of its cell below it."""
    out = [flat.pieces[i]]
    for j in range(i + 1, min(i + 9, len(flat.pieces))):
        words = flat.words(flat.pieces[j])
        if len(words) > 30 or flat.labels[j] is not None or (separated and re.search(r"\sI(?:\s|$)", words)):
            break
        piece = flat.pieces[j]
        piece.gap, piece.wrapped = False, True
        out.append(piece)
    return out


def _row(
    flat: Flattened, i: int, kinds: Sequence[str], separated: bool, header: Sequence[tuple[str, str]]
) -> tuple[int, list[tuple[int, list[Word]]]] | None:
    """One row from piece `i`: where it ends, and its words by column."""
    numbered = kinds[0] == "number"
    if _COUNTED.match(flat.words(flat.pieces[i])) or (numbered and not _ROW_START.match(flat.words(flat.pieces[i]))):
        return None
    best: tuple[float, int, list[tuple[int, list[Word]]]] | None = None
    end = i + 1
    limit = i + 12
    while end <= min(limit, len(flat.pieces)):
        complete = end == len(flat.pieces) or _ends_here(flat, end, numbered, i, header)
        if numbered and not complete:
            end += 1
            continue
        found = _align(flat, i, end, kinds, separated)
        if found is not None:
            cost, cells = found
            if numbered:
                return _without_prose(flat, i, end, kinds, separated, cost, cells)
            if best is None or cost < best[0] - 0.3:
                best = (cost, end, cells)
        if complete or (best is not None and best[0] <= 0.5 and end - i >= 3):
            break
        end += 1
    if best is None or best[0] > MAX_COST * len(kinds):
        return None
    return best[1], best[2]


def _without_prose(  # noqa: PLR0917 - a row and how it was read
    flat: Flattened,
    i: int,
    end: int,
    kinds: Sequence[str],
    separated: bool,
    cost: float,
    cells: list[tuple[int, list[Word]]],
) -> tuple[int, list[tuple[int, list[Word]]]] | None:
    """The row without sentences behind it, if it reads as well or better without them."""
    while end - 1 > i:
        last = flat.words(flat.pieces[end - 1])
        if not (last[:1].isupper() and last[-1:] == "." and len(last) > 30):
            break
        found = _align(flat, i, end - 1, kinds, separated)
        if found is None or found[0] > cost + 0.5:
            break
        cost, cells = found
        end -= 1
    return (end, cells) if cost <= MAX_COST * len(kinds) else None


def _ends_here(flat: Flattened, j: int, numbered: bool, first: int, header: Sequence[tuple[str, str]]) -> bool:
    """Does another row or part begin at piece `j`?"""
    piece, label = flat.pieces[j], flat.labels[j]
    if piece.kind not in (BlockKind.LINE, BlockKind.PARAGRAPH):
        return True
    if label is not None and label.structural and (label.number or label.style in ("colon", "plain")):
        return True
    if _is_header(flat, j, header) or _COUNTED.match(flat.words(piece)):
        return True
    if not numbered:
        return False
    start = _ROW_START.match(flat.words(piece))
    if not start:
        return False
    mine = _ROW_START.match(flat.words(flat.pieces[first]))
    assert mine is not None
    here, before = (tuple(map(int, re.findall(r"\d+", found[1]))) for found in (start, mine))
    return re.sub(r"\d", "", start[1]) == re.sub(r"\d", "", mine[1]) and here > before and here[-1] - before[-1] <= 3


def _align(  # noqa: C901 - words to chunks to cells
    flat: Flattened, i: int, end: int, kinds: Sequence[str], separated: bool
) -> tuple[float, list[tuple[int, list[Word]]]] | None:
    """Give the words of the pieces to the columns."""
    text = flat.text
    chunks: list[list[Word]] = []
    edges: list[str] = []
    forced: set[int] = set()
    words: list[tuple[int, int, bool]] = []
    for number, piece in enumerate(flat.pieces[i:end]):
        for position, found in enumerate(_WORD.finditer(text, piece.body, piece.end)):
            words.append((found.start(), found.end(), position == 0 and number > 0))
    if separated:
        kept: list[tuple[int, int, bool]] = []
        for start, stop, fresh in words:
            if text[start:stop] == "I" and kept:
                forced.add(len(kept))
            else:
                kept.append((start, stop, fresh))
        words = kept
    if len(words) > 80:
        return None
    for position, (start, stop, fresh) in enumerate(words):
        word = text[start:stop]
        candidate = (
            fresh or position in forced or word[0].isupper() or word[0] in '"„“»–-(0123456789' or looks_like_time(word)
        )
        candidate = candidate or any(kind in ("rank", "state", "money") and misfit(kind, word) == 0 for kind in kinds)
        if not chunks or candidate or (position == 1 and kinds[0] == "number"):
            chunks.append([])
            edges.append("forced" if position in forced else "line" if fresh else "word")
        chunks[-1].append((start, stop))
    texts = [" ".join(text[a:b] for a, b in chunk) for chunk in chunks]
    lines = [text[chunk[-1][0] : chunk[-1][1]] for chunk in chunks]

    def merge(k: int) -> float:
        edge = edges[k + 1]
        if edge == "forced":
            return 4.0
        return 0.15 if edge == "line" and not goes_on(lines[k], texts[k + 1]) else 0.0

    def split(k: int) -> float:
        edge = edges[k + 1]
        if edge == "forced":
            return -1.0
        if edge == "line":
            return 2.5 if goes_on(texts[k], texts[k + 1]) else 0.0
        before = lines[k]
        if before[-1:] in ",-–/&" or before in (
            "und",
            "für",
            "der",
            "die",
            "des",
            "in",
            "mit",
            "zum",
            "zur",
            "von",
            "im",
            "am",
        ):
            return 3.0
        return 0.3 + (0.4 if separated else 0.0)

    aligned = align(texts, kinds, merge, split)
    if aligned is None:
        return None
    cost, spans = aligned
    cells = [
        (column, _lines(text, [word for chunk in chunks[a:b] for word in chunk])) for column, (a, b) in enumerate(spans)
    ]
    return cost, cells


def _lines(text: str, words: Sequence[Word]) -> list[Word]:
    """Words that stand on one line as one stretch."""
    out: list[Word] = []
    for start, end in words:
        if out and "\n" not in text[out[-1][1] : start] and not text[out[-1][1] : start].strip():
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out
