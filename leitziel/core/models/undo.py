# SPDX-License-Identifier: EUPL-1.2
"""Steps that can be taken back, and with them the trash."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import TenantModel


class UndoStep(TenantModel):
    """One write with what it takes to undo it (`leitziel.core.undo`).

    `scope_type` and `scope_id` name what the step belongs to (an edition). `rows` is a list of
    {model, pk, before, after}: the columns that changed; all columns where the row was made (`before` null) or
    deleted (`after` null). `orders` is a list of {model, within, before, after}: rows of a sequence in order.
    """

    at = models.DateTimeField(_("at"), auto_now_add=True)
    actor = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    label = models.CharField(_("what"), max_length=300)
    scope_type = models.CharField(max_length=80)
    scope_id = models.CharField(max_length=40)
    rows = models.JSONField(default=list, encoder=DjangoJSONEncoder)
    orders = models.JSONField(default=list)
    deleted = models.PositiveIntegerField(default=0)  # entries (not their parts) that lie in the trash through it
    undoes = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, related_name="undone_by")

    class Meta:
        verbose_name = _("step")
        verbose_name_plural = _("steps")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["municipality", "scope_type", "scope_id"], name="undo_by_scope")]

    def __str__(self) -> str:
        return self.label
