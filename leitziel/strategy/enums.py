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
