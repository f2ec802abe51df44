# SPDX-License-Identifier: EUPL-1.2
"""The list of imports, the upload, the state of one that is not in review."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core import files
from leitziel.core.access import requires
from leitziel.core.models import Job
from leitziel.strategy.actions import imports as actions
from leitziel.strategy.actions.errors import ImportProblem
from leitziel.strategy.enums import ImportState
from leitziel.strategy.exchange.lists import is_list
from leitziel.strategy.forms.imports import TargetForm, UploadForm
from leitziel.strategy.models import PlanImport
from leitziel.strategy.queries import imports as queries
from leitziel.strategy.views.common import address

from .common import attempt, crumbs, get_import, link, seen_version

STANDSTILL = dt.timedelta(minutes=3)  # a reading that reports nothing for so long was killed


@requires("strategy.import_plan")
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    page = Paginator(queries.all_imports(), 25).get_page(request.GET.get("seite"))
    return render(request, "strategy/imports/list.html", {"page": page, "breadcrumb": crumbs(request)})


@requires("strategy.import_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        data = file.read()
        columns = is_list(file.name)
        try:
            staged = actions.stage_import(
                municipality=request.municipality,  # type: ignore[attr-defined]
                actor=request.user,  # type: ignore[arg-type]
                data=data,
                name=file.name,
                run="hold" if columns else "background",
                **form.target(),
            )
        except ImportProblem as problem:
            form.add_error("edition_label", str(problem))
        else:
            return redirect(link(request, "plan-import-columns" if columns else "plan-import", staged))
    context = {"form": form, "breadcrumb": crumbs(request, None, (_("New import"), None))}
    return render(request, "strategy/imports/upload.html", context)


@requires("strategy.import_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def empty_plan(request: HttpRequest) -> HttpResponse:
    form = TargetForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            staged = actions.start_empty_plan(
                municipality=request.municipality,  # type: ignore[attr-defined]
                actor=request.user,  # type: ignore[arg-type]
                **form.target(),
            )
        except ImportProblem as problem:
            form.add_error("edition_label", str(problem))
        else:
            return redirect(link(request, "plan-import", staged))
    context = {"form": form, "breadcrumb": crumbs(request, None, (_("Plan without a document"), None))}
    return render(request, "strategy/imports/empty.html", context)


def state_page(request: HttpRequest, plan_import: PlanImport) -> HttpResponse:
    """The page of an import that is not in review: progress, failure, what became of it."""
    context = {
        "plan_import": plan_import,
        "job": plan_import.job,
        "waiting": waits_for_columns(plan_import),
        "stands_still": stands_still(plan_import),
        "breadcrumb": crumbs(request, plan_import),
    }
    return render(request, "strategy/imports/state.html", context)


def waits_for_columns(plan_import: PlanImport) -> bool:
    """A list whose columns nobody has chosen yet."""
    return (
        plan_import.state == ImportState.READING
        and plan_import.version == 1
        and plan_import.file is not None
        and is_list(plan_import.file.name)
    )


def stands_still(plan_import: PlanImport) -> bool:
    job: Job | None = plan_import.job
    if plan_import.state != ImportState.READING or waits_for_columns(plan_import):
        return False
    return job is None or timezone.now() - job.updated_at > STANDSTILL


@requires("strategy.review_import")
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress alone, fetched by htmx; asks for the whole page anew when the reading is over."""
    plan_import = get_import(pk)
    context = {"plan_import": plan_import, "job": plan_import.job}
    response = render(request, "strategy/imports/parts/progress.html", context)
    if plan_import.state != ImportState.READING:
        response["HX-Refresh"] = "true"
    return response


@requires("strategy.import_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, pk: int) -> HttpResponse:
    plan_import = get_import(pk)
    here = link(request, "plan-import", plan_import)
    if request.method == "POST":
        return attempt(
            request,
            plan_import,
            lambda: actions.read_again(actor=request.user, plan_import=plan_import),  # type: ignore[arg-type]
            done=_("The document is being read again."),
            to=here,
            back=here,
        )
    context = {
        "plan_import": plan_import,
        "title": _("Read the document again"),
        "text": _("The document is read from the beginning."),
        "action": _("Read again"),
        "breadcrumb": crumbs(request, plan_import, (_("Read again"), None)),
    }
    return render(request, "strategy/imports/confirm.html", context)


@requires("strategy.review_import")
@require_safe
def source_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The document as it was uploaded, always as a download."""
    plan_import = get_import(pk)
    if plan_import.file is None:
        messages.info(request, _("This plan was written without a document."))
        return redirect(link(request, "plan-import", plan_import))
    response = HttpResponse(files.content(plan_import.file), content_type="application/octet-stream")
    response.headers["Content-Disposition"] = content_disposition(plan_import.file.name)
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def content_disposition(name: str) -> str:
    from django.utils.http import content_disposition_header

    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


@requires("strategy.review_import")
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    plan_import = get_import(pk)
    here = link(request, "plan-import", plan_import)
    if request.method == "POST":
        return attempt(
            request,
            plan_import,
            lambda: actions.discard(actor=request.user, plan_import=plan_import, version=seen_version(request)),  # type: ignore[arg-type]
            done=_("The import was discarded. It stays in the list and can be taken up again."),
            to=address(request, "plan-imports"),
            back=here,
        )
    context = {
        "plan_import": plan_import,
        "title": _("Discard the import"),
        "text": _("The import will not become an edition. Nothing is deleted: you can take it up again."),
        "action": _("Discard"),
        "breadcrumb": crumbs(request, plan_import, (_("Discard"), None)),
    }
    return render(request, "strategy/imports/confirm.html", context)


@requires("strategy.review_import")
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    plan_import = get_import(pk)
    here = link(request, "plan-import", plan_import)
    if request.method == "POST":
        return attempt(
            request,
            plan_import,
            lambda: actions.reopen(actor=request.user, plan_import=plan_import, version=seen_version(request)),  # type: ignore[arg-type]
            done=_("The import is in review again."),
            to=here,
            back=here,
        )
    context = {
        "plan_import": plan_import,
        "title": _("Take the import up again"),
        "text": _("The import goes back into review with everything that was edited."),
        "action": _("Take up again"),
        "breadcrumb": crumbs(request, plan_import, (_("Take up again"), None)),
    }
    return render(request, "strategy/imports/confirm.html", context)
