# SPDX-License-Identifier: EUPL-1.2
"""The walk through the elements of an HTML page: what is a block, what is running text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from leitziel.methods.plantext.reading.builder import Piece, SourceBuilder
from leitziel.methods.plantext.reading.html_notes import HtmlNotes
from leitziel.methods.plantext.reading.inline import bold_throughout, superscript_marks, visible
from leitziel.methods.plantext.reading.limits import Watch
from leitziel.methods.plantext.reading.numbers import format_number
from leitziel.methods.plantext.source import BlockKind, Cell

_SKIP = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template head svg math iframe object embed canvas audio video picture map button input "
        "select textarea datalist progress meter img link meta base title",
    )
)
_BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article aside blockquote body caption center dd details dialog div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary "
        "table tbody td tfoot th thead tr ul",
    )
)
_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_BOLD = frozenset(("b", "strong"))
_SPACE = re.compile(r"[ \t\n\r\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_LIST_STYLES = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_FURNITURE_ROLES = frozenset(("navigation", "banner", "contentinfo", "search", "complementary"))


@dataclass(frozen=True, slots=True)
class _Context:
    """What the ancestors say about the text below them."""

    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    depth: int = 0  # of lists
    cell: Cell | None = None
    mark: str | None = None
    bold: bool = False
    raised: bool = False
    verbatim: bool = False
    furniture: bool = False
    inside_main: bool = False


@dataclass(slots=True)
class _Run:
    """The block that is being collected."""

    pieces: list[Piece] = field(default_factory=list)
    weights: list[tuple[int, bool]] = field(default_factory=list)
    prefix: str = ""
    raised: str = ""  # raised text that is not yet known to be a mark


class HtmlWalk:
    """Writes the blocks of a page into a builder."""

    def __init__(self, builder: SourceBuilder, watch: Watch, notes: HtmlNotes) -> None:
        self._out = builder
        self._watch = watch
        self._notes = notes
        self._run = _Run()
        self._main: etree._Element | None = None
        self._level = 1
        self._buttons: set[etree._Element] = set()

    def run(self, root: etree._Element) -> None:
        mains = [*root.iter("main"), *root.xpath("//*[@role='main']")]
        self._main = mains[0] if mains else None
        self._buttons = _buttons(root)
        body = root.find(".//body")
        start = _Context(inside_main=self._main is None)
        self._element(root if body is None else body, start)
        self._flush(start)

    def _element(self, element: etree._Element, context: _Context) -> None:
        self._watch.tick()
        tag = element.tag
        if not isinstance(tag, str) or self._is_hidden(element) or (tag in _SKIP and not _titles(element, context)):
            return
        if element in self._notes.backlinks:
            return
        if element in self._notes.marks:
            self._end_raised(context)
            mark = self._notes.marks[element]
            self._run.pieces.append(Piece(mark, mark))
            return
        if element in self._buttons:
            self._flush(context)
            aside = replace(context, furniture=True)
            self._content(element, aside)
            self._flush(aside)
        elif tag == "br":
            self._run.pieces.append(Piece("\n"))
        elif tag in _BLOCKS or element in self._notes.notes:
            self._block(element, context)
        else:
            self._inline(element, context)

    def _inline(self, element: etree._Element, context: _Context) -> None:
        style = element.get("style") or ""
        bold = context.bold or element.tag in _BOLD or bool(_BOLD_STYLE.search(style))
        raised = context.raised or element.tag == "sup"
        inner = replace(context, bold=bold, raised=raised)
        self._content(element, inner)
        if raised and not context.raised:
            self._end_raised(context)

    def _content(self, element: etree._Element, context: _Context) -> None:
        self._text(element.text, context)
        for child in element:
            self._element(child, context)
            self._text(child.tail, context)

    def _block(self, element: etree._Element, context: _Context) -> None:
        self._flush(context)
        tag = element.tag
        inner = self._inner(element, context)
        if tag in ("ul", "ol", "menu"):
            self._list(element, inner)
        elif tag == "dl":
            self._definitions(element, inner)
        elif tag == "table":
            self._table(element, inner)
        else:
            self._content(element, inner)
            self._flush(inner)

    def _inner(self, element: etree._Element, context: _Context) -> _Context:
        tag = element.tag
        if element is self._main:
            context = replace(context, inside_main=True)
        outside = self._main is not None and not context.inside_main and not _holds(element, self._main)
        page_part = tag in ("header", "footer") and not any(
            a.tag in ("main", "article", "section") for a in element.iterancestors()
        )
        if outside or page_part or tag in ("nav", "search") or element.get("role") in _FURNITURE_ROLES:
            context = replace(context, furniture=True)
        if element in self._notes.notes:
            return replace(context, kind=BlockKind.FOOTNOTE, mark=self._notes.notes[element], level=None)
        if context.kind is BlockKind.FOOTNOTE:
            return context
        level = self._heading(element, context)
        if level is not None:
            return replace(context, kind=BlockKind.HEADING, level=level, bold=True)
        if tag in ("summary", "dt", "caption", "legend", "figcaption"):
            return replace(context, bold=tag in ("summary", "dt", "legend") or context.bold)
        return replace(context, verbatim=True) if tag == "pre" else context

    def _heading(self, element: etree._Element, context: _Context) -> int | None:
        """The level of a heading; a summary heads what unfolds below it."""
        tag = element.tag
        level = _HEADINGS.get(tag)
        if level is None and element.get("role") == "heading":
            said = element.get("aria-level") or "2"
            level = int(said) if said.isdigit() else 2
        if level is not None:
            self._level = level
            return level
        inside = any(child.tag in _HEADINGS or child.get("role") == "heading" for child in element.iter())
        return min(self._level + 1, 6) if tag == "summary" and context.cell is None and not inside else None

    def _list(self, element: etree._Element, context: _Context) -> None:
        depth = context.depth + 1
        number = _integer(element.get("start"), 1)
        style = _LIST_STYLES.get(element.get("type") or "1", "decimal")
        for child in element:
            if child.tag != "li":
                self._element(child, replace(context, depth=depth))
                continue
            note = child in self._notes.notes
            number = _integer(child.get("value"), number)
            inner = context
            if context.kind is not BlockKind.FOOTNOTE:
                inner = replace(context, kind=BlockKind.ITEM, level=depth, depth=depth)
            if element.tag == "ol" and not note and inner.kind is BlockKind.ITEM:
                self._run.prefix = f"{format_number(number, style)}. "
            number += 1
            self._element(child, inner)
            self._flush(inner)
            self._run.prefix = ""

    def _definitions(self, element: etree._Element, context: _Context) -> None:
        """A list of names and values is a table of two columns."""
        if context.cell is not None or context.kind is BlockKind.FOOTNOTE:
            self._content(element, context)
            self._flush(context)
            return
        table, row, filled = self._out.new_table(), -1, True
        for child in element.iter("dt", "dd"):
            if child.tag == "dt" or filled:
                row += 1
            filled = child.tag == "dd"
            cell = Cell(table, row, 0 if child.tag == "dt" else 1, header=child.tag == "dt")
            if child.tag == "dd" and row >= 0:
                filled = False  # further values of one name stay in its row
            self._element(child, replace(context, kind=BlockKind.CELL, cell=cell))
            self._flush(context)

    def _table(self, element: etree._Element, context: _Context) -> None:
        rows = [row for row in element.iter("tr") if _nearest(row, "table") is element]
        for caption in element.findall("caption"):
            self._element(caption, context)
        grid: set[tuple[int, int]] = set()
        cells: list[tuple[etree._Element, Cell]] = []
        for y, row in enumerate(rows):
            x = 0
            for node in row:
                if node.tag not in ("td", "th"):
                    continue
                while (y, x) in grid:
                    x += 1
                wide = min(_integer(node.get("colspan"), 1) or 1, 200)
                high = min(_integer(node.get("rowspan"), 1) or len(rows) - y, len(rows) - y)
                grid |= {(y + dy, x + dx) for dy in range(high) for dx in range(wide)}
                header = node.tag == "th" or _nearest(node, "thead", "table") is not _nearest(node, "table")
                cells.append((node, Cell(0, y, x, high, wide, header)))
                x += wide
        if len({(c.row, c.column) for _, c in cells}) <= 1 or context.kind is BlockKind.FOOTNOTE:
            plain = context if context.kind is BlockKind.FOOTNOTE else replace(context, kind=BlockKind.PARAGRAPH)
            for node, _ in cells:  # a frame, not a table
                self._content(node, plain)
                self._flush(plain)
            return
        table = self._out.new_table()
        for node, cell in cells:
            inner = replace(
                context, kind=BlockKind.CELL, level=None, depth=0, cell=replace(cell, table=table), bold=cell.header
            )
            self._content(node, inner)
            self._flush(inner)

    def _text(self, text: str | None, context: _Context) -> None:
        if not text:
            return
        shown = visible(text if context.verbatim else _SPACE.sub(" ", text))
        if context.raised:
            self._run.raised += shown
            return
        if shown.startswith(" ") and self._run.pieces and self._run.pieces[-1].text.endswith((" ", "\n")):
            shown = shown[1:]
        if shown:
            self._run.pieces.append(Piece(shown))
            self._run.weights.append((len(shown.strip()), context.bold))

    def _end_raised(self, context: _Context) -> None:
        """Raised digits are a footnote mark, raised words are text."""
        raised, self._run.raised = self._run.raised, ""
        if not raised.strip():
            return
        before = "".join(piece.text for piece in self._run.pieces[-2:])
        marks = superscript_marks(raised, before)
        if marks and context.kind is not BlockKind.FURNITURE and before.strip():
            for index, mark in enumerate(marks):
                self._run.pieces += [Piece(" ")] if index else []
                self._run.pieces.append(Piece(mark, mark))
        else:
            self._run.pieces.append(Piece(raised))
            self._run.weights.append((len(raised.strip()), context.bold))

    def _flush(self, context: _Context) -> None:
        self._end_raised(context)
        run, prefix = self._run, self._run.prefix
        if not any(piece.text.strip() for piece in run.pieces):
            self._run.pieces.clear()
            self._run.weights.clear()
            return
        self._run = _Run()
        pieces = [Piece(prefix), *_tidy(run.pieces)]
        kind = BlockKind.FURNITURE if context.furniture else context.kind
        self._out.add(
            pieces,
            kind,
            level=context.level if kind in (BlockKind.HEADING, BlockKind.ITEM) else None,
            bold=bold_throughout(run.weights),
            cell=context.cell if kind is BlockKind.CELL else None,
            mark=context.mark if kind is BlockKind.FOOTNOTE else None,
        )

    def _is_hidden(self, element: etree._Element) -> bool:
        return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _buttons(root: etree._Element) -> set[etree._Element]:
    """Links that stand alone between blocks and come back with the same words ("read more"): the page's, not the
    plan's."""
    found: dict[str, list[etree._Element]] = {}
    for link in root.iter("a"):
        above = link.getparent()
        if above is None or above.tag not in ("article", "section", "div", "main", "details"):
            continue
        around = [above.text, *(child.tail for child in above)]
        others = [child for child in above if child is not link]
        alone = not any(text and text.strip() for text in around) and all(
            child.tag in _BLOCKS | {"a", "span"} for child in others
        )
        words = " ".join("".join(link.itertext()).split())
        if alone and others and words and not any(child.tag in _BLOCKS for child in link.iter()):
            found.setdefault(words, []).append(link)
    return {link for links in found.values() if len(links) >= 2 for link in links}


def _titles(element: etree._Element, context: _Context) -> bool:
    """A button inside a heading unfolds what the heading names: its words are the heading."""
    return element.tag == "button" and context.kind is BlockKind.HEADING


def _tidy(pieces: list[Piece]) -> list[Piece]:
    """No blanks around line breaks inside a block."""
    tidied: list[Piece] = []
    for piece in pieces:
        text = piece.text
        if tidied and tidied[-1].text.endswith("\n") and piece.mark is None:
            text = text.lstrip(" ")
        if text == "\n" and tidied and tidied[-1].mark is None:
            tidied[-1] = Piece(tidied[-1].text.rstrip(" "))
        tidied.append(Piece(text, piece.mark))
    return tidied


def _holds(element: etree._Element, wanted: etree._Element) -> bool:
    return element is wanted or any(ancestor is element for ancestor in wanted.iterancestors())


def _nearest(element: etree._Element, *tags: str) -> etree._Element | None:
    return next((a for a in element.iterancestors() if a.tag in tags), None)


def _integer(text: str | None, otherwise: int) -> int:
    return (
        int(text) if text and text.strip().lstrip("-").isascii() and text.strip().lstrip("-").isdigit() else otherwise
    )
