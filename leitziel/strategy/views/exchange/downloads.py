# SPDX-License-Identifier: EUPL-1.2
"""What can be downloaded of a plan, and the list of measures as it was filtered. Always a download, never shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.rendering.docx import MEDIA_TYPE_DOCX
from leitziel.rendering.plan_document import PlanDocument
from leitziel.rendering.xlsx import MEDIA_TYPE_CSV, MEDIA_TYPE_XLSX, Sheet, write_csv, write_xlsx
from leitziel.strategy.documents import issued
from leitziel.strategy.exchange.export.listing import listing_sheet
from leitziel.strategy.exchange.export.plan_json import plan_of_edition
from leitziel.strategy.exchange.export.public import plan_csv, plan_workbook
from leitziel.strategy.exchange.export.word import plan_docx
from leitziel.strategy.forms import filters
from leitziel.strategy.models import Edition
from leitziel.strategy.queries import catalogue
from leitziel.strategy.queries import concepts as queries
from leitziel.strategy.queries.search import search
from leitziel.strategy.views.common import address, require_view, site
from leitziel.strategy.views.concepts import concept_trail, find_edition


@dataclass(frozen=True, slots=True)
class _Format:
    """A way to download a plan: address, what it is called, and what it is good for."""

    url: str
    name: str
    use: str


def attachment(data: bytes, media_type: str, name: str, *, public: bool) -> HttpResponse:
    """`data` as a download; what is not public is kept by no cache."""
    response = HttpResponse(data, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    if not public:
        response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@requires("strategy.view_public")
def downloads(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """The formats of a plan, each with what it is good for; for members the workbook that they edit."""
    page, shown = find_edition(request, slug, label)

    def offered(name: str, called: str, use: str) -> _Format:
        return _Format(address(request, name, slug, label), called, use)

    context = {
        "concept": page,
        "edition": queries.edition_ref(shown),
        "formats": [
            offered("plan-pdf", "PDF", _("To read and to print; accessible.")),
            offered("plan-docx", "Word", _("To read and to work on, for example as a draft of the next edition.")),
            offered("plan-xlsx", "Excel", _("Every field, goal and measure as a table, to filter and to count.")),
            offered("plan-csv", "CSV", _("The measures as a plain table for other programs.")),
            offered("plan-json", "JSON", _("The whole plan for other programs; Leitziel can import it again.")),
        ],
        "may_see_table": request.access.may("strategy.use_sheets"),  # type: ignore[attr-defined]
        "breadcrumb": [*concept_trail(request, page, shown, last=False), (_("Download"), None)],
    }
    return render(request, "strategy/exchange/downloads.html", context)


def _send(
    request: HttpRequest, plan: tuple[str, str], kind: tuple[str, str], write: Callable[[PlanDocument], bytes]
) -> HttpResponse:
    (slug, label), (ending, media_type) = plan, kind
    shown = wanted_edition(request, slug, label)
    document = issued.public_document(shown, issued.site_of(shown.municipality, site(request)))
    return attachment(write(document), media_type, f"{slug}-{label}.{ending}", public=_public(shown))


def wanted_edition(request: HttpRequest, slug: str, label: str) -> Edition:
    """The edition with what its files need of its surroundings; refused where this person may not see it."""
    rows = Edition.objects.select_related("concept", "municipality", "council_paper__body")
    shown: Edition = get_object_or_404(rows, concept__slug=slug, label=label)
    require_view(request, shown)
    return shown


def _public(shown: Edition) -> bool:
    return shown.published_at is not None


@require_safe
@requires("strategy.view_public")
def plan_as_xlsx(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    return _send(request, (slug, label), ("xlsx", MEDIA_TYPE_XLSX), plan_workbook)


@require_safe
@requires("strategy.view_public")
def plan_as_csv(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    return _send(request, (slug, label), ("csv", MEDIA_TYPE_CSV), plan_csv)


@require_safe
@requires("strategy.view_public")
def plan_as_docx(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    return _send(request, (slug, label), ("docx", MEDIA_TYPE_DOCX), plan_docx)


@require_safe
@requires("strategy.view_public")
def plan_as_json(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    shown = wanted_edition(request, slug, label)
    data = json.dumps(plan_of_edition(shown), ensure_ascii=False, indent=1).encode()
    return attachment(data, "application/json", f"{slug}-{label}.json", public=_public(shown))


@require_safe
@requires("strategy.view_public")
def list_as_xlsx(request: HttpRequest) -> HttpResponse:
    """The list of measures with the filters of the address."""
    name = request.municipality.name  # type: ignore[attr-defined]
    sheet = _listed(request)
    data = write_xlsx([sheet], title=f"{_('Measures')} {name}", issued=timezone.localtime(), author=name)
    return attachment(data, MEDIA_TYPE_XLSX, "massnahmen.xlsx", public=True)


@require_safe
@requires("strategy.view_public")
def list_as_csv(request: HttpRequest) -> HttpResponse:
    return attachment(write_csv(_listed(request)), MEDIA_TYPE_CSV, "massnahmen.csv", public=True)


def _listed(request: HttpRequest) -> Sheet:
    wanted = filters.wanted(request.GET)
    answer = search(wanted.query)
    found = answer.scores if answer.terms else None
    selection = catalogue.select(catalogue.read_index(), wanted.facets, wanted.sort, found)
    here = site(request)
    return listing_sheet(selection.ids, lambda name, *args: here + address(request, name, *args))
