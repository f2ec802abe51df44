# SPDX-License-Identifier: EUPL-1.2
"""Measures that look alike: the list, one measure's, and two side by side."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import SavedFilter
from leitziel.strategy.actions.together.relations import judge
from leitziel.strategy.forms.together.fields import VerdictForm
from leitziel.strategy.models import MeasureRelation, MeasureThread
from leitziel.strategy.queries.together import similar as queries
from leitziel.strategy.views.common import address, found, shortened

from .filters import default_query, saved_filters

PAGE_SIZE = 20


@requires("strategy.view_similar")
@require_safe
def similar_measures(request: HttpRequest) -> HttpResponse:
    """Suggestions nobody has judged, what belongs together, what is different."""
    if query := default_query(request, SavedFilter.List.SIMILAR):
        return redirect(f"{request.path}?{query}")
    state = request.GET.get("stand", "")
    state = state if state in {queries.TOGETHER, queries.DIFFERENT} else queries.OPEN
    concept, office = request.GET.get("konzept", "")[:100], request.GET.get("stelle", "")[:100]
    entries = queries.alike(request.municipality, state=state, concept=concept, office=office)
    concepts, offices = queries.choices(queries.catalogue(request.municipality).measures.values())
    context = {
        "page": Paginator(entries, PAGE_SIZE).get_page(request.GET.get("seite")),
        "found": len(entries),
        "state": state,
        "concept": concept,
        "office": office,
        "concepts": concepts,
        "offices": offices,
        "tabs": [
            {"label": label, "url": f"?stand={value}", "current": state == value}
            for value, label in (
                (queries.OPEN, _("Suggestions")),
                (queries.TOGETHER, _("Belong together")),
                (queries.DIFFERENT, _("Different")),
            )
        ],
        "saved": saved_filters(request, SavedFilter.List.SIMILAR),
        "may_judge": request.access.may("strategy.judge_similar"),
        "breadcrumb": [(_("Similar measures"), None)],
    }
    return render(request, "strategy/together/similar.html", context)


@requires("strategy.view_similar")
@require_safe
def similar_of(request: HttpRequest, short_id: str) -> HttpResponse:
    """What looks like one measure; a piece of its page for htmx, a page of its own for everybody else."""
    own, entries = found(queries.alike_one(request.municipality, short_id))
    context = {
        "measure": own,
        "short": shortened(own.heading),
        "entries": entries,
        "breadcrumb": [
            (_("Similar measures"), address(request, "similar-measures")),
            (shortened(own.heading), None),
        ],
    }
    template = "similar_list.html" if request.htmx else "similar_of.html"  # type: ignore[attr-defined]
    return render(request, f"strategy/together/{template}", context)


@requires("strategy.view_similar")
@require_http_methods(["GET", "HEAD", "POST"])
def similar_pair(request: HttpRequest, one: str, two: str) -> HttpResponse:
    """Two measures side by side with the reasons, and what a person says about them."""
    pair = queries.compared(request.municipality, one, two)
    if pair is None:
        raise Http404
    relation, threads = pair.relation, (pair.first.thread, pair.second.thread)
    version = relation.version if relation else 0
    initial = {"version": version, **({"verdict": relation.verdict, "note": relation.note} if relation else {})}
    form = VerdictForm(request.POST or None, initial=initial)
    if request.method == "POST":
        request.access.require("strategy.judge_similar", threads)
        withdraws = request.POST.get("what") == "withdraw"
        if withdraws:
            form.fields["verdict"].required = False
        if form.is_valid() and _judged(request, form, one, two, withdraws):
            return redirect("similar-measures", request.municipality.slug)
    context = {
        "pair": pair,
        "form": form,
        "may_judge": request.access.may("strategy.judge_similar", threads),
        "breadcrumb": [
            (_("Similar measures"), address(request, "similar-measures")),
            (_("Compare"), None),
        ],
    }
    return render(request, "strategy/together/similar_pair.html", context)


def _judged(request: HttpRequest, form: VerdictForm, one: str, two: str, withdraws: bool) -> bool:
    rows = MeasureThread.objects
    try:
        judge(
            municipality=request.municipality,  # type: ignore[attr-defined]
            actor=request.user,  # type: ignore[arg-type]
            one=get_object_or_404(rows, short_id=one),
            two=get_object_or_404(rows, short_id=two),
            verdict=None if withdraws else MeasureRelation.Verdict(form.cleaned_data["verdict"]),
            note=form.cleaned_data["note"],
            version=form.cleaned_data["version"],
        )
    except ChangedMeanwhileError as conflict:
        form.add_error(None, str(conflict))
        return False
    messages.success(request, _("Your verdict was taken back.") if withdraws else _("Your verdict was saved."))
    return True
