# SPDX-License-Identifier: EUPL-1.2
"""The page that shows every component."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import RequestContext, Template
from django.views.decorators.http import require_safe

from leitziel.ui.design import COMPONENTS
from leitziel.ui.design.samples import context


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Every component in every state."""
    page = RequestContext(request, context())
    shown = [
        {
            "component": component,
            "examples": [
                (example.state, example.source, Template("{% load ui %}" + example.source).render(page))
                for example in component.examples
            ],
        }
        for component in COMPONENTS
    ]
    return render(request, "ui/design/page.html", {"shown": shown})


# `core` stands above this floor, so the permission is named here and not asked for: the page is for everybody.
design.permission = "core.view_public"  # type: ignore[attr-defined]
