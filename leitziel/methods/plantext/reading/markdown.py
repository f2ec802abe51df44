# SPDX-License-Identifier: EUPL-1.2
"""Markdown: headings, paragraphs, lists, pipe tables and `[^n]` footnotes.

The mark-up is taken off as it is in every other format; what is visible stays, the numbers of ordered lists
included. Line breaks inside a paragraph stay too: people write one label a line without asking for a break.
"""

from __future__ import annotations

import html
import re

from leitziel.methods.plantext.reading.builder import Piece, SourceBuilder
from leitziel.methods.plantext.reading.limits import Watch
from leitziel.methods.plantext.reading.text import decode
from leitziel.methods.plantext.source import BlockKind, Cell, Source

_ATX = re.compile(r"^ {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r"^ {0,3}(=+|-{2,})[ \t]*$")
_RULE = re.compile(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"^([ \t]*)(?:([-*+])|(\d{1,9}[.)]))(?:[ \t]+(.*))?$")
_NOTE = re.compile(r"^ {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)$")
_LINK_DEFINITION = re.compile(r"^ {0,3}\[([^\]^][^\]]*)\]:[ \t]*\S+(?:[ \t]+[\"'(].*[\"')])?[ \t]*$")
_DELIMITER = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*$")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})")
_QUOTE = re.compile(r"^ {0,3}>[ ]?")
_FRONT = re.compile(r"\A---[ \t]*\n(?:[\w-]+:.*\n|[ \t]+.*\n|- .*\n)*?(?:---|\.\.\.)[ \t]*\n")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

_MARK = re.compile(r"\[\^([^\]\s]+)\](?!:)|<sup>\s*\[?(\w{1,3})\]?\s*</sup>|\^\{?(\d{1,3})\}?(?!\w)")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~^])")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)")
_LINK = re.compile(r"\[(?!\^)([^\]\[]+)\](?:\([^)\s]*(?:\s+\"[^\"]*\")?\)|\[[^\]]*\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^>\s]+)>")
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]*)?/?>")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_STRONG = re.compile(r"(\*\*\*|\*\*|__)(?=\S)(.+?)(?<=\S)\1", re.DOTALL)
_EMPHASIS = re.compile(
    r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=\S)\*(?![\w*])|(?<![\w_])_(?=[^\s_])([^_]+?)(?<=\S)_(?![\w_])"
)
_CODE = re.compile(r"(`+)(.+?)(?<!`)\1(?!`)")
_BOLD = re.compile(r"\A\s*(\*\*|__)(?=\S)((?:(?!\1).)+)(?<=\S)\1\s*\Z", re.DOTALL)


def read_markdown(data: bytes, watch: Watch) -> Source:
    """Source of a Markdown text (CommonMark with tables and footnotes)."""
    raw, notes = decode(data)
    builder = SourceBuilder(data, "markdown", watch.limits)
    for note in notes:
        builder.note(note)
    raw = raw.replace("\r\n", "\n").replace("\r", "\n")
    title = None
    front = _FRONT.match(raw)
    if front:
        found = re.search(r"^title:[ \t]*[\"']?(.+?)[\"']?[ \t]*$", front.group(), re.MULTILINE)
        title = found.group(1) if found else None
        raw = raw[front.end() :]
    _Parser(builder, watch).run(_COMMENT.sub("", raw).split("\n"))
    return builder.finish(title)


class _Parser:
    """Goes through the lines once; an open paragraph, item or note collects lines until something ends it."""

    def __init__(self, builder: SourceBuilder, watch: Watch) -> None:
        self._out = builder
        self._watch = watch
        self._lines: list[str] = []
        self._kind = BlockKind.PARAGRAPH
        self._level: int | None = None
        self._mark: str | None = None
        self._indents: list[int] = []

    def run(self, lines: list[str]) -> None:
        index, fence = 0, ""
        while index < len(lines):
            self._watch.tick()
            line = lines[index].expandtabs(4)
            fenced = _FENCE.match(line)
            if fence or fenced:
                self._flush()
                if fence and line.strip().startswith(fence):
                    fence = ""
                elif not fence and fenced:
                    fence = fenced.group(1)
                else:
                    self._out.add(line, BlockKind.LINE)
                index += 1
                continue
            line = _QUOTE.sub("", line)
            if "|" in line and index + 1 < len(lines) and self._begins_table(line, lines[index + 1]):
                self._flush()
                index = self._table(lines, index)
                continue
            self._line(line)
            index += 1
        self._flush()

    def _line(self, line: str) -> None:
        bare = line.strip()
        if not bare:
            self._flush()
            return
        if heading := _ATX.match(line):
            self._flush(leave_list=True)
            self._heading(heading.group(2) or "", len(heading.group(1)))
        elif self._lines and self._kind is BlockKind.PARAGRAPH and (setext := _SETEXT.match(line)):
            text = "\n".join(self._lines)
            self._lines = []
            self._heading(text, 1 if setext.group(1)[0] == "=" else 2)
        elif _RULE.match(line):
            self._flush(leave_list=True)
        elif note := _NOTE.match(line):
            self._flush(leave_list=True)
            self._kind, self._mark, self._lines = BlockKind.FOOTNOTE, note.group(1), [note.group(2)]
        elif _LINK_DEFINITION.match(line) and not self._lines:
            return
        elif (item := _ITEM.match(line)) and (self._item_may_begin(item)):
            self._item(item)
        else:
            if not self._lines and not line.startswith(" "):
                self._indents = []
            self._lines.append(line)

    def _item_may_begin(self, item: re.Match[str]) -> bool:
        """A number in running prose ("... bis", next line "2027. Danach ...") begins no list."""
        if not self._lines or self._kind is BlockKind.ITEM or item.group(2):
            return bool(item.group(4))
        return item.group(3) in ("1.", "1)") and bool(item.group(4))

    def _item(self, item: re.Match[str]) -> None:
        self._flush()
        indent = len(item.group(1))
        while self._indents and indent < self._indents[-1]:
            self._indents.pop()
        if not self._indents or indent >= self._indents[-1] + 2:
            self._indents.append(indent)
        self._kind, self._level = BlockKind.ITEM, len(self._indents)
        text = item.group(4) or ""
        self._lines = [f"{item.group(3)} {text}" if item.group(3) else text]

    def _heading(self, text: str, level: int) -> None:
        self._out.add(_pieces(text), BlockKind.HEADING, level=level, bold=True)
        self._indents = []

    def _flush(self, *, leave_list: bool = False) -> None:
        if self._lines:
            text = "\n".join(line.strip() for line in self._lines)
            bold = bool(_BOLD.match(text))
            self._out.add(_pieces(text), self._kind, level=self._level, bold=bold, mark=self._mark)
        self._lines, self._kind, self._level, self._mark = [], BlockKind.PARAGRAPH, None, None
        if leave_list:
            self._indents = []

    @staticmethod
    def _begins_table(line: str, following: str) -> bool:
        return bool(_DELIMITER.match(following)) and "-" in following and len(_cells(line)) == len(_cells(following))

    def _table(self, lines: list[str], index: int) -> int:
        table, row = self._out.new_table(), 0
        self._row(lines[index], table, row, header=True)
        width = len(_cells(lines[index]))
        index += 2
        while index < len(lines) and lines[index].strip() and "|" in lines[index]:
            self._watch.tick()
            row += 1
            self._row(lines[index], table, row, header=False, width=width)
            index += 1
        return index

    def _row(self, line: str, table: int, row: int, *, header: bool, width: int | None = None) -> None:
        cells = _cells(line)
        for column, text in enumerate(cells[:width]):
            for part in _BREAK_TAG.split(text):
                cell = Cell(table, row, column, header=header)
                self._out.add(_pieces(part), BlockKind.CELL, cell=cell, bold=header or bool(_BOLD.match(part)))
        if width is not None and len(cells) > width:  # more cells than the header: the rest belongs to the last
            rest = " | ".join(cells[width:])
            self._out.add(_pieces(rest), BlockKind.CELL, cell=Cell(table, row, width - 1))


def _cells(line: str) -> list[str]:
    bare = line.strip()
    bare = bare.removeprefix("|")
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [part.replace("\\|", "|").strip() for part in re.split(r"(?<!\\)\|", bare)]


def _pieces(text: str) -> list[Piece]:
    """Inline mark-up off, footnote marks as marks."""
    pieces: list[Piece] = []
    # Emphasis may span a footnote mark, so it goes first.
    text = _plain(text)
    at = 0
    for found in _MARK.finditer(text):
        mark = found.group(1) or found.group(2) or found.group(3)
        between = _finish(text[at : found.start()])
        between = " " if not between and pieces else between  # two marks in a row
        pieces += [Piece(between), Piece(mark, mark)]
        at = found.end()
    pieces.append(Piece(_finish(text[at:])))
    return pieces


_ESCAPES = {char: chr(0xE000 + ord(char)) for char in "\\`*_{}[]()#+-.!|<>~^"}
_UNESCAPES = {ord(private): char for char, private in _ESCAPES.items()}


def _plain(text: str) -> str:
    text = _ESCAPED.sub(lambda m: _ESCAPES[m.group(1)], text)
    text = re.sub(r"\\\n", "\n", text)
    text = _CODE.sub(lambda m: m.group(2).translate({ord(c): p for c, p in _ESCAPES.items()}), text)
    text = _AUTOLINK.sub(r"\1", text)
    text = _IMAGE.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _BREAK_TAG.sub("\n", text)
    for _ in range(3):
        text = _STRONG.sub(r"\2", text)
    return _EMPHASIS.sub(lambda m: m.group(1) or m.group(2), text)


def _finish(text: str) -> str:
    return html.unescape(_TAG.sub("", text)).translate(_UNESCAPES)
