# SPDX-License-Identifier: EUPL-1.2
"""From a `Source` to pieces: the smallest stretches the grammar works on, each a physical line or a block.

Mark-up that stands in the text itself (HTML remnants, Markdown signs, pipe tables) is recognised here, so that
everything behind sees one shape. A piece never changes the text; it points into it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from leitziel.methods.plantext.source import Block, BlockKind, Cell, Source

BLOCK_TAG = re.compile(
    r"</?(?:p|br|div|ul|ol|li|h[1-6]|table|thead|tbody|tr|td|th|section|article|hr)\b[^<>]{0,200}>", re.IGNORECASE
)
INLINE_TAG = re.compile(r"</?(?:b|strong|i|em|u|span|a|small|font|mark|sub|sup)\b[^<>]{0,300}>", re.IGNORECASE)
BULLET = re.compile(r"(?:[•●▪■◦‣∙·►➢➤✓❖]|(?:[\-–—*]|o)(?=\s))\s*")
MD_HEADING = re.compile(r"(#{1,6})\s+(?=\S)")
MD_RULE = re.compile(r"[-=_*~]{3,}$")
PIPE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?$")
QUOTE = re.compile(r">\s+")


@dataclass(slots=True)
class Piece:
    """A stretch of text with what is known of its form. `start` and `end` are offsets in the source; `body` is
    where the words begin, behind a bullet or a heading sign. `gap`: a blank line stands before it; `broken`: furniture
    does; `wrapped`: it goes on with the piece before in the same cell; `aside`: what it belongs to is unsure."""

    start: int
    end: int
    body: int
    kind: BlockKind
    gap: bool = False
    level: int | None = None
    page: int | None = None
    size: float | None = None
    bold: bool = False
    left: float | None = None
    top: float | None = None
    cell: Cell | None = None
    mark: str | None = None
    bullet: str | None = None
    indent: int = 0
    tagged: bool = False
    broken: bool = False
    wrapped: bool = False
    aside: bool = False


def pieces_of(source: Source) -> list[Piece]:
    """All pieces in reading order."""
    out: list[Piece] = []
    previous_end = 0
    text = source.text
    pages = list(source.pages)
    for block in _sound(source):
        between = text[previous_end : block.start]
        gap = between.count("\n") > 1 or "\f" in between or block.kind is not BlockKind.LINE
        line_start = text.rfind("\n", 0, block.start) + 1
        line_start = max(line_start, text.rfind("\f", line_start, block.start) + 1)
        for start, end, tagged, bullet in _split(text, block):
            piece = Piece(
                start, end, start, block.kind, gap or tagged, block.level, block.page, block.size, block.bold,
                block.left, block.top, block.cell, block.mark, indent=start - line_start, tagged=tagged, bullet=bullet,
            )  # fmt: skip
            if piece.page is None and pages:
                piece.page = bisect_right(pages, start) - 1
            _signs(text, piece)
            out.append(piece)
            gap = False
        previous_end = block.end
    return _pipe_tables(text, out)


def _sound(source: Source) -> Iterator[Block]:
    """The blocks, made safe: in order, within the text, without overlap and not blank."""
    text, at = source.text, 0
    for block in sorted(source.blocks, key=lambda b: (b.start, b.end)):
        start, end = max(block.start, at, 0), min(block.end, len(text))
        bare = text[start:end].strip()
        if start >= end or not bare:
            continue
        start += text[start:end].index(bare)
        end = start + len(bare)
        at = end
        if start == block.start and end == block.end:
            yield block
        else:
            yield Block(
                start, end, block.kind, block.level, block.page, block.size, block.bold, block.left, block.top,
                block.cell, block.mark,
            )  # fmt: skip


def _split(text: str, block: Block) -> Iterator[tuple[int, int, bool, str | None]]:
    """The block cut at block-level tags that stand in its text."""
    if text.find("<", block.start, block.end) < 0:
        yield block.start, block.end, False, None
        return
    at, item = block.start, None
    tagged = False
    for tag in BLOCK_TAG.finditer(text, block.start, block.end):
        yield from _bare(text, at, tag.start(), tagged, item)
        at, tagged = tag.end(), True
        item = "<li>" if tag.group().casefold().startswith("<li") else None
    yield from _bare(text, at, block.end, tagged, item)


def _bare(
    text: str, start: int, end: int, tagged: bool, item: str | None
) -> Iterator[tuple[int, int, bool, str | None]]:
    bare = text[start:end].strip()
    if bare:
        start += text[start:end].index(bare)
        yield start, start + len(bare), tagged, item


def _signs(text: str, piece: Piece) -> None:
    """Take bullet, heading and quotation signs off the beginning."""
    if piece.kind is BlockKind.CELL and piece.bullet is None:
        found = BULLET.match(text, piece.start, piece.end)
        if found and found.end() < piece.end and found.group().strip() not in ("-", "–", "—"):
            piece.bullet, piece.body = found.group().strip(), found.end()
        return
    quote = QUOTE.match(text, piece.start, piece.end)
    if quote:
        piece.body = quote.end()
    heading = MD_HEADING.match(text, piece.body, piece.end)
    if heading and piece.kind in (BlockKind.LINE, BlockKind.PARAGRAPH):
        piece.kind, piece.level, piece.body, piece.gap = BlockKind.HEADING, len(heading.group(1)), heading.end(), True
        return
    found = BULLET.match(text, piece.body, piece.end)
    if found and found.end() < piece.end:
        piece.bullet, piece.body = found.group().strip(), found.end()


def _pipe_tables(text: str, pieces: list[Piece]) -> list[Piece]:
    """Lines of a Markdown table in plain text become cells: a rule line decides that it is a table."""
    rules = [
        i
        for i, piece in enumerate(pieces)
        if piece.kind in (BlockKind.LINE, BlockKind.PARAGRAPH)
        and "-" in text[piece.start : piece.start + 4]
        and "|" in text[piece.start : piece.end]
        and PIPE_RULE.match(text, piece.start, piece.end)
    ]
    if not rules:
        return pieces
    table = 1 + max((piece.cell.table for piece in pieces if piece.cell), default=-1)
    out: list[Piece] = []
    done = 0
    for rule in rules:
        first = rule - 1
        if first < done or "|" not in text[pieces[first].start : pieces[first].end]:
            continue
        last = rule + 1
        while last < len(pieces) and not pieces[last].gap and "|" in text[pieces[last].start : pieces[last].end]:
            last += 1
        out.extend(pieces[done:first])
        for row, i in enumerate([first, *range(rule + 1, last)]):
            out.extend(_cells(text, pieces[i], table, row))
        table += 1
        done = last
    out.extend(pieces[done:])
    return out


def _cells(text: str, piece: Piece, table: int, row: int) -> Iterator[Piece]:
    start, end = piece.start, piece.end
    if text[start] == "|":
        start += 1
    if end > start and text[end - 1] == "|":
        end -= 1
    at = start
    for column, part in enumerate(re.split(r"(?<!\\)\|", text[start:end])):
        bare = part.strip()
        if bare:
            begin = at + part.index(bare)
            cell = Cell(table, row, column, header=row == 0)
            yield Piece(begin, begin + len(bare), begin, BlockKind.CELL, page=piece.page, cell=cell)
        at += len(part) + 1
