# SPDX-License-Identifier: EUPL-1.2
"""What the people's part of the core room shows on other pages: the operator's banner, standing in, the account page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from leitziel.core.actions import handover as _handed_over  # noqa: F401 - registers what the room hands over
from leitziel.core.models import Municipality
from leitziel.ui import navigation, panels


def banner(request: HttpRequest, _obj: Any) -> dict[str, Any] | None:
    """The running session of an operator, on every page."""
    session = request.access.operator_session
    return {"session": session} if session is not None else None


def standing_in(request: HttpRequest, _obj: Any) -> dict[str, Any] | None:
    """For whom this person stands in today."""
    people = request.access.deputises
    return {"names": ", ".join(sorted(person.name for person in people))} if people else None


def operate(request: HttpRequest, _obj: Any) -> dict[str, Any] | None:
    """Where an operator may begin a session."""
    if not request.user.is_operator:  # the permission lets only people in who are logged in
        return None
    return {"municipalities": Municipality.objects.order_by("name")}


def register() -> None:
    """Called once, by the room's `navigation.py`."""
    navigation.register(_("People"), "people", "core.manage_people", area="internal", order=70)
    navigation.register(_("Deputies"), "deputies", "core.own_deputies", area="internal", order=80)
    for slot, name, context, asked, order in (
        ("banner", "operator", banner, "core.operate", 10),
        ("work", "standing-in", standing_in, "core.view_internal", 5),
        ("account", "operate", operate, "core.logged_in", 10),
    ):
        template = {"operator": "banner", "standing-in": "work_panel", "operate": "account_panel"}[name]
        panels.register(
            slot,
            name,
            template=f"core/people/{template}.html",
            context=context,
            permission=asked,
            queries=1,
            order=order,
        )
