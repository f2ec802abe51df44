# SPDX-License-Identifier: EUPL-1.2
"""Internal comments and attachments. A room makes a table of its own with a key to what they are about, so that the
database holds them together; the columns and what may be done with them are the same everywhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import TenantModel


class CommentBase(TenantModel):
    """A remark among colleagues; never public. A removed one keeps its row (readers see "removed"), and its author
    can bring it back. `resolved_at`: dealt with."""

    text = models.TextField(_("comment"))
    by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    edited_at = models.DateTimeField(null=True, blank=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(_("dealt with"), null=True, blank=True)
    resolved_by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return self.text[:60]


class AttachmentBase(TenantModel):
    """A file kept with something, for colleagues; never public, only ever sent as a download."""

    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("what it is"), max_length=300, blank=True)
    by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return str(self.file)
