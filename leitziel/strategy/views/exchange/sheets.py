# SPDX-License-Identifier: EUPL-1.2
"""The working table: download, upload, every change before it counts, and then all of it or nothing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from leitziel.core import files
from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import Job
from leitziel.rendering.xlsx import MEDIA_TYPE_CSV, MEDIA_TYPE_XLSX
from leitziel.strategy.actions import sheets as actions
from leitziel.strategy.actions.editing.permissions import PLANNER, needs_reason
from leitziel.strategy.actions.editing.values import EditError
from leitziel.strategy.actions.sheets.applying import AT_ONCE, compared
from leitziel.strategy.enums import SheetState
from leitziel.strategy.exchange.export.internal import working_table_csv, working_table_xlsx
from leitziel.strategy.exchange.sheets.comparing import Comparison, decided_cells
from leitziel.strategy.exchange.sheets.workbook import SheetFileError
from leitziel.strategy.forms.sheets import SheetApplyForm, SheetUploadForm
from leitziel.strategy.models import Edition, SheetImport
from leitziel.strategy.queries.values import edition_ref
from leitziel.strategy.views.common import Crumb, address, shortened, site

from .downloads import attachment, wanted_edition

PAGE_SIZE = 50
MOST_PROBLEMS = 200
NEW_AT_ONCE = 10


def _sheet(request: HttpRequest, pk: int) -> SheetImport:
    """An uploaded table: planners see all of them, others their own."""
    rows = SheetImport.objects.select_related(
        "edition__concept", "edition__municipality", "municipality", "file", "job", "created_by"
    )
    if not request.access.may(PLANNER):  # type: ignore[attr-defined]
        rows = rows.filter(created_by=request.user)
    found: SheetImport = get_object_or_404(rows, pk=pk)
    return found


def _trail(request: HttpRequest, edition: Edition, *more: Crumb) -> list[Crumb]:
    slug, label = edition.concept.slug, edition.label
    trail: list[Crumb] = [
        (shortened(edition.concept.title), address(request, "concept", slug)),
        (label, address(request, "edition", slug, label)),
        (_("Working table"), address(request, "sheets", slug, label)),
        *more,
    ]
    return [*trail[:-1], (trail[-1][0], None)]


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.use_sheets")
def sheets(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """Where the table is had and given back; what came back before."""
    edition = wanted_edition(request, slug, label)
    form = SheetUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            sheet = actions.stage_sheet(actor=request.user, edition=edition, data=file.read(), name=file.name)  # type: ignore[arg-type]
        except SheetFileError as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("sheet", request.municipality.slug, sheet.pk)  # type: ignore[attr-defined]
    earlier = SheetImport.objects.filter(edition=edition).select_related("file", "created_by").defer("table")
    if not request.access.may(PLANNER):  # type: ignore[attr-defined]
        earlier = earlier.filter(created_by=request.user)
    context = {
        "edition": edition_ref(edition),
        "form": form,
        "earlier": earlier[:20],
        "breadcrumb": _trail(request, edition),
    }
    return render(request, "strategy/exchange/sheets.html", context, status=422 if form.errors else 200)


@require_safe
@requires("strategy.use_sheets")
def sheet_xlsx(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    edition = wanted_edition(request, slug, label)
    return attachment(working_table_xlsx(edition), MEDIA_TYPE_XLSX, f"{slug}-{label}-tabelle.xlsx", public=False)


@require_safe
@requires("strategy.use_sheets")
def sheet_csv(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    edition = wanted_edition(request, slug, label)
    return attachment(working_table_csv(edition), MEDIA_TYPE_CSV, f"{slug}-{label}-tabelle.csv", public=False)


@require_safe
@requires("strategy.use_sheets")
def sheet_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as it was uploaded."""
    found = _sheet(request, pk).file
    return attachment(files.content(found), found.media_type, found.name, public=False)


def _working(sheet: SheetImport) -> bool:
    """Is the table being taken over in the background?"""
    return sheet.job is not None and sheet.job.state in {Job.State.WAITING, Job.State.RUNNING}


def _asks_reason(sheet: SheetImport, found: Comparison) -> bool:
    if not needs_reason(sheet.edition):
        return False
    return any(c.kind != "change" or c.place is not None or any(decided_cells(c)) for c in found.changes)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.use_sheets")
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Every change, error and conflict of an uploaded table; sending the form takes the table over."""
    row = _sheet(request, pk)
    if row.state != SheetState.STAGED or _working(row):
        return _page(request, row, None, None)
    found = compared(row, request.access)  # type: ignore[attr-defined]
    asks = _asks_reason(row, found)
    if request.method != "POST":
        form = SheetApplyForm(initial={"version": row.version, "seen": found.fingerprint()}, needs_reason=asks)
        return _page(request, row, found, form)
    form = SheetApplyForm(request.POST, needs_reason=asks)
    if form.is_valid():
        try:
            return _take_over(request, row, found, form)
        except (ChangedMeanwhileError, actions.SheetProblem, EditError) as problem:
            messages.error(request, str(problem))
            return redirect("sheet", request.municipality.slug, pk)  # type: ignore[attr-defined]
    return _page(request, row, found, form, status=422)


def _take_over(request: HttpRequest, row: SheetImport, found: Comparison, form: SheetApplyForm) -> HttpResponse:
    data = form.cleaned_data
    reason, here = data.get("reason", ""), site(request)
    actor = request.user
    built = sum(change.kind != "change" or change.place is not None for change in found.changes)
    if len(found.changes) > AT_ONCE or built > NEW_AT_ONCE:
        actions.order_apply(
            actor=actor,  # type: ignore[arg-type]
            sheet=row,
            version=data["version"],
            order={"seen": data["seen"], "reason": reason, "site": here},
        )
    else:
        actions.apply_sheet(
            actor=actor,  # type: ignore[arg-type]
            sheet=row,
            version=data["version"],
            seen=data["seen"],
            reason=reason,
            site=here,
            access=request.access,  # type: ignore[attr-defined]
        )
        messages.success(request, _("The table was taken over."))
    return redirect("sheet", request.municipality.slug, row.pk)  # type: ignore[attr-defined]


def _page(
    request: HttpRequest, row: SheetImport, found: Comparison | None, form: SheetApplyForm | None, status: int = 200
) -> HttpResponse:
    changes = found.changes if found else []
    kinds = [change.kind for change in changes]
    context = {
        "sheet": row,
        "edition": edition_ref(row.edition),
        "found": found,
        "page": Paginator(changes, PAGE_SIZE).get_page(request.GET.get("seite", "1")),
        "counts": {kind: kinds.count(kind) for kind in ("change", "new", "delete")},
        "problems": found.problems[:MOST_PROBLEMS] if found else [],
        "form": form,
        "working": _working(row),
        "may_edit": request.access.may(PLANNER),  # type: ignore[attr-defined]
        "failed": row.job is not None and row.job.state == Job.State.FAILED,
        "breadcrumb": _trail(request, row.edition, (row.file.name, None)),
    }
    return render(request, "strategy/exchange/sheet.html", context, status=status)


@require_safe
@requires("strategy.use_sheets")
def sheet_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress alone, fetched by htmx."""
    row = _sheet(request, pk)
    working = _working(row)
    response = render(request, "strategy/exchange/sheet_progress.html", {"sheet": row, "working": working})
    response["Cache-Control"] = "no-store"
    if not working:
        response["HX-Refresh"] = "true"
    return response


@require_POST
@requires("strategy.use_sheets")
def sheet_conflicts(request: HttpRequest, pk: int) -> HttpResponse:
    """What counts where both sides changed a cell."""
    row = _sheet(request, pk)
    chosen = {key.removeprefix("c-"): value for key, value in request.POST.items() if key.startswith("c-")}
    try:
        actions.decide_conflicts(actor=request.user, sheet=row, version=_seen(request), chosen=chosen)  # type: ignore[arg-type]
    except (ChangedMeanwhileError, actions.SheetProblem) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("Your decisions were kept."))
    return redirect("sheet", request.municipality.slug, pk)  # type: ignore[attr-defined]


@require_POST
@requires("strategy.use_sheets")
def sheet_discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Put the table aside."""
    row = _sheet(request, pk)
    try:
        actions.discard_sheet(actor=request.user, sheet=row, version=_seen(request))  # type: ignore[arg-type]
    except (ChangedMeanwhileError, actions.SheetProblem) as problem:
        messages.error(request, str(problem))
        return redirect("sheet", request.municipality.slug, pk)  # type: ignore[attr-defined]
    messages.success(request, _("The table was discarded. The plan stays as it is."))
    return redirect("sheets", request.municipality.slug, row.edition.concept.slug, row.edition.label)  # type: ignore[attr-defined]


def _seen(request: HttpRequest) -> int:
    value = request.POST.get("version", "")
    return int(value) if value.isdecimal() and len(value) < 10 else 0
