# SPDX-License-Identifier: EUPL-1.2
"""Which measures of a round are looked at."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from leitziel.strategy.queries.progress.values import MeasureStand, Overview
from leitziel.strategy.standing import Standing

NOTABLE, ALL, NOBODY = "auffaellig", "alle", "ohne-stelle"


class MeasureFilter:
    """What the address asks for: standing, office, field. Without anything what stands out."""

    def __init__(self, query: QueryDict, overview: Overview) -> None:
        self.overview = overview
        self.office = query.get("stelle", "")
        self.field = query.get("feld", "")
        self.standing = query.get("sachstand", "") or (ALL if self.office or self.field else NOTABLE)

    @property
    def standings(self) -> list[tuple[str, str]]:
        """The choices, with how many there are of each."""
        found = self.overview
        notable = len(self._notable())
        return [
            (NOTABLE, f"{_('late, silent or without an office')} ({notable})"),
            (ALL, f"{_('all')} ({len(found.measures)})"),
            *((standing.value, f"{standing.label} ({n})") for standing, n in found.whole.counts),
            *([(NOBODY, f"{_('without an office')} ({len(found.nobody)})")] if found.nobody else []),
        ]

    @property
    def offices(self) -> list[tuple[str, str]]:
        return sorted(((row.office.slug, row.office.name) for row in self.overview.offices), key=lambda pair: pair[1])

    @property
    def fields(self) -> list[tuple[str, str]]:
        return [(row.key, row.label) for _shape, _rolled, rows in self.overview.plans for row in rows]

    @property
    def active(self) -> int:
        return sum(map(bool, (self.standing != NOTABLE, self.office, self.field)))

    def chosen(self) -> list[MeasureStand]:
        rows: Any = self.overview.measures
        if self.standing == NOTABLE:
            rows = self._notable()
        elif self.standing == NOBODY:
            rows = self.overview.nobody
        elif self.standing in Standing.values:
            rows = [m for m in rows if m.stand.standing == self.standing]
        if self.office:
            rows = [m for m in rows if any(o.slug == self.office for o in m.answers)]
        if self.field:
            below = self._below()
            rows = [m for m in rows if (m.edition, m.field) in below]
        return list(rows)

    def _notable(self) -> list[MeasureStand]:
        nobody = {m.id for m in self.overview.nobody}
        return [
            m for m in self.overview.measures if m.stand.standing in {Standing.LATE, Standing.SILENT} or m.id in nobody
        ]

    def _below(self) -> set[tuple[int, int | None]]:
        """The fields with this key and all below them, each with its edition."""
        found: set[tuple[int, int | None]] = set()
        for shape, _rolled, _rows in self.overview.plans:
            for field in shape.fields:
                above = (shape.id, field.parent) in found
                if field.link.key == self.field or above:
                    found.add((shape.id, field.id))
        return found
