# SPDX-License-Identifier: EUPL-1.2
"""Reporting rounds: the list, a new one, one at a glance, its facts."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError, conflict_page, resolved
from leitziel.strategy.actions.progress import rounds as actions
from leitziel.strategy.actions.progress.common import ProgressError
from leitziel.strategy.forms.progress.filters import MeasureFilter
from leitziel.strategy.forms.progress.rounds import RoundForm
from leitziel.strategy.models import ReportingRound
from leitziel.strategy.queries.progress import rounds as queries
from leitziel.strategy.queries.progress.standings import find_round
from leitziel.strategy.views.common import Crumb, address

READ_OR_SEND = ["GET", "HEAD", "POST"]
PAGE = 50


def get_round(slug: str) -> ReportingRound:
    return get_object_or_404(ReportingRound.objects.select_related("municipality", "previous"), slug=slug)


def trail(request: HttpRequest, current: ReportingRound | None, *more: Crumb) -> list[Crumb]:
    """From the list of rounds down."""
    found: list[Crumb] = [(_("Reporting rounds"), address(request, "rounds"))]
    if current is not None:
        found.append((current.title, address(request, "round", current.slug) if more else None))
    return [*found, *more]


@require_safe
@requires("strategy.view_rounds")
def rounds(request: HttpRequest) -> HttpResponse:
    """All rounds, newest first."""
    context = {
        "page": Paginator(queries.rounds(), PAGE).get_page(request.GET.get("seite")),
        "may_manage": request.access.may("strategy.manage_rounds"),
        "breadcrumb": [(_("Reporting rounds"), None)],
    }
    return render(request, "strategy/progress/rounds.html", context)


@require_safe
@requires("strategy.view_rounds")
def round_(request: HttpRequest, slug: str) -> HttpResponse:
    """A round at a glance: who is missing, what is late or silent, where the plans stand."""
    try:
        current, past = find_round(slug)
    except ReportingRound.DoesNotExist:
        raise Http404 from None
    overview = queries.overview(current, timezone.localdate(), past)
    wanted = MeasureFilter(request.GET, overview)
    chosen = wanted.chosen()
    context = {
        "round": current,
        "overview": overview,
        "share": overview.answered / overview.asked if overview.asked else 1.0,
        "missing": [row for row in overview.offices if row.open],
        "complete": [row for row in overview.offices if not row.open],
        "unreachable": [row for row in overview.offices if row.open and not row.reachable],
        "wanted": wanted,
        "found": len(chosen),
        "page": Paginator(chosen, PAGE).get_page(request.GET.get("seite")),
        "may_manage": request.access.may("strategy.manage_rounds"),
        "may_answer": request.access.may("strategy.report_progress"),
        "today": timezone.localdate(),
        "breadcrumb": trail(request, current),
    }
    return render(request, "strategy/progress/round.html", context)


@require_http_methods(READ_OR_SEND)
@requires("strategy.manage_rounds")
def round_new(request: HttpRequest) -> HttpResponse:
    """Prepare a round; nobody is told of it yet."""
    form = RoundForm(request.POST or None, round_=None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_round(municipality=request.municipality, actor=request.user, facts=form.facts())
        except ProgressError as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            messages.success(request, _("The round is prepared. Offices are asked when you open it."))
            return redirect("round", request.municipality.slug, made.slug)
    return _form_page(request, form, None)


@require_http_methods(READ_OR_SEND)
@requires("strategy.manage_rounds")
def round_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the facts of a round."""
    current = get_round(slug)

    def form_of(row: ReportingRound, data: Any = None) -> RoundForm:
        return RoundForm(data, round_=row, today=timezone.localdate())

    if request.method != "POST":
        return _form_page(request, form_of(current), current)
    form = form_of(current, resolved(request.POST, form_of(current)))
    if form.is_valid():
        try:
            actions.edit_round(
                round_=current, actor=request.user, version=form.cleaned_data["version"], facts=form.facts()
            )
        except ChangedMeanwhileError:
            theirs = form_of(get_round(slug))
            back = address(request, "round", slug)
            crumbs = trail(request, current, (_("Edit"), None))
            return conflict_page(
                request, mine=form, theirs=theirs, target=current, back=back, name=current.title, breadcrumb=crumbs
            )
        except ProgressError as problem:
            form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        else:
            messages.success(request, _("The round was saved."))
            return redirect("round", request.municipality.slug, slug)
    return _form_page(request, form, current)


def _form_page(request: HttpRequest, form: RoundForm, current: ReportingRound | None) -> HttpResponse:
    title = _("Edit the round") if current else _("New reporting round")
    context = {
        "form": form,
        "round": current,
        "title": title,
        "back": address(request, "round", current.slug) if current else address(request, "rounds"),
        "breadcrumb": trail(request, current, (title, None)),
    }
    return render(request, "strategy/progress/round_form.html", context, status=422 if form.errors else 200)
