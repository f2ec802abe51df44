# SPDX-License-Identifier: EUPL-1.2
"""The body of a DOCX file: paragraphs, tables and notes in the order in which they are read."""

from __future__ import annotations

from dataclasses import replace

from leitziel.methods.plantext.reading.builder import Piece, SourceBuilder
from leitziel.methods.plantext.reading.docx.names import MC, Element, W, number, switch, value
from leitziel.methods.plantext.reading.docx.notes import DocxNotes
from leitziel.methods.plantext.reading.docx.numbering import Numbering
from leitziel.methods.plantext.reading.docx.runs import Running, RunReader
from leitziel.methods.plantext.reading.docx.styles import Style, Styles, outline_of
from leitziel.methods.plantext.reading.inline import bold_throughout, most_frequent
from leitziel.methods.plantext.reading.limits import Watch
from leitziel.methods.plantext.source import BlockKind, Cell

HIDDEN = "Das Dokument enthält ausgeblendeten Text; er wurde nicht gelesen."
CHANGES = "Das Dokument enthält nachverfolgte Änderungen; gelesen wurde die Fassung mit allen Änderungen."
EMBEDDED = "Das Dokument bindet eine andere Datei ein; deren Inhalt wurde nicht gelesen."

_THROUGH = frozenset(W + name for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))


class DocxBody:
    """Writes the blocks of a document into a builder."""

    def __init__(
        self, builder: SourceBuilder, watch: Watch, styles: Styles, numbering: Numbering, notes: DocxNotes
    ) -> None:
        self._out = builder
        self._watch = watch
        self._styles = styles
        self._numbering = numbering
        self._notes = notes
        self._runs = RunReader(styles, notes)
        self._shift = 1
        self._waiting: list[tuple[str, str, str]] = []  # notes whose text is still to be written
        self._endnotes: list[tuple[str, str, str]] = []
        self._written: set[tuple[str, str]] = set()

    def run(self, body: Element) -> None:
        if self._has_title(body):
            self._shift = 2  # the title is the top of the outline
        if next(body.iter(W + "del", W + "moveFrom"), None) is not None:
            self._out.note(CHANGES)
        self._children(body, None)
        self._waiting += self._endnotes
        self._flush_notes()

    def _has_title(self, body: Element) -> bool:
        titled = headed = False
        for properties in body.iter(W + "pPr"):
            style = self._styles.paragraph(value(properties, "pStyle"))
            titled = titled or style.title
            headed = headed or outline_of(properties, style) == 0
        return titled and headed

    def _children(self, parent: Element, cell: Cell | None, *, contents: bool = False) -> None:
        for child in parent:
            self._watch.tick()
            tag = child.tag
            if tag == W + "p":
                self._paragraph(child, cell, contents=contents)
            elif tag == W + "tbl":
                self._table(child, cell)
            elif tag == W + "sdt":
                inner = child.find(W + "sdtContent")
                if inner is not None:
                    self._children(inner, cell, contents=contents or _is_contents(child))
            elif tag in _THROUGH:
                self._children(child, cell, contents=contents)
            elif tag == MC + "AlternateContent":
                branch = child.find(MC + "Choice")
                self._children(child.find(MC + "Fallback") if branch is None else branch, cell)
            elif tag == W + "altChunk":
                self._out.note(EMBEDDED)

    def _paragraph(self, paragraph: Element, cell: Cell | None, *, contents: bool) -> None:
        properties = paragraph.find(W + "pPr")
        name = value(properties, "pStyle")
        style = self._styles.paragraph(name)
        running = self._runs.collect(paragraph, style)
        if running.hidden:
            self._out.note(HIDDEN)
        outline = outline_of(properties, style)
        prefix, depth, in_list = self._number(properties, style, name)  # counts for an empty paragraph too
        if any(piece.text.strip() for piece in running.pieces):
            if contents or style.contents:
                kind, level = BlockKind.FURNITURE, None
            elif style.title:
                kind, level = BlockKind.HEADING, 1
            elif outline is not None:
                kind, level = BlockKind.HEADING, outline + self._shift
            else:
                kind, level = (BlockKind.ITEM, depth) if in_list else (BlockKind.PARAGRAPH, None)
            self._write(running, kind if cell is None else BlockKind.CELL, prefix=prefix, level=level, cell=cell)
        for kind_, key, mark in running.notes:
            (self._waiting if kind_ == "footnote" else self._endnotes).append((kind_, key, mark))
        if cell is None:
            self._flush_notes()
        for box in running.boxes:
            self._children(box, cell)

    def _write(
        self,
        running: Running,
        kind: BlockKind,
        *,
        prefix: str = "",
        level: int | None = None,
        cell: Cell | None = None,
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

    def _number(self, properties: Element | None, style: Style, name: str | None) -> tuple[str, int | None, bool]:
        """Automatic number with its blank, list depth from 1, and whether the paragraph is in a list."""
        direct = None if properties is None else properties.find(W + "numPr")
        list_id = number(direct, "numId")
        index = number(direct, "ilvl")
        if list_id is None:
            list_id = style.list_id
        if index is None:
            index = style.list_level if style.list_level is not None else self._numbering.level_of_style(name)
        if not list_id:
            return "", None, False
        index = min(max(index or 0, 0), 8)
        found = self._numbering.next(list_id, index)
        return ("", None, False) if found is None else (found[0], index + 1, True)

    def _flush_notes(self) -> None:
        waiting, self._waiting = self._waiting, []
        for kind, key, mark in waiting:
            body = self._notes.body(kind, key)
            if body is None or (kind, key) in self._written:
                continue
            self._written.add((kind, key))
            for paragraph in body.iter(W + "p"):
                self._watch.tick()
                properties = paragraph.find(W + "pPr")
                style = self._styles.paragraph(value(properties, "pStyle"))
                running = self._runs.collect(paragraph, style)
                self._write(running, BlockKind.FOOTNOTE, mark=mark)

    def _table(self, table: Element, outer: Cell | None) -> None:
        rows = _rows(table)
        cells = [(place, node) for row in rows for place, node in row]
        places = {(place.row, place.column) for place, _ in cells}
        if len(places) <= 1:  # a frame around text, not a table
            for _, node in cells:
                self._children(node, outer)
            return
        key = self._out.new_table()
        for place, node in cells:
            self._children(node, replace(place, table=key))
        if outer is None:
            self._flush_notes()


def _rows(table: Element) -> list[list[tuple[Cell, Element]]]:
    """Cells with their places; those that continue one above are joined to it."""
    found: list[list[tuple[Cell, Element]]] = []
    open_: dict[int, tuple[int, int]] = {}  # column -> row and index of the cell that is being continued
    lines = [row for row in table.iter(W + "tr") if next(row.iterancestors(W + "tbl")) is table]
    for y, row in enumerate(lines):
        properties = row.find(W + "trPr")
        header = bool(switch(properties, "tblHeader"))
        x = number(properties, "gridBefore") or 0
        cells: list[tuple[Cell, Element]] = []
        for node in _cells(row):
            cell_properties = node.find(W + "tcPr")
            wide = min(max(number(cell_properties, "gridSpan") or 1, 1), 200)
            merge = None if cell_properties is None else cell_properties.find(W + "vMerge")
            if merge is not None and merge.get(W + "val") != "restart" and x in open_:
                above, index = open_[x]
                place, content = found[above][index]
                found[above][index] = (Cell(0, above, x, y - above + 1, place.columns, place.header), content)
            else:
                open_.pop(x, None)
                if merge is not None:
                    open_[x] = (y, len(cells))
                cells.append((Cell(0, y, x, 1, wide, header), node))
            x += wide
        found.append(cells)
    return found


def _cells(row: Element) -> list[Element]:
    cells = []
    for child in row:
        if child.tag == W + "tc":
            cells.append(child)
        elif child.tag == W + "sdt" or child.tag in _THROUGH:
            content = child.find(W + "sdtContent")
            cells += _cells(child if content is None else content)
    return cells


def _is_contents(sdt: Element) -> bool:
    gallery = sdt.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "table of contents" in str(gallery.get(W + "val")).lower()
