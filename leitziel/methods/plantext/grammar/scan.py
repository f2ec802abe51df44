# SPDX-License-Identifier: EUPL-1.2
"""From a source to lines: pieces without furniture and footnotes, cut at labels, with their words made readable."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from leitziel.methods.plantext.source import BlockKind, Source
from leitziel.methods.plantext.vocabulary import STRUCTURE, Vocabulary, key

from .columns import regroup
from .compounds import learn_derived
from .counting import counted_openers
from .flow import line_width, new_paragraph
from .footnotes import Footnotes, find_footnotes
from .furniture import find_furniture
from .labels import Label, Labeller
from .learning import learn, learn_glued, learn_prompts, learn_spaced
from .pieces import Piece, pieces_of
from .words import brackets, clean, marks_in

_PARTED = re.compile(r"(?:\s[–—|·•/]|;)\s+$")
Drop = tuple[int, int, tuple[str, ...]]


@dataclass(slots=True)
class Line:
    """A stretch of text with one role: at most one label, and the value behind it. `new`: a paragraph begins here;
    `gap`: white space or a format boundary stands before it; `after_break`: furniture or a footnote does; `prompt`: a question of the form itself, no answer."""

    start: int
    end: int
    value_start: int
    piece: Piece
    label: Label | None
    new: bool
    value: str = ""
    marks: tuple[str, ...] = ()
    head: bool = True
    after_break: bool = False
    prompt: bool = False

    @property
    def heading(self) -> bool:
        return self.piece.kind is BlockKind.HEADING

    @property
    def bullet(self) -> bool:
        return self.head and self.piece.bullet is not None


@dataclass(slots=True)
class Scan:
    """What the first pass found; running headers and the like are left out of the pieces."""

    text: str
    lines: list[Line]
    footnotes: Footnotes
    pieces: list[Piece]
    width: int
    labeller: Labeller
    drops: list[Drop] = field(default_factory=list)
    counted: set[tuple[str, str, str]] = field(default_factory=set)

    def clean(self, start: int, end: int) -> str:
        """Readable words between two offsets."""
        return clean(self.text, start, end, [(a, b) for a, b, _ in self.drops_in(start, end)])

    def drops_in(self, start: int, end: int) -> Sequence[Drop]:
        """Footnote marks between two offsets."""
        first = bisect_left(self.drops, (start,))
        last = bisect_left(self.drops, (end,))
        return self.drops[first:last]


def scan(source: Source, vocabulary: Vocabulary) -> Scan:
    """The first pass; see the module's docstring."""
    text = source.text
    labeller = Labeller(text, vocabulary)
    pieces = _without_furniture(text, pieces_of(source), labeller)
    width = line_width(pieces)
    pieces = regroup(text, pieces, labeller)
    firsts = [_first(labeller, pieces, i) for i in range(len(pieces))]
    speaks = _speaking(firsts)
    footnotes = find_footnotes(source, pieces, speaks, width)
    skip = footnotes.owned
    learn_glued(labeller, pieces, firsts)
    if labeller.glued_forms:
        firsts = [label or _first(labeller, pieces, i) for i, label in enumerate(firsts)]
    learn_derived(labeller, pieces, firsts, skip)
    if labeller.extra or labeller.overrides:
        firsts = [_first(labeller, pieces, i) for i in range(len(pieces))]
    learn(labeller, pieces, firsts, skip)
    learn_spaced(labeller, pieces, firsts)
    learn_prompts(labeller, pieces, firsts)
    if labeller.extra or labeller.spaced_forms:
        firsts = [label or _first(labeller, pieces, i) for i, label in enumerate(firsts)]
    drops: list[Drop] = list(footnotes.glued)
    for i, piece in enumerate(pieces):
        at = piece.start if i not in footnotes.owned else piece.start + 1
        drops.extend(marks_in(text, at, piece.end))
    drops.extend((mark.start, mark.end, (mark.mark,)) for mark in source.marks)
    out = Scan(text, [], footnotes, pieces, width, labeller, _disjoint(drops))
    _lines(out, firsts, skip)
    return out


def _speaking(firsts: Sequence[Label | None]) -> list[bool]:
    return [label is not None and (not label.weak or label.style == "colon") for label in firsts]


def _without_furniture(text: str, pieces: list[Piece], labeller: Labeller) -> list[Piece]:
    """The pieces that say something; those behind furniture know it."""
    firsts = [_first(labeller, pieces, i) for i in range(len(pieces))]
    learn_glued(labeller, pieces, firsts)  # a glued label comes back on every page and is no running header
    if labeller.glued_forms:
        firsts = [label or _first(labeller, pieces, i) for i, label in enumerate(firsts)]
        labeller.glued_forms = set()
    speaks = [said or _ends_labelled(labeller, piece) for said, piece in zip(_speaking(firsts), pieces, strict=True)]
    furniture = find_furniture(text, pieces, speaks)
    out: list[Piece] = []
    for i, piece in enumerate(pieces):
        if i not in furniture:
            piece.broken = i - 1 in furniture
            out.append(piece)
    return out


def _ends_labelled(labeller: Labeller, piece: Piece) -> bool:
    """Does a label stand behind the value, set apart in a column of its own ("2027      Termin")?"""
    if piece.kind is not BlockKind.LINE:
        return False
    tail = re.search(r"\S {4,}(\S+(?: \S+){0,3})$", labeller.text[piece.start : piece.end])
    concepts = labeller.vocabulary.concepts(tail[1]) if tail else ()
    return (
        bool(concepts) and concepts[0] not in STRUCTURE and key(tail[1] if tail else "") not in labeller.vocabulary.weak
    )


def _disjoint(drops: Sequence[Drop]) -> list[Drop]:
    out: list[Drop] = []
    for drop in sorted(drops, key=lambda d: (d[0], -d[1])):
        if not out or drop[0] >= out[-1][1]:
            out.append(drop)
    return out


def _first(labeller: Labeller, pieces: Sequence[Piece], i: int) -> Label | None:
    """The label a piece begins with; a label alone on a line may go on alone on the next one."""
    piece = pieces[i]
    if piece.kind in (BlockKind.FURNITURE, BlockKind.FOOTNOTE):
        return None
    found = labeller.at_start(piece)
    if found is not None and found.style == "alone" and _ends_a_sentence(labeller.text, pieces, i):
        return None
    if (found is None or found.style == "alone") and i + 1 < len(pieces) and piece.end - piece.body < 50:
        after = pieces[i + 1]
        if not after.gap and after.cell == piece.cell and after.end - after.start < 40 and not after.bullet:
            joined = key(labeller.text[piece.body : after.end])
            concepts = labeller.concepts(joined)
            if concepts and joined != key(labeller.text[piece.body : piece.end]):
                printed = clean(labeller.text, piece.body, after.end).rstrip(":")
                return Label(piece.body, after.end, printed, concepts, "alone", None, None, False)
    return found


def _ends_a_sentence(text: str, pieces: Sequence[Piece], i: int) -> bool:
    """Is the piece the last word of the sentence that the line before began?"""
    piece, before = pieces[i], pieces[i - 1] if i else None
    if before is None or piece.gap or piece.bullet or text[piece.end - 1] != "." or before.kind is not piece.kind:
        return False
    return before.end - before.body >= 40 and text[before.end - 1] not in ".:!?"


def _lines(out: Scan, firsts: Sequence[Label | None], skip: set[int]) -> None:
    labeller, text = out.labeller, out.text
    frequent = labeller.frequent
    previous: Piece | None = None
    interrupted = False
    swallowed = -1
    openers = counted_openers(text, out.pieces)
    for i, piece in enumerate(out.pieces):
        if i in skip:
            interrupted = True
            continue
        interrupted = interrupted or piece.broken
        if piece.end <= swallowed and swallowed >= 0 and piece.start < swallowed:
            previous = piece
            continue
        first = firsts[i]
        if first and first.end > piece.end:
            swallowed = first.end
        after = min(first.end, piece.end) if first else piece.body
        reach = out.lines[-1].value_start if out.lines and previous is not None and not interrupted else None
        if piece.cell is not None and (previous is None or previous.cell != piece.cell):
            reach = None
        new = previous is None or i in openers or new_paragraph(previous, piece, text, out.width, interrupted)
        open_label = first or (out.lines[-1].label if out.lines and not new else None)
        inline: list[Label] = []
        for label in labeller.inline(piece, after, reach):
            before = inline[-1] if inline else None
            if _separated(labeller, label, before or open_label) or _accepted(
                labeller, label, first or before, frequent[key(label.text)]
            ):
                inline.append(label)
        if inline and inline[0].start < piece.body:
            if first and inline[0].end <= first.end:
                first = None
            _shorten(out, inline[0].start)
            new = False
        _cut(out, piece, first, inline, new, interrupted)
        previous, interrupted = piece, False


def _separated(labeller: Labeller, label: Label, open_label: Label | None) -> bool:
    """Does a sign part the label from the value of another ("Wer: Bauamt – Wann: 2027", "... 2027 | Rang: A")?"""
    if label.structural or open_label is None or open_label.structural:
        return False
    return _PARTED.search(labeller.text[max(0, label.start - 4) : label.start]) is not None


def _accepted(labeller: Labeller, label: Label, first: Label | None, times: int) -> bool:
    """Is a label with a colon in the middle of a line a label, and not a word of the sentence?"""
    if label.structural and not label.number:
        return False
    if (
        labeller.text[label.start - 1 : label.start] == "("
        or labeller.text[max(0, label.start - 2) : label.start].strip() == ";"
    ):
        return True
    if labeller.sentence_before(label.start):
        return not label.weak or times >= 2
    if label.structural:
        return False
    return times >= 2 or (first is not None and not label.weak)


def _shorten(out: Scan, end: int) -> None:
    """A label began on the line before: that line ends where the label starts."""
    last = out.lines[-1]
    last.end = end
    while last.end > last.start and out.text[last.end - 1].isspace():
        last.end -= 1
    if last.end <= last.start:
        out.lines.pop()
        return
    last.value_start = min(last.value_start, last.end)
    _words(out, last)


def _cut(  # noqa: PLR0917 - what a line is made of
    out: Scan, piece: Piece, first: Label | None, inline: Sequence[Label], new: bool, interrupted: bool
) -> None:
    cuts = list(inline)
    start = piece.start
    labels: list[Label | None] = [first, *cuts]
    edges = [*(label.start for label in cuts), max(piece.end, first.end if first else 0)]
    for position, (label, edge) in enumerate(zip(labels, edges, strict=True)):
        if position == 0 and edge <= start:
            start = edge
            continue
        end = edge
        while end > start and out.text[end - 1].isspace():
            end -= 1
        value_start = min(label.end, end) if label else (piece.body if position == 0 else start)
        line = Line(start, end, value_start, piece, label, new if position == 0 else False, head=position == 0)
        line.after_break = interrupted and position == 0
        _words(out, line)
        if position < len(cuts):
            line.value = line.value.rstrip(" |/–—·,;")
        out.lines.append(line)
        start = edge


def _words(out: Scan, line: Line) -> None:
    line.value = out.clean(line.value_start, line.end)
    if line.value.endswith("(") or (line.label is not None and line.value.endswith(")") and brackets(line.value) < 0):
        line.value = line.value[:-1].rstrip()
    prompts = out.labeller.prompts
    if prompts and key(out.text[line.piece.body : line.piece.end]) in prompts:
        line.prompt = True
        line.value_start, line.value = line.end, ""
    line.marks = tuple(name for _, _, names in out.drops_in(line.start, line.end) for name in names)
