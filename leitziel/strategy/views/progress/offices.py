# SPDX-License-Identifier: EUPL-1.2
"""What a coordinator does for an office in a round: its contact, its link, and answering for it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.core.models import Organisation
from leitziel.strategy.actions.progress import links as actions
from leitziel.strategy.actions.progress.common import ProgressError
from leitziel.strategy.actions.progress.messages import write_messages
from leitziel.strategy.enums import ReportChannel, RoundState
from leitziel.strategy.forms.progress.answers import ContactForm
from leitziel.strategy.models import MeasureThread, OfficeLink, ReportingRound
from leitziel.strategy.queries.progress.answering import asked, one
from leitziel.strategy.queries.progress.rounds import reach
from leitziel.strategy.views.common import address

from .desk import PAGE, Desk, measure_page
from .rounds import READ_OR_SEND, get_round, trail


@require_http_methods(READ_OR_SEND)
@never_cache
@requires("strategy.manage_rounds")
def round_office(request: HttpRequest, slug: str, office: str) -> HttpResponse:
    """An office in a round. A new link is shown once, on the page that answers its making."""
    current, found_office = get_round(slug), get_object_or_404(Organisation, slug=office)
    row = OfficeLink.objects.filter(round=current, organisation=found_office).first()
    contact = {"name": row.contact_name, "email": row.contact_email} if row else {}
    form = ContactForm(initial=contact)
    link = ""
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do in {"link", "end"}:
            link = _link(request, current, found_office, do)
            if not link:
                return redirect("round-office", request.municipality.slug, slug, office)
        else:
            form = ContactForm(request.POST, initial=contact)
            if form.is_valid():
                data = form.cleaned_data
                actions.set_contact(
                    round_=current,
                    organisation=found_office,
                    actor=request.user,
                    name=data["name"],
                    email=data["email"],
                )
                asked_now = current.state == RoundState.OPEN and write_messages(request.municipality, timezone.now())
                messages.success(
                    request,
                    _("The contact was saved and is written to now.") if asked_now else _("The contact was saved."),
                )
                return redirect("round-office", request.municipality.slug, slug, office)
    found = asked(current, [found_office.pk])
    rows = [*found.open, *found.answered, *found.carried]
    context = {
        "round": current,
        "office": found_office,
        "form": form,
        "link": link,
        "row": OfficeLink.objects.filter(round=current, organisation=found_office).first(),
        "reach": reach(current.pk, [found_office.pk], timezone.localdate())[found_office.pk],
        "asked": found,
        "page": Paginator(rows, PAGE).get_page(request.GET.get("seite")),
        "is_open": current.state == RoundState.OPEN,
        "breadcrumb": trail(request, current, (found_office.name, None)),
    }
    return render(request, "strategy/progress/office.html", context, status=422 if form.errors else 200)


def _link(request: HttpRequest, current: ReportingRound, office: Organisation, do: str) -> str:
    """Make the office's link anew and give its whole address, or end it."""
    try:
        if do == "end":
            actions.end_office_link(round_=current, organisation=office, actor=request.user)
            messages.success(request, _("The link was ended. Whoever opens it reads that it is over."))
            return ""
        token = actions.new_office_link(round_=current, organisation=office, actor=request.user)
    except ProgressError as problem:
        messages.error(request, str(problem))
        return ""
    return request.build_absolute_uri(address(request, "office-link", token))


@require_http_methods(READ_OR_SEND)
@requires("strategy.manage_rounds")
def round_measure(request: HttpRequest, slug: str, short_id: str) -> HttpResponse:
    """Social planning answers for whoever is asked (`stelle`: for this office, and goes on in its list)."""
    current = get_round(slug)
    if current.state == RoundState.DRAFT:
        messages.info(request, _("The round has not been opened yet."))
        return redirect("round", request.municipality.slug, slug)
    thread = get_object_or_404(MeasureThread, short_id=short_id)
    name = request.GET.get("stelle", "").replace("\x00", "")  # PostgreSQL refuses it
    office = get_object_or_404(Organisation, slug=name) if name else None
    found = asked(current, [office.pk]) if office else one(current, thread.pk)
    if found.of(short_id) is None:
        raise Http404
    query = f"?stelle={office.slug}" if office else ""
    home = address(request, "round-office", slug, office.slug) if office else address(request, "round", slug)
    last = office.name if office else _("Answer")
    desk = Desk(
        round=current,
        channel=ReportChannel.COORDINATOR,
        organisations=None,
        actor=request.user,  # type: ignore[arg-type]
        office=office,
        home=home,
        page=lambda other: address(request, "round-measure", slug, other) + query,
        breadcrumb=trail(request, current, (last, None)),
    )
    return measure_page(request, desk, short_id, found)
