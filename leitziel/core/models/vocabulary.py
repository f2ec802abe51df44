# SPDX-License-Identifier: EUPL-1.2
"""Words a municipality uses in all rooms."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import TenantModel


class Term(TenantModel):
    """An entry of a vocabulary: a target group, a cross-cutting objective, or an abbreviation."""

    class Vocabulary(models.TextChoices):
        TARGET_GROUP = "target_group", _("target group")
        OBJECTIVE = "objective", _("cross-cutting objective")
        ABBREVIATION = "abbreviation", _("abbreviation")

    vocabulary = models.CharField(_("vocabulary"), max_length=12, choices=Vocabulary)
    key = models.SlugField(_("key"), max_length=80)
    label = models.CharField(_("label"), max_length=200)
    explanation = models.TextField(_("explanation"), blank=True)

    class Meta:
        verbose_name = _("term")
        verbose_name_plural = _("terms")
        ordering = ["vocabulary", "key"]
        constraints = [models.UniqueConstraint(fields=["municipality", "vocabulary", "key"], name="term_key_unique")]

    def __str__(self) -> str:
        return self.label
