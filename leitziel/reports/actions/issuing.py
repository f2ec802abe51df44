# SPDX-License-Identifier: EUPL-1.2
"""Issuing a report: freeze every value, draw the files, keep both in one transaction.

Drawing takes seconds, so it comes before the transaction: a process that is killed on the way leaves nothing, one that
is killed after the commit leaves the whole report.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from leitziel.core import files, jobs, log
from leitziel.core.archive.writing import snapshot as one_state
from leitziel.core.models import Job, Municipality, Organisation, User
from leitziel.core.short_ids import short_ids
from leitziel.core.text import slug
from leitziel.reports.drawing import Drawn, draw_all, renderer
from leitziel.reports.errors import ReportError
from leitziel.reports.frozen import digest, freeze
from leitziel.reports.library import Format, SubjectKind, Template
from leitziel.reports.library.common.gathering import About, Subject
from leitziel.reports.models import IssuedFile, Snapshot
from leitziel.reports.queries.snapshots import earlier_snapshot
from leitziel.strategy.enums import RoundState
from leitziel.strategy.models import Edition, MeasureThread, ReportingRound

TASK = "leitziel.reports.tasks.issue_report"  # by name: tasks import actions
LONGEST_TITLE = 300
Progress = Callable[[float, str], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be issued. `formats`: none for all that the kind of report has; `title`: "" for the usual one."""

    template: Template
    subject: Subject
    formats: tuple[Format, ...] = ()
    title: str = ""
    site: str = ""

    def plain(self) -> dict[str, Any]:
        """As the arguments of a task."""
        ids = {name: row.pk if row else None for name, row in self.subject.rows().items()}
        return {"subject": ids, "formats": [str(f) for f in self.formats], "title": self.title, "site": self.site}


def subject_of(ids: dict[str, int | None]) -> Subject:
    """The subject of an order whose rows are named by their keys. Raises ReportError where one is no more."""
    rows = {
        "round": ReportingRound.objects.select_related("municipality"),
        "organisation": Organisation.objects.all(),
        "edition": Edition.objects.select_related("concept", "municipality"),
        "earlier_edition": Edition.objects.select_related("concept", "municipality"),
        "thread": MeasureThread.objects.select_related("concept"),
    }
    found = {name: rows[name].filter(pk=pk).first() if pk else None for name, pk in ids.items()}
    if any(pk and found[name] is None for name, pk in ids.items()):
        raise ReportError(_("What the report is about is no longer there."))
    return Subject(**found)


def check(order: Order) -> None:
    """Raise ReportError for what cannot be issued."""
    subject, kind = order.subject, order.template.subject
    given = {name for name, row in subject.rows().items() if row is not None}
    wanted = {
        SubjectKind.ROUND: {"round"},
        SubjectKind.OFFICE: {"round", "organisation"},
        SubjectKind.EDITIONS: {"edition", "earlier_edition"},
        SubjectKind.MEASURE: {"thread"},
    }[kind]
    if given != wanted:
        raise ReportError(_("Please choose what the report is about."))
    if subject.round and subject.round.state == RoundState.DRAFT:
        raise ReportError(_("The round is still being prepared. Open it first; then there is something to report."))
    if subject.edition and subject.earlier_edition:
        if subject.edition.concept_id != subject.earlier_edition.concept_id:
            raise ReportError(_("Please choose two editions of one concept."))
        if subject.edition == subject.earlier_edition:
            raise ReportError(_("Please choose two different editions."))
        if subject.earlier_edition.label > subject.edition.label:
            raise ReportError(_("Please choose the older edition as the earlier one."))
    if not set(order.formats) <= set(order.template.formats):
        raise ReportError(_("This kind of report does not have one of these formats."))


@transaction.atomic
def order_report(*, municipality: Municipality, actor: User | None, order: Order) -> Job:
    """Have a report issued in the background; the job says how far it is. Raises ReportError."""
    check(order)
    job = jobs.create(municipality=municipality, kind=f"report {order.template.name}", started_by=actor)
    task, plain = import_string(TASK), {**order.plain(), "template": order.template.name}
    transaction.on_commit(lambda: task.enqueue(job.pk, municipality.pk, plain))
    return job


def issue_report(
    *,
    municipality: Municipality,
    actor: User | None,
    order: Order,
    job: Job | None = None,
    report: Progress | None = None,
) -> Snapshot:
    """Issue a report now. A job that was done already gives its report again: the work may be begun twice.

    Everything is read in one state of the database. Raises ReportError.
    """
    tell = report or (lambda _share, _message: None)
    if job is not None and (done := Snapshot.objects.filter(job=job).first()):
        return done
    check(order)
    language = settings.LANGUAGE_CODE.split("-")[0]
    with override(language):
        tell(0.05, _("The values are being read."))
        about = About(
            municipality=municipality,
            issued=timezone.localtime().replace(microsecond=0),
            language=language,
            site=order.site,
            title=order.title.strip()[:LONGEST_TITLE],
            words=order.template.words(language),
        )
        with one_state():
            context = order.template.module("gather").gather(order.subject, about)
        drawn = []
        wanted = order.formats or order.template.formats
        for number, file in enumerate(draw_all(order.template, context, wanted), 1):
            drawn.append(file)
            said = _("%(format)s is made.") % {"format": file.format.label}
            tell(0.1 + 0.8 * number / len(wanted), said)
    return _keep(municipality=municipality, actor=actor, order=order, context=context, drawn=drawn, job=job)


@transaction.atomic
def _keep(
    *,
    municipality: Municipality,
    actor: User | None,
    order: Order,
    context: Any,
    drawn: Sequence[Drawn],
    job: Job | None,
) -> Snapshot:
    """The report and its files, all of them or nothing; and its entry on the log."""
    if job is not None:
        Job.objects.select_for_update().get(pk=job.pk)
        if done := Snapshot.objects.filter(job=job).first():
            return done  # another worker took the same order and was faster
    frozen = freeze(context)
    row = Snapshot(
        municipality=municipality,
        short_id=short_ids(1, Snapshot.objects.values_list("short_id", flat=True))[0],
        template=order.template.name,
        title=context.head.title[:LONGEST_TITLE],
        context=frozen,
        digest=digest(frozen),
        renderer=renderer(order.template),
        language=context.head.language,
        issued_at=context.head.issued,
        issued_by=actor,
        previous=earlier_snapshot(order.template.name, order.subject),
        job=job,
        **order.subject.rows(),
    )
    row.save()
    name = slug(row.title)[:80] or row.template
    for file in drawn:
        stored = files.store(
            municipality=municipality,
            name=f"{name}.{file.format}",
            media_type=file.format.media_type.split(";")[0],
            data=file.data,
        )
        IssuedFile(municipality=municipality, snapshot=row, format=file.format.value, file=stored).save()
    log.record(
        actor=actor,
        verb="reports.report.issued",
        target=row,
        municipality=municipality,
        changes={"title": (None, row.title), "digest": (None, row.digest)},
        children=[{"format": file.format.value, "size": len(file.data)} for file in drawn],
    )
    return row
