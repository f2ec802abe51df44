# SPDX-License-Identifier: EUPL-1.2
"""Measures, the threads that carry them through the editions, and who is responsible."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel
from leitziel.strategy.enums import DeadlineKind, MeasureKind, ResponsibilityRole

from .action_field import ActionField
from .concept import Concept
from .edition import Edition
from .goal import Goal


class MeasureThread(TenantModel):
    """What stays of a measure from edition to edition; progress, offers, grants and addresses hang on it.

    `merged_into`: the thread that goes on where two measures became one; the old address is sent on to it.
    """

    concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="measure_threads")
    short_id = models.CharField(max_length=8)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="merged_threads"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["municipality", "short_id"], name="measure_short_id_unique"),
            models.CheckConstraint(
                condition=~models.Q(merged_into=models.F("id")), name="thread_not_merged_into_itself"
            ),
        ]

    def __str__(self) -> str:
        return self.short_id


class Measure(TenantModel):
    """A measure as one edition words it.

    `title` is empty where the document gives none. `deadline_start` and `deadline_end` are ISO 8601, as exact
    as the document ("2027", "2027-06"); `deadline_last_day` is the last day of the end, for comparing.
    `attributes` holds every other label of the document as printed. `search_text` is derived (folded).
    """

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="measures")
    thread = models.ForeignKey(MeasureThread, on_delete=models.PROTECT, related_name="measures")
    field = models.ForeignKey(ActionField, on_delete=models.CASCADE, null=True, blank=True, related_name="measures")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, blank=True, related_name="measures")
    position = models.PositiveIntegerField(_("position"))
    number = models.CharField(_("number"), max_length=40, blank=True)
    title = models.CharField(_("title"), max_length=500, blank=True)
    text = models.TextField(_("text"), blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=MeasureKind, default=MeasureKind.OWN)
    responsible_text = models.TextField(_("responsible, as printed"), blank=True)
    deadline_text = models.TextField(_("deadline, as printed"), blank=True)
    deadline_kind = models.CharField(_("deadline"), max_length=9, choices=DeadlineKind, default=DeadlineKind.NONE)
    deadline_start = models.CharField(max_length=10, blank=True)
    deadline_end = models.CharField(max_length=10, blank=True)
    deadline_last_day = models.DateField(null=True, blank=True)
    every_months = models.PositiveSmallIntegerField(_("every (months)"), null=True, blank=True)
    focus = models.TextField(_("focus"), blank=True)
    attributes = models.JSONField(default=dict, blank=True)
    notes = models.JSONField(default=list, blank=True)  # what the import asked a person to check; never public
    target_groups = models.ManyToManyField("core.Term", related_name="+", blank=True)
    objectives = models.ManyToManyField("core.Term", related_name="+", blank=True)
    areas = models.ManyToManyField("core.PlanningArea", related_name="measures", blank=True)
    search_text = models.TextField(editable=False, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["edition", "position"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "thread"], name="measure_once_an_edition"),
            models.CheckConstraint(condition=~models.Q(text="", title=""), name="measure_has_text_or_title"),
            models.CheckConstraint(condition=models.Q(deadline_kind__in=DeadlineKind.values), name="measure_deadline"),
        ]
        indexes = [models.Index(fields=["municipality", "edition", "position"], name="measure_in_order")]

    def __str__(self) -> str:
        return self.title or self.text

    @property
    def heading(self) -> str:
        """The title, or the text where the document gives no title."""
        return self.title or self.text


class Responsibility(TenantModel):
    """Who answers for a measure: `name` as the document prints it, and the organisation once a person said so."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="responsibilities")
    organisation = models.ForeignKey(
        "core.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="responsibilities"
    )
    name = models.CharField(_("as printed"), max_length=500)
    role = models.CharField(_("role"), max_length=11, choices=ResponsibilityRole)
    position = models.PositiveSmallIntegerField()

    class Meta:
        verbose_name = _("responsibility")
        verbose_name_plural = _("responsibilities")
        ordering = ["measure", "position"]
        constraints = [models.UniqueConstraint(fields=["measure", "position"], name="responsibility_in_order")]

    def __str__(self) -> str:
        return self.name
