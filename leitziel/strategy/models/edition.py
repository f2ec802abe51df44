# SPDX-License-Identifier: EUPL-1.2
"""Editions (Fortschreibungen) of a concept."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel
from leitziel.strategy.enums import EditionState

from .concept import Concept


class Edition(TenantModel):
    """One edition. Who may see it says `published_at` alone; the state says how far the council is with it."""

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="editions")
    label = models.SlugField(_("edition"), max_length=40)  # the year, as a rule
    state = models.CharField(_("state"), max_length=10, choices=EditionState, default=EditionState.DRAFT)
    description = models.TextField(_("description"), blank=True)
    council_paper = models.ForeignKey(
        "bodies.CouncilPaper", on_delete=models.PROTECT, null=True, blank=True, related_name="editions"
    )
    valid_from = models.DateField(_("valid from"), null=True, blank=True)
    valid_to = models.DateField(_("valid to"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # When the wording was last put right after it counted (decision 012); shown to everybody, the reason is not.
    corrected_at = models.DateTimeField(_("editorially changed"), null=True, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)  # date of the source document
    source_file = models.ForeignKey(
        "core.StoredFile", on_delete=models.PROTECT, null=True, blank=True, related_name="editions"
    )
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["concept", "-label"]
        constraints = [
            models.UniqueConstraint(fields=["concept", "label"], name="edition_label_unique"),
            models.CheckConstraint(
                condition=models.Q(valid_to=None)
                | models.Q(valid_from=None)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="edition_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=models.Q(state__in=EditionState.values), name="edition_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.concept} {self.label}"
