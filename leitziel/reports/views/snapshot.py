# SPDX-License-Identifier: EUPL-1.2
"""One issued report for members: its facts, files, the report itself, its comparison, its publication."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import Job
from leitziel.reports.actions.checking import last_check, order_check
from leitziel.reports.actions.publishing import publish_report, why_not, withdraw_report
from leitziel.reports.errors import ReportError
from leitziel.reports.library import Format, templates
from leitziel.reports.models import Snapshot
from leitziel.reports.queries.comparing import compare
from leitziel.reports.queries.snapshots import comparable_with, context_of, find_snapshot

from .common import address, body_answer, file_answer, kind_name, municipality_of, work_trail

READ_OR_SEND = ["GET", "HEAD", "POST"]
COMPARABLE = "interim"
PAGE = 100


@require_safe
@requires("reports.view")
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """The facts of a report, and what can be done with it."""
    row = _found(pk)
    kind = templates().get(row.template)
    check = last_check(row)
    context = {
        "report": row,
        "kind": kind_name(row.template),
        "files": [(Format(file.format), file.file) for file in row.files.all()],
        "may_issue": request.access.may("reports.issue"),  # type: ignore[attr-defined]
        "public_kind": kind is not None and kind.public,
        "check": check,
        "checking": check is not None and check.state in {Job.State.WAITING, Job.State.RUNNING},
        "check_failed": check is not None and check.state == Job.State.FAILED,
        "breadcrumb": work_trail(request, (row.title, None)),
    }
    return render(request, "reports/report.html", context)


@require_safe
@requires("reports.view")
def report_read(request: HttpRequest, pk: int) -> HttpResponse:
    """The report itself, as it was issued."""
    row = _found(pk)
    context = {
        "report": row,
        "body": body_answer(row),
        "breadcrumb": work_trail(request, (row.title, address(request, "report", str(pk))), (_("Read"), None)),
    }
    return render(request, "reports/read.html", context)


@require_safe
@requires("reports.view")
def report_file(request: HttpRequest, pk: int, name: str) -> HttpResponse:  # noqa: ARG001 - the frame hands it over
    """A kept file."""
    return file_answer(_found(pk), name, public=False)


@require_safe
@requires("reports.view")
def report_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """The report beside another of its kind (`?mit=`, else the one before): measure by measure."""
    row = _found(pk)
    if row.template != COMPARABLE:
        raise Http404
    wanted = request.GET.get("mit", "")
    others = list(comparable_with(row)[:20])
    other = next((o for o in others if str(o.pk) == wanted), None) if wanted else row.previous
    if wanted and other is None:
        raise Http404
    context: dict[str, Any] = {
        "report": row,
        "other": other,
        "others": others,
        "breadcrumb": work_trail(request, (row.title, address(request, "report", str(pk))), (_("Compare"), None)),
    }
    if other is not None:
        old, new = sorted((other, row), key=lambda r: (r.round.reference_date, r.issued_at) if r.round else ())
        found = compare(context_of(old), context_of(new))
        page = Paginator(found.rows, PAGE).get_page(request.GET.get("seite"))
        context |= {"old": old, "new": new, "found": found, "page": page}
    return render(request, "reports/compare.html", context)


@require_http_methods(READ_OR_SEND)
@requires("reports.issue")
def report_publication(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then show a report to everybody, or take it back."""
    row = _found(pk)
    if request.method == "POST":
        publish = request.POST.get("veroeffentlichen") == "ja"
        act = publish_report if publish else withdraw_report
        try:
            act(snapshot=row, actor=request.user, version=_version(request))  # type: ignore[arg-type]
        except (ReportError, ChangedMeanwhileError) as problem:
            messages.error(request, str(problem))
        else:
            done = _("The report is public now.") if publish else _("The report is no longer public.")
            messages.success(request, done)
        return redirect("report", municipality_of(request).slug, pk)
    context = {
        "report": row,
        "reason": "" if row.published_at else why_not(row),
        "back": address(request, "report", str(pk)),
        "breadcrumb": work_trail(request, (row.title, address(request, "report", str(pk))), (_("Publication"), None)),
    }
    return render(request, "reports/publication.html", context)


@require_POST
@requires("reports.issue")
def report_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it drawn again and compared with the kept files."""
    row = _found(pk)
    order_check(snapshot=row, actor=request.user)  # type: ignore[arg-type]
    messages.success(request, _("The report is being drawn again. What came of it stands on this page."))
    return redirect("report", municipality_of(request).slug, pk)


@require_safe
@requires("reports.view")
def report_check_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the check is, fetched by htmx."""
    job = last_check(_found(pk))
    running = job is not None and job.state in {Job.State.WAITING, Job.State.RUNNING}
    response = render(request, "reports/parts/check_progress.html", {"check": job, "pk": pk, "running": running})
    response["Cache-Control"] = "no-store"
    if not running:
        response["HX-Refresh"] = "true"
    return response


def _found(pk: int) -> Snapshot:
    row = find_snapshot(pk)
    if row is None:
        raise Http404
    return row


def _version(request: HttpRequest) -> int:
    value = request.POST.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 10 else -1
