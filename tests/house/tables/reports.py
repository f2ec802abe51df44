# SPDX-License-Identifier: EUPL-1.2
"""Issued reports, and what is drawn on demand, in the matrix."""

from leitziel.core import jobs
from leitziel.core.models import Job, Organisation
from leitziel.reports.actions.issuing import Order, issue_report
from leitziel.reports.actions.publishing import publish_report
from leitziel.reports.library import Format, template
from leitziel.reports.library.common.gathering import Subject
from leitziel.strategy.models import ReportingRound
from tests.house.tables.groups import ANYBODY, PLANNERS

STAFF = PLANNERS | {"office"}
WHO = {
    "reports.view_public": ANYBODY,
    "reports.view": STAFF,
    "reports.view_tasks": STAFF | {"provider"},  # a provider the list of its own organisations, see the tests
    "reports.issue": PLANNERS,
}
ADDRESSES = {
    "measure-factsheet": "reports.view_public",
    "report": "reports.view",
    "report-check": "reports.issue",
    "report-check-progress": "reports.view",
    "report-compare": "reports.view",
    "report-file": "reports.view",
    "report-job": "reports.issue",
    "report-job-progress": "reports.issue",
    "report-new": "reports.issue",
    "report-public": "reports.view_public",
    "report-public-file": "reports.view_public",
    "report-publication": "reports.issue",
    "report-read": "reports.view",
    "reports": "reports.view",
    "reports-public": "reports.view_public",
    "synopsis": "reports.view_public",
    "synopsis-progress": "reports.view_public",
    "tasklist": "reports.view_tasks",
    "tasklist-by-link": "strategy.answer_by_link",
}
SHOWS_EDITION = {"measure-factsheet", "synopsis", "synopsis-progress"}


def plant(tenant):
    """A published interim report of the public round, and one for members of the round that is open, whose answers are
    internal: of both the values and the files (see tests.house.tables.progress)."""
    about = {"municipality": tenant.municipality, "actor": tenant.people["planning"]}
    found = template("interim")
    past = ReportingRound.objects.get(published_at__isnull=False)
    public = issue_report(order=Order(template=found, subject=Subject(round=past)), **about)
    publish_report(snapshot=public, actor=about["actor"], version=public.version)
    current = ReportingRound.objects.get(state="open")
    order = Order(template=found, subject=Subject(round=current), formats=(Format.HTML, Format.XLSX))
    job = jobs.create(municipality=tenant.municipality, kind="report interim", started_by=None)
    Job.objects.filter(pk=job.pk).update(state=Job.State.RUNNING)
    internal = issue_report(order=order, job=job, **about)
    provider = Organisation.objects.get(memberships__user=tenant.people["provider"], memberships__role="provider")
    of_one = {f"{name}.pk": internal.pk for name in ADDRESSES if name.startswith("report-")}
    for values in (tenant.published, tenant.draft):
        old = values["edition-changes-since.old"]
        values |= {
            "measure-factsheet.name": "docx",
            "synopsis.old": old,
            "synopsis.name": "xlsx",
            "synopsis-progress.old": old,
            "synopsis-progress.name": "xlsx",
        }
    tenant.published |= of_one | {
        "report.pk": internal.pk,
        "report-job.pk": job.pk,
        "report-job-progress.pk": job.pk,
        "report-file.name": "xlsx",
        "report-new.name": "interim",
        "report-public.short_id": public.short_id,
        "report-public-file.short_id": public.short_id,
        "report-public-file.name": "xlsx",
        "tasklist.slug": current.slug,
        "tasklist.office": provider.slug,
        "tasklist.name": "xlsx",
        "tasklist-by-link.token": tenant.published["office-link.token"],
        "tasklist-by-link.name": "docx",
    }
