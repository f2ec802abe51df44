# SPDX-License-Identifier: EUPL-1.2
"""Reporting rounds, what is reported in them about each measure, and the links by which offices answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel
from leitziel.strategy.enums import ProgressState, ReportChannel, RoundState

from .edition import Edition
from .measure import MeasureThread


class ReportingRound(TenantModel):
    """A Berichtsrunde: every office says where its measures stand on one day.

    `period_start` to `reference_date` is the time that is reported about, `deadline` the last day for answers. Who
    answers for a measure is read from the plan at every look, so a measure that moves to another office moves here,
    too. What was reported becomes public with `published_at`, never before. `previous` is the round it is compared to.
    """

    title = models.CharField(_("title"), max_length=200)
    slug = models.SlugField(_("address part"), max_length=80)
    editions = models.ManyToManyField(Edition, related_name="rounds")
    period_start = models.DateField(_("reported from"))
    reference_date = models.DateField(_("reference date"))
    deadline = models.DateField(_("answers until"))
    state = models.CharField(_("state"), max_length=6, choices=RoundState, default=RoundState.DRAFT)
    message = models.TextField(_("word to the offices"), blank=True)
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followers")
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    # Scheme and host under which the round was opened: where the links of messages begin that nobody asked for.
    site = models.CharField(max_length=300, blank=True)
    created_by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("reporting round")
        verbose_name_plural = _("reporting rounds")
        ordering = ["-reference_date", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "slug"], name="round_slug_unique"),
            models.CheckConstraint(condition=models.Q(state__in=RoundState.values), name="round_state_known"),
            models.CheckConstraint(
                condition=models.Q(period_start__lte=models.F("reference_date")), name="round_period_in_order"
            ),
            models.CheckConstraint(condition=~models.Q(previous=models.F("id")), name="round_not_before_itself"),
            models.CheckConstraint(
                condition=models.Q(state=RoundState.DRAFT) | models.Q(opened_at__isnull=False),
                name="round_that_runs_was_opened",
            ),
            models.CheckConstraint(
                condition=models.Q(published_at=None) | models.Q(state=RoundState.CLOSED),
                name="round_published_only_when_closed",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProgressReport(TenantModel):
    """A Sachstand: where a measure stands in a round, what happened, what shows it, what is next.

    It hangs on the thread, so it stays through all editions. `organisation` is who answered, `by` the person (None:
    whoever held the office's link), `by_name` how they called themselves. `internal_note` is never public.
    """

    round = models.ForeignKey(ReportingRound, on_delete=models.PROTECT, related_name="reports")
    thread = models.ForeignKey(MeasureThread, on_delete=models.PROTECT, related_name="reports")
    organisation = models.ForeignKey(
        "core.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="progress_reports"
    )
    state = models.CharField(_("state"), max_length=11, choices=ProgressState)
    text = models.TextField(_("what happened"), blank=True)
    missing = models.TextField(_("what is missing"), blank=True)
    next_step = models.TextField(_("next step"), blank=True)
    evidence = models.CharField(_("evidence"), max_length=500, blank=True)
    evidence_address = models.URLField(_("address of the evidence"), max_length=400, blank=True)
    evidence_date = models.DateField(_("date of the evidence"), null=True, blank=True)
    internal_note = models.TextField(_("internal note"), blank=True)
    channel = models.CharField(_("answered by"), max_length=11, choices=ReportChannel)
    by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    by_name = models.CharField(_("name"), max_length=120, blank=True)
    submitted_at = models.DateTimeField(_("answered"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("progress report")
        verbose_name_plural = _("progress reports")
        ordering = ["-round__reference_date", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "thread"], name="progress_once_a_round"),
            models.CheckConstraint(condition=models.Q(state__in=ProgressState.values), name="progress_state_known"),
            models.CheckConstraint(condition=models.Q(channel__in=ReportChannel.values), name="progress_channel_known"),
            models.CheckConstraint(
                condition=~models.Q(state=ProgressState.HAPPENED) | ~models.Q(text=""),
                name="progress_that_happened_says_what",
            ),
        ]
        indexes = [models.Index(fields=["thread", "round"], name="progress_of_measure")]

    def __str__(self) -> str:
        return f"{self.thread_id}: {self.get_state_display()}"


class OfficeLink(TenantModel):
    """By which signed link an office answers in a round: the one whose state is `number`; raising it ends the others.

    `contact_name` and `contact_email`: who answers for an office where nobody can log in.
    """

    round = models.ForeignKey(ReportingRound, on_delete=models.CASCADE, related_name="links")
    organisation = models.ForeignKey("core.Organisation", on_delete=models.CASCADE, related_name="+")
    contact_name = models.CharField(_("name"), max_length=120, blank=True)
    contact_email = models.EmailField(_("e-mail address"), blank=True)
    number = models.PositiveIntegerField(default=0)
    ends = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("link of an office")
        verbose_name_plural = _("links of offices")
        constraints = [models.UniqueConstraint(fields=["round", "organisation"], name="office_link_once_a_round")]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.organisation_id}"
