# SPDX-License-Identifier: EUPL-1.2
"""Blocks of a tagged PDF: what its structure tree says, with the text of the marked content it points to."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace

from leitziel.methods.plantext.reading.builder import Piece, SourceBuilder
from leitziel.methods.plantext.reading.inline import superscript_mark
from leitziel.methods.plantext.reading.limits import Watch
from leitziel.methods.plantext.reading.pdf_lines import pieces_of_runs, segments_of
from leitziel.methods.plantext.reading.pdf_page import PageText, Run
from leitziel.methods.plantext.reading.pdf_tags import Content, Node, structure_of
from leitziel.methods.plantext.source import BlockKind, Cell, Source

_HEADING = re.compile(r"H([1-9]?)\Z")
_INLINE = frozenset("Span Link Reference Quote Em Strong Sub Annot Ruby Warichu RB RT RP WT WP BibEntry NonStruct Private Code Formula Form Lbl".split())  # fmt: skip  # noqa: SIM905
_PARAGRAPHS = frozenset("P BlockQuote Caption Figure Title Aside Index".split())  # noqa: SIM905
_NOTES = frozenset(("Note", "FENote"))
_MARK = re.compile(r"\A[\[(]?\s*([\d]{1,3}|[*†‡]{1,3}|[a-z])\s*[\])]?\Z")
OUTSIDE = "Ein Teil des Textes steht im PDF außerhalb der Gliederung; er ist am Ende angefügt."


@dataclass(frozen=True, slots=True)
class _Context:
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    depth: int = 0
    cell: Cell | None = None
    mark: str | None = None


@dataclass(slots=True)
class _Flow:
    """The block being collected: runs in logical order, and marks between them."""

    items: list[tuple[int, Run, str | None]] = field(default_factory=list)
    notes: list[Node] = field(default_factory=list)


def read_tagged(data: bytes, texts: list[PageText], watch: Watch, title: str | None) -> Source | None:
    """Source by the structure tree; None where the tree is missing, covers too little, or says too little."""
    watch.step(0.85, "Gliederung des PDF wird gelesen")
    root = structure_of(data, watch)
    if root is None:
        return None
    builder = SourceBuilder(data, "pdf", watch.limits)
    writer = _TaggedWriter(builder, texts, watch)
    if not writer.covers(root):
        return None
    writer.run(root)
    source = builder.finish(title)
    return source if _is_telling(source) else None


def _is_telling(source: Source) -> bool:
    """Do the tags say more than where a line or a page ends?"""
    blocks = [b for b in source.blocks if b.kind is not BlockKind.FURNITURE]
    if not blocks:
        return False
    if any(b.kind in (BlockKind.HEADING, BlockKind.CELL, BlockKind.ITEM) for b in blocks):
        return True
    lines = sum(1 + source.text.count("\n", b.start, b.end) for b in blocks)
    length = sum(b.end - b.start for b in blocks) / len(blocks)
    return length < 1200 and (lines > 1.2 * len(blocks) or len(blocks) < 40)


class _TaggedWriter:
    def __init__(self, builder: SourceBuilder, texts: list[PageText], watch: Watch) -> None:
        self._out = builder
        self._watch = watch
        self._texts = texts
        self._content: dict[Content, list[Run]] = {}
        for page, text in enumerate(texts):
            for run in text.runs:
                if run.mcid >= 0 and not run.artifact:
                    self._content.setdefault(Content(page, run.mcid), []).append(run)
        self._flow = _Flow()
        self._used: set[Content] = set()

    def covers(self, root: Node) -> bool:
        """Does the tree reach nearly all text that is not marked as artifact?"""
        reached: set[Content] = set()
        stack: list[Node | Content] = [root]
        while stack:
            item = stack.pop()
            if isinstance(item, Content):
                reached.add(item)
            else:
                stack += item.children
        total = sum(len(r.text) for t in self._texts for r in t.runs if not r.artifact)
        inside = sum(len(r.text) for key, runs in self._content.items() if key in reached for r in runs)
        return total > 0 and inside >= 0.9 * total

    def run(self, root: Node) -> None:
        self._node(root, _Context())
        self._flush(_Context())
        self._rest()

    def _node(self, node: Node, context: _Context) -> None:
        self._watch.tick()
        kind = node.type
        if kind == "Table":
            self._table(node, context)
        elif kind in _NOTES:
            if self._flow.items:
                self._flow.notes.append(node)
            else:
                self._note(node)
        elif kind == "L":
            self._flush(context)
            self._children(node, replace(context, depth=context.depth + 1))
        elif kind == "LI":
            self._item(node, context)
        elif kind == "Lbl" and context.kind is not BlockKind.ITEM:
            self._label(node, context)
        elif kind in _INLINE:
            self._children(node, context)
        else:
            self._block(node, context)

    def _children(self, node: Node, context: _Context) -> None:
        for child in node.children:
            if isinstance(child, Content):
                self._take(child)
            else:
                self._node(child, context)

    def _block(self, node: Node, context: _Context) -> None:
        heading = _HEADING.match(node.type)
        inner = context
        if context.kind is not BlockKind.FOOTNOTE:
            if heading:
                inner = replace(context, kind=BlockKind.HEADING, level=int(heading.group(1) or 1))
            elif node.type == "Title":
                inner = replace(context, kind=BlockKind.HEADING, level=1)
            elif node.type in ("TOC", "TOCI"):
                inner = replace(context, kind=BlockKind.FURNITURE, level=None)
            elif node.type in _PARAGRAPHS and context.kind is BlockKind.HEADING:
                inner = replace(context, kind=BlockKind.PARAGRAPH, level=None)
        # The first paragraph of an item belongs on the line of its bullet.
        joins = context.kind is BlockKind.ITEM and len("".join(r.text for _, r, _ in self._flow.items).strip()) < 8
        if not joins:
            self._flush(context)
        self._children(node, inner)
        if not (joins and node.type == "LBody"):
            self._flush(inner)

    def _item(self, node: Node, context: _Context) -> None:
        self._flush(context)
        inner = context
        if context.kind not in (BlockKind.FOOTNOTE, BlockKind.FURNITURE):
            inner = replace(context, kind=BlockKind.ITEM, level=max(context.depth, 1))
        self._children(node, inner)
        self._flush(inner)

    def _label(self, node: Node, context: _Context) -> None:
        """A label in running text is a footnote mark."""
        before = len(self._flow.items)
        self._children(node, context)
        runs = self._flow.items[before:]
        text = "".join(run.text for _, run, _ in runs).strip()
        tail = "".join(run.text for _, run, _ in self._flow.items[:before])[-6:]
        mark = superscript_mark(text, tail) if before and text else None
        if mark and runs:
            page, first, _ = runs[0]
            del self._flow.items[before:]
            self._flow.items.append((page, replace(first, text=runs[-1][1].text, right=runs[-1][1].right), mark))

    def _note(self, node: Node) -> None:
        """A note: its label is the mark, the rest its text."""
        label = next((c for c in _walk(node) if c.type == "Lbl"), None)
        mark = None
        if label is not None:
            shown = "".join(run.text for content in _contents(label) for run in self._content.get(content, []))
            found = _MARK.match(shown.strip())
            if found:
                mark = found.group(1)
                self._used.update(_contents(label))
                _drop(node, label)
        context = _Context(kind=BlockKind.FOOTNOTE, mark=mark)
        self._children(node, context)
        self._flush(context)

    def _table(self, node: Node, context: _Context) -> None:
        self._flush(context)
        rows = [child for child in _walk(node, stop=("Table",)) if child.type == "TR"]
        taken: set[tuple[int, int]] = set()
        cells: list[tuple[Node, Cell]] = []
        for y, row in enumerate(rows):
            x = 0
            for child in row.children:
                if not isinstance(child, Node) or child.type not in ("TD", "TH"):
                    continue
                while (y, x) in taken:
                    x += 1
                high = min(child.rows, len(rows) - y)
                taken |= {(y + dy, x + dx) for dy in range(high) for dx in range(child.columns)}
                cells.append((child, Cell(0, y, x, high, child.columns, child.type == "TH")))
                x += child.columns
        for caption in node.children:
            if isinstance(caption, Node) and caption.type == "Caption":
                self._block(caption, context)
        if len(cells) < 2:
            for child, _ in cells:
                self._children(child, context)
                self._flush(context)
            return
        number = self._out.new_table()
        for child, cell in cells:
            inner = _Context(kind=BlockKind.CELL, cell=replace(cell, table=number))
            self._children(child, inner)
            self._flush(inner)

    def _take(self, content: Content) -> None:
        if content in self._used:
            return
        self._used.add(content)
        self._flow.items += [(content.page, run, None) for run in self._content.get(content, [])]

    def _flush(self, context: _Context) -> None:
        flow, self._flow = self._flow, _Flow()
        if flow.items:
            self._write(flow.items, context)
        for note in flow.notes:
            self._note(note)

    def _write(self, items: list[tuple[int, Run, str | None]], context: _Context) -> None:
        runs = [run for _, run, _ in items if run.text.strip()]
        if not runs:
            return
        sizes: Counter[float] = Counter()
        for run in runs:
            sizes[run.size] += len(run.text.strip())
        kind = BlockKind.CELL if context.cell is not None else context.kind
        first = next((page, run) for page, run, _ in items if run.text.strip())
        self._out.add(
            _pieces(items),
            kind,
            level=context.level if kind in (BlockKind.HEADING, BlockKind.ITEM) else None,
            page=first[0],
            size=sizes.most_common(1)[0][0],
            bold=all(run.bold for run in runs if not run.raised),
            left=round(first[1].left, 1),
            top=round(first[1].top, 1),
            cell=context.cell,
            mark=context.mark if kind is BlockKind.FOOTNOTE else None,
        )

    def _rest(self) -> None:
        """Text that the tree does not reach, and artifacts that do not repeat: kept, at the end."""
        shown: Counter[str] = Counter()
        artifacts: list[tuple[int, list[Run]]] = []
        for page, text in enumerate(self._texts):
            loose = [r for r in text.runs if not r.artifact and Content(page, r.mcid) not in self._used]
            for segment in segments_of(loose):
                self._out.note(OUTSIDE)
                self._out.add(pieces_of_runs(segment.runs), BlockKind.LINE, size=segment.size, bold=segment.bold)
            for segment in segments_of([r for r in text.runs if r.artifact]):
                artifacts.append((page, segment.runs))
                shown[_key(segment.text)] += 1
        for _, runs in artifacts:
            key = _key("".join(run.text for run in runs))
            if shown[key] < 2 and len(key) > 3:
                self._out.add(pieces_of_runs(runs), BlockKind.FURNITURE)


def _pieces(items: list[tuple[int, Run, str | None]]) -> list[Piece]:
    """Runs in logical order as text: a line feed where the next line of the page begins."""
    pieces: list[Piece] = []
    line: list[Run] = []
    page = items[0][0]
    turned: int | None = None  # the page that begins with the line being collected

    def close() -> None:
        nonlocal turned
        found = pieces_of_runs(line) if line else []
        if found and turned is not None:
            found[0], turned = replace(found[0], page=turned), None
        pieces.extend(found)
        line.clear()

    for index, run, mark in items:
        previous = line[-1] if line else None
        if previous is not None and (index != page or not _same_line(previous, run)):
            close()
            pieces[-1] = replace(pieces[-1], text=pieces[-1].text.rstrip())
            pieces.append(Piece("\n"))
        if index != page:
            page = turned = index
        if mark is not None:
            close()
            pieces += [Piece(" ")] if pieces and pieces[-1].mark is not None else []
            pieces.append(Piece(mark, mark))
            pieces += [Piece(" ")] if run.text.endswith(" ") else []
            line.append(replace(run, text=""))
        else:
            line.append(run)
    close()
    return pieces


def _same_line(previous: Run, run: Run) -> bool:
    size = max(previous.size, run.size)
    return abs(previous.base - run.base) < 0.5 * size and run.left > previous.left - 0.5 * size


def _walk(node: Node, stop: tuple[str, ...] = ()) -> list[Node]:
    """All nodes below, depth first, not into those of a stopping type."""
    found = []
    for child in node.children:
        if isinstance(child, Node):
            found.append(child)
            if child.type not in stop:
                found += _walk(child, stop)
    return found


def _contents(node: Node) -> list[Content]:
    found = []
    for child in node.children:
        found += [child] if isinstance(child, Content) else _contents(child)
    return found


def _drop(node: Node, unwanted: Node) -> None:
    node.children = [child for child in node.children if child is not unwanted]
    for child in node.children:
        if isinstance(child, Node):
            _drop(child, unwanted)


def _key(text: str) -> str:
    return re.sub(r"[\d\s]+", "", text)
