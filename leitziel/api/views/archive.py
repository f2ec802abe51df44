# SPDX-License-Identifier: EUPL-1.2
"""The administration takes all data of its municipality with it."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.api.actions import archive as actions
from leitziel.core.access import requires
from leitziel.core.models import Job


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.export_municipality")
def archive(request: HttpRequest) -> HttpResponse:
    """Order the archive, see how far it is, download or delete it."""
    municipality = request.municipality  # type: ignore[attr-defined]
    if request.method == "POST":
        if request.POST.get("do") == "delete":
            actions.delete_archives(municipality=municipality, actor=request.user)  # type: ignore[arg-type]
            messages.success(request, _("The archive is deleted."))
        else:
            actions.order_archive(municipality=municipality, actor=request.user)  # type: ignore[arg-type]
            messages.success(request, _("The archive is being written. You may leave this page."))
        return redirect("archive", municipality.slug)
    context = _state() | {"breadcrumb": [(_("My work"), "../"), (_("Archive"), None)]}
    return render(request, "api/archive.html", context)


@require_safe
@requires("core.export_municipality")
def progress(request: HttpRequest) -> HttpResponse:
    """How far it is, fetched by htmx; asks for the page anew when it is over."""
    state = _state()
    response = render(request, "api/archive_progress.html", state)
    response["Cache-Control"] = "no-store"
    if not state["running"]:
        response["HX-Refresh"] = "true"
    return response


@require_safe
@requires("core.export_municipality")
def download(request: HttpRequest) -> HttpResponseBase:
    """The file, as a stream."""
    job = actions.newest_job()
    if job is None or not actions.ready(job):
        messages.info(request, _("There is no archive to download. Have one written first."))
        return redirect("archive", request.municipality.slug)  # type: ignore[attr-defined]
    actions.log_download(municipality=request.municipality, actor=request.user)  # type: ignore[attr-defined, arg-type]
    try:
        file = actions.archive_path(job).open("rb")
    except FileNotFoundError:
        raise Http404 from None
    name = f"{request.municipality.slug}-{timezone.localtime(job.updated_at):%Y-%m-%d}.zip"  # type: ignore[attr-defined]
    response = FileResponse(file, as_attachment=True, filename=name, content_type="application/zip")
    response["Cache-Control"] = "private, no-store"
    return response


def _state() -> dict[str, object]:
    job = actions.newest_job()
    stands = job is not None and actions.stands_still(job)
    return {
        "job": job,
        "running": job is not None and job.state in {Job.State.WAITING, Job.State.RUNNING} and not stands,
        "ready": job is not None and actions.ready(job),
        "failed": job is not None and (job.state == Job.State.FAILED or (stands and job.state != Job.State.DONE)),
        "size": actions.archive_path(job).stat().st_size if job is not None and actions.ready(job) else 0,
        "until": job.updated_at + actions.KEPT if job is not None else None,
    }
