# SPDX-License-Identifier: EUPL-1.2
"""Characters of a PDF page gathered into runs: text of one style on one baseline, with its place.

Coordinates are points from the page's upper left corner as it is read (a turned page is turned back).
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

import pypdfium2.raw as pdfium

_BOLD_NAME = re.compile(r"bold|black|heavy|demi|(?:^|[-,_])bd(?:$|[-,_])", re.IGNORECASE)
_LIGATURES = {"\u00ad": "-", "ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SIGNS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "–", "\uf0e0": "→", "\uf06f": "□", "\uf071": "□", "\uf0a8": "□"}  # fmt: skip
_PLAIN = {code: chr(code) for code in (*range(33, 127), *range(161, 173), *range(174, 0x180))}


@dataclass(slots=True)
class Run:
    """Characters that belong together. `base` is the baseline, `angle` is relative to the page's text."""

    text: str
    left: float
    right: float
    base: float
    top: float
    bottom: float
    size: float
    bold: bool = False
    mcid: int = -1
    artifact: bool = False
    angle: int = 0
    raised: bool = False
    lift: float = 0.0  # by how much small text stands above the line's baseline

    @property
    def width(self) -> float:
        return self.right - self.left


@dataclass(slots=True)
class PageText:
    """Runs of a page in the order of its content stream."""

    width: float
    height: float
    runs: list[Run] = field(default_factory=list)
    turn: int = 0  # degrees by which the text stands turned in the file
    images: int = 0


@dataclass(frozen=True, slots=True)
class _Style:
    """What is the same for all characters of a text object."""

    size: float
    bold: bool
    mcid: int
    artifact: bool
    angle: int
    raised: bool = False


@dataclass(slots=True)
class _Word:
    """A stretch without blanks, in the page's own coordinates; `x` and `y` are its origin, `after` is the white
    space that follows."""

    text: str
    style: _Style
    x: float
    y: float
    left: float
    right: float
    bottom: float
    top: float
    after: str = ""


class PageReader:
    """Reads the pages of one document; remembers fonts."""

    def __init__(self) -> None:
        self._fonts: dict[str, bool] = {}
        self._buffer = ctypes.create_string_buffer(256)
        self._x, self._y, self._bottom, self._top = (ctypes.c_double() for _ in range(4))
        self._px, self._py = ctypes.byref(self._x), ctypes.byref(self._y)
        self._box = pdfium.FS_RECTF()
        self._pbox = ctypes.byref(self._box)
        self._side = ctypes.c_double()
        self._edges = [ctypes.byref(v) for v in (self._side, self._side, self._bottom, self._top)]

    def read(self, page: Any, text_page: Any) -> PageText:
        """All text of a pypdfium2 page."""
        raw, count = text_page.raw, pdfium.FPDFText_CountChars(text_page.raw)
        width, height = page.get_size()
        result = PageText(width, height)
        words = self._words(raw, count)
        result.turn = _turn(words)
        # `get_size` is that of the turned page; its own coordinates are those of the unturned one.
        if page.get_rotation() in (90, 270):
            width, height = height, width
        if result.turn in (90, 270):
            result.width, result.height = height, width
        else:
            result.width, result.height = width, height
        gatherer = _Gatherer(result, width, height)
        for word in words:
            gatherer.add(word)
        gatherer.end()
        mark_raised(result.runs)
        return result

    def _words(self, raw: Any, count: int) -> list[_Word]:
        """Stretches without a blank inside, in the order of the content. Places are asked for only at their
        ends: each question goes through a foreign function, and there are thousands of characters a page."""
        unicode_of, object_of = pdfium.FPDFText_GetUnicode, pdfium.FPDFText_GetTextObject
        styles: dict[int, _Style] = {}
        raised: dict[int, _Style] = {}
        words: list[_Word] = []
        word: _Word | None = None
        for index in range(count):
            code = unicode_of(raw, index)
            handle = object_of(raw, index)
            if not handle or code in (9, 10, 13, 32, 160):
                if word is not None:
                    self._finish(raw, word, index - 1)
                    word = None
                if words:
                    words[-1].after = "\n" if code in (10, 13) and not handle else words[-1].after or " "
                continue
            address = ctypes.addressof(handle.contents)
            style = styles.get(address) or styles.setdefault(address, self._style(handle))
            if 48 <= code <= 57 and not style.angle and self._is_superior(raw, index, style.size):
                style = raised.setdefault(address, replace(style, raised=True))
            char = _PLAIN.get(code) or _character(code, raw, index)
            if word is not None and style is word.style:
                word.text += char
                continue
            if word is not None:
                self._finish(raw, word, index - 1)
                word = None
            if char:
                word = self._begin(raw, index, char, style)
                words.append(word)
        if word is not None:
            self._finish(raw, word, count - 1)
        return words

    def _begin(self, raw: Any, index: int, char: str, style: _Style) -> _Word:
        pdfium.FPDFText_GetCharOrigin(raw, index, self._px, self._py)
        pdfium.FPDFText_GetLooseCharBox(raw, index, self._pbox)
        box = self._box
        return _Word(char, style, self._x.value, self._y.value, box.left, box.right, box.bottom, box.top)

    def _finish(self, raw: Any, word: _Word, index: int) -> None:
        """Extend a word to the character at which it ends."""
        pdfium.FPDFText_GetLooseCharBox(raw, index, self._pbox)
        box = self._box
        word.left, word.right = min(word.left, box.left), max(word.right, box.right)
        word.bottom, word.top = min(word.bottom, box.bottom), max(word.top, box.top)

    def _is_superior(self, raw: Any, index: int, size: float) -> bool:
        """Is this digit a small raised glyph although its baseline is that of the line (a font's own superiors)?"""
        left, right, bottom, top = self._edges
        pdfium.FPDFText_GetCharBox(raw, index, left, right, bottom, top)
        low, high = self._bottom.value, self._top.value
        if high - low >= 0.6 * size:
            return False
        pdfium.FPDFText_GetCharOrigin(raw, index, self._px, self._py)
        return low - self._y.value > 0.2 * size

    def _style(self, handle: Any) -> _Style:
        size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
        pdfium.FPDFTextObj_GetFontSize(handle, ctypes.byref(size))
        pdfium.FPDFPageObj_GetMatrix(handle, ctypes.byref(matrix))
        scale = math.hypot(matrix.c, matrix.d)
        angle = round(math.degrees(math.atan2(matrix.b, matrix.a))) % 360
        stroked = pdfium.FPDFTextObj_GetTextRenderMode(handle) == 2
        bold = self._bold(pdfium.FPDFTextObj_GetFont(handle)) or stroked
        mcid, artifact = _marks(handle)
        return _Style(round(abs(size.value) * scale, 1), bold, mcid, artifact, angle)

    def _bold(self, font: Any) -> bool:
        if not font:
            return False
        length = pdfium.FPDFFont_GetBaseFontName(font, self._buffer, 256)
        name = self._buffer.raw[: max(0, min(length, 256) - 1)].decode("utf-8", "replace")
        if name not in self._fonts:
            plain = name.rpartition("+")[2]
            forced = bool(pdfium.FPDFFont_GetFlags(font) & (1 << 18))
            self._fonts[name] = forced or bool(_BOLD_NAME.search(plain))
        return self._fonts[name]


def _character(code: int, raw: Any, index: int) -> str:
    if code in (2, 0xFFFE, 0xFFFF) or (code == 0xAD and pdfium.FPDFText_IsHyphen(raw, index)):
        return "-"  # a hyphen at the end of a line
    if code < 32:
        return " " if code in (9, 10, 13) else ""
    if 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    char = chr(code)
    return _LIGATURES.get(char) or _SIGNS.get(char) or char


def _marks(handle: Any) -> tuple[int, bool]:
    """Marked-content id of a text object (-1: none) and whether it is an artifact (running header, rule ...)."""
    mcid = pdfium.FPDFPageObj_GetMarkedContentID(handle)
    artifact = False
    length, buffer = ctypes.c_ulong(), (ctypes.c_ushort * 32)()
    for index in range(pdfium.FPDFPageObj_CountMarks(handle)):
        mark = pdfium.FPDFPageObj_GetMark(handle, index)
        if pdfium.FPDFPageObjMark_GetName(mark, buffer, 64, ctypes.byref(length)):
            name = "".join(chr(c) for c in buffer[: max(0, min(length.value // 2, 32) - 1)])
            artifact = artifact or name == "Artifact"
    return mcid, artifact


def _turn(words: list[_Word]) -> int:
    """The angle most of the page's text has, as a multiple of 90."""
    angles: Counter[int] = Counter()
    for word in words:
        if word.style.angle % 90 == 0:
            angles[word.style.angle] += len(word.text)
    return angles.most_common(1)[0][0] if angles else 0


class _Gatherer:
    """Joins words to runs."""

    def __init__(self, page: PageText, width: float, height: float) -> None:
        self._page = page
        self._width, self._height = width, height
        self._style: _Style | None = None
        self._run: Run | None = None
        self._last = 0.0  # where the last word began

    def add(self, word: _Word) -> None:
        """Take the next word."""
        left, right, base, top, bottom = self._place(word)
        run, style, size = self._run, word.style, word.style.size
        along = style.angle == self._page.turn
        if run is not None and style is self._style and not along:
            run.text += " " + word.text  # other directions: one run for each object
            run.left, run.right = min(run.left, left), max(run.right, right)
            run.top, run.bottom = min(run.top, top), max(run.bottom, bottom)
        elif run is not None and style is self._style and self._goes_on(run, left, base, size):
            if left - run.right > 0.2 * size and not run.text.endswith(" "):
                run.text += " "
            run.text += word.text
            run.right = max(run.right, right)
        else:
            self.end()
            self._style = style
            self._run = run = Run(
                word.text, left, right, base, top, bottom, size, style.bold, style.mcid, style.artifact,
                (style.angle - self._page.turn) % 360, style.raised,
            )  # fmt: skip
        self._last = left
        if word.after == "\n":
            self.end()
        elif word.after and along:
            run.text += " "

    def _goes_on(self, run: Run, left: float, base: float, size: float) -> bool:
        forward = left >= self._last - 0.1 * size
        return abs(base - run.base) < 0.05 * size and forward and left - run.right < 1.2 * size

    def end(self) -> None:
        """The current run is complete."""
        if self._run is not None and self._run.text.strip():
            self._page.runs.append(self._run)
        self._run = self._style = None

    def _place(self, word: _Word) -> tuple[float, float, float, float, float]:
        """left, right, base, top, bottom in the frame of the page as it is read."""
        turn, wide, high = self._page.turn, self._width, self._height
        if turn == 90:  # the text runs upwards
            return word.bottom, word.top, word.x, word.left, word.right
        if turn == 270:
            return high - word.top, high - word.bottom, wide - word.x, wide - word.right, wide - word.left
        if turn == 180:
            return wide - word.right, wide - word.left, word.y, word.bottom, word.top
        return word.left, word.right, high - word.y, high - word.top, high - word.bottom


def mark_raised(runs: list[Run]) -> None:
    """Small text above the baseline of its neighbour is raised; it takes over the neighbour's baseline."""
    for index, run in enumerate(runs):
        before = runs[index - 1] if index else None
        after = runs[index + 1] if index + 1 < len(runs) else None
        if before is not None and before.lift and _goes_on_raised(before, run):
            run.raised, run.lift, run.base = True, before.lift, before.base
            continue
        for neighbour in (before, after):
            if neighbour is None or neighbour.raised:
                continue
            lift, size = neighbour.base - run.base, neighbour.size
            near = (
                -0.5 * size < run.left - neighbour.right < 0.6 * size
                or -0.5 * size < neighbour.left - run.right < 0.8 * size
            )
            if near and run.size <= 0.85 * size and 0.12 * size < lift < 0.8 * size:
                run.raised, run.lift, run.base = True, lift, neighbour.base
                break


def _goes_on_raised(raised: Run, run: Run) -> bool:
    """Does a run stand beside a raised one, on its height and in its size (several marks in a row)?"""
    level = abs(raised.base - raised.lift - run.base) < 0.1 * run.size
    return level and abs(raised.size - run.size) < 0.3 and -1 < run.left - raised.right < run.size
