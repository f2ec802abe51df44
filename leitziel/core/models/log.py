# SPDX-License-Identifier: EUPL-1.2
"""The log: one hash chain a municipality.

The chain runs over salted digests; what they are digests of sits in `LogDetail`, which can be erased (DSGVO
Art. 17) without breaking the chain.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import TenantModel


class LogHead(models.Model):
    """Where the chain of a municipality stands; locked while an entry is added."""

    municipality = models.OneToOneField("core.Municipality", on_delete=models.CASCADE, related_name="log_head")
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)


class LogEntry(TenantModel):
    """One write. `digest` covers sequence, time, verb, object, the detail's digest and the entry before."""

    sequence = models.PositiveBigIntegerField()
    at = models.DateTimeField(_("at"))
    verb = models.CharField(_("what"), max_length=80)
    object_type = models.CharField(max_length=80)
    object_id = models.CharField(max_length=40)
    detail_digest = models.CharField(max_length=64)
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("log entries")
        ordering = ["-sequence"]
        constraints = [models.UniqueConstraint(fields=["municipality", "sequence"], name="log_sequence_unique")]
        indexes = [models.Index(fields=["municipality", "object_type", "object_id"], name="log_by_object")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.verb}"


class LogDetail(TenantModel):
    """Who did it and what changed; erasable. `actor_name` is kept as it was then."""

    entry = models.OneToOneField(LogEntry, on_delete=models.CASCADE, related_name="detail")
    salt = models.CharField(max_length=32)
    actor = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    payload = models.JSONField()
