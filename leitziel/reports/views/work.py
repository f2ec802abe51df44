# SPDX-License-Identifier: EUPL-1.2
"""Issued reports for members: the list, issuing one, and how far that is."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.core.models import Job
from leitziel.reports.actions.issuing import Order, order_report
from leitziel.reports.errors import ReportError
from leitziel.reports.forms import IssueForm
from leitziel.reports.library import UnknownTemplateError, template, templates
from leitziel.reports.models import Snapshot
from leitziel.reports.queries.snapshots import job_of_report, snapshots

from .common import kind_name, kind_of, municipality_of, site, work_trail

PAGE = 50
READ_OR_SEND = ["GET", "HEAD", "POST"]


@require_safe
@requires("reports.view")
def reports(request: HttpRequest) -> HttpResponse:
    """All issued reports, newest first, and the kinds that can be issued."""
    page = Paginator(snapshots(), PAGE).get_page(request.GET.get("seite"))
    context = {
        "page": page,
        "rows": [(row, kind_name(row.template)) for row in page.object_list],
        "kinds": [kind_of(found) for found in templates().values()],
        "may_issue": request.access.may("reports.issue"),  # type: ignore[attr-defined]
        "breadcrumb": work_trail(request),
    }
    return render(request, "reports/list.html", context)


@require_http_methods(READ_OR_SEND)
@requires("reports.issue")
def report_new(request: HttpRequest, name: str) -> HttpResponse:
    """Choose what the report is about, and have it issued in the background."""
    try:
        found = template(name)
    except UnknownTemplateError:
        raise Http404 from None
    names = {"round": "runde", "organisation": "stelle", "edition": "edition", "earlier_edition": "bisher"}
    initial = {field: request.GET.get(key, "") for field, key in {**names, "measure": "massnahme"}.items()}
    form = IssueForm(found, request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        order = Order(
            template=found,
            subject=form.subject,
            formats=form.cleaned_data["formats"],
            title=form.cleaned_data["title"],
            site=site(request),
        )
        try:
            job = order_report(municipality=municipality_of(request), actor=request.user, order=order)  # type: ignore[arg-type]
        except ReportError as problem:
            form.add_error(None, str(problem))
        else:
            return redirect("report-job", municipality_of(request).slug, job.pk)
    context = {
        "form": form,
        "kind": kind_of(found),
        "public": found.public,
        "breadcrumb": work_trail(request, (kind_of(found).title, None)),
    }
    return render(request, "reports/new.html", context, status=422 if form.errors else 200)


@require_safe
@requires("reports.issue")
def report_job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far a report is; when it is there, the report."""
    job, row = _job(pk)
    if row is not None and job.state == Job.State.DONE:
        return redirect("report", municipality_of(request).slug, row.pk)
    context = {
        "job": job,
        "running": job.state in {Job.State.WAITING, Job.State.RUNNING},
        "failed": job.state == Job.State.FAILED,
        "breadcrumb": work_trail(request, (_("The report is being made"), None)),
    }
    response = render(request, "reports/job.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_safe
@requires("reports.issue")
def report_job_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress alone, fetched by htmx; asks for the page anew when the work is over."""
    job, _row = _job(pk)
    running = job.state in {Job.State.WAITING, Job.State.RUNNING}
    response = render(request, "reports/parts/job_progress.html", {"job": job, "running": running})
    response["Cache-Control"] = "no-store"
    if not running:
        response["HX-Refresh"] = "true"
    return response


def _job(pk: int) -> tuple[Job, Snapshot | None]:
    job = job_of_report(pk)
    if job is None:
        raise Http404
    return job, Snapshot.objects.filter(job=job).defer("context").first()
