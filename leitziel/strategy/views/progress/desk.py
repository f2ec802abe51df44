# SPDX-License-Identifier: EUPL-1.2
"""Where an answer is given: by an office that is logged in, by its signed link, or by social planning for it.

The three have their own addresses and permissions; the pages are the same and are made here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitziel.core.conflicts import ChangedMeanwhileError, conflict_page, resolved
from leitziel.core.models import Organisation, User
from leitziel.strategy.actions.progress.common import ProgressError
from leitziel.strategy.actions.progress.reports import Answering, submit_report
from leitziel.strategy.actions.progress.unchanged import repeat_reports
from leitziel.strategy.enums import ReportChannel, RoundState
from leitziel.strategy.forms.progress.answers import ANSWERS, AnswerForm
from leitziel.strategy.models import Measure, MeasureThread, ReportingRound
from leitziel.strategy.queries.progress.answering import Asked, asked, one
from leitziel.strategy.queries.progress.values import MeasureStand
from leitziel.strategy.views.common import Crumb, shortened

PAGE = 50


@dataclass(frozen=True, slots=True)
class Desk:
    """Who answers in which round, and where their pages are.

    `organisations` are those that are answered for (None: whatever the measure's are, for the coordinator); `office`
    the one that a link or a coordinator answers for, `home` the address of the list, `page` that of a measure.
    """

    round: ReportingRound
    channel: ReportChannel
    organisations: Collection[int] | None
    home: str
    page: Callable[[str], str]
    calendar: str = ""
    actor: User | None = None
    office: Organisation | None = None
    name: str = ""
    breadcrumb: list[Crumb] = field(default_factory=list)

    @property
    def by_link(self) -> bool:
        return self.channel == ReportChannel.LINK

    @property
    def is_open(self) -> bool:
        return self.round.state == RoundState.OPEN

    def answering(self, measure: MeasureStand, name: str = "") -> Answering:
        """For which of its offices the answer to a measure counts: one's own, else the first that is asked."""
        own = [o for o in measure.answers if self.organisations is None or o.id in self.organisations]
        office = self.office or (Organisation.objects.get(pk=own[0].id) if own else None)
        return Answering(self.actor, office, self.channel, name)


def list_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What is asked for, the open ones first; several can be said to be as they were."""
    found = asked(desk.round, desk.organisations or ())
    if request.method == "POST":
        return _repeat(request, desk, found)
    rows = [*found.open, *found.answered, *found.carried]
    context = {
        "desk": desk,
        "asked": found,
        "page": Paginator([(m, desk.page(m.short_id)) for m in rows], PAGE).get_page(request.GET.get("seite")),
        "repeatable": {m.short_id for m in found.repeatable} if desk.is_open else set(),
        "next": desk.page(found.open[0].short_id) if found.open and desk.is_open else "",
        "breadcrumb": desk.breadcrumb,
    }
    return render(request, "strategy/progress/answers.html", context)


def _repeat(request: HttpRequest, desk: Desk, found: Asked) -> HttpResponse:
    wanted = set(request.POST.getlist("wie-zuletzt"))
    chosen = [m for m in found.open if m.short_id in wanted]
    name = request.POST.get("by_name", "").replace("\x00", "").strip()[:120]
    if not chosen:
        messages.info(request, _("Tick the measures that are as they were. Nothing was saved."))
        return redirect(desk.home)
    if desk.by_link and not name:
        messages.error(
            request, _("Please enter your name, so that social planning knows whom to ask. Nothing was saved.")
        )
        return redirect(desk.home)
    done = repeat_reports(round_=desk.round, measures=[(m, desk.answering(m, name)) for m in chosen])
    if done.given:
        text = ngettext(
            "%(n)s measure was reported as unchanged.", "%(n)s measures were reported as unchanged.", done.given
        )
        messages.success(request, text % {"n": done.given})
    if done.skipped:
        names = ", ".join(shortened(name) for name in done.skipped[:5])
        messages.warning(request, _("Not saved, please look at them one by one: %(names)s") % {"names": names})
    return redirect(desk.home)


def measure_page(request: HttpRequest, desk: Desk, short_id: str, found: Asked) -> HttpResponse:
    """The form of one measure; saving leads to the next open one."""
    stand = found.of(short_id)
    if stand is None:
        return moved_page(request, desk, short_id)
    notes = not desk.by_link and request.access.may("strategy.view_rounds")  # type: ignore[attr-defined]
    # Whoever is no member sees what their office wrote, not what social planning noted about it.
    notes = notes or stand.inside is None or stand.inside.channel != ReportChannel.COORDINATOR

    def form_of(measure: MeasureStand, data: Any = None, *, repeat: bool = False) -> AnswerForm:
        return AnswerForm(data, measure=measure, notes=notes, named=desk.by_link, name=desk.name, repeat=repeat)

    if request.method != "POST":
        form = form_of(stand, repeat=request.GET.get("uebernehmen") == "ja")
        return _form_page(request, desk, found, stand, form)
    form = form_of(stand, resolved(request.POST, form_of(stand)))
    if not form.is_valid():
        return _form_page(request, desk, found, stand, form)
    thread = MeasureThread.objects.get(pk=stand.thread)
    note = stand.inside.internal_note if stand.inside else ""
    try:
        submit_report(
            round_=desk.round,
            thread=thread,
            answer=form.answer(note),
            by=desk.answering(stand, form.cleaned_data.get("by_name", "")),
            seen=form.cleaned_data["version"],
        )
    except ChangedMeanwhileError:
        return _conflict(request, desk, stand, thread, form, form_of)
    except ProgressError as problem:
        for field_name, message in problem.problems:
            form.add_error(field_name if field_name in form.fields else None, message)
        return _form_page(request, desk, found, stand, form)
    messages.success(request, _("Saved: %(measure)s") % {"measure": _name(stand)})
    following = found.next_open(short_id)
    return redirect(desk.page(following.short_id) if following and "bleiben" not in request.POST else desk.home)


def _conflict(  # noqa: PLR0917 - what the two versions are made of
    request: HttpRequest, desk: Desk, stand: MeasureStand, thread: MeasureThread, form: AnswerForm, form_of: Any
) -> HttpResponse:
    now = one(desk.round, thread.pk).of(stand.short_id) or stand
    report = thread.reports.filter(round=desk.round).first()
    return conflict_page(
        request,
        mine=form,
        theirs=form_of(now),
        target=report or thread,
        back=desk.page(stand.short_id),
        name=_name(stand),
        breadcrumb=[*desk.breadcrumb, (_name(stand), None)],
    )


def _form_page(request: HttpRequest, desk: Desk, found: Asked, stand: MeasureStand, form: AnswerForm) -> HttpResponse:
    plan = Measure.objects.select_related("goal", "edition__concept").get(pk=stand.id)
    following = found.next_open(stand.short_id)
    context = {
        "desk": desk,
        "asked": found,
        "measure": stand,
        "plan": plan,
        "form": form,
        "next": desk.page(following.short_id) if following else "",
        "repeated": request.GET.get("uebernehmen") == "ja",
        "breadcrumb": [*_linked(desk), (stand.number or _("Measure"), None)],
    }
    return render(request, "strategy/progress/answer.html", context, status=422 if form.errors else 200)


def moved_page(request: HttpRequest, desk: Desk, short_id: str) -> HttpResponse:
    """The measure is not (or no longer) this office's: whose it is, and what had been typed."""
    thread = MeasureThread.objects.filter(short_id=short_id).first()
    now = one(desk.round, thread.pk).of(short_id) if thread else None
    plan = Measure.objects.select_related("edition").filter(pk=now.id).first() if now else None
    may_see = plan is not None and request.access.may("strategy.view_edition", plan.edition)  # type: ignore[attr-defined]
    labels = {name: field_.label for name, field_ in AnswerForm(measure=now).fields.items()} if now else {}
    typed = [(labels.get(name, name), request.POST.get(name, "")) for name in (*ANSWERS[1:], "internal_note")]
    context = {
        "desk": desk,
        "measure": now if may_see else None,
        "typed": [(label, text) for label, text in typed if text.strip()],
        "breadcrumb": [*_linked(desk), (_("Measure"), None)],
    }
    status = 409 if request.method == "POST" else 403
    return render(request, "strategy/progress/moved.html", context, status=status)


def _linked(desk: Desk) -> list[Crumb]:
    """The way to the list, the list itself as a link."""
    return [*desk.breadcrumb[:-1], (desk.breadcrumb[-1][0], desk.home)]


def _name(stand: MeasureStand) -> str:
    return shortened(f"{stand.number} {stand.heading}".strip())
