# SPDX-License-Identifier: EUPL-1.2
"""Published reports for everybody: the list, one to read, its files."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.reports.library import Format
from leitziel.reports.models import Snapshot
from leitziel.reports.queries.snapshots import find_published, published_snapshots

from .common import address, body_answer, file_answer, kind_name

PAGE = 50


@require_safe
@requires("reports.view_public")
def reports(request: HttpRequest) -> HttpResponse:
    """The published reports, newest first."""
    page = Paginator(published_snapshots(), PAGE).get_page(request.GET.get("seite"))
    rows = [(row, kind_name(row.template), _files(row)) for row in page.object_list]
    context = {"page": page, "rows": rows, "breadcrumb": [(_("Reports"), None)]}
    return render(request, "reports/public/list.html", context)


@require_safe
@requires("reports.view_public")
def report(request: HttpRequest, short_id: str) -> HttpResponse:
    """A report to read, with its files."""
    row = _published(short_id)
    context = {
        "report": row,
        "kind": kind_name(row.template),
        "files": _files(row),
        "body": body_answer(row),
        "breadcrumb": [(_("Reports"), address(request, "reports-public")), (row.title, None)],
    }
    return render(request, "reports/public/report.html", context)


@require_safe
@requires("reports.view_public")
def report_file(request: HttpRequest, short_id: str, name: str) -> HttpResponse:  # noqa: ARG001 - the frame hands it over
    """A file as it was issued."""
    return file_answer(_published(short_id), name, public=True)


def _published(short_id: str) -> Snapshot:
    row = find_published(short_id)
    if row is None:
        raise Http404
    return row


def _files(row: Snapshot) -> list[tuple[Format, int]]:
    """What can be downloaded; the page itself is the report as HTML."""
    return [(Format(file.format), file.file.size) for file in row.files.all() if file.format != Format.HTML]
