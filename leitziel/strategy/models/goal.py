# SPDX-License-Identifier: EUPL-1.2
"""Goals, and the threads that carry them through the editions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel

from .action_field import ActionField
from .concept import Concept
from .edition import Edition


class GoalThread(TenantModel):
    """What stays of a goal from edition to edition; public addresses hang on it.

    `merged_into`: the thread that goes on where a person said that two are one; the old address is sent on to it.
    """

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="goal_threads")
    short_id = models.CharField(max_length=8)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged_threads"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "short_id"], name="goal_short_id_unique"),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="goal_thread_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.short_id


class Goal(TenantModel):
    """An operational goal as one edition words it; under a field, or under none."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="goals")
    thread = models.ForeignKey(GoalThread, on_delete=models.PROTECT, related_name="goals")
    field = models.ForeignKey(ActionField, on_delete=models.CASCADE, null=True, blank=True, related_name="goals")
    position = models.PositiveIntegerField(_("position"))
    number = models.CharField(_("number"), max_length=40, blank=True)
    text = models.TextField(_("text"))
    description = models.TextField(_("description"), blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("goal")
        verbose_name_plural = _("goals")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "thread"], name="goal_once_an_edition"),
            models.CheckConstraint(condition=~models.Q(text=""), name="goal_has_text"),
        ]

    def __str__(self) -> str:
        return self.text
