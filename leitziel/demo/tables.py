# SPDX-License-Identifier: EUPL-1.2
"""A working table that came back edited and waits for a look: the demo's planner sees changes and a conflict at once."""

from __future__ import annotations

import csv
import io

from leitziel.core.models import User
from leitziel.rendering.xlsx import csv_text
from leitziel.strategy.actions.sheets import stage_sheet
from leitziel.strategy.exchange.export.internal import working_table_csv
from leitziel.strategy.exchange.sheets.columns import COLUMNS, ID, KEY, in_sheet_language
from leitziel.strategy.exchange.sheets.current import Current
from leitziel.strategy.exchange.sheets.keys import write_key
from leitziel.strategy.models import Edition, SheetImport

PLAN = ("inklusion", "2024")
FOCUS = "Menschen, die wenig lesen, und ihre Angehörigen"
OLDER, WISHED = "Fassung aus dem Frühjahr", "Fassung aus der Fachstelle"


def stage_table(planner: User) -> SheetImport:
    """Upload an edited table of the plan in the planner's name; the plan itself stays as it is.

    Its first row has a new focus. Its second one left, so its key says, when the focus was another one: so it looks
    as if somebody had changed that on the site since then, which makes a conflict.
    """
    edition = Edition.objects.select_related("concept", "municipality").get(concept__slug=PLAN[0], label=PLAN[1])
    names = [column.name for column in COLUMNS]
    lines = list(csv.reader(io.StringIO(working_table_csv(edition).decode("utf-8-sig"), newline=""), delimiter=";"))
    first, second = lines[1], lines[2]
    first[names.index("focus")] = FOCUS
    with in_sheet_language():
        current = Current(edition)
        measure = current.by_id[csv_text(second[names.index(ID)])]
        left = {**current.texts(measure.pk), "focus": OLDER}
    second[names.index(KEY)] = write_key(measure.thread.short_id, measure.version, left)
    second[names.index("focus")] = WISHED
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerows(lines)
    data = out.getvalue().encode("utf-8-sig")
    return stage_sheet(actor=planner, edition=edition, data=data, name="inklusion-2024-tabelle.csv")
