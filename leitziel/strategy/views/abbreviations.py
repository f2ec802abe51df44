# SPDX-License-Identifier: EUPL-1.2
"""What the abbreviations in the plans mean."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitziel.core.access import requires
from leitziel.strategy.queries.vocabulary import abbreviations as known
from leitziel.strategy.views.common import address


@require_safe
@requires("strategy.view_public")
def abbreviations(request: HttpRequest) -> HttpResponse:
    """The abbreviations of the municipality, explained."""
    trail = [(_("Offices"), address(request, "offices")), (_("Abbreviations"), None)]
    return render(request, "strategy/abbreviations.html", {"words": known(), "breadcrumb": trail})
