# SPDX-License-Identifier: EUPL-1.2
"""Managing votes and resolutions, and the way of a paper."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.bodies.actions import votes as actions
from leitziel.bodies.actions.deliberations import set_deliberations
from leitziel.bodies.enums import Effect, PaperKind, PaperResult, Result
from leitziel.bodies.forms import votes as forms
from leitziel.bodies.models import AgendaItem, Body, CouncilPaper, Resolution, Vote
from leitziel.core.access import requires

from .common import READ_OR_SEND, WORK, address, attempt, item_trail, managed_item, save_or_remove, work_trail


def _vote_page(
    request: HttpRequest, item: AgendaItem, form: forms.VoteForm, title: str, remove: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "item": item,
        "title": title,
        "remove": remove,
        "breadcrumb": item_trail(request, item, (_("Vote"), None)),
    }
    return render(request, "bodies/work/vote.html", context)


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def vote_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a vote on an item."""
    item = managed_item(request, pk)
    form = forms.VoteForm(request.POST or None, voters=actions.voters(item))
    if request.method == "POST" and form.is_valid():
        vote = attempt(form, lambda: actions.record_vote(item=item, actor=request.user, facts=form.facts()))
        if vote:
            _tell(request, vote)
            return redirect("agenda-item", request.municipality.slug, pk)
    return _vote_page(request, item, form, _("Write down a vote"))


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def vote_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a vote, or remove one entered by mistake."""
    vote = get_object_or_404(Vote.objects.select_related("item__meeting__body"), pk=pk)
    item = vote.item
    request.access.require(WORK, item.meeting.body)
    form = forms.EditVoteForm(request.POST or None, voters=actions.voters(item), initial=forms.vote_initial(vote))
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if "remove" in request.POST:
            if attempt(form, lambda: actions.remove_vote(vote=vote, actor=request.user, version=version) or True):
                messages.success(request, _("The vote was removed."))
                return redirect("agenda-item", request.municipality.slug, item.pk)
        else:
            changed = attempt(
                form,
                lambda: actions.edit_vote(vote=vote, actor=request.user, version=version, facts=form.facts()),
            )
            if changed:
                _tell(request, changed)
                return redirect("agenda-item", request.municipality.slug, item.pk)
    return _vote_page(request, item, form, _("Edit the vote"), _("Remove the vote"))


def _tell(request: HttpRequest, vote: Vote) -> None:
    messages.success(
        request,
        _("The vote was saved: the proposal is accepted.")
        if vote.accepted
        else _("The vote was saved: the proposal is not accepted."),
    )


def _resolution_page(
    request: HttpRequest, item: AgendaItem, form: forms.ResolutionForm, title: str, remove: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "item": item,
        "title": title,
        "remove": remove,
        "breadcrumb": item_trail(request, item, (_("Resolution"), None)),
    }
    return render(request, "bodies/work/resolution.html", context)


def _suggested(item: AgendaItem, body: Body) -> dict[str, object]:
    """What a new resolution says first: the only vote's wording and result, and what the body can do."""
    votes = list(Vote.objects.filter(item=item, resolution=None))
    vote = votes[0] if len(votes) == 1 else None
    year = timezone.localdate(item.meeting.starts).year
    count = Resolution.objects.filter(body=body, resolved_on__year=year).count()
    return {
        "number": f"{count + 1}/{year}",
        "text": vote.wording if vote else "",
        "effect": Effect.DECIDED if body.decides else Effect.RECOMMENDED,
        "result": Result.REJECTED if vote and not vote.accepted else Result.ADOPTED,
        "vote": vote.pk if vote else None,
        "resolved_on": timezone.localdate(item.meeting.starts),
    }


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def resolution_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what was resolved on an item."""
    item = managed_item(request, pk)
    body = item.meeting.body
    initial = _suggested(item, body)
    form = forms.ResolutionForm(request.POST or None, item=item, decides=body.decides, initial=initial)
    if request.method == "POST" and form.is_valid():
        done = attempt(form, lambda: actions.record_resolution(item=item, actor=request.user, facts=form.facts()))
        if done:
            messages.success(request, _("The resolution was written down."))
            return redirect("agenda-item", request.municipality.slug, pk)
    return _resolution_page(request, item, form, _("Write down a resolution"))


@require_http_methods(READ_OR_SEND)
@requires("bodies.manage")
def resolution_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Correct a resolution, or remove one entered by mistake."""
    rows = Resolution.objects.select_related("item__meeting__body", "item__paper")
    row = get_object_or_404(rows, pk=pk)
    item = row.item
    request.access.require(WORK, item.meeting.body)
    form = forms.EditResolutionForm(
        request.POST or None, item=item, decides=row.binding, initial=forms.resolution_initial(row)
    )
    if save_or_remove(
        request,
        form,
        save=lambda version: actions.edit_resolution(
            resolution=row, actor=request.user, version=version, facts=form.facts()
        ),
        remove=lambda version: actions.remove_resolution(resolution=row, actor=request.user, version=version),
        saved=_("The resolution was saved."),
        removed=_("The resolution was removed."),
    ):
        return redirect("agenda-item", request.municipality.slug, item.pk)
    return _resolution_page(request, item, form, _("Edit the resolution"), _("Remove the resolution"))


@require_http_methods(READ_OR_SEND)
@requires("bodies.create")
def paper_way(request: HttpRequest, slug: str) -> HttpResponse:
    """Kind, result and way of a council paper through the bodies."""
    paper = get_object_or_404(CouncilPaper.objects.select_related("body", "municipality"), slug=slug)
    form = forms.WayForm(request.POST or None, paper=paper)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        done = attempt(
            form,
            lambda: set_deliberations(
                paper=paper,
                actor=request.user,
                seen=data["seen"],
                kind=PaperKind(data["kind"]),
                result=PaperResult(data["result"]),
                steps=form.steps(),
            ),
        )
        if done:
            messages.success(request, _("The way of the paper was saved."))
            return redirect("paper-way", request.municipality.slug, slug)
    context = {
        "form": form,
        "paper": paper,
        "breadcrumb": work_trail(request, (paper.number, address(request, "paper", slug)), (_("Way"), None)),
    }
    return render(request, "bodies/work/way.html", context)
