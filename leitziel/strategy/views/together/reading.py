# SPDX-License-Identifier: EUPL-1.2
"""What readers get of language versions; and how hard a text is to read."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.methods.readability import Band, read
from leitziel.strategy.models import ActionField, Goal, Measure
from leitziel.strategy.queries.together import texts as queries
from leitziel.strategy.queries.values import edition_ref
from leitziel.strategy.queries.visibility import first_to_show
from leitziel.strategy.together import Thing, kind_of
from leitziel.strategy.views.common import address, edition_trail, require_view, shortened

from .languages import known, page_of

LONGEST = 50_000  # characters measured at once


@requires("strategy.view_public")
@require_safe
def measure_language(request: HttpRequest, short_id: str, language: str) -> HttpResponse:
    """A measure in a language, in the edition that counts."""
    return _reading(request, _latest(Measure, short_id), language)


@requires("strategy.view_public")
@require_safe
def goal_language(request: HttpRequest, short_id: str, language: str) -> HttpResponse:
    return _reading(request, _latest(Goal, short_id), language)


@requires("strategy.view_public")
@require_safe
def field_language(request: HttpRequest, short_id: str, language: str) -> HttpResponse:
    rows = ActionField.objects.select_related("edition__concept", "municipality")
    return _reading(request, rows.filter(short_id=short_id).first(), language)


def _latest(model: Any, short_id: str) -> Thing | None:
    rows = model.objects.select_related("edition__concept", "thread", "municipality").filter(thread__short_id=short_id)
    by_edition = {row.edition: row for row in rows}
    edition = first_to_show(by_edition)
    return by_edition[edition] if edition else None


def _reading(request: HttpRequest, thing: Thing | None, language: str) -> HttpResponse:
    """The page of a thing in a language. What has no version stands there in German; an outdated text says so."""
    lang = known(language)
    if thing is None:
        raise Http404
    require_view(request, thing.edition)
    parts = queries.read_in(thing, language)
    languages = queries.languages_of(kind_of(thing), thing.pk)
    if lang not in languages:
        raise Http404
    head, *rest = parts
    edition = edition_ref(thing.edition)
    context = {
        "language": lang,
        "languages": [other for other in languages if other != lang],
        "head": head,
        "parts": rest,
        "outdated": any(part.outdated for part in parts),
        "partly": any(not part.translated for part in parts),
        "kind": kind_of(thing),
        "thing": thing,
        "short_id": thing.short_id if isinstance(thing, ActionField) else thing.thread.short_id,
        "edition": edition,
        "short": shortened(head.text),
        "german": page_of(request, thing),
        "breadcrumb": [*edition_trail(request, edition, ()), (lang.own, None)],
    }
    return render(request, "strategy/together/reading.html", context)


@requires("strategy.view_public")
@require_safe
def language_list(request: HttpRequest, language: str) -> HttpResponse:
    """Everything published that can be read in a language."""
    lang, kept = known(language), queries.kept_languages()
    if lang not in kept:
        raise Http404
    context = {
        "language": lang,
        "others": [other for other in kept if other != lang],
        "entries": queries.readable_in(language),
        "breadcrumb": [(lang.own, None)],
    }
    return render(request, "strategy/together/language_list.html", context)


def band_labels() -> dict[str, str]:
    return {
        Band.VERY_EASY: _("very easy"),
        Band.EASY: _("easy"),
        Band.MEDIUM: _("medium"),
        Band.HARD: _("hard"),
        Band.VERY_HARD: _("very hard"),
    }


@requires("core.view_internal")
@require_http_methods(["GET", "HEAD", "POST"])
def readability(request: HttpRequest) -> HttpResponse:
    """How hard a text is to read. Any form can send itself here: `lesbarkeit` names the field that is to be measured.
    For htmx the result alone, to stand beside the editor. Nothing is stored."""
    name = request.POST.get("lesbarkeit", "text")
    text = request.POST.get(name, "")[:LONGEST]
    labels = band_labels()
    result = read(text) if request.method == "POST" else None
    context = {
        "result": result,
        "band": labels[result.band] if result and result.band else "",
        "flesch_band": labels[result.flesch_band] if result and result.flesch_band else "",
        "text": text,
        "elsewhere": name != "text" or bool(request.POST.get("version")),
        "breadcrumb": [(_("My work"), address(request, "work")), (_("Readability"), None)],
    }
    template = "readability_result.html" if request.htmx else "readability.html"  # type: ignore[attr-defined]
    return render(request, f"strategy/together/{template}", context)
