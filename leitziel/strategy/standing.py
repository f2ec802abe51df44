# SPDX-License-Identifier: EUPL-1.2
"""Where a measure stands, computed from what was reported and from the plan; and how standings add up.

Pure logic: values in, values out. The rules stand in two tables, so that a page and a report can print them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitziel.strategy.enums import STATES_ONGOING, STATES_WITH_END, DeadlineKind, ProgressState

SILENT_AFTER = 2  # rounds without a word until a measure stands out
BEHIND_FROM = 0.25  # share of late or silent measures from which on a whole lags behind


class Standing(models.TextChoices):
    """What a reader sees of a measure on the reference date."""

    DONE = "done", _("completed")
    HAPPENED = "happened", _("took place")
    ON_TRACK = "on_track", _("on track")
    NOT_STARTED = "not_started", _("not started yet")
    QUIET = "quiet", _("nothing in the period")
    PAUSED = "paused", _("paused")
    LATE = "late", _("late")
    NO_REPORT = "no_report", _("no report")
    SILENT = "silent", _("no report for two rounds or more")
    GIVEN_UP = "given_up", _("given up or no longer continued")


# What each standing means, as printed under a picture of them.
MEANING: Mapping[Standing, str | Promise] = {
    Standing.DONE: _("reported as completed; need not be reported again"),
    Standing.HAPPENED: _("an ongoing measure of which something took place in the period, with date or evidence"),
    Standing.ON_TRACK: _("under way and within its deadline, or between two occurrences of its rhythm"),
    Standing.NOT_STARTED: _("not started, the deadline is still ahead"),
    Standing.QUIET: _("an ongoing measure of which nothing took place in the period"),
    Standing.PAUSED: _("interrupted; goes on later"),
    Standing.LATE: _("not completed although its deadline had passed on the reference date"),
    Standing.NO_REPORT: _("nobody reported in this round"),
    Standing.SILENT: _("nobody reported in this round and the one before"),
    Standing.GIVEN_UP: _("ended without being completed; need not be reported again"),
}
FINAL = frozenset({ProgressState.COMPLETED, ProgressState.DROPPED, ProgressState.ENDED})
NEEDS_A_LOOK = frozenset({Standing.LATE, Standing.SILENT, Standing.NO_REPORT})
_OF_STATE = {
    ProgressState.COMPLETED: Standing.DONE,
    ProgressState.DROPPED: Standing.GIVEN_UP,
    ProgressState.ENDED: Standing.GIVEN_UP,
    ProgressState.HAPPENED: Standing.HAPPENED,
    ProgressState.QUIET: Standing.QUIET,
    ProgressState.NOT_STARTED: Standing.NOT_STARTED,
    ProgressState.UNDERWAY: Standing.ON_TRACK,
    ProgressState.PAUSED: Standing.PAUSED,
}
_ENDLESS = frozenset({DeadlineKind.ONGOING, DeadlineKind.RECURRING})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the standing of a measure follows from.

    `state`: what was reported in this round (None: nothing). `earlier`: the last state reported before. `silent`:
    rounds in a row, this one among them, in which the measure was asked for and nobody answered. `happened_on`: the
    newest date on which something of it took place. `last_day`: the last day of its deadline.
    """

    state: str | None
    earlier: str | None = None
    silent: int = 0
    last_day: date | None = None
    every_months: int | None = None
    happened_on: date | None = None


@dataclass(frozen=True, slots=True)
class Stand:
    """`days_late`: days by which the deadline had passed on the reference date, 0 where it had not or does not count.
    `carried`: the state is final and comes from an earlier round."""

    standing: Standing
    days_late: int = 0
    carried: bool = False


def goes_on(deadline_kind: str) -> bool:
    """Has the measure no end ("fortlaufend", "jährlich")? Then it is asked what happened in the period."""
    return DeadlineKind(deadline_kind) in _ENDLESS


def states_for(deadline_kind: str) -> tuple[ProgressState, ...]:
    """The states that a measure with such a deadline can be reported in, in the order of a form."""
    return states_for_measure(goes_on(deadline_kind))


def states_for_measure(ongoing: bool) -> tuple[ProgressState, ...]:
    """The same for a measure of which is known whether it goes on without an end."""
    return STATES_ONGOING if ongoing else STATES_WITH_END


def stand(facts: Facts, on: date) -> Stand:
    """Where a measure stands on a day.

    A final state (completed, given up, ended) of an earlier round holds until somebody reports anew. A deadline that
    has passed makes whatever was reported as not completed late; of a measure of which nobody reported anything
    nothing is claimed but that. A measure with a rhythm that rests as long as its rhythm allows is on track.
    """
    state, carried = facts.state, False
    if state is None and facts.earlier in FINAL:
        state, carried = facts.earlier, True
    overdue = (on - facts.last_day).days if facts.last_day and facts.last_day < on else 0
    if state is None:
        return Stand(Standing.SILENT if facts.silent >= SILENT_AFTER else Standing.NO_REPORT, overdue)
    found = _OF_STATE[ProgressState(state)]
    if overdue and state in {ProgressState.NOT_STARTED, ProgressState.UNDERWAY, ProgressState.PAUSED}:
        return Stand(Standing.LATE, overdue, carried)
    if found is Standing.QUIET and _within_rhythm(facts, on):
        found = Standing.ON_TRACK
    return Stand(found, 0, carried)


def _within_rhythm(facts: Facts, on: date) -> bool:
    if not facts.every_months or facts.happened_on is None:
        return False
    months = (on.year - facts.happened_on.year) * 12 + on.month - facts.happened_on.month
    return months < facts.every_months or (months == facts.every_months and on.day <= facts.happened_on.day)


class Lamp(models.TextChoices):
    """One word for a goal, a field or a whole plan."""

    GOOD = "good", _("as planned")
    ATTENTION = "attention", _("needs a look")
    BEHIND = "behind", _("lags behind")
    UNKNOWN = "unknown", _("not known")


RULE = _(
    "Counted are all measures but those given up. Not known: fewer than half of them have a report. Lags behind: a quarter or "
    "more are late or have been without a report for two rounds. Needs a look: at least one is late or without a report. Else: as planned."
)


@dataclass(frozen=True, slots=True)
class RollUp:
    """What stands where below a goal, a field or a plan: counts by standing in the order of the enumeration."""

    counts: tuple[tuple[Standing, int], ...]
    total: int
    lamp: Lamp | None  # None: there is no measure

    def count(self, *standings: Standing) -> int:
        return sum(n for standing, n in self.counts if standing in standings)

    @property
    def reported(self) -> int:
        """Measures of which is known where they stand."""
        return self.total - self.count(Standing.NO_REPORT, Standing.SILENT)


def roll_up(standings: Iterable[Standing]) -> RollUp:
    """Add standings up by `RULE`; every measure counts the same, whatever lies between it and the whole."""
    found = Counter(standings)
    counts = tuple((standing, found[standing]) for standing in Standing if found[standing])
    total = sum(found.values())
    return RollUp(counts, total, _lamp(found, total))


def _lamp(found: Mapping[Standing, int], total: int) -> Lamp | None:
    counted = total - found.get(Standing.GIVEN_UP, 0)
    if not counted:
        return Lamp.GOOD if total else None
    unknown = found.get(Standing.NO_REPORT, 0) + found.get(Standing.SILENT, 0)
    behind = found.get(Standing.LATE, 0) + found.get(Standing.SILENT, 0)
    if counted - unknown < counted / 2:
        return Lamp.UNKNOWN
    if behind >= BEHIND_FROM * counted:
        return Lamp.BEHIND
    return Lamp.ATTENTION if behind or unknown else Lamp.GOOD
