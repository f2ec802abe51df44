# SPDX-License-Identifier: EUPL-1.2
"""States of the strategy room, each with its transition table."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class EditionState(models.TextChoices):
    DRAFT = "draft", _("draft")
    IN_COUNCIL = "in_council", _("in council")
    ADOPTED = "adopted", _("adopted")
    SUPERSEDED = "superseded", _("superseded")


EDITION_TRANSITIONS: dict[EditionState, frozenset[EditionState]] = {
    EditionState.DRAFT: frozenset({EditionState.IN_COUNCIL, EditionState.ADOPTED}),
    EditionState.IN_COUNCIL: frozenset({EditionState.DRAFT, EditionState.ADOPTED}),
    # Back to the council: whoever marked a plan as adopted by mistake can say so.
    EditionState.ADOPTED: frozenset({EditionState.SUPERSEDED, EditionState.IN_COUNCIL}),
    EditionState.SUPERSEDED: frozenset({EditionState.ADOPTED}),
}


class ImportState(models.TextChoices):
    READING = "reading", _("being read")
    REVIEW = "review", _("in review")
    ACCEPTED = "accepted", _("accepted")
    DISCARDED = "discarded", _("discarded")
    FAILED = "failed", _("not readable")


IMPORT_TRANSITIONS: dict[ImportState, frozenset[ImportState]] = {
    ImportState.READING: frozenset({ImportState.REVIEW, ImportState.FAILED, ImportState.DISCARDED}),
    ImportState.REVIEW: frozenset({ImportState.ACCEPTED, ImportState.DISCARDED}),
    ImportState.ACCEPTED: frozenset(),
    ImportState.DISCARDED: frozenset({ImportState.REVIEW}),
    ImportState.FAILED: frozenset({ImportState.READING, ImportState.DISCARDED}),
}


class DeadlineKind(models.TextChoices):
    """Kinds of the contract's schedule; NONE where the document states no deadline."""

    NONE = "none", _("not stated")
    ONGOING = "ongoing", _("ongoing")
    BY = "by", _("by a date")
    PERIOD = "period", _("period")
    RECURRING = "recurring", _("recurring")
    UNKNOWN = "unknown", _("as described")


class MeasureKind(models.TextChoices):
    OWN = "own", _("own action")
    LOBBYING = "lobbying", _("lobbying of the state")


class ResponsibilityRole(models.TextChoices):
    LEAD = "lead", _("lead")
    PARTNER = "partner", _("partner")
    UNSPECIFIED = "unspecified", _("involved")


class SheetState(models.TextChoices):
    STAGED = "staged", _("to be looked at")
    APPLIED = "applied", _("taken over")
    DISCARDED = "discarded", _("discarded")


SHEET_TRANSITIONS: dict[SheetState, frozenset[SheetState]] = {
    SheetState.STAGED: frozenset({SheetState.APPLIED, SheetState.DISCARDED}),
    SheetState.APPLIED: frozenset(),
    SheetState.DISCARDED: frozenset(),
}


class RoundState(models.TextChoices):
    DRAFT = "draft", _("being prepared")
    OPEN = "open", _("open")
    CLOSED = "closed", _("closed")


ROUND_TRANSITIONS: dict[RoundState, frozenset[RoundState]] = {
    RoundState.DRAFT: frozenset({RoundState.OPEN}),
    RoundState.OPEN: frozenset({RoundState.CLOSED}),
    # Open again: an answer came late, or one must be put right. What was issued from it stays as it was.
    RoundState.CLOSED: frozenset({RoundState.OPEN}),
}


class ProgressState(models.TextChoices):
    """Where a measure stands. Those with an end are not started, under way, completed ...; those that go on are
    asked what happened in the period ("fortlaufend" is neither done nor undone)."""

    NOT_STARTED = "not_started", _("not started")
    UNDERWAY = "underway", _("under way")
    COMPLETED = "completed", _("completed")
    PAUSED = "paused", _("paused")
    DROPPED = "dropped", _("given up")
    HAPPENED = "happened", _("took place in the period")
    QUIET = "quiet", _("nothing in the period")
    ENDED = "ended", _("no longer continued")


_S = ProgressState
STATES_WITH_END = (_S.NOT_STARTED, _S.UNDERWAY, _S.COMPLETED, _S.PAUSED, _S.DROPPED)
STATES_ONGOING = (_S.HAPPENED, _S.QUIET, _S.PAUSED, _S.ENDED)
# From the last report to this one. What is not here is possible, too, but says why (in "what happened"): a measure
# that was completed and is under way again, or one that had begun and has not. A state of the other family follows
# when the plan gave the measure an end, or took it away.
_ANY = frozenset(_S)
PROGRESS_TRANSITIONS: dict[ProgressState, frozenset[ProgressState]] = {
    _S.NOT_STARTED: _ANY,
    _S.UNDERWAY: _ANY - {_S.NOT_STARTED},
    _S.COMPLETED: frozenset({_S.COMPLETED}),
    _S.PAUSED: _ANY - {_S.NOT_STARTED},
    _S.DROPPED: frozenset({_S.DROPPED}),
    _S.HAPPENED: _ANY - {_S.NOT_STARTED},
    _S.QUIET: _ANY,
    _S.ENDED: frozenset({_S.ENDED}),
}


class ReportChannel(models.TextChoices):
    """How a report came in."""

    LOGIN = "login", _("by the office")
    LINK = "link", _("by the office's link")
    COORDINATOR = "coordinator", _("by social planning for the office")
