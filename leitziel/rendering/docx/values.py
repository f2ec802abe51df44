# SPDX-License-Identifier: EUPL-1.2
"""The values a Word document is made of. They say what a thing is, never how it looks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

DEEPEST = 9  # levels of headings that the format knows


class DocumentError(ValueError):
    """The document would not be accessible, or not be a document: the message says what is missing, and where."""


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of a text. `link`: an address (http, https, mailto); `target`: the anchor of a block of this document;
    `raised`: as the mark of a note; `struck`: crossed out."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False
    struck: bool = False
    link: str = ""
    target: str = ""


Rich = str | Run | Sequence[str | Run]
"""A text, a run, or several in a row. A line end in a text is a line end on the page."""


class Look(StrEnum):
    """What a paragraph is."""

    BODY = "body"
    TITLE = "title"
    SUBTITLE = "subtitle"
    LEAD = "lead"
    QUOTE = "quote"  # a guiding idea
    LABEL = "label"  # the line above a text that belongs to it
    OPENING = "opening"  # the first of several paragraphs that belong together
    SMALL = "small"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 9; no level may be skipped on the way down."""

    level: int
    text: Rich
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `together`: it stays on the page of what follows."""

    text: Rich
    look: Look = Look.BODY
    anchor: str = ""
    together: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list, with bullets or with numbers from 1."""

    entries: Sequence[Rich]
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their texts, one a line: "Termin: bis 2027"."""

    pairs: Sequence[tuple[str, Rich]]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row, repeated on each page. `caption` says what it shows and stands above it; `widths`
    are shares of the page's width (equal ones without); `row_heads`: the first cell of a row names the row."""

    caption: str
    head: Sequence[Rich]
    rows: Sequence[Sequence[Rich]]
    widths: Sequence[float] = ()
    row_heads: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG picture, `width` in millimetres; `alt` says in words what it shows."""

    png: bytes
    alt: str
    width: float = 160.0
    caption: str = ""


@dataclass(frozen=True, slots=True)
class Contents:
    """A table of contents down to `levels`, with links; the word processor adds the pages when it brings it up to
    date."""

    title: str
    levels: int = 3


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows begins on a new page."""


Block = Heading | Paragraph | Items | Facts | Table | Picture | Contents | PageBreak


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document. `issued` (aware) is its date and decides its bytes; `footer` stands at the left of every page's
    foot, the page at the right; `numbered` numbers the headings ("1.2")."""

    title: str
    author: str
    issued: datetime
    blocks: Sequence[Block]
    language: str = "de-DE"
    subject: str = ""
    keywords: str = ""
    footer: str = ""
    numbered: bool = False


def runs(text: Rich) -> list[Run]:
    """The text as runs."""
    if isinstance(text, str):
        return [Run(text)] if text else []
    if isinstance(text, Run):
        return [text]
    return [piece if isinstance(piece, Run) else Run(piece) for piece in text if piece]


def plain(text: Rich) -> str:
    """The text without what is marked in it."""
    return "".join(run.text for run in runs(text))


def check(document: Document) -> None:
    """Raise DocumentError for what would shut out readers: no title, skipped levels, pictures without words."""
    if not document.title.strip():
        raise DocumentError("the document has no title")
    if document.issued.tzinfo is None:
        raise DocumentError("issued must know its time zone")
    before = 0
    for block in document.blocks:
        if isinstance(block, Heading):
            before = _check_heading(block, before)
        elif isinstance(block, Table):
            _check_table(block)
        elif isinstance(block, Picture) and not block.alt.strip():
            raise DocumentError("a picture has no alternative text")


def _check_heading(block: Heading, before: int) -> int:
    if not plain(block.text).strip():
        raise DocumentError("a heading is empty")
    if not 1 <= block.level <= min(before + 1, DEEPEST):
        raise DocumentError(f"heading {plain(block.text)!r}: level {block.level} after level {before}")
    return block.level


def _check_table(block: Table) -> None:
    if not block.caption.strip():
        raise DocumentError("a table has no caption")
    for number, row in enumerate(block.rows, 1):
        if len(row) != len(block.head):
            raise DocumentError(
                f"table {block.caption!r}, row {number}: {len(row)} cells for {len(block.head)} columns"
            )
    if block.widths and len(block.widths) != len(block.head):
        raise DocumentError(f"table {block.caption!r}: {len(block.widths)} widths for {len(block.head)} columns")
