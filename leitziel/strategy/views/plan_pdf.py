# SPDX-License-Identifier: EUPL-1.2
"""The plan as an accessible PDF (PDF/UA-1, PDF/A-2a): at once where that is quick, else made in the background."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.core.models import Job
from leitziel.rendering.plan_document import PlanDocument
from leitziel.strategy.actions.plan_pdf import find_job, order_pdf
from leitziel.strategy.documents import issued
from leitziel.strategy.models import Edition
from leitziel.strategy.queries import concepts as queries

from .common import site
from .concepts import concept_trail, find_edition

AT_ONCE = 150  # measures that are typeset while the person waits (a few seconds)


@require_safe
@requires("strategy.view_public")
def plan_pdf(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """The file if it is there or quickly made; else a page that says how far it is."""
    page, shown = find_edition(request, slug, label)
    document = _document(request, shown)
    data = issued.stored_pdf(document)
    if data is None and issued.measure_count(document) <= AT_ONCE:
        data = issued.issued_pdf(document)
    if data is None:
        site_ = issued.site_of(shown.municipality, site(request))
        job = order_pdf(edition=shown, digest=issued.digest(document), site=site_)
        return _waiting(request, page, shown, job)
    response = HttpResponse(data, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{slug}-{label}.pdf"'
    if shown.published_at is None:
        response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@requires("strategy.view_public")
def plan_pdf_progress(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """The progress alone, fetched by htmx; asks for the page anew, and with it the file, when it is there."""
    page, shown = find_edition(request, slug, label)
    document = _document(request, shown)
    ready = issued.stored_pdf(document) is not None
    job = find_job(issued.digest(document))
    over = ready or job is None or job.state in {Job.State.DONE, Job.State.FAILED}
    context = {"concept": page, "edition": queries.edition_ref(shown), "job": job, "running": not over}
    response = render(request, "strategy/concepts/pdf_progress.html", context)
    response["Cache-Control"] = "no-store"
    if over:
        response["HX-Refresh"] = "true"
    return response


def _document(request: HttpRequest, shown: Edition) -> PlanDocument:
    return issued.public_document(shown, issued.site_of(shown.municipality, site(request)))


def _waiting(request: HttpRequest, page: queries.ConceptPage, shown: Edition, job: Job) -> HttpResponse:
    context = {
        "concept": page,
        "edition": queries.edition_ref(shown),
        "job": job,
        "failed": job.state == Job.State.FAILED,
        "running": job.state != Job.State.FAILED,
        "breadcrumb": [*concept_trail(request, page, shown, last=False), (_("PDF"), None)],
    }
    response = render(request, "strategy/concepts/pdf_waiting.html", context, status=202)
    response["Cache-Control"] = "no-store"
    return response
