# SPDX-License-Identifier: EUPL-1.2
"""Staged imports: what was read, before it counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel
from leitziel.strategy.enums import ImportState

from .concept import Concept
from .edition import Edition


class PlanImport(TenantModel):
    """A document being read or reviewed. `plan` follows the plan contract and is edited in review; `version`
    goes up with each edit, so that two people who review at once are told so."""

    state = models.CharField(_("state"), max_length=9, choices=ImportState, default=ImportState.READING)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, null=True, related_name="imports")
    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, null=True, blank=True, related_name="imports")
    concept_title = models.CharField(_("concept"), max_length=300)
    edition_label = models.SlugField(_("edition"), max_length=40)
    plan = models.JSONField(null=True, blank=True)
    organisations = models.JSONField(default=dict, blank=True)  # printed name -> organisation id, chosen by a person
    version = models.PositiveIntegerField(default=1)
    message = models.TextField(_("message"), blank=True)
    job = models.ForeignKey("core.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    edition = models.OneToOneField(Edition, on_delete=models.SET_NULL, null=True, blank=True, related_name="import_of")
    created_by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=["review", "accepted"]) | models.Q(plan__isnull=False),
                name="import_in_review_has_plan",
            )
        ]

    def __str__(self) -> str:
        return f"{self.concept_title} {self.edition_label}"


class ColumnMapping(TenantModel):
    """How the columns of a city's own list were understood; offered again for a list with the same header."""

    header_key = models.CharField(max_length=64)
    header = models.JSONField()
    mapping = models.JSONField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["municipality", "header_key"], name="mapping_once_a_header")]
