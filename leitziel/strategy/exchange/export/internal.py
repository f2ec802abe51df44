# SPDX-License-Identifier: EUPL-1.2
"""The working table of an edition: every measure with its id, to be edited and uploaded again. For members."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leitziel.rendering.xlsx import Column, Sheet, Value, write_csv, write_xlsx
from leitziel.strategy.enums import DeadlineKind, MeasureKind
from leitziel.strategy.exchange.sheets.columns import COLUMNS, DELETE, ID, KEY, PLACE, canonical, in_sheet_language
from leitziel.strategy.exchange.sheets.current import Current
from leitziel.strategy.exchange.sheets.keys import write_key
from leitziel.strategy.models import Edition

_SPARE = 200  # empty rows with the same rules, for new measures


def working_table_xlsx(edition: Edition) -> bytes:
    """The table as XLSX, with drop-downs where a cell is one of several and rules where an edit would do harm; some
    13 queries. The edition has its concept and municipality at hand."""
    with in_sheet_language():
        current = Current(edition)
        lists = _lists(current)
        return write_xlsx(
            [_measures(current, _ranges(lists)), _list_sheet(lists), _notes(edition)],
            title=f"{edition.concept.title} {edition.label}",
            issued=timezone.localtime(),
            author=edition.municipality.name,
        )


def working_table_csv(edition: Edition) -> bytes:
    """The measures of the table as CSV: the same columns, without the comfort."""
    with in_sheet_language():
        return write_csv(_measures(Current(edition), {}))


def _lists(current: Current) -> dict[str, list[str]]:
    """What a cell may hold, by column."""
    words = current.state.words
    return {
        PLACE: list(current.labels.values()),
        "deadline_kind": [str(choice.label) for choice in DeadlineKind],
        "kind": [str(choice.label) for choice in MeasureKind],
        "target_groups": list(words.target_groups.values()),
        "objectives": list(words.objectives.values()),
        "areas": list(words.areas.values()),
        DELETE: [_("yes")],
    }


def _ranges(lists: dict[str, list[str]]) -> dict[str, str]:
    """Where the list of a column stands, for those whose cells hold one entry of it."""
    name = _("Lists")
    return {
        column: f"'{name}'!${letter}$2:${letter}${len(entries) + 1}"
        for letter, (column, entries) in zip("ABCDEFGHIJ", lists.items(), strict=False)
        if entries and column in {PLACE, "deadline_kind", "kind", DELETE}
    }


def _list_sheet(lists: dict[str, list[str]]) -> Sheet:
    titles = {column.name: str(column.title) for column in COLUMNS}
    rows = itertools.zip_longest(*lists.values())
    return Sheet(_("Lists"), tuple(Column(titles[name], 40) for name in lists), rows)


def _measures(current: Current, ranges: dict[str, str]) -> Sheet:
    def rows() -> Iterator[list[Value]]:
        for pk, row in current.state.rows.items():
            texts = current.texts(pk)
            cells = {
                ID: row.thread.short_id,
                KEY: write_key(row.thread.short_id, row.version, texts),
                **texts,
                DELETE: "",
            }
            yield [canonical(cells[column.name]) or None for column in COLUMNS]

    columns = tuple(
        Column(
            str(column.title),
            column.width,
            wrap=column.name not in {ID, KEY},
            choices=ranges.get(column.name, ""),
            hint=str(column.hint),
            hidden=column.name == KEY,
            as_text=True,
        )
        for column in COLUMNS
    )
    return Sheet(_("Measures"), columns, rows(), spare=_SPARE)


def _notes(edition: Edition) -> Sheet:
    """How to work with the table, on a sheet of its own."""
    rows = [
        (_("What this is"), f"{edition.concept.title} {edition.label}, {edition.municipality.name}"),
        (_("As of"), date_format(timezone.localtime(), "DATETIME_FORMAT")),
        (_("Edit"), _("Change cells as you like. You may sort, filter, and move or add columns; a column of your own is not read.")),
        (_("New measure"), _("Use an empty row, leave the id empty, and choose what the measure belongs to.")),
        (_("Delete"), _("Choose “yes” in the column “Delete”. A row that is missing is not deleted.")),
        (_("Several entries"), _("Write one a line (Alt+Enter in Excel, Ctrl+Enter in LibreOffice).")),
        (_("Upload"), _("Upload the file where you got it. You see every change first; nothing counts until you say so.")),
        (
            _("Changed meanwhile"),
            _("What somebody else changed on the site since then is kept. Where both of you changed the same cell, you are asked."),
        ),
    ]  # fmt: skip
    return Sheet(_("Notes"), (Column(_("What"), 26), Column(_("Statement"), 100)), rows)
