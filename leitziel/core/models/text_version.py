# SPDX-License-Identifier: EUPL-1.2
"""Language versions of texts, and the languages a municipality keeps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.languages import CHOICES

from .base import TenantModel


class TextVersionBase(TenantModel):
    """A text in another language. German is the source and stands in the thing itself; `source_text` is the source as
    it was when this version was made, so that one can see what has changed since. The state is never stored:
    `core.translations.state_of` decides it."""

    name = models.CharField(_("part"), max_length=40)  # the column of the thing: "title", "text" ...
    language = models.CharField(_("language"), max_length=20, choices=CHOICES)
    text = models.TextField(_("text"))
    source_text = models.TextField()
    source_digest = models.CharField(max_length=64, editable=False)
    updated_by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        verbose_name = _("language version")
        verbose_name_plural = _("language versions")

    def __str__(self) -> str:
        return f"{self.name} ({self.language})"


class KeptLanguage(TenantModel):
    """A language in which a municipality keeps texts beside German."""

    code = models.CharField(_("language"), max_length=20, choices=CHOICES)

    class Meta:
        verbose_name = _("kept language")
        verbose_name_plural = _("kept languages")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["municipality", "code"], name="language_kept_once")]

    def __str__(self) -> str:
        return self.code
