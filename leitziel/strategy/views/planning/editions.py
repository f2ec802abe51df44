# SPDX-License-Identifier: EUPL-1.2
"""The settings of an edition: facts, state, publication, and what to look at."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.strategy.actions import editions as actions
from leitziel.strategy.enums import EDITION_TRANSITIONS, EditionState
from leitziel.strategy.forms.editions import EditionForm, initial
from leitziel.strategy.models import Edition
from leitziel.strategy.queries.checks import edition_checks
from leitziel.strategy.queries.values import edition_ref
from leitziel.strategy.views.common import address, site


def _edition(slug: str, label: str) -> Edition:
    rows = Edition.objects.select_related("concept", "council_paper", "municipality")
    return get_object_or_404(rows, concept__slug=slug, label=label)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.edit_plan")
def edition_settings(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """Facts of an edition as a form; beside it its state, its publication, and the notices."""
    edition = _edition(slug, label)
    form = EditionForm(request.POST or None, initial=initial(edition))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            actions.set_edition_facts(
                edition=edition,
                actor=request.user,
                version=data["version"],
                description=data["description"],
                paper_number=data["paper"],
                valid_from=data["valid_from"],
                valid_to=data["valid_to"],
                as_of=data["as_of"],
                site=site(request),
            )
        except ChangedMeanwhileError as conflict:
            form.add_error(None, str(conflict))
        else:
            messages.success(request, _("The edition was saved."))
            return redirect("edition-settings", request.municipality.slug, slug, label)
    return render(request, "strategy/planning/edition.html", _context(request, edition, form))


def _context(request: HttpRequest, edition: Edition, form: EditionForm) -> dict[str, object]:
    steps = sorted(EDITION_TRANSITIONS[EditionState(edition.state)], key=list(EditionState).index)
    return {
        "form": form,
        "edition": edition_ref(edition),
        "version": edition.version,
        "steps": [(state.value, state.label) for state in steps],
        "checks": edition_checks(edition, timezone.localdate()),
        "breadcrumb": [
            (_("Concepts"), address(request, "concepts")),
            (edition.concept.title, address(request, "concept", edition.concept.slug)),
            (edition.label, address(request, "edition", edition.concept.slug, edition.label)),
            (_("Manage"), None),
        ],
    }


def _version(request: HttpRequest) -> int:
    number = request.POST.get("version", "")
    return int(number) if number.isdecimal() and len(number) < 10 else 0


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.edit_plan")
def edition_state(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """Ask, then take the edition a step further (or back) in the council: `state`."""
    edition = _edition(slug, label)
    wanted = (request.POST if request.method == "POST" else request.GET).get("state", "")
    if request.method != "POST":
        if wanted not in EDITION_TRANSITIONS[EditionState(edition.state)]:
            return redirect("edition-settings", request.municipality.slug, slug, label)
        state = EditionState(wanted)
        title = _("Mark the edition as “%(state)s”?") % {"state": state.label}
        return _confirm(request, edition, title, _consequence(edition, state), ("state", wanted), state.label)
    if wanted not in EditionState.values:
        return HttpResponseBadRequest()
    try:
        changed = actions.change_state(
            edition=edition,
            actor=request.user,
            version=_version(request),
            state=EditionState(wanted),
            site=site(request),
        )
    except (actions.TransitionError, ChangedMeanwhileError) as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, _("The edition is now “%(state)s”.") % {"state": changed.get_state_display()})
    return redirect("edition-settings", request.municipality.slug, slug, label)


def _consequence(edition: Edition, state: EditionState) -> str:
    """What a step in the council means, in a sentence or two."""
    if state is EditionState.ADOPTED:
        others = edition.concept.editions.filter(state=EditionState.ADOPTED, label__lt=edition.label)
        names = ", ".join(others.exclude(pk=edition.pk).values_list("label", flat=True))
        text = _("The plan is in force. From then on a change of its wording asks for a reason.")
        return f"{text} {_('Superseded by it: %(names)s.') % {'names': names}}" if names else text
    texts = {
        EditionState.IN_COUNCIL: _("The plan lies before the council. A change of its wording asks for a reason."),
        EditionState.DRAFT: _("The plan is worked on again. As long as it is not public, no reason is asked for."),
        EditionState.SUPERSEDED: _("The plan is no longer in force. It can still be read where it is public."),
    }
    back = _("Editions that were superseded by it stay so until you mark them otherwise.")
    return f"{texts[state]} {back}" if edition.state == EditionState.ADOPTED else texts[state]


def _confirm(  # noqa: PLR0917 - parts of a page
    request: HttpRequest, edition: Edition, title: str, text: str, sends: tuple[str, str], action: str
) -> HttpResponse:
    here = address(request, "edition-settings", edition.concept.slug, edition.label)
    context = {
        "edition": edition_ref(edition),
        "version": edition.version,
        "title": title,
        "text": text,
        "sends": sends,
        "action": action,
        "back": here,
        "breadcrumb": [
            (_("Concepts"), address(request, "concepts")),
            (edition.concept.title, address(request, "concept", edition.concept.slug)),
            (edition.label, address(request, "edition", edition.concept.slug, edition.label)),
            (_("Manage"), here),
            (title, None),
        ],
    }
    return render(request, "strategy/planning/confirm.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.publish_edition")
def edition_publication(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """Ask, then publish the edition, or take it back from the public."""
    edition = _edition(slug, label)
    if request.method != "POST":
        if edition.published_at is None:
            title = _("Publish the edition for everybody?")
            text = _(
                "Everybody can read, search and download it from then on. Notes from the import never become public."
            )
            return _confirm(request, edition, title, text, ("publish", "yes"), _("Publish for everybody"))
        title = _("Take the edition back from the public?")
        text = _(
            "Its pages can be seen by members only, its words leave the search, and links from elsewhere lead nowhere."
        )
        return _confirm(request, edition, title, text, ("publish", "no"), _("Take it back from the public"))
    publish = request.POST.get("publish") == "yes"
    try:
        person = {"edition": edition, "actor": request.user, "version": _version(request)}
        actions.publish(**person, site=site(request)) if publish else actions.unpublish(**person)
    except ChangedMeanwhileError as conflict:
        messages.error(request, str(conflict))
    else:
        done = _("The edition is public now.") if publish else _("The edition is no longer public.")
        messages.success(request, done)
    return redirect("edition-settings", request.municipality.slug, slug, label)
