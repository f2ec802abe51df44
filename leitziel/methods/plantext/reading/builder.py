# SPDX-License-Identifier: EUPL-1.2
"""`SourceBuilder`: readers append blocks to it, it keeps the offsets.

It holds the laws of `Source` for all readers: blocks are ordered and disjoint, nothing but white space stands
between them, the text is NFC from the start (offsets are made afterwards), and it can be written as UTF-8.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace

from leitziel.methods.plantext.errors import LimitExceededError
from leitziel.methods.plantext.reading.limits import DEFAULT, Limits, too_much_text
from leitziel.methods.plantext.source import Block, BlockKind, Cell, NoteMark, Source

# Controls, lone surrogates and non-characters cannot be shown or stored; the rest of the text stays as it is.
_UNFIT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")
_BREAKS = re.compile("\r\n?|[\x0b\x85\u2028\u2029]")


def clean(text: str) -> str:
    """NFC, line breaks as line feeds, and without characters that no file or screen can hold."""
    text = _BREAKS.sub("\n", text)
    text = _UNFIT.sub("", text)
    return unicodedata.normalize("NFC", text)


@dataclass(frozen=True, slots=True)
class Piece:
    """Part of a block's text; with `mark` it is a footnote mark, with `page` the page it stands on."""

    text: str
    mark: str | None = None
    page: int | None = None


class SourceBuilder:
    """Collects the text of one document."""

    def __init__(self, data: bytes, media: str, limits: Limits = DEFAULT) -> None:
        self._sha256 = hashlib.sha256(data).hexdigest()
        self._media = media
        self._limits = limits
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._marks: list[NoteMark] = []
        self._pages: list[int] = []
        self._notes: list[str] = []
        self._tables = 0

    def new_table(self) -> int:
        """The number of the next table."""
        self._tables += 1
        return self._tables - 1

    def note(self, text: str) -> None:
        """A German remark for the person who reviews; each only once."""
        if text not in self._notes:
            self._notes.append(text)

    def begin_page(self, page: int) -> None:
        """The next block stands on `page` (from 0); pages that were jumped over begin there too."""
        while len(self._pages) <= page:
            self._pages.append(-1)

    def add(
        self,
        pieces: str | Iterable[Piece],
        kind: BlockKind = BlockKind.PARAGRAPH,
        *,
        level: int | None = None,
        page: int | None = None,
        size: float | None = None,
        bold: bool = False,
        left: float | None = None,
        top: float | None = None,
        cell: Cell | None = None,
        mark: str | None = None,
        gap: bool | None = None,
    ) -> bool:
        """Append a block; False when there was nothing but white space. `gap` asks for (True) or forbids
        (False) a blank line before it; by default the kinds decide."""
        pieces = [Piece(pieces)] if isinstance(pieces, str) else list(pieces)
        trimmed = _trim(pieces)
        if not trimmed:
            return False
        block = Block(0, 0, kind, level, page, size, bold, left, top, cell, mark)
        self._write(self._separator(block, gap))
        if page is not None:
            self.begin_page(page)
            self._open_pages()
        start = self._length
        for piece in trimmed:
            if piece.page is not None:
                self.begin_page(piece.page)
                self._open_pages()
            if piece.mark is not None:
                self._marks.append(NoteMark(self._length, self._length + len(piece.text), piece.mark))
            self._write(piece.text)
        whole = Block(start, self._length, kind, level, page, size, bold, left, top, cell, mark)
        soft = self._media in SOFT_BREAKS
        self._blocks.extend(_soft_lines(whole, "".join(piece.text for piece in trimmed)) if soft else [whole])
        if self._length > self._limits.characters or len(self._blocks) > self._limits.blocks:
            raise LimitExceededError(too_much_text(self._limits))
        return True

    def finish(self, title: str | None = None) -> Source:
        """The finished value; `title` is what the file's own metadata say."""
        if self._blocks:
            self._write("\n")
        pages = [at if at >= 0 else self._length for at in self._pages]
        for index in range(len(pages) - 2, -1, -1):
            pages[index] = min(pages[index], pages[index + 1])
        bare = clean(title or "").strip()
        return Source(
            text="".join(self._parts),
            sha256=self._sha256,
            media=self._media,
            pages=tuple(pages),
            blocks=tuple(self._blocks),
            marks=tuple(self._marks),
            title=bare or None,
            notes=tuple(self._notes),
        )

    @property
    def empty(self) -> bool:
        """Was nothing found so far?"""
        return not self._blocks

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _open_pages(self) -> None:
        for index in range(len(self._pages) - 1, -1, -1):
            if self._pages[index] >= 0:
                break
            self._pages[index] = self._length

    def _separator(self, block: Block, gap: bool | None) -> str:
        if not self._blocks:
            return ""
        last = self._blocks[-1]
        if gap is not None:
            return "\n\n" if gap else "\n"
        if block.cell is not None and last.cell is not None and block.cell.table == last.cell.table:
            same_row = block.cell.row == last.cell.row and block.cell != last.cell
            return "\t" if same_row else "\n"
        both_items = block.kind is BlockKind.ITEM and last.kind is BlockKind.ITEM
        both_lines = block.kind is BlockKind.LINE and last.kind is BlockKind.LINE
        return "\n" if both_items or both_lines else "\n\n"


# Formats in which a line break inside a paragraph was set by a person.
SOFT_BREAKS = frozenset({"docx", "odt", "html"})


def _soft_lines(block: Block, text: str) -> list[Block]:
    """A paragraph with line breaks of its own (Shift+Enter, <br>) as lines: whether a line goes on is not known."""
    if block.kind is not BlockKind.PARAGRAPH or "\n" not in text:
        return [block]
    lines, at = [], block.start
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            lines.append(replace(block, start=start, end=start + len(bare), kind=BlockKind.LINE))
        at += len(line) + 1
    return lines


def _trim(pieces: list[Piece]) -> list[Piece]:
    """Cleaned pieces without white space at both ends; neighbours without marks become one."""
    merged: list[Piece] = []
    for piece in pieces:
        if not piece.text:
            continue
        if merged and piece.mark is None and piece.page is None and merged[-1].mark is None:
            merged[-1] = Piece(merged[-1].text + piece.text, None, merged[-1].page)
        else:
            merged.append(piece)
    cleaned = [Piece(text, p.mark, p.page) for p in merged if (text := clean(p.text))]
    while cleaned and not (text := cleaned[0].text.lstrip()):
        page = cleaned.pop(0).page
        if page is not None and cleaned and cleaned[0].page is None:
            cleaned[0] = Piece(cleaned[0].text, cleaned[0].mark, page)
    if cleaned:
        cleaned[0] = Piece(text, cleaned[0].mark, cleaned[0].page)
    while cleaned and not (text := cleaned[-1].text.rstrip()):
        cleaned.pop()
    if cleaned:
        cleaned[-1] = Piece(text, cleaned[-1].mark, cleaned[-1].page)
    return cleaned
