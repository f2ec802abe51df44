# SPDX-License-Identifier: EUPL-1.2
"""Printed names of responsible offices: a person says which organisation each one means."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.core.models import Organisation
from leitziel.strategy.actions import staging
from leitziel.strategy.models import PlanImport
from leitziel.strategy.queries import imports as queries

from .common import attempt, crumbs, get_import, in_review, link, seen_version
from .review import frame

PER_PAGE = 40  # each row carries the whole directory in its select
NEW = "new:"


@requires("strategy.review_import")
@require_http_methods(["GET", "HEAD", "POST"])
def organisations(request: HttpRequest, pk: int) -> HttpResponse:
    plan_import = get_import(pk)
    elsewhere = in_review(request, plan_import)
    if elsewhere:
        return elsewhere
    if request.method == "POST":
        return _save(request, plan_import)
    names = queries.printed_names(plan_import)
    preselect = request.GET.get("vorauswahl", "")
    page = Paginator(names, PER_PAGE).get_page(request.GET.get("seite"))
    context = {
        **frame(request, plan_import, "organisations"),
        "page": page,
        "rows": [{"entry": name, "selected": _selected(name, preselect)} for name in page.object_list],
        "organisations": queries.organisations(),
        "kinds": [(f"{NEW}{value}", label) for value, label in Organisation.Kind.choices],
        "open": sum(name.chosen is None for name in names),
        "unknown": sum(name.chosen is None and not name.suggestions for name in names),
        "preselect": preselect,
        "breadcrumb": crumbs(request, plan_import, (_("Responsible offices"), None)),
    }
    return render(request, "strategy/imports/organisations.html", context)


def _selected(name: queries.PrintedName, preselect: str) -> str:
    """What a row shows first: what was chosen; else what the person asked to see preselected; else nothing."""
    if name.chosen:
        return str(name.chosen)
    # Only equal names in bulk: "Büro für Migration" is similar to "Beirat für Migration" and is another office.
    if preselect in {"vorschlaege", "alle"} and name.best and name.best.exact:
        return str(name.best.organisation)
    if preselect in {"unbekannte", "alle"} and not name.suggestions:
        return f"{NEW}{name.kind}"
    return ""


def _save(request: HttpRequest, plan_import: PlanImport) -> HttpResponse:
    chosen: dict[str, int | None] = {}
    create: dict[str, str] = {}
    kinds = {str(value) for value in Organisation.Kind.values}
    printed = queries.printed_parties(plan_import.plan)
    for name, value in zip(request.POST.getlist("name"), request.POST.getlist("organisation"), strict=False):
        if name not in printed:
            continue
        if value.startswith(NEW) and value.removeprefix(NEW) in kinds:
            create[name] = value.removeprefix(NEW)
        elif value.isdigit() or not value:
            chosen[name] = int(value) if value else None
    here = link(request, "plan-import-organisations", plan_import)
    return attempt(
        request,
        plan_import,
        lambda: staging.choose_organisations(
            actor=request.user,  # type: ignore[arg-type]
            plan_import=plan_import,
            version=seen_version(request),
            chosen=chosen,
            create=create,
            learn="learn" in request.POST,
        ),
        done=_("The offices were saved."),
        to=here,
        back=here,
    )
