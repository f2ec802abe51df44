# SPDX-License-Identifier: EUPL-1.2
"""`Source`: what a reader found in a file, before any interpretation.

Readers (`plantext.reading`) make it from bytes; the grammar (`plantext.grammar`) reads it. All positions are
offsets in `Source.text`, in characters, half open. The text is never changed after reading: the grammar may
only point into it, and that is what makes conservation ("every character in exactly one place") provable.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """What the format says a stretch of text is; never a guess about its meaning."""

    LINE = "line"  # a physical line; whether it continues on the next one is unknown (plain text, untagged PDF)
    PARAGRAPH = "paragraph"  # a whole paragraph (DOCX, ODT, HTML, Markdown, tagged PDF)
    HEADING = "heading"
    ITEM = "item"  # a list item
    CELL = "cell"  # a table cell; `Block.cell` says where
    FOOTNOTE = "footnote"  # the text of a foot- or endnote; `Block.mark` is its number
    FURNITURE = "furniture"  # running header, footer or page number, as far as the format itself says so


@dataclass(frozen=True, slots=True)
class Cell:
    """Place of a table cell. `table` counts the tables of the document; rows and columns count from 0."""

    table: int
    row: int
    column: int
    rows: int = 1
    columns: int = 1
    header: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text with what the format says of it. Blocks are in reading order and do not overlap;
    between two blocks of a source stands white space only. A cell with several paragraphs is several blocks
    with an equal `cell`."""

    start: int
    end: int
    kind: BlockKind = BlockKind.LINE
    level: int | None = None  # heading level from 1, or list depth from 1
    page: int | None = None  # from 0
    size: float | None = None  # font size in points (the most frequent one)
    bold: bool = False
    left: float | None = None  # left edge in points from the page's left edge
    top: float | None = None  # upper edge in points from the page's top
    cell: Cell | None = None
    mark: str | None = None


@dataclass(frozen=True, slots=True)
class NoteMark:
    """A footnote mark in the running text that the format itself declares (superscript, DOCX reference)."""

    start: int
    end: int
    mark: str


@dataclass(frozen=True, slots=True)
class Source:
    """Extracted text with its blocks. `sha256` is that of the file's bytes; `pages` the offset at which each
    page begins (empty where the format has no pages); `media` one of docx, odt, pdf, html, markdown, text,
    xlsx, csv."""

    text: str
    sha256: str
    media: str
    pages: tuple[int, ...] = ()
    blocks: tuple[Block, ...] = ()
    marks: tuple[NoteMark, ...] = ()
    title: str | None = None  # from the file's own metadata, only a hint
    notes: tuple[str, ...] = ()  # German remarks of the reader for the person who reviews

    @classmethod
    def from_text(cls, text: str) -> Source:
        """A source of plain text: one LINE block for each line that is not blank."""
        blocks, at = [], 0
        for line in text.splitlines(keepends=True):
            bare = line.strip()
            if bare:
                start = at + line.index(bare)
                blocks.append(Block(start, start + len(bare)))
            at += len(line)
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        return cls(text=text, sha256=digest, media="text", blocks=tuple(blocks))
