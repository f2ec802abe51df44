# SPDX-License-Identifier: EUPL-1.2
"""Reports in the slots of other pages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from leitziel.reports.library import Template, template
from leitziel.reports.queries.snapshots import published_snapshots, snapshots_of_round
from leitziel.ui import panels

NEWEST = 3
Context = dict[str, Any] | None


def round_reports(request: HttpRequest, overview: Any) -> Context:
    """The reports about a round, and the button for a new one."""
    if overview.round.state == "draft":
        return None
    return {
        "reports": list(snapshots_of_round(overview.round.id).prefetch_related(None)),
        "may_issue": request.access.may("reports.issue"),  # type: ignore[attr-defined]
    }


def measure_sheet(_request: HttpRequest, _measure: Any) -> Context:
    """The fact sheet of the measure in its formats."""
    return {"formats": _downloads(template("factsheet"))}


def synopsis(request: HttpRequest, _changes: Any) -> Context:
    """The synopsis of the two editions on the page."""
    may_issue = request.access.may("reports.issue")  # type: ignore[attr-defined]
    return {"formats": _downloads(template("synopsis")), "may_issue": may_issue}


def office_tasks(request: HttpRequest, asked: Any) -> Context:
    """The task list of the office (or offices) that the page is about."""
    match = request.resolver_match
    if match is None or not asked.measures:
        return None
    slug = request.municipality.slug  # type: ignore[attr-defined]
    if "token" in match.kwargs:
        address = ("tasklist-by-link", [slug, match.kwargs["token"]])
        return {"lists": [("", _formats(*address))]}
    if "office" in match.kwargs:
        return {"lists": [("", _formats("tasklist", [slug, asked.round.slug, match.kwargs["office"]]))]}
    own = request.access.organisations  # type: ignore[attr-defined]
    offices = {o.slug: o.name for m in asked.measures for o in m.answers if o.id in own}
    lists = [(name, _formats("tasklist", [slug, asked.round.slug, office])) for office, name in offices.items()]
    return {"lists": lists} if lists else None


def published(_request: HttpRequest, _municipality: Any) -> Context:
    """The newest published reports on the front page."""
    found = list(published_snapshots().prefetch_related(None)[:NEWEST])
    return {"reports": found} if found else None


def _downloads(found: Template) -> list[tuple[str, str]]:
    """Formats to download, as they are named and as addresses call them."""
    return [(wanted.label, wanted.value) for wanted in found.formats if wanted.value != "html"]


def _formats(name: str, parts: list[str]) -> list[tuple[str, str]]:
    return [(label, reverse(name, args=[*parts, wanted])) for label, wanted in _downloads(template("tasklist"))]


for slot, name, give, permission, queries, order in (
    ("round", "reports", round_reports, "reports.view", 1, 20),
    ("measure", "factsheet", measure_sheet, "reports.view_public", 0, 80),
    ("edition-changes", "synopsis", synopsis, "reports.view_public", 0, 20),
    ("office-round", "tasklist", office_tasks, "reports.view_public", 0, 20),
    ("municipality", "reports", published, "reports.view_public", 1, 40),
):
    panels.register(
        slot,
        name,
        template=f"reports/panels/{give.__name__}.html",
        context=give,
        permission=permission,
        queries=queries,
        order=order,
    )
