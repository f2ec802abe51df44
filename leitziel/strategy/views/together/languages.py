# SPDX-License-Identifier: EUPL-1.2
"""Language versions: which languages, what is missing or outdated, the editor; and readability."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.languages import BY_CODE, Language
from leitziel.core.translations import State, changes, state_of
from leitziel.strategy.actions.together import texts as actions
from leitziel.strategy.forms.together.languages import LanguagesForm, VersionForm
from leitziel.strategy.queries.together import texts as queries
from leitziel.strategy.queries.together.editions import working_editions
from leitziel.strategy.together import Thing, kind_of
from leitziel.strategy.views.common import address, found, shortened

STATES = {"fehlt": State.MISSING, "veraltet": State.OUTDATED, "aktuell": State.CURRENT}
ART = {"massnahmen": "measure", "ziele": "goal", "felder": "field"}


def state_labels() -> dict[str, str]:
    """What the states are called."""
    return {State.CURRENT: _("up to date"), State.OUTDATED: _("outdated"), State.MISSING: _("missing")}


def known(code: str) -> Language:
    if code not in BY_CODE:
        raise Http404
    return BY_CODE[code]


@requires("strategy.edit_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def languages_work(request: HttpRequest) -> HttpResponse:
    """The languages of the municipality with how far each is; choose them; take over versions of earlier editions."""
    if request.method == "POST" and request.POST.get("what") == "carry":
        made = sum(actions.carry_over(edition=e, actor=request.user) for e in working_editions())
        messages.success(request, _("%(count)s language versions were taken over.") % {"count": made})
        return redirect("languages-work", request.municipality.slug)
    overviews = queries.overviews()
    form = LanguagesForm(request.POST or None, initial={"languages": [o.language.code for o in overviews]})
    if request.method == "POST" and form.is_valid():
        codes = form.cleaned_data["languages"]
        actions.keep_languages(municipality=request.municipality, actor=request.user, codes=codes)
        messages.success(request, _("The languages were saved."))
        return redirect("languages-work", request.municipality.slug)
    context = {
        "form": form,
        "overviews": overviews,
        "breadcrumb": [(_("My work"), address(request, "work")), (_("Language versions"), None)],
    }
    return render(request, "strategy/together/languages.html", context)


@requires("strategy.edit_plan")
@require_http_methods(["GET", "HEAD"])
def language_work(request: HttpRequest, language: str) -> HttpResponse:
    """What there is in one language, and in which state."""
    lang = known(language)
    everything = queries.entries(language)
    state, kind = STATES.get(request.GET.get("stand", "")), ART.get(request.GET.get("art", ""))
    concept = request.GET.get("konzept", "")
    rows = [
        e
        for e in everything
        if (state is None or e.state == state)
        and (kind is None or e.kind == kind)
        and (not concept or e.concept_slug == concept)
    ]
    counts = {s: sum(e.state == s for e in everything) for s in State}
    context = {
        "language": lang,
        "page": Paginator(rows, 50).get_page(request.GET.get("seite")),
        "found": len(rows),
        "state": request.GET.get("stand", "") if state else "",
        "kind": request.GET.get("art", "") if kind else "",
        "concept": concept,
        "concepts": sorted({(e.concept_slug, e.concept) for e in everything}, key=lambda c: c[1]),
        "tabs": [
            {"label": _("All"), "url": "?", "current": state is None, "count": len(everything)},
            *(
                {"label": state_labels()[s], "url": f"?stand={word}", "current": state == s, "count": counts[s]}
                for word, s in STATES.items()
            ),
        ],
        "states": state_labels(),
        "breadcrumb": [
            (_("Language versions"), address(request, "languages-work")),
            (lang.name, None),
        ],
    }
    return render(request, "strategy/together/language.html", context)


@requires("strategy.edit_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def language_edit(request: HttpRequest, language: str, kind: str, pk: int) -> HttpResponse:
    """The editor: the German text beside the version, and what has changed since it was made."""
    lang, thing = known(language), found(queries.thing_of(kind, pk))
    versions = queries.versions_of(thing, language)
    form = VersionForm(request.POST or None, thing=thing, language=language, versions=versions)
    if request.method == "POST" and form.is_valid():
        try:
            changed = actions.write_versions(
                thing=thing, actor=request.user, language=language, texts=form.texts(), seen=form.seen()
            )
        except (ChangedMeanwhileError, actions.TextError) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The language version was saved.") if changed else _("Nothing was changed."))
            return redirect("language-work", request.municipality.slug, language)
    parts = []
    for name, field, seen in form.part_fields():
        source, row = getattr(thing, name), versions.get(name)
        state = state_of(source, row)
        differs = changes(row.source_text, source) if row and state == State.OUTDATED else ()
        parts.append(
            {
                "name": name,
                "field": field,
                "seen": seen,
                "source": source,
                "state": state,
                "row": row,
                "changes": differs,
            }
        )
    context = {
        "form": form,
        "language": lang,
        "thing": thing,
        "kind": kind,
        "short": shortened(str(thing)),
        "parts": parts,
        "german": language.startswith("de-"),
        "states": state_labels(),
        "page_of": page_of(request, thing),
        "breadcrumb": [
            (_("Language versions"), address(request, "languages-work")),
            (lang.name, address(request, "language-work", language)),
            (shortened(str(thing)), None),
        ],
    }
    return render(request, "strategy/together/language_edit.html", context)


def page_of(request: HttpRequest, thing: Thing) -> str:
    """Address of the German page of a thing."""
    slug = request.municipality.slug  # type: ignore[attr-defined]
    kind = kind_of(thing)
    if kind == "field":
        return reverse("field", args=[slug, thing.short_id])  # type: ignore[union-attr]
    return reverse(f"{kind}-edition", args=[slug, thing.thread.short_id, thing.edition.label])  # type: ignore[union-attr]
