# SPDX-License-Identifier: EUPL-1.2
"""Fact sheet, synopsis and task list as they are today, drawn when somebody asks. Always a download."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from leitziel.core.access import Access, requires
from leitziel.core.links import LinkError
from leitziel.core.models import Job, Organisation
from leitziel.reports.actions.drawing import find_job, order_document
from leitziel.reports.actions.issuing import Order
from leitziel.reports.documents import Document, document_of
from leitziel.reports.errors import ReportError
from leitziel.reports.library import Format, Template, template
from leitziel.reports.library.common.gathering import Subject
from leitziel.reports.queries.sizes import entries_of
from leitziel.strategy.actions.progress.links import office_of
from leitziel.strategy.documents.issued import site_of
from leitziel.strategy.models import Edition, MeasureThread, ReportingRound
from leitziel.strategy.queries.measure_page import measure_page

from .common import address, as_download, municipality_of, site, wanted_format

AT_ONCE = 400  # entries that are laid side by side while a person waits


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What somebody asked for. `public`: everybody may have it, so it is kept; else it is drawn for them alone."""

    template: Template
    subject: Subject
    format: Format
    name: str
    public: bool


@require_safe
@requires("reports.view_public")
def factsheet(request: HttpRequest, short_id: str, name: str) -> HttpResponse:
    """The fact sheet of a measure, in the edition that counts for this reader."""
    found = template("factsheet")
    thread = get_object_or_404(MeasureThread.objects.select_related("concept"), short_id=short_id)
    shown = measure_page(request.access, short_id)  # type: ignore[attr-defined]
    if shown is None:
        raise Http404
    request.access.require("strategy.view_edition", shown[1])  # type: ignore[attr-defined]
    public = shown[1].published_at is not None
    wanted = _Wanted(found, Subject(thread=thread), wanted_format(found, name), f"massnahme-{short_id}", public)
    return _answer(request, wanted)


@require_safe
@requires("reports.view_public")
def synopsis(request: HttpRequest, slug: str, label: str, old: str, name: str) -> HttpResponse:
    """The edition `old` beside the edition `label`."""
    wanted = _synopsis(request, (slug, label, old), name)
    if not wanted.public or not _long(wanted):
        return _answer(request, wanted)
    document = _document(request, wanted)
    data = document.kept(wanted.format)
    if data is not None:
        return as_download(data, wanted.format, wanted.name, public=True)
    order = Order(template=wanted.template, subject=wanted.subject, formats=(wanted.format,), site=_site(request))
    job = order_document(municipality=municipality_of(request), key=document.key(wanted.format), order=order)
    data = document.kept(wanted.format)  # quick workers are done by now
    if data is not None:
        return as_download(data, wanted.format, wanted.name, public=True)
    return _waiting(request, job, (slug, label, old, name))


@require_safe
@requires("reports.view_public")
def synopsis_progress(request: HttpRequest, slug: str, label: str, old: str, name: str) -> HttpResponse:
    """How far a long synopsis is, fetched by htmx; asks for the page anew, and with it the file, when it is there."""
    wanted = _synopsis(request, (slug, label, old), name)
    document = _document(request, wanted)
    job = find_job(document.key(wanted.format))
    ready = document.kept(wanted.format) is not None
    over = ready or job is None or job.state in {Job.State.DONE, Job.State.FAILED}
    context = {"job": job, "running": not over, "parts": (slug, label, old, name)}
    response = render(request, "reports/parts/document_progress.html", context)
    response["Cache-Control"] = "no-store"
    if over:
        response["HX-Refresh"] = "true"
    return response


@require_safe
@requires("reports.view_tasks")
def tasklist(request: HttpRequest, slug: str, office: str, name: str) -> HttpResponse:
    """An office's measures in a round, for members of the municipality and for the office."""
    current = get_object_or_404(ReportingRound, slug=slug)
    organisation = get_object_or_404(Organisation, slug=office)
    access: Access = request.access  # type: ignore[attr-defined]
    if organisation.pk not in access.organisations:
        access.require("reports.view")
    return _tasks(request, current, organisation, name)


@require_safe
@never_cache
@requires("strategy.answer_by_link")
def tasklist_by_link(request: HttpRequest, token: str, name: str) -> HttpResponse:
    """The same for whoever holds the office's signed link."""
    try:
        row = office_of(municipality_of(request), token)
    except LinkError as problem:
        response = render(request, "reports/link_over.html", {"problem": str(problem)}, status=410)
    else:
        response = _tasks(request, row.round, row.organisation, name)
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _tasks(request: HttpRequest, current: ReportingRound, office: Organisation, name: str) -> HttpResponse:
    found = template("tasklist")
    subject = Subject(round=current, organisation=office)
    called = f"aufgaben-{current.slug}-{office.slug}"
    return _answer(request, _Wanted(found, subject, wanted_format(found, name), called, public=False))


def _synopsis(request: HttpRequest, parts: tuple[str, str, str], name: str) -> _Wanted:
    slug, label, old = parts
    found = template("synopsis")
    rows = Edition.objects.select_related("concept", "municipality").filter(concept__slug=slug, label__in=(label, old))
    editions = {row.label: row for row in rows}
    if label not in editions or old not in editions or old == label:
        raise Http404
    for edition in editions.values():
        request.access.require("strategy.view_edition", edition)  # type: ignore[attr-defined]
    subject = Subject(edition=editions[label], earlier_edition=editions[old])
    public = all(edition.published_at is not None for edition in editions.values())
    return _Wanted(found, subject, wanted_format(found, name), f"synopse-{slug}-{old}-{label}", public)


def _long(wanted: _Wanted) -> bool:
    assert wanted.subject.edition is not None
    assert wanted.subject.earlier_edition is not None
    return wanted.format is Format.PDF and entries_of(wanted.subject.edition, wanted.subject.earlier_edition) > AT_ONCE


def _site(request: HttpRequest) -> str:
    return site_of(municipality_of(request), site(request))


def _document(request: HttpRequest, wanted: _Wanted) -> Document:
    access = None if wanted.public else request.access  # type: ignore[attr-defined]
    return document_of(wanted.template, wanted.subject, municipality_of(request), site=_site(request), access=access)


def _answer(request: HttpRequest, wanted: _Wanted) -> HttpResponse:
    try:
        document = _document(request, wanted)
    except ReportError:
        raise Http404 from None
    draw: Callable[[Format], bytes] = document.drawn if wanted.public else document.drawn_alone
    return as_download(draw(wanted.format), wanted.format, wanted.name, public=wanted.public)


def _waiting(request: HttpRequest, job: Job, parts: tuple[str, str, str, str]) -> HttpResponse:
    slug, label, old, _name = parts
    context = {
        "job": job,
        "failed": job.state == Job.State.FAILED,
        "running": job.state != Job.State.FAILED,
        "parts": parts,
        "breadcrumb": [
            (_("What has changed"), address(request, "edition-changes-since", slug, label, old)),
            (_("Synopsis"), None),
        ],
    }
    response = render(request, "reports/waiting.html", context, status=202)
    response["Cache-Control"] = "no-store"
    return response
