# SPDX-License-Identifier: EUPL-1.2
"""Two people who edit one thing are told so; neither overwrites the other unseen."""

from __future__ import annotations

import hashlib

from django.db import models
from django.utils.translation import gettext as _


class ChangedMeanwhileError(Exception):
    """Somebody else saved the thing after this person had opened it. Nothing was changed. `things` may name it."""

    def __init__(self, *things: object) -> None:
        super().__init__(*things)
        self.things = things

    def __str__(self) -> str:
        return _(
            "Somebody else has changed this in the meantime. Nothing was saved. "
            "Load the page again, look at the new state and enter your change once more."
        )


def fingerprint(row: models.Model) -> str:
    """Digest of a row's own columns: a form carries it, and the action compares (for rows without a version)."""
    values = [(f.attname, getattr(row, f.attname)) for f in row._meta.concrete_fields]
    return hashlib.sha256(repr(values).encode()).hexdigest()[:32]


def expect(row: models.Model, seen: str) -> None:
    """Raise ChangedMeanwhileError unless `row` is still as it was when its fingerprint was taken."""
    if fingerprint(row) != seen:
        raise ChangedMeanwhileError
