# SPDX-License-Identifier: EUPL-1.2
"""Background work of the reports room; every task is safe to repeat."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override
from django_scopes import scope
from django_tasks import task

from leitziel.core import jobs
from leitziel.core.models import Job, Municipality
from leitziel.reports.actions.issuing import Order, subject_of
from leitziel.reports.actions.issuing import issue_report as issue
from leitziel.reports.documents import document_of
from leitziel.reports.errors import ReportError
from leitziel.reports.library import Format, template
from leitziel.reports.models import Snapshot
from leitziel.reports.queries.again import draw_again


@task()
def issue_report(job: int, municipality: int, order: dict[str, Any]) -> str:
    """Issue the report that a job waits for, in the name of whoever ordered it. Returns "issued", "refused" or "gone".

    `order`: template, subject (keys of rows), formats, title, site. Begun twice, it gives the report of the first time.
    """
    owner = Municipality.objects.get(pk=municipality)
    with scope(municipality=owner), override(settings.LANGUAGE_CODE):
        watched = Job.objects.select_related("started_by").filter(pk=job).first()
        if watched is None:
            return "gone"
        try:
            wanted = Order(
                template=template(order["template"]),
                subject=subject_of(order["subject"]),
                formats=tuple(Format(name) for name in order["formats"]),
                title=order["title"],
                site=order["site"],
            )
            issue(
                municipality=owner,
                actor=watched.started_by,
                order=wanted,
                job=watched,
                report=jobs.reporter(watched),
            )
        except ReportError as error:
            jobs.fail(watched, str(error))
            return "refused"
        except Exception:
            jobs.fail(
                watched,
                _("The report could not be made. Nothing was issued. The operator finds the reason in the records."),
            )
            raise
        jobs.finish(watched)
        return "issued"


@task()
def check_report(job: int, municipality: int, snapshot: int) -> str:
    """Draw an issued report again and say whether the files are the same. Returns "sound", "differs" or "gone"."""
    with scope(municipality=Municipality.objects.get(pk=municipality)), override(settings.LANGUAGE_CODE):
        watched = Job.objects.filter(pk=job).first()
        row = Snapshot.objects.filter(pk=snapshot).first()
        if watched is None or row is None:
            return "gone"
        try:
            found = draw_again(row, jobs.reporter(watched))
        except Exception:
            jobs.fail(watched, _("The report could not be drawn again. The operator finds the reason in the records."))
            raise
        if found.sound:
            jobs.finish(watched, found.text)
        else:
            jobs.fail(watched, found.text)
        return "sound" if found.sound else "differs"


@task()
def draw_document(job: int, municipality: int, order: dict[str, Any]) -> str:
    """Draw what everybody may read of a subject as it is now, and keep the file. Returns "made", "refused" or "gone".

    Doing it twice finds the file of the first time.
    """
    owner = Municipality.objects.get(pk=municipality)
    with scope(municipality=owner), override(settings.LANGUAGE_CODE):
        watched = Job.objects.filter(pk=job).first()
        if watched is None:
            return "gone"
        jobs.reporter(watched)(0.2, _("The file is being drawn."))
        try:
            subject = subject_of(order["subject"])
            document = document_of(template(order["template"]), subject, owner, site=order["site"])
            for wanted in order["formats"]:
                document.drawn(Format(wanted))
        except ReportError as error:
            jobs.fail(watched, str(error))
            return "refused"
        except Exception:
            jobs.fail(watched, _("The file could not be made. The operator finds the reason in the records."))
            raise
        jobs.finish(watched)
        return "made"
