# SPDX-License-Identifier: EUPL-1.2
"""Fields of action and goals."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.strategy.queries import fields as queries
from leitziel.strategy.queries.merged import goal_leads_on_to

from .common import edition_trail, found, require_view, shortened


@require_safe
@requires("strategy.view_public")
def field(request: HttpRequest, short_id: str) -> HttpResponse:
    """A field of action: guiding idea, its own fields, goals with their measures, and who cites it."""
    page, edition = found(queries.field_page(request.access, short_id))
    require_view(request, edition)
    context = {
        "field": page,
        "breadcrumb": [*edition_trail(request, page.edition, page.path), (shortened(page.title), None)],
    }
    return render(request, "strategy/concepts/field.html", context)


@require_safe
@requires("strategy.view_public")
def goal(request: HttpRequest, short_id: str, label: str | None = None) -> HttpResponse:
    """A goal with its measures, in the edition that counts or in the one asked for."""
    got = queries.goal_page(request.access, short_id, label)
    if label is None and got is None and (on := goal_leads_on_to(request.access, short_id)):
        return redirect("goal", request.municipality.slug, on)
    page, edition = found(got)
    require_view(request, edition)
    name = _("Goal %(number)s") % {"number": page.number} if page.number else _("Goal")
    context = {
        "goal": page,
        "name": name,
        "short": Truncator(page.text).words(12),
        "breadcrumb": [*edition_trail(request, page.edition, page.fields), (name, None)],
    }
    return render(request, "strategy/concepts/goal.html", context)
