# SPDX-License-Identifier: EUPL-1.2
"""The synopsis as a workbook: a row for each detail that differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from leitziel.rendering.xlsx import Column, Sheet, Value
from leitziel.reports.library.common.wording import words_of

from .values import Context


def sheets(context: Context) -> list[Sheet]:
    """Old beside new, and the numbers."""
    words = words_of(context.head)
    old, new = words("old", label=context.old.label), words("new", label=context.new.label)
    names = [words(name) for name in ("field", "entry", "number", "kind", "attribute")]
    columns = tuple(Column(name) for name in names)
    numbers = tuple(Column(words(name)) for name in ("kind", "fields_name", "goals_name", "measures_name"))
    return [
        Sheet(words("sheet_changes"), (*columns, Column(old, 50.0), Column(new, 50.0)), _changes(context)),
        Sheet(words("sheet_numbers"), numbers, _numbers(context)),
    ]


def _changes(context: Context) -> Iterator[Sequence[Value]]:
    words = words_of(context.head)
    for part, entry in context.entries():
        for one in entry.parts:
            for line in one.lines:
                label = f"{line.label} ({one.name})" if one.name else line.label
                kinds = ", ".join(entry.kinds)
                yield part.title, words(entry.entry), entry.number, kinds, label, line.old_text, line.new_text


def _numbers(context: Context) -> Iterator[Sequence[Value]]:
    words = words_of(context.head)
    for count in context.counts:
        yield count.label, count.fields, count.goals, count.measures
    for edition in (context.old, context.new):
        yield words("entries_total", label=edition.label), edition.fields, edition.goals, edition.measures
