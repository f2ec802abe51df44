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
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_SIGNS = {"\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf02d": "–", "\uf0e0": "→", "\uf06f": "□", "\uf071": "□", "\uf0a8": "□"}  # fmt: skip
_OBJECT_TEXT = 1
_OBJECT_PATH = 2
_OBJECT_FORM = 5


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


class PageReader:
    """Reads the pages of one document; remembers fonts."""

    def __init__(self) -> None:
        self._fonts: dict[str, bool] = {}
        self._buffer = ctypes.create_string_buffer(256)

    def read(self, page: Any, text_page: Any) -> PageText:
        """All text of a pypdfium2 page."""
        raw, count = text_page.raw, pdfium.FPDFText_CountChars(text_page.raw)
        width, height = page.get_size()
        result = PageText(width, height)
        chars = self._characters(raw, count)
        result.turn = _turn(chars)
        # `get_size` is that of the turned page; its own coordinates are those of the unturned one.
        if page.get_rotation() in (90, 270):
            width, height = height, width
        if result.turn in (90, 270):
            result.width, result.height = height, width
        else:
            result.width, result.height = width, height
        gatherer = _Gatherer(result, width, height)
        for char in chars:
            gatherer.add(*char)
        gatherer.end()
        mark_raised(result.runs)
        return result

    def _characters(self, raw: Any, count: int) -> list[tuple[str, _Style | None, float, float, float, float, float]]:
        """(character, style, x of origin, y of origin, right, bottom, top) for each; style None: made up by
        the extraction (blank or line end)."""
        unicode_of, origin_of, box_of = (
            pdfium.FPDFText_GetUnicode,
            pdfium.FPDFText_GetCharOrigin,
            pdfium.FPDFText_GetLooseCharBox,
        )
        object_of, generated = pdfium.FPDFText_GetTextObject, pdfium.FPDFText_IsGenerated
        x, y, box = ctypes.c_double(), ctypes.c_double(), pdfium.FS_RECTF()
        px, py, pbox = ctypes.byref(x), ctypes.byref(y), ctypes.byref(box)
        styles: dict[int, _Style] = {}
        raised: dict[int, _Style] = {}
        found: list[tuple[str, _Style | None, float, float, float, float, float]] = []
        for index in range(count):
            code = unicode_of(raw, index)
            handle = object_of(raw, index)
            if not handle or (code in (13, 10, 32) and generated(raw, index)):
                found.append((" " if code == 32 else "\n", None, 0.0, 0.0, 0.0, 0.0, 0.0))
                continue
            address = ctypes.addressof(handle.contents)
            style = styles.get(address)
            if style is None:
                style = styles[address] = self._style(handle)
            origin_of(raw, index, px, py)
            box_of(raw, index, pbox)
            char = _character(code, raw, index)
            if 48 <= code <= 57 and not style.angle and _is_superior(raw, index, y.value, style.size):
                style = raised.setdefault(address, replace(style, raised=True))
            if char:
                found.append((char, style, x.value, y.value, box.right, box.bottom, box.top))
        return found

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


def _is_superior(raw: Any, index: int, base: float, size: float) -> bool:
    """Is this digit a small raised glyph although its baseline is that of the line (a font's own superiors)?"""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    pdfium.FPDFText_GetCharBox(raw, index, *(ctypes.byref(v) for v in (left, right, bottom, top)))
    return bottom.value - base > 0.2 * size and top.value - bottom.value < 0.6 * size


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


def _turn(chars: list[tuple[str, _Style | None, float, float, float, float, float]]) -> int:
    """The angle most of the page's text has, as a multiple of 90."""
    angles = Counter(style.angle for _, style, *_ in chars if style is not None and style.angle % 90 == 0)
    return angles.most_common(1)[0][0] if angles else 0


class _Gatherer:
    """Joins characters to runs."""

    def __init__(self, page: PageText, width: float, height: float) -> None:
        self._page = page
        self._width, self._height = width, height
        self._style: _Style | None = None
        self._run: Run | None = None
        self._last = 0.0  # where the last character began

    def add(self, char: str, style: _Style | None, *box: float) -> None:
        """Take the next character; `box` is x and y of its origin, right, bottom and top."""
        run = self._run
        if style is None:
            if char == " " and run is not None and not run.text.endswith(" "):
                run.text += " "
            elif char == "\n":
                self.end()
            return
        left, right, base, top, bottom = self._place(*box)
        if run is not None and style is self._style and style.angle == self._page.turn:
            gap = left - run.right
            # The letters of a ligature all stand where it begins.
            forward = left >= self._last - 0.1 * style.size
            if abs(base - run.base) < 0.05 * style.size and forward and gap < 1.2 * style.size:
                self._last = left
                if gap > 0.2 * style.size and not run.text.endswith(" ") and char != " ":
                    run.text += " "
                run.text += char
                run.right = max(run.right, right)
                return
        if run is not None and style.angle != self._page.turn and style is self._style:
            run.text += char  # other directions: one run for each object
            run.left, run.right = min(run.left, left), max(run.right, right)
            run.top, run.bottom = min(run.top, top), max(run.bottom, bottom)
            return
        self.end()
        if char == " ":
            return
        self._style, self._last = style, left
        self._run = Run(char, left, right, base, top, bottom, style.size, style.bold, style.mcid, style.artifact,
                        (style.angle - self._page.turn) % 360, style.raised)  # fmt: skip

    def end(self) -> None:
        """The current run is complete."""
        if self._run is not None and self._run.text.strip():
            self._page.runs.append(self._run)
        self._run = self._style = None

    def _place(
        self, x: float, y: float, right: float, bottom: float, top: float
    ) -> tuple[float, float, float, float, float]:
        """left, right, base, top, bottom in the frame of the page as it is read."""
        turn, wide, high = self._page.turn, self._width, self._height
        if turn == 90:  # the text runs upwards
            return y, max(y, top), x, min(x, right) - 1, max(x, right)
        if turn == 270:
            return high - y, high - min(y, bottom), wide - x, wide - max(x, right), wide - min(x, right) + 1
        if turn == 180:
            return wide - x, wide - min(x, right), y, min(y, bottom), max(y, top)
        return x, right, high - y, high - top, high - bottom


def mark_raised(runs: list[Run]) -> None:
    """Small text above the baseline of its neighbour is raised; it takes over the neighbour's baseline."""
    for index, run in enumerate(runs):
        for neighbour in (runs[index - 1] if index else None, runs[index + 1] if index + 1 < len(runs) else None):
            if neighbour is None or (neighbour.raised and neighbour.size <= run.size * 1.05 and not run.raised):
                if neighbour is not None and neighbour is runs[index - 1] and _same_height(neighbour, run):
                    run.raised, run.base = True, neighbour.base
                    break
                continue
            lift = neighbour.base - run.base
            near = -0.5 * neighbour.size < (run.left - neighbour.right) < 0.6 * neighbour.size or (
                -0.5 * neighbour.size < (neighbour.left - run.right) < 0.8 * neighbour.size
            )
            if near and run.size <= 0.85 * neighbour.size and 0.12 * neighbour.size < lift < 0.8 * neighbour.size:
                run.raised, run.base = True, neighbour.base
                break


def _same_height(raised: Run, run: Run) -> bool:
    """Does a run go on beside one that was found to be raised (several marks in a row)?"""
    return abs(raised.top - run.top) < 0.2 * run.size and -1 < run.left - raised.right < run.size
