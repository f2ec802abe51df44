# SPDX-License-Identifier: EUPL-1.2
"""The body of an ODT file: paragraphs, lists, tables and notes in the order in which they are read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from leitziel.methods.plantext.reading.builder import Piece, SourceBuilder
from leitziel.methods.plantext.reading.inline import bold_throughout, most_frequent, superscript_marks, visible
from leitziel.methods.plantext.reading.limits import Watch
from leitziel.methods.plantext.reading.odt_styles import DRAW, OFFICE, TABLE, TEXT, OdtCounter, OdtStyle, OdtStyles
from leitziel.methods.plantext.source import BlockKind, Cell

_SPACE = re.compile(r"[ \t\r\n]+")
HIDDEN = "Das Dokument enthält ausgeblendeten Text; er wurde nicht gelesen."
_SKIP = frozenset(
    (
        TEXT + "tracked-changes",
        OFFICE + "annotation",
        OFFICE + "annotation-end",
        TEXT + "sequence-decls",
        OFFICE + "forms",
    )
)
_SHAPES = frozenset(DRAW + name for name in ("frame", "custom-shape", "rect", "g", "text-box", "a"))
_INDEXES = frozenset(
    TEXT + name
    for name in ("table-of-content", "illustration-index", "table-index", "alphabetical-index", "object-index")
)


@dataclass(frozen=True, slots=True)
class _Context:
    cell: Cell | None = None
    depth: int = 0
    list_style: str | None = None
    counter: OdtCounter | None = None
    prefix: str = ""
    contents: bool = False


@dataclass(slots=True)
class _Running:
    pieces: list[Piece] = field(default_factory=list)
    weights: list[tuple[int, bool]] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)
    notes: list[tuple[str, etree._Element]] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class OdtBody:
    """Writes the blocks of a document into a builder."""

    def __init__(self, builder: SourceBuilder, watch: Watch, styles: OdtStyles) -> None:
        self._out = builder
        self._watch = watch
        self._styles = styles
        self._headings = OdtCounter()
        self._lists: dict[str, OdtCounter] = {}
        self._last: dict[str, OdtCounter] = {}
        self._waiting: list[tuple[str, etree._Element]] = []
        self._shift = 0

    def run(self, body: etree._Element) -> None:
        headed = next(body.iter(TEXT + "h"), None) is not None
        titled = any(self._styles.style(p.get(TEXT + "style-name")).title for p in body.iter(TEXT + "p"))
        self._shift = 1 if headed and titled else 0  # the title is the top of the outline
        self._children(body, _Context())
        self._flush_notes()

    def _children(self, parent: etree._Element, context: _Context) -> None:
        for child in parent:
            self._watch.tick()
            tag = child.tag
            if tag in (TEXT + "p", TEXT + "h"):
                self._paragraph(child, context)
                context = replace(context, prefix="")
            elif tag == TEXT + "list":
                self._list(child, context)
            elif tag == TABLE + "table":
                self._table(child, context)
            elif tag in _SKIP or not isinstance(tag, str):
                continue
            elif tag in _INDEXES:
                self._children(child, replace(context, contents=True))
            elif tag in _SHAPES or tag in (TEXT + "section", TEXT + "index-body", TEXT + "index-title"):
                self._children(child, context)

    def _paragraph(self, element: etree._Element, context: _Context) -> None:
        style = self._styles.style(element.get(TEXT + "style-name"))
        running = _Running()
        self._inline(element, style, running)
        prefix, kind, level = context.prefix, BlockKind.PARAGRAPH, None
        if element.tag == TEXT + "h":
            stated = element.get(TEXT + "outline-level") or "1"
            depth = int(stated) if stated.isascii() and stated.isdigit() and len(stated) < 3 else 1
            if context.depth == 0 and element.get(TEXT + "is-list-header") != "true":
                prefix = self._headings.next(depth, self._styles.outline, None)
            kind, level = BlockKind.HEADING, depth + self._shift
        elif style.title:
            kind, level = BlockKind.HEADING, 1
        elif context.depth:
            kind, level = BlockKind.ITEM, context.depth
        if context.contents:
            kind, level = BlockKind.FURNITURE, None
        if any(piece.text.strip() for piece in running.pieces):
            self._write(running, BlockKind.CELL if context.cell is not None else kind, prefix, level, context.cell)
        self._waiting += running.notes
        if context.cell is None:
            self._flush_notes()
        for box in running.boxes:
            self._children(box, replace(context, depth=0, prefix=""))

    def _write(
        self,
        running: _Running,
        kind: BlockKind,
        prefix: str = "",
        level: int | None = None,
        cell: Cell | None = None,
        *,
        mark: str | None = None,
    ) -> None:
        self._out.add(
            [Piece(prefix), *running.pieces],
            kind,
            level=level,
            size=most_frequent(running.sizes),
            bold=bold_throughout(running.weights),
            cell=cell,
            mark=mark,
        )

    def _flush_notes(self) -> None:
        waiting, self._waiting = self._waiting, []
        for mark, body in waiting:
            for paragraph in body.iter(TEXT + "p", TEXT + "h"):
                running = _Running()
                self._inline(paragraph, self._styles.style(paragraph.get(TEXT + "style-name")), running)
                self._write(running, BlockKind.FOOTNOTE, mark=mark)

    def _inline(self, element: etree._Element, style: OdtStyle, running: _Running) -> None:
        self._text(element.text, style, running)
        for child in element:
            tag = child.tag
            if tag == TEXT + "s":
                count = child.get(TEXT + "c") or "1"
                blanks = int(count) if count.isascii() and count.isdigit() and len(count) < 4 else 1
                running.pieces.append(Piece(" " * blanks))
            elif tag == TEXT + "tab":
                running.pieces.append(Piece("\t"))
            elif tag == TEXT + "line-break":
                running.pieces.append(Piece("\n"))
            elif tag == TEXT + "note":
                self._note(child, running)
            elif tag in _SHAPES:
                running.boxes.append(child)
            elif isinstance(tag, str) and tag not in _SKIP and tag.startswith(TEXT):
                inner = self._styles.over(style, child.get(TEXT + "style-name")) if tag == TEXT + "span" else style
                self._inline(child, inner, running)
            self._text(child.tail, style, running)

    @staticmethod
    def _note(element: etree._Element, running: _Running) -> None:
        citation, body = element.find(TEXT + "note-citation"), element.find(TEXT + "note-body")
        mark = "".join(citation.itertext()).strip() if citation is not None else ""
        if not mark or body is None:
            return
        if running.pieces and running.pieces[-1].mark is not None:
            running.pieces.append(Piece(" "))
        running.pieces.append(Piece(mark, mark))
        running.notes.append((mark, body))

    def _text(self, text: str | None, style: OdtStyle, running: _Running) -> None:
        shown = visible(_SPACE.sub(" ", text) if text else "")
        if not shown:
            return
        if style.hidden:
            self._out.note(HIDDEN)
            return
        if style.raised and (marks := superscript_marks(shown, "".join(p.text for p in running.pieces[-2:]))):
            for index, mark in enumerate(marks):
                running.pieces += [Piece(" ")] if index else []
                running.pieces.append(Piece(mark, mark))
            return
        running.pieces.append(Piece(shown))
        count = len(shown.strip())
        running.weights.append((count, style.bold))
        if style.size is not None and count:
            running.sizes[style.size] = running.sizes.get(style.size, 0) + count

    def _list(self, element: etree._Element, context: _Context) -> None:
        name = element.get(TEXT + "style-name") or context.list_style
        depth = min(context.depth + 1, 10)
        counter = context.counter
        if counter is None:
            goes_on = element.get(TEXT + "continue-list"), element.get(TEXT + "continue-numbering") == "true"
            counter = self._lists.get(goes_on[0] or "") or (self._last.get(name or "") if goes_on[1] else None)
            counter = counter or OdtCounter()
        self._lists[element.get("{http://www.w3.org/XML/1998/namespace}id") or ""] = counter
        self._last[name or ""] = counter
        levels = {i: level for i in range(1, 11) if (level := self._styles.level(name, i)) is not None}
        for item in element:
            if item.tag not in (TEXT + "list-item", TEXT + "list-header"):
                continue
            inner = replace(context, depth=depth, list_style=name, counter=counter, prefix="")
            if item.tag == TEXT + "list-item" and any(c.tag in (TEXT + "p", TEXT + "h") for c in item):
                start = item.get(TEXT + "start-value")
                first = int(start) if start and start.isascii() and start.isdigit() and len(start) < 9 else None
                inner = replace(inner, prefix=counter.next(depth, levels, first))
            self._children(item, inner)

    def _table(self, element: etree._Element, context: _Context) -> None:
        rows = [row for row in element.iter(TABLE + "table-row") if _table_of(row) is element]
        cells: list[tuple[etree._Element, Cell]] = []
        for y, row in enumerate(rows):
            parent = row.getparent()
            header = parent is not None and parent.tag == TABLE + "table-header-rows"
            x = 0
            for node in row:
                if node.tag not in (TABLE + "table-cell", TABLE + "covered-table-cell"):
                    continue
                if node.tag == TABLE + "table-cell":
                    high = _count(node, "number-rows-spanned")
                    wide = _count(node, "number-columns-spanned")
                    cells.append((node, Cell(0, y, x, high, wide, header)))
                x += _count(node, "number-columns-repeated")
        if len({(cell.row, cell.column) for _, cell in cells}) <= 1:  # a frame around text
            for node, _ in cells:
                self._children(node, context)
            return
        number = self._out.new_table()
        for node, cell in cells:
            self._children(node, _Context(cell=replace(cell, table=number)))
        if context.cell is None:
            self._flush_notes()


def _table_of(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors(TABLE + "table"), None)


def _count(node: etree._Element, name: str) -> int:
    stated = node.get(TABLE + name) or "1"
    return min(max(int(stated), 1), 1000) if stated.isascii() and stated.isdigit() and len(stated) < 8 else 1
