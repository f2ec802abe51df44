# SPDX-License-Identifier: EUPL-1.2
"""Concepts and their editions: register, table of contents, the plan at a glance."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.strategy.documents.overview import overview as plan_overview
from leitziel.strategy.models import Edition
from leitziel.strategy.queries import concepts as queries
from leitziel.strategy.queries.papers import footnotes
from leitziel.strategy.queries.progress.glance import PlanGlance
from leitziel.strategy.queries.visibility import first_to_show

from .common import address, require_view


@require_safe
@requires("strategy.view_public")
def concepts(request: HttpRequest) -> HttpResponse:
    """The register: own concepts, umbrella concepts with their parts, and those kept elsewhere."""
    entries = queries.register(request.access)
    context = {
        "own": [e for e in entries if not e.external],
        "external": [e for e in entries if e.external],
        "may_edit": request.access.may("strategy.edit_plan"),
        "breadcrumb": [(_("Concepts"), None)],
    }
    return render(request, "strategy/concepts/register.html", context)


@require_safe
@requires("strategy.view_public")
def concept(request: HttpRequest, slug: str) -> HttpResponse:
    """A concept in the edition that counts; an umbrella shows its parts, an external one where it is kept."""
    page, editions = find_concept(request, slug)
    visible = [e for e in editions if request.access.may("strategy.view_edition", e)]
    shown = first_to_show(visible)
    if shown is None and not (page.external or page.parts):
        if editions:
            require_view(request, editions[0])
        request.access.require("strategy.view_drafts")
    return _render(request, page, shown)


@require_safe
@requires("strategy.view_public")
def edition(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """One edition of a concept."""
    page, shown = find_edition(request, slug, label)
    return _render(request, page, shown)


@require_safe
@requires("strategy.view_public")
def overview(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """The plan at a glance: one picture and the table that says the same. Squares are told apart by their deadline,
    or (`stand=sachstand`) by where their measures stand in the newest round."""
    page, shown = find_edition(request, slug, label)
    glance = PlanGlance.of(request.access, shown, wanted=request.GET.get("stand") == "sachstand")
    context = {
        "concept": page,
        "edition": queries.edition_ref(shown),
        "glance": glance,
        "overview": plan_overview(shown, lambda name, *args: address(request, name, *args), glance.standings),
        "breadcrumb": [*concept_trail(request, page, shown, last=False), (_("At a glance"), None)],
    }
    return render(request, "strategy/concepts/overview.html", context)


def find_concept(request: HttpRequest, slug: str) -> tuple[queries.ConceptPage, list[Edition]]:
    found = queries.concept_page(request.access, slug)
    if found is None:
        raise Http404
    return found


def find_edition(request: HttpRequest, slug: str, label: str) -> tuple[queries.ConceptPage, Edition]:
    page, editions = find_concept(request, slug)
    shown = next((e for e in editions if e.label == label), None)
    if shown is None:
        raise Http404
    require_view(request, shown)
    return page, shown


def concept_trail(
    request: HttpRequest, page: queries.ConceptPage, shown: Edition | None, *, last: bool = True
) -> list[tuple[str, str | None]]:
    trail: list[tuple[str, str | None]] = [(_("Concepts"), address(request, "concepts"))]
    if page.part_of:
        trail.append((page.part_of.label, address(request, "concept", page.part_of.key)))
    trail.append((page.title, address(request, "concept", page.slug)))
    if shown:
        trail.append((shown.label, None if last else address(request, "edition", page.slug, shown.label)))
    return trail


def _render(request: HttpRequest, page: queries.ConceptPage, shown: Edition | None) -> HttpResponse:
    context = {
        "concept": page,
        "plan": queries.edition_page(shown) if shown else None,
        "footnotes": footnotes(request.access, shown) if shown else [],
        "may_edit": request.access.may("strategy.edit_plan"),
        "breadcrumb": concept_trail(request, page, shown),
    }
    return render(request, "strategy/concepts/concept.html", context)
