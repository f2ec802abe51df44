# SPDX-License-Identifier: EUPL-1.2
"""A round a step further: opened, closed, published, taken back, removed; each asks first and says what follows."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.strategy.actions.progress import rounds as actions
from leitziel.strategy.actions.progress.common import ProgressError
from leitziel.strategy.enums import ROUND_TRANSITIONS, RoundState
from leitziel.strategy.models import ReportingRound
from leitziel.strategy.queries.progress.rounds import open_rounds, overview
from leitziel.strategy.queries.progress.values import Overview
from leitziel.strategy.views.common import address, site

from .rounds import READ_OR_SEND, get_round, trail


@require_http_methods(READ_OR_SEND)
@requires("strategy.manage_rounds")
def round_state(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask, then open, close or reopen the round: `stand`."""
    current = get_round(slug)
    wanted = (request.POST if request.method == "POST" else request.GET).get("stand", "")
    if request.method != "POST":
        if wanted not in ROUND_TRANSITIONS[RoundState(current.state)]:
            return redirect("round", request.municipality.slug, slug)
        return _open_page(request, current) if wanted == RoundState.OPEN else _close_page(request, current)
    if wanted not in RoundState.values:
        return HttpResponseBadRequest()
    try:
        actions.change_round_state(
            round_=current,
            actor=request.user,  # type: ignore[arg-type]
            version=_version(request),
            state=RoundState(wanted),
            site=site(request),
        )
    except (ProgressError, ChangedMeanwhileError) as problem:
        messages.error(request, str(problem))
    else:
        opened = wanted == RoundState.OPEN
        messages.success(
            request, _("The round is open. The offices are being asked.") if opened else _("The round is closed.")
        )
    return redirect("round", request.municipality.slug, slug)


def _version(request: HttpRequest) -> int:
    number = request.POST.get("version", "")
    return int(number) if number.isdecimal() and len(number) < 10 else 0


def _open_page(request: HttpRequest, current: ReportingRound) -> HttpResponse:
    """Who gets a message, who cannot be reached, what else to look at before."""
    found = overview(current, timezone.localdate())
    again = current.opened_at is not None
    texts = [
        _(
            "Offices with open measures can answer again: those named below get a new message, and links from before "
            "hold again."
        )
        if again
        else _(
            "Each office named below gets one message with its list. A reminder follows a week before the deadline "
            "and one after it, to those only who still owe an answer."
        )
    ]
    if current.published_at:
        texts.append(
            _(
                "The round is taken back from the public until you publish it again. Reports that were issued from it "
                "stay as they are: a published report stays public."
            )
        )
    others = open_rounds().filter(editions__in=current.editions.all()).exclude(pk=current.pk).distinct()
    texts += [
        _("A round over these plans is open already: %(title)s. Offices would be asked twice.") % {"title": row.title}
        for row in others
    ]
    if current.deadline < timezone.localdate():
        texts.append(_("The deadline has passed. Change it first if offices are to have time."))
    waiting = [row for row in found.offices if row.open]
    context = {
        "title": _("Open the round again?") if again else _("Open the round?"),
        "texts": texts,
        "told": [row for row in waiting if row.reachable],
        "unreachable": [row for row in waiting if not row.reachable],
        "nobody": found.nobody,
        "sends": ("stand", RoundState.OPEN.value),
        "action": _("Open again") if again else _("Open and ask the offices"),
    }
    return _confirm(request, current, context)


def _close_page(request: HttpRequest, current: ReportingRound) -> HttpResponse:
    found = overview(current, timezone.localdate())
    texts = [
        _(
            "Nobody can answer any more, and no link opens while the round is closed. Nobody gets a message. You can "
            "open it again."
        ),
    ]
    texts += _still_open(found)
    context = {
        "title": _("Close the round?"),
        "texts": texts,
        "missing": [row for row in found.offices if row.open],
        "sends": ("stand", RoundState.CLOSED.value),
        "action": _("Close the round"),
    }
    return _confirm(request, current, context)


def _still_open(found: Overview) -> list[str]:
    if found.asked <= found.answered:
        return []
    return [
        _("%(open)s of %(asked)s measures have no report yet.")
        % {"open": found.asked - found.answered, "asked": found.asked}
    ]


@require_http_methods(READ_OR_SEND)
@requires("strategy.manage_rounds")
def round_publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask, then show everybody what was reported, or take it back."""
    current = get_round(slug)
    if request.method != "POST":
        if current.state != RoundState.CLOSED:
            return redirect("round", request.municipality.slug, slug)
        return _confirm(request, current, _publication(current))
    publish = request.POST.get("veroeffentlichen") == "ja"
    try:
        act = actions.publish_round if publish else actions.unpublish_round
        act(round_=current, actor=request.user, version=_version(request))  # type: ignore[arg-type]
    except (ProgressError, ChangedMeanwhileError) as problem:
        messages.error(request, str(problem))
    else:
        done = _("What was reported is public now.") if publish else _("What was reported is no longer public.")
        messages.success(request, done)
    return redirect("round", request.municipality.slug, slug)


def _publication(current: ReportingRound) -> dict[str, Any]:
    if current.published_at is None:
        return {
            "title": _("Publish what was reported?"),
            "texts": [
                *_still_open(overview(current, timezone.localdate())),
                _(
                    "Everybody then reads state, text, evidence and next step at each measure of a published plan. "
                    "Internal notes, and who typed an answer, never become public."
                ),
            ],
            "sends": ("veroeffentlichen", "ja"),
            "action": _("Publish for everybody"),
        }
    return {
        "title": _("Take what was reported back from the public?"),
        "texts": [_("It can be seen by members only. Reports that were issued stay as they are.")],
        "sends": ("veroeffentlichen", "nein"),
        "action": _("Take it back from the public"),
    }


@require_http_methods(READ_OR_SEND)
@requires("strategy.manage_rounds")
def round_delete(request: HttpRequest, slug: str) -> HttpResponse:
    """Ask, then remove a round that was never opened."""
    current = get_round(slug)
    if request.method == "POST":
        try:
            actions.delete_round(round_=current, actor=request.user, version=_version(request))
        except (ProgressError, ChangedMeanwhileError) as problem:
            messages.error(request, str(problem))
            return redirect("round", request.municipality.slug, slug)
        messages.success(request, _("The round was removed."))
        return redirect("rounds", request.municipality.slug)
    if current.state != RoundState.DRAFT:
        return redirect("round", request.municipality.slug, slug)
    context = {
        "title": _("Remove the round?"),
        "texts": [_("Nobody was asked yet, so nothing of what offices know is lost. This cannot be taken back.")],
        "sends": ("entfernen", "ja"),
        "action": _("Remove"),
    }
    return _confirm(request, current, context)


def _confirm(request: HttpRequest, current: ReportingRound, context: dict[str, Any]) -> HttpResponse:
    whole = {
        "round": current,
        "back": address(request, "round", current.slug),
        "breadcrumb": trail(request, current, (str(context["action"]), None)),
        **context,
    }
    return render(request, "strategy/progress/confirm.html", whole)
