# SPDX-License-Identifier: EUPL-1.2
"""What the columns of a city's own list mean."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.methods.plantext.errors import PlanTextError
from leitziel.strategy.actions.columns import choose_columns
from leitziel.strategy.actions.imports import keep_failure
from leitziel.strategy.enums import ImportState
from leitziel.strategy.exchange.lists import is_list
from leitziel.strategy.queries import columns as queries

from .common import attempt, crumbs, get_import, link, seen_version


@requires("strategy.import_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def columns(request: HttpRequest, pk: int) -> HttpResponse:
    plan_import = get_import(pk)
    here = link(request, "plan-import", plan_import)
    file = plan_import.file
    if file is None or not is_list(file.name) or plan_import.state not in {ImportState.READING, ImportState.FAILED}:
        return redirect(here)
    try:
        if request.method == "POST":
            mapping = queries.chosen_mapping(plan_import, request.POST.getlist("part"))
            return attempt(
                request,
                plan_import,
                lambda: choose_columns(
                    actor=request.user,  # type: ignore[arg-type]
                    plan_import=plan_import,
                    version=seen_version(request),
                    mapping=mapping,
                ),
                done=_("The columns were confirmed. The list is being read."),
                to=here,
                back=here,
            )
        found = queries.columns_of(plan_import)
    except PlanTextError as error:
        keep_failure(plan_import=plan_import, message=str(error), actor=request.user)  # type: ignore[arg-type]
        return redirect(here)
    context = {
        "plan_import": plan_import,
        "found": found,
        "parts": list(queries.PART_LABELS.items()),
        "breadcrumb": crumbs(request, plan_import, (_("Columns of your list"), None)),
    }
    return render(request, "strategy/imports/columns.html", context)
