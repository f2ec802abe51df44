# SPDX-License-Identifier: EUPL-1.2
"""The running text of a paragraph in a DOCX file: runs, fields, links, tracked changes, note references."""

from __future__ import annotations

from dataclasses import dataclass, field

from leitziel.methods.plantext.reading.builder import Piece
from leitziel.methods.plantext.reading.docx.names import MC, Element, M, W, integer, value
from leitziel.methods.plantext.reading.docx.notes import DocxNotes
from leitziel.methods.plantext.reading.docx.styles import Style, Styles, run_properties
from leitziel.methods.plantext.reading.inline import superscript_marks, visible

_THROUGH = frozenset(
    W + name
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "fldSimple", "sdtContent", "customXml", "dir", "bdo")
)
_NOTES = {W + "footnoteReference": "footnote", W + "endnoteReference": "endnote"}
_SYMBOL_FONTS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "–", "\uf0e0": "→"}


@dataclass(slots=True)
class Running:
    """Collected text of one paragraph."""

    pieces: list[Piece] = field(default_factory=list)
    weights: list[tuple[int, bool]] = field(default_factory=list)
    sizes: dict[float, int] = field(default_factory=dict)
    notes: list[tuple[str, str, str]] = field(default_factory=list)  # kind, id, mark
    boxes: list[Element] = field(default_factory=list)  # text boxes anchored here
    hidden: bool = False

    def tail(self) -> str:
        return "".join(piece.text for piece in self.pieces[-2:])


class RunReader:
    """Collects paragraphs; keeps the state of fields, which may begin in one paragraph and end in another."""

    def __init__(self, styles: Styles, notes: DocxNotes) -> None:
        self._styles = styles
        self._notes = notes
        self._fields: list[bool] = []  # for each open field: is its result being read?

    def collect(self, paragraph: Element, style: Style) -> Running:
        running = Running()
        self._children(paragraph, style, running)
        return running

    def _children(self, parent: Element, style: Style, running: Running) -> None:
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                self._run(child, style, running)
            elif tag in _THROUGH:
                self._children(child, style, running)
            elif tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None:
                    self._children(content, style, running)
            elif tag in (M + "oMath", M + "oMathPara"):
                self._add("".join(child.itertext(M + "t")), style, running)
            elif tag == MC + "AlternateContent":
                self._alternate(child, style, running)

    def _run(self, run: Element, base: Style, running: Running) -> None:
        properties = run.find(W + "rPr")
        style = base
        if properties is not None:
            style = self._styles.character(value(properties, "rStyle"), base)
            style = run_properties(style, properties)
        raised: list[str] = []
        for child in run:
            text = self._text_of(child, run, style, running)
            if text and all(self._fields) and not style.hidden:
                if style.raised:
                    raised.append(text)
                else:
                    self._add(text, style, running)
            elif text and style.hidden:
                running.hidden = True
        if raised:
            self._raised("".join(raised), style, running)

    def _text_of(self, child: Element, run: Element, style: Style, running: Running) -> str:
        tag = child.tag
        if tag == W + "t":
            return child.text or ""
        if tag in (W + "tab", W + "ptab"):
            return "\t"
        if tag in (W + "br", W + "cr"):
            return "\n"
        if tag == W + "noBreakHyphen":
            return "\u2011"
        if tag == W + "sym":
            return _symbol(child)
        if tag == W + "fldChar":
            self._field(child.get(W + "fldCharType"))
        elif tag in _NOTES:
            self._reference(child, run, running)
        elif tag == MC + "AlternateContent":
            self._alternate(child, style, running)
        elif tag in (W + "drawing", W + "pict", W + "object"):
            running.boxes += _boxes(child)
        return ""

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _reference(self, reference: Element, run: Element, running: Running) -> None:
        kind, key = _NOTES[str(reference.tag)], str(reference.get(W + "id"))
        custom = None
        if reference.get(W + "customMarkFollows") in ("1", "true", "on"):
            custom = "".join(node.text or "" for node in run.iter(W + "t")).strip() or "*"
        mark = self._notes.mark(kind, key, custom)
        if not mark:
            return
        if running.pieces and running.pieces[-1].mark is not None:
            running.pieces.append(Piece(" "))
        running.notes.append((kind, key, mark))
        if custom is None:
            running.pieces.append(Piece(mark, mark))

    def _raised(self, text: str, style: Style, running: Running) -> None:
        """Digits that somebody raised by hand are a footnote mark; so is an author's own mark of a note."""
        shown = visible(text)
        own = running.notes[-1][2] if running.notes and shown.strip() == running.notes[-1][2] else None
        marks = [own] if own else superscript_marks(shown, running.tail())
        if not marks or not running.tail().strip():
            self._add(text, style, running)
            return
        for mark in marks:
            if running.pieces and running.pieces[-1].mark is not None:
                running.pieces.append(Piece(" "))
            running.pieces.append(Piece(mark, mark))

    def _alternate(self, element: Element, style: Style, running: Running) -> None:
        """The same thing twice, for newer and older programs: the first that is there counts."""
        for name in ("Choice", "Fallback"):
            branch = element.find(MC + name)
            if branch is not None and len(branch):
                before = len(running.pieces), len(running.boxes)
                for child in branch:
                    if child.tag in (W + "drawing", W + "pict", W + "object"):
                        running.boxes += _boxes(child)
                    elif child.tag == W + "r":
                        self._run(child, style, running)
                if (len(running.pieces), len(running.boxes)) != before:
                    return

    @staticmethod
    def _add(text: str, style: Style, running: Running) -> None:
        shown = visible(text)
        if not shown:
            return
        running.pieces.append(Piece(shown))
        count = len(shown.strip())
        running.weights.append((count, bool(style.bold)))
        if style.size is not None and count:
            running.sizes[style.size] = running.sizes.get(style.size, 0) + count


def _symbol(element: Element) -> str:
    code = str(element.get(W + "char") or "")
    point = int(code, 16) if code and all(c in "0123456789abcdefABCDEF" for c in code) and len(code) < 6 else 0
    shown = chr(point) if 0 < point < 0xD800 or 0xE000 <= point < 0xFFFE else ""
    if shown in _SYMBOL_FONTS:
        return _SYMBOL_FONTS[shown]
    # Symbol fonts sit in the private area; their lower half is that of ASCII.
    return "" if integer(str(point)) and 0xF000 <= point <= 0xF0FF else shown


def _boxes(drawing: Element) -> list[Element]:
    """Contents of text boxes in a drawing; the second of a pair of alternatives is left out."""
    found = []
    for box in drawing.iter(W + "txbxContent"):
        fallback = next((a for a in box.iterancestors(MC + "Fallback")), None)
        choice = None if fallback is None else fallback.getparent().find(MC + "Choice")
        if choice is None or next(choice.iter(W + "txbxContent"), None) is None:
            found.append(box)
    return [box for box in found if not any(a in found for a in box.iterancestors(W + "txbxContent"))]
