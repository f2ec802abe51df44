# SPDX-License-Identifier: EUPL-1.2
"""The items of an agenda, and who keeps out of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leitziel.bodies.enums import EXCLUSION_GROUPS, ExclusionBasis, ExclusionGroup, ExclusionReason
from leitziel.core.models import TenantModel

from .meeting import Meeting
from .paper import CouncilPaper
from .seat import SeatHolder


class AgendaItem(TenantModel):
    """A Tagesordnungspunkt. Non-public by default; `standing` items come again in the next meeting.

    `minutes` is its part of the minutes. `version` guards its texts, the meeting's version the order of the agenda.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    position = models.PositiveSmallIntegerField(_("position"))
    number = models.CharField(_("number"), max_length=12)
    title = models.CharField(_("title"), max_length=300)
    text = models.TextField(_("explanation"), blank=True)
    public = models.BooleanField(_("public"), default=False)
    standing = models.BooleanField(_("comes again in each meeting"), default=False)
    paper = models.ForeignKey(CouncilPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="items")
    minutes = models.TextField(_("minutes"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("agenda item")
        verbose_name_plural = _("agenda items")
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="agenda_item_number_unique"),
            models.CheckConstraint(condition=~Q(title=""), name="agenda_item_has_a_title"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Exclusion(TenantModel):
    """A member kept out of deliberation and vote on an item. The public learns how many and the group of the reason."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="exclusions")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="exclusions")
    reason = models.CharField(_("reason"), max_length=11, choices=ExclusionReason)
    basis = models.CharField(_("legal basis"), max_length=14, choices=ExclusionBasis)
    note = models.TextField(_("internal note"), blank=True)

    class Meta:
        verbose_name = _("exclusion")
        verbose_name_plural = _("exclusions")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["item", "holder"], name="exclusion_once_an_item"),
            models.CheckConstraint(condition=~Q(reason="other") | ~Q(note=""), name="exclusion_other_reason_is_noted"),
        ]

    def __str__(self) -> str:
        return f"{self.holder}: {self.get_reason_display()}"

    @property
    def group(self) -> ExclusionGroup:
        return EXCLUSION_GROUPS[ExclusionReason(self.reason)]
