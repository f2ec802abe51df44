# SPDX-License-Identifier: EUPL-1.2
"""Footnotes and sources of an edition, and where they are cited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel

from .action_field import ActionField
from .concept import Concept
from .edition import Edition
from .goal import Goal
from .measure import Measure


class Reference(TenantModel):
    """A footnote: its text, and what it points to (council papers, another concept, a field of it)."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="references")
    position = models.PositiveIntegerField()
    mark = models.CharField(_("mark"), max_length=20, blank=True)
    text = models.TextField(_("text"))
    notes = models.JSONField(default=list, blank=True)  # e.g. one source under two numbers; shown in review
    council_papers = models.ManyToManyField("bodies.CouncilPaper", related_name="references", blank=True)
    concept = models.ForeignKey(Concept, on_delete=models.SET_NULL, null=True, blank=True, related_name="cited_in")
    field = models.ForeignKey(ActionField, on_delete=models.SET_NULL, null=True, blank=True, related_name="cited_in")

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["edition", "position"]

    def __str__(self) -> str:
        return self.text


class Citation(TenantModel):
    """A place that cites a reference: a field, a goal or a measure, and the part of it (`at`)."""

    reference = models.ForeignKey(Reference, on_delete=models.CASCADE, related_name="citations")
    field = models.ForeignKey(ActionField, on_delete=models.CASCADE, null=True, related_name="citations")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, related_name="citations")
    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, related_name="citations")
    at = models.CharField(_("part"), max_length=80)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(field__isnull=False, goal=None, measure=None)
                    | models.Q(field=None, goal__isnull=False, measure=None)
                    | models.Q(field=None, goal=None, measure__isnull=False)
                ),
                name="citation_has_one_place",
            )
        ]
