# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the room share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leitziel.bodies.actions import BodiesError, NumberTakenError
from leitziel.bodies.models import AgendaItem, Body, Meeting
from leitziel.bodies.queries.meetings import find_meeting
from leitziel.core.conflicts import ChangedMeanwhileError

T = TypeVar("T")
Crumb = tuple[str, str | None]
READ_OR_SEND = ["GET", "HEAD", "POST"]
WORK = "bodies.manage"


def address(request: HttpRequest, name: str, *args: Any) -> str:
    """Address of a page of the request's municipality."""
    return reverse(name, args=[request.municipality.slug, *args])  # type: ignore[attr-defined]


def managed_body(request: HttpRequest, slug: str, permission: str = WORK) -> Body:
    """The body, if this person may manage it."""
    body = get_object_or_404(Body.objects.select_related("municipality", "organisation"), slug=slug)
    request.access.require(permission, body)  # type: ignore[attr-defined]
    return body


def managed_meeting(request: HttpRequest, slug: str, short_id: str) -> Meeting:
    """The meeting, if this person may manage its body."""
    meeting = find_meeting(slug, short_id)
    if meeting is None:
        raise Http404
    request.access.require(WORK, meeting.body)  # type: ignore[attr-defined]
    return meeting


def managed_item(request: HttpRequest, pk: int) -> AgendaItem:
    """The agenda item, if this person may manage its body."""
    item = get_object_or_404(AgendaItem.objects.select_related("meeting__body", "paper", "municipality"), pk=pk)
    request.access.require(WORK, item.meeting.body)  # type: ignore[attr-defined]
    return item


def attempt(form: BaseForm, call: Callable[[], T]) -> T | None:
    """What the action gives, or None with the reason on the form."""
    try:
        return call()
    except (ChangedMeanwhileError, BodiesError) as problem:
        form.add_error(None, str(problem))
    except NumberTakenError:
        form.add_error(None, _("Another council paper has this number."))
    return None


def save_or_remove(
    request: HttpRequest,
    form: Form,
    *,
    save: Callable[[int], object],
    remove: Callable[[int], object],
    saved: str,
    removed: str,
) -> bool:
    """What a page does that changes a thing or, by its other button, removes it: was it done?

    `save` and `remove` get the version that the person saw; the reason why not stands on the form afterwards.
    """
    if request.method != "POST" or not form.is_valid():
        return False
    version = form.cleaned_data["version"]
    act, text = (remove, removed) if "remove" in request.POST else (save, saved)
    if not attempt(form, lambda: act(version) or True):
        return False
    messages.success(request, text)
    return True


def work_trail(request: HttpRequest, *more: Crumb) -> list[Crumb]:
    return [(_("Manage bodies"), address(request, "bodies-work")), *more]


def body_trail(request: HttpRequest, body: Body, *more: Crumb) -> list[Crumb]:
    return work_trail(request, (body.name, address(request, "body-settings", body.slug)), *more)


def meeting_trail(request: HttpRequest, meeting: Meeting, *more: Crumb) -> list[Crumb]:
    own = (meeting.title, address(request, "meeting-settings", meeting.body.slug, meeting.short_id))
    return body_trail(request, meeting.body, own, *more)


def item_trail(request: HttpRequest, item: AgendaItem, *more: Crumb) -> list[Crumb]:
    own = (f"{item.number}. {item.title}"[:60], address(request, "agenda-item", item.pk))
    return meeting_trail(request, item.meeting, own, *more)


def form_page(
    request: HttpRequest,
    *,
    form: BaseForm,
    title: str,
    breadcrumb: list[Crumb],
    cancel: str,
    submit: str = "",
    preline: str = "",
    lead: str = "",
    remove: str = "",
    remove_text: str = "",
) -> HttpResponse:
    """A page of one form. `remove`: what the button says that removes the thing (sent as `remove`)."""
    context = {
        "form": form,
        "title": title,
        "breadcrumb": breadcrumb,
        "cancel": cancel,
        "submit": submit or _("Save"),
        "preline": preline,
        "lead": lead,
        "remove": remove,
        "remove_text": remove_text,
        "multipart": form.is_multipart(),
    }
    return render(request, "bodies/work/form.html", context)
