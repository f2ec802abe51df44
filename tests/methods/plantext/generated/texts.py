# SPDX-License-Identifier: EUPL-1.2
"""The plan as plain text, the way extractions of PDF leave tables and fact sheets."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from .plan import Measure, Words

HEAD = "Stadt Lindach\nKonzept für das Älterwerden\nDie Tabellen und Blätter nennen, was bis 2029 geschehen soll.\n\n"
NAMES = ("number", "measure", "responsible", "deadline", "cost", "status")
ORDERS: dict[str, tuple[str, ...]] = {
    "usual": ("number", "measure", "responsible", "deadline", "cost"),
    "time-first": ("number", "deadline", "measure", "responsible", "cost"),
    "office-first": ("number", "responsible", "measure", "deadline"),
    "no-time": ("number", "measure", "responsible", "status"),
    "no-number": ("measure", "responsible", "deadline", "cost"),
    "with-status": ("number", "measure", "responsible", "deadline", "status"),
    "time-last": ("number", "measure", "cost", "responsible", "deadline"),
}


def cell(measure: Measure, name: str) -> str:
    return measure.title if name == "measure" else str(getattr(measure, name))


def paged(groups: Sequence[str]) -> str:
    """Groups of lines on pages of their own, with a running header and page number."""
    head = "Konzept für das Älterwerden in Lindach"
    return HEAD + "".join(f"{head}\n{group}\n{number}\n\f" for number, group in enumerate(groups, 2))


def flat_rows(words: Words, order: Sequence[str], width: int, joint: str = " ") -> str:
    """A row after the other in running lines; cells a space, a tab or two spaces apart, long names wrapped."""
    out = []
    for field, measures in words.fields.items():
        lines = [f"{words.field} {field}", joint.join(getattr(words, name) for name in order)]
        for measure in measures:
            cells = [cell(measure, name) for name in order]
            at = order.index("measure")
            wrapped = textwrap.wrap(cells[at], width)
            if len(wrapped) == 1:
                lines.append(joint.join(cells))
                continue
            lines.append(joint.join([*cells[:at], wrapped[0]]))
            lines += wrapped[1:-1]
            if joint == " ":
                lines += [wrapped[-1]] + ([" ".join(cells[at + 1 :])] if cells[at + 1 :] else [])
            else:
                lines.append(joint.join([wrapped[-1], *cells[at + 1 :]]))
        out.append("\n".join(lines))
    return paged(out)


def cell_lines(words: Words, order: Sequence[str], width: int, blank: bool = False) -> str:
    """Every cell on lines of its own."""
    out = []
    for field, measures in words.fields.items():
        cells = [getattr(words, name) for name in order]
        for measure in measures:
            cells += ["\n".join(textwrap.wrap(cell(measure, name), width)) for name in order]
        out.append(f"{words.field} {field}\n" + ("\n\n" if blank else "\n").join(cells))
    return paged(out)


def layout_rows(
    words: Words, order: Sequence[str], width: int, blank: bool = False, two_line_header: bool = False, indent: int = 1
) -> str:
    """Columns kept by spaces, cells wrapped inside their column."""
    widths = {"number": 9, "measure": width, "responsible": 24, "deadline": 17, "cost": 14, "status": 17}
    out = []
    for field, measures in words.fields.items():
        heads = []
        for name in order:
            parts = textwrap.wrap(getattr(words, name), widths[name] - 2)
            if two_line_header and len(parts) == 1 and len(parts[0]) > 11:
                parts = [parts[0][:6] + "-", parts[0][6:]]
            heads.append(parts)
        lines = [" " * indent + f"{words.field} {field}", "", *_grid(heads, [widths[n] for n in order], indent)]
        for measure in measures:
            lines += [""] * blank
            cells = [textwrap.wrap(cell(measure, name), widths[name] - 2) for name in order]
            lines += _grid(cells, [widths[n] for n in order], indent)
        out.append("\n".join(lines))
    return paged(out)


def _grid(cells: Sequence[Sequence[str]], widths: Sequence[int], indent: int) -> list[str]:
    height = max(map(len, cells))
    rows = [[c[y] if y < len(c) else "" for c in cells] for y in range(height)]
    return [(" " * indent + "".join(c.ljust(w) for c, w in zip(row, widths, strict=True))).rstrip() for row in rows]


def history_rows(words: Words, width: int, layout: bool) -> str:
    """No deadline; what became of a measure stands in a column for each year."""
    years = {"1": "geplant begonnen umgesetzt", "2": "– geplant begonnen", "3": "begonnen begonnen begonnen",
             "4": "umgesetzt umgesetzt Daueraufgabe", "5": "geplant ausgesetzt ausgesetzt", "6": "begonnen umgesetzt Daueraufgabe",
             "7": "– – geplant", "8": "geplant geplant begonnen"}  # fmt: skip
    out = []
    for field, measures in words.fields.items():
        heads = [words.number, words.measure, words.responsible, "Status 2023", "Status 2024", "Status 2025"]
        widths = [10, width, 26, 15, 15, 15]
        lines = [f"{words.field} {field}", *(_grid([[h] for h in heads], widths, 1) if layout else [" ".join(heads)])]
        for measure in measures:
            states = years[measure.number].split()
            title = textwrap.wrap(measure.title, width - 2)
            if layout:
                office = textwrap.wrap(measure.responsible, 24)
                lines += _grid([[measure.number], title, office, *([s] for s in states)], widths, 1)
            elif len(title) == 1:
                lines.append(" ".join([measure.number, *title, measure.responsible, *states]))
            else:
                lines += [f"{measure.number} {title[0]}", *title[1:], " ".join([measure.responsible, *states])]
        out.append("\n".join(lines))
    return paged(out)


# --- fact sheets ------------------------------------------------------------------------------------------------------

SHEET = ("responsible", "deadline", "cost", "status")


def sheet_lines(words: Words, joint: str, numbered: str, text: bool = True) -> str:
    """A heading with the number, a text, then a label and its value; `joint` stands between them."""
    pages = []
    for field, measures in words.fields.items():
        for measure in measures:
            number = f"{words.measure} {measure.number}:" if numbered == "word" else f"M-{measure.number}"
            lines = [f"{number} {measure.title}", f"{words.field}{joint}{field}"]
            lines += [f"Beschreibung{joint}{measure.text}"] if text else []
            lines += [f"{getattr(words, name)}{joint}{cell(measure, name)}" for name in SHEET]
            pages.append("\n".join(lines))
    return paged(pages)


def sheet_columns(words: Words, width: int, indent: int, numbered: bool = True, blank: bool = False) -> str:
    """Labels at the left, values at the right, wrapped below themselves."""
    pages = []
    for field, measures in words.fields.items():
        for measure in measures:
            head = f"{words.measure} {measure.number}" if numbered else words.measure
            lines = [*_pair(head, measure.title, width, indent), ""]
            values = {words.field: field, "Beschreibung": measure.text}
            values |= {getattr(words, name): cell(measure, name) for name in SHEET}
            for label, value in values.items():
                lines += _pair(label, value, width, indent) + [""] * blank
            pages.append("\n".join(lines))
    return paged(pages)


def _pair(label: str, value: str, width: int, indent: int) -> list[str]:
    return _grid([textwrap.wrap(label, 26), textwrap.wrap(value, width)], [28, width + 2], indent)


def swapped(words: Words, sets: int, with_title: bool) -> str:
    """All labels of a page before all values, for one sheet or two."""
    labels = [words.number, words.title, words.responsible, words.deadline, words.cost]
    pages = []
    for field, measures in words.fields.items():
        pages.append(f"{words.field} {field}")
        for at in range(0, len(measures), sets):
            group = measures[at : at + sets]
            values = [v for m in group for v in (f"M{m.number}", m.title, m.responsible, m.deadline, m.cost)]
            if with_title:
                heads = [f"M{m.number} {m.title}" for m in group]
                values = [v for m in group for v in (m.responsible, m.deadline, m.cost)]
                page = [*heads, *labels[2:] * len(group), *values]
            else:
                page = [*labels * len(group), *values]
            if at:
                pages.append("\n".join(page))
            else:
                pages[-1] += "\n" + "\n".join(page)
    return paged(pages)


def side_by_side(words: Words, joint: str = ": ") -> str:
    """Two sheets side by side, kept apart by spaces."""
    pages = []
    for field, measures in words.fields.items():
        lines = [f"{words.field} {field}", ""]
        for left, right in zip(measures[::2], measures[1::2], strict=True):
            columns = []
            for m in (left, right):
                column = textwrap.wrap(f"{words.measure} {m.number}: {m.title}", 44)
                for name in ("responsible", "deadline", "cost"):
                    column += textwrap.wrap(f"{getattr(words, name)}{joint}{cell(m, name)}", 44)
                columns.append(column)
            lines += [*_grid(columns, [50, 50], 2), ""]
        pages.append("\n".join(lines))
    return paged(pages)
