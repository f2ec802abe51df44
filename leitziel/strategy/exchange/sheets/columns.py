# SPDX-License-Identifier: EUPL-1.2
"""The columns of the working table, and the texts of its cells."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from leitziel.core.text import name_key
from leitziel.rendering.xlsx import safe_text
from leitziel.strategy.actions.editing.values import MEASURE_FIELDS

ID, KEY, PLACE, DELETE = "id", "key", "place", "delete"


@dataclass(frozen=True, slots=True)
class SheetColumn:
    """A column: its name in code, its heading, its width in characters, and what the program says at its cells."""

    name: str
    title: str | Promise
    width: float
    hint: str | Promise = ""


_LINES = _("Several entries: one a line (Alt+Enter).")
_LAYOUT: dict[str, tuple[float, str | Promise]] = {
    "number": (8, ""),
    "title": (34, ""),
    "text": (60, ""),
    "responsible_text": (28, _("As the plan prints it.")),
    "responsibilities": (32, _("One a line (Alt+Enter); before the name, if known, “lead:” or “partner:”.")),
    "deadline_text": (20, _("As the plan prints it; it is understood anew when you change it.")),
    "deadline_kind": (16, ""),
    "deadline_start": (11, _("2027, 2027-06 or 2027-06-30")),
    "deadline_end": (11, _("2027, 2027-06 or 2027-06-30")),
    "every_months": (9, ""),
    "focus": (32, ""),
    "examples": (26, _LINES),
    "kind": (20, ""),
    "target_groups": (24, _("Only words of your municipality's list, one a line (Alt+Enter).")),
    "objectives": (24, _("Only words of your municipality's list, one a line (Alt+Enter).")),
    "areas": (20, _("Only planning areas of your municipality, one a line (Alt+Enter).")),
    "attributes": (40, _("“Label: text”, one a line (Alt+Enter).")),
}
FIELDS = tuple(_LAYOUT)  # the fields of a measure in the order of the table; their digests stand in this order
COLUMNS: tuple[SheetColumn, ...] = (
    SheetColumn(ID, _("Id"), 10, _("Never change the id. Leave it empty in a new row.")),
    SheetColumn(KEY, _("Version key"), 12),
    SheetColumn(PLACE, _("Belongs to"), 40, _("The goal or field of action; choose another one to move the measure.")),
    *(SheetColumn(name, MEASURE_FIELDS[name].label, width, hint) for name, (width, hint) in _LAYOUT.items()),
    SheetColumn(DELETE, _("Delete"), 9, _("“yes” deletes the measure. A row that is missing is not deleted.")),
)
TITLES = {column.name: column.title for column in COLUMNS}


def in_sheet_language() -> override:
    """Words of the table are in the installation's language, whatever the person at the screen reads: what is
    written on one day must be understood on another."""
    return override(settings.LANGUAGE_CODE)


def known_titles() -> dict[str, str]:
    """Key of a heading, in any language of the installation -> name of the column."""
    found: dict[str, str] = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            found |= {name_key(str(column.title)): column.name for column in COLUMNS}
    return found


def canonical(text: str) -> str:
    """A text as it can come back from a cell: what the format cannot hold taken out, line ends of one kind, nothing
    around it. Two texts that are equal in this form are the same entry."""
    text = unicodedata.normalize("NFC", safe_text(text.replace("\r\n", "\n").replace("\r", "\n")))
    return re.sub(r"[ \t]+\n", "\n", text).strip()
