# SPDX-License-Identifier: EUPL-1.2
"""Files with their checksum."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import TenantModel


def storage_path(instance: "StoredFile", name: str) -> str:  # noqa: ARG001 - Django hands over the name
    """A path that tells nothing and cannot collide; the file's own name is kept in the row."""
    key = uuid.uuid4().hex
    return f"{instance.municipality_id}/{key[:2]}/{key}"


class StoredFile(TenantModel):
    """An uploaded or issued file. It is only ever sent as a download, after a permission check."""

    name = models.CharField(_("file name"), max_length=255)
    media_type = models.CharField(max_length=120)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    content = models.FileField(upload_to=storage_path, max_length=200)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")

    def __str__(self) -> str:
        return self.name
