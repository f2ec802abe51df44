# SPDX-License-Identifier: EUPL-1.2
"""Working tables that came back: kept until a person has looked at every change."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel
from leitziel.strategy.enums import SheetState

from .edition import Edition


class SheetImport(TenantModel):
    """An uploaded working table. `table` is what was read of it (`exchange.sheets.reading.Table`), `chosen` what a
    person decided where both sides had changed a cell; the comparison with the plan is made anew at every look."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sheet_imports")
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=9, choices=SheetState, default=SheetState.STAGED)
    table = models.JSONField()
    chosen = models.JSONField(default=dict, blank=True)  # key of a conflict -> "table" or "site"
    result = models.JSONField(default=dict, blank=True)  # how many changed, new, deleted; once applied
    version = models.PositiveIntegerField(default=1)
    job = models.ForeignKey("core.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("uploaded table")
        verbose_name_plural = _("uploaded tables")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=SheetState.values), name="sheet_import_state_known")
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.file}"
