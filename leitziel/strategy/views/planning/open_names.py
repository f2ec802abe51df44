# SPDX-License-Identifier: EUPL-1.2
"""Printed names of an edition that stand for no organisation yet: a person says which they mean, one or several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.core.organisations import Directory
from leitziel.strategy.actions.responsibilities import NamesError, assign_printed_names
from leitziel.strategy.models import Edition
from leitziel.strategy.queries.open_names import OpenName, open_names
from leitziel.strategy.queries.values import edition_ref
from leitziel.strategy.views.common import address, site

PER_PAGE = 40


@dataclass(frozen=True, slots=True)
class Row:
    """An open name as the page shows it: (organisation, its name, printed piece, reason, checked), what was typed,
    and what is wrong with that."""

    entry: OpenName
    offers: list[tuple[int, str, str, str, bool]]
    more: str = ""
    problem: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.edit_plan")
def edition_names(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """All open names with the number of measures; several organisations can be chosen for each, and many at once."""
    editions = Edition.objects.select_related("concept", "municipality")
    edition = get_object_or_404(editions, concept__slug=slug, label=label)
    entries, directory = open_names(edition.pk)
    page = Paginator(entries, PER_PAGE).get_page(request.GET.get("seite"))
    said: dict[str, tuple[list[int], str, str]] = {}
    if request.method == "POST":
        said = _said(request, directory)
        if not any(problem for _pks, _more, problem in said.values()):
            return _save(request, edition, {name: pks for name, (pks, _m, _p) in said.items() if pks})
    known = directory.organisations
    context = {
        "edition": edition_ref(edition),
        "page": page,
        "rows": [_row(entry, known, said.get(entry.name), "vorauswahl" in request.GET) for entry in page.object_list],
        "problems": [(name, problem) for name, (_pks, _more, problem) in said.items() if problem],
        "organisations": sorted(known.values(), key=str.casefold),
        "measures": sum(entry.measures for entry in entries),
        "breadcrumb": [
            (edition.concept.title, address(request, "concept", slug)),
            (label, address(request, "edition", slug, label)),
            (_("Manage"), address(request, "edition-settings", slug, label)),
            (_("Open responsibilities"), None),
        ],
    }
    return render(request, "strategy/planning/open_names.html", context, status=400 if context["problems"] else 200)


def _row(entry: OpenName, known: dict[int, str], said: Any, preselect: bool) -> Row:
    chosen = said[0] if said else entry.sure if preselect else []
    offers = [(pk, known[pk], piece, reason, pk in chosen) for pk, piece, reason in entry.offered if pk in known]
    return Row(entry, offers, said[1] if said else "", said[2] if said else "")


def _said(request: HttpRequest, directory: Directory) -> dict[str, tuple[list[int], str, str]]:
    """For each printed name that was sent: ids chosen, what was typed, and what of it is no organisation."""
    found = {}
    for number, name in enumerate(request.POST.getlist("name")):
        ticked = [int(v) for v in request.POST.getlist(f"o{number}") if v.isdecimal() and len(v) < 19]
        more = request.POST.get(f"more{number}", "").strip()
        typed = {text: directory.names.find(text) for text in map(str.strip, more.split(";")) if text}
        unknown = [text for text, pk in typed.items() if pk is None]
        problem = _("No organisation is called “%(name)s”.") % {"name": "”, “".join(unknown)} if unknown else ""
        found[name] = ([*ticked, *(pk for pk in typed.values() if pk is not None)], more, problem)
    return found


def _save(request: HttpRequest, edition: Edition, chosen: dict[str, list[int]]) -> HttpResponse:
    try:
        count = assign_printed_names(
            edition=edition,
            actor=request.user,  # type: ignore[arg-type]
            chosen=chosen,
            learn="learn" in request.POST,
            site=site(request),
        )
    except NamesError as problem:
        messages.error(request, str(problem))
    else:
        done = ngettext("%(n)s measure has its offices now.", "%(n)s measures have their offices now.", count)
        if count:
            messages.success(request, done % {"n": count})
        else:
            messages.info(request, _("Nothing was chosen, nothing was changed."))
    return redirect("edition-names", request.municipality.slug, edition.concept.slug, edition.label)  # type: ignore[attr-defined]
