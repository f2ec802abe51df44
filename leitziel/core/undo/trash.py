# SPDX-License-Identifier: EUPL-1.2
"""What lies in the trash: steps that deleted something and were not taken back."""

from __future__ import annotations

from django.db import models
from django.db.models import QuerySet

from leitziel.core.models import UndoStep


def in_trash() -> QuerySet[UndoStep]:
    """Steps by which something was deleted that is still gone, newest first. Needs the municipality's scope."""
    rows = UndoStep.objects.filter(deleted__gt=0, undone_by=None)
    return rows.select_related("actor").order_by("-pk")


def last_steps(scope: models.Model) -> QuerySet[UndoStep]:
    """Steps of a thing that can still be taken back, newest first."""
    rows = UndoStep.objects.filter(scope_type=scope._meta.label_lower, scope_id=str(scope.pk), undone_by=None)
    return rows.select_related("actor").order_by("-pk")
