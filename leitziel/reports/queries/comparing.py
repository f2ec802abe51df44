# SPDX-License-Identifier: EUPL-1.2
"""Two issued interim reports compared: measure by measure, and in numbers. Both are read from their frozen values."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from leitziel.reports.library.common.values import MeasureFacts
from leitziel.reports.library.interim.values import Context


@dataclass(frozen=True, slots=True)
class Row:
    """A measure in both reports; None where it is not in one of them. The labels are those of each report."""

    old: MeasureFacts | None
    new: MeasureFacts | None
    before: str
    after: str
    reworded: bool  # is something else said of it?

    @property
    def measure(self) -> MeasureFacts:
        found = self.new or self.old
        assert found is not None
        return found

    @property
    def moved(self) -> bool:
        """Does it stand elsewhere, or is it in one of the two only?"""
        return self.old is None or self.new is None or self.old.standing != self.new.standing


@dataclass(frozen=True, slots=True)
class Count:
    """How many measures have a standing in each report."""

    label: str
    old: int
    new: int

    @property
    def moved(self) -> str:
        difference = self.new - self.old
        return f"+{difference}" if difference > 0 else "±0" if difference == 0 else f"−{-difference}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """`rows`: the measures that stand elsewhere or of which something else is said, in the order of the newer report;
    `same`: how many do not."""

    rows: tuple[Row, ...]
    counts: tuple[Count, ...]
    same: int
    total_old: int
    total_new: int


def compare(old: Context, new: Context) -> Comparison:
    """What differs between two reports. A measure is the same through editions and rounds by its short id."""
    before = {m.short_id: m for _plan, _field, m in old.places()}
    after = {m.short_id: m for _plan, _field, m in new.places()}
    order = [*after, *(key for key in before if key not in after)]
    rows = [_row(before.get(key), after.get(key), old, new) for key in order]
    shown = tuple(row for row in rows if row.moved or row.reworded)
    return Comparison(shown, tuple(_counts(old, new)), len(rows) - len(shown), len(before), len(after))


def _row(old: MeasureFacts | None, new: MeasureFacts | None, was: Context, now: Context) -> Row:
    said = [(m.said.text, m.said.missing, m.said.next_step) if m and m.said else () for m in (old, new)]
    return Row(
        old,
        new,
        was.label(old.standing) if old else "",
        now.label(new.standing) if new else "",
        reworded=old is not None and new is not None and said[0] != said[1],
    )


def _counts(old: Context, new: Context) -> list[Count]:
    found = [Counter(m.standing for _plan, _field, m in context.places()) for context in (old, new)]
    labels = {**old.labels, **new.labels}
    return [
        Count(label, found[0][key], found[1][key]) for key, label in labels.items() if found[0][key] or found[1][key]
    ]
