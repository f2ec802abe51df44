# SPDX-License-Identifier: EUPL-1.2
"""A report that was issued: every value it used, frozen, and the files that were made of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel


def _set(*names: str) -> Q:
    """All of these are set, and none of the other subjects is."""
    subjects = ("round", "edition", "earlier_edition", "thread", "organisation")
    return Q(**{f"{name}__isnull": name not in names for name in subjects})


class Snapshot(TenantModel):
    """An issued report. `context` holds every value that its files were drawn from, `digest` stands for them, and
    `renderer` says what drew them: with the same renderer, drawing again gives the same bytes.

    The subject is a round, an office in a round, two editions of a concept, or a measure. It is internal until
    `published_at`, never changes, and is not deleted: whoever issues anew issues a further report.
    """

    short_id = models.CharField(max_length=12)
    template = models.CharField(_("kind of report"), max_length=40)
    title = models.CharField(_("title"), max_length=300)
    round = models.ForeignKey(
        "strategy.ReportingRound", on_delete=models.PROTECT, null=True, blank=True, related_name="snapshots"
    )
    edition = models.ForeignKey(
        "strategy.Edition", on_delete=models.PROTECT, null=True, blank=True, related_name="snapshots"
    )
    earlier_edition = models.ForeignKey(
        "strategy.Edition", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    thread = models.ForeignKey(
        "strategy.MeasureThread", on_delete=models.PROTECT, null=True, blank=True, related_name="snapshots"
    )
    organisation = models.ForeignKey(
        "core.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="snapshots"
    )
    context = models.JSONField(_("frozen values"))
    digest = models.CharField(_("digest of the values"), max_length=64)
    renderer = models.CharField(_("drawn by"), max_length=200)
    language = models.CharField(_("language"), max_length=2)
    issued_at = models.DateTimeField(_("issued"))
    issued_by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    previous = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="followers")
    job = models.OneToOneField("core.Job", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("issued report")
        verbose_name_plural = _("issued reports")
        ordering = ["-issued_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "short_id"], name="snapshot_short_id_unique"),
            models.CheckConstraint(
                condition=_set("round")
                | _set("round", "organisation")
                | _set("edition", "earlier_edition")
                | _set("thread"),
                name="snapshot_has_one_subject",
            ),
            models.CheckConstraint(
                condition=~Q(edition=models.F("earlier_edition")), name="snapshot_of_two_editions_of_two"
            ),
            models.CheckConstraint(condition=~Q(previous=models.F("id")), name="snapshot_not_before_itself"),
            models.CheckConstraint(condition=~Q(digest="") & ~Q(renderer=""), name="snapshot_says_what_drew_it"),
        ]
        indexes = [models.Index(fields=["municipality", "template", "-issued_at"], name="snapshot_newest_first")]

    def __str__(self) -> str:
        return self.title


class IssuedFile(TenantModel):
    """A file of an issued report, kept as it left the house."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.CASCADE, related_name="files")
    format = models.CharField(_("format"), max_length=8)
    file = models.ForeignKey("core.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["snapshot", "format"], name="issued_file_once_a_format")]

    def __str__(self) -> str:
        return f"{self.snapshot_id}.{self.format}"
