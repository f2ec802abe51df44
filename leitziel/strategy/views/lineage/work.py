# SPDX-License-Identifier: EUPL-1.2
"""Laying an edition against the last one, and drafting the next."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.strategy.actions.lineage.draft import DraftError, draft_next_edition
from leitziel.strategy.actions.lineage.settle import LineageError, Verdict, settle
from leitziel.strategy.forms.lineage import DraftForm, EntryForm, VerdictsForm
from leitziel.strategy.models import Edition
from leitziel.strategy.queries.lineage.review import Review, Suggestion, entry_review, review_of
from leitziel.strategy.queries.values import EditionRef, edition_ref
from leitziel.strategy.views.common import address, found, shortened

PAGE_SIZE = 30
OPEN, SETTLED, ALONE = "", "verbunden", "ohne"
SORTS = {"ziel": "goal", "massnahme": "measure"}


def _edition(slug: str, label: str) -> Edition:
    rows = Edition.objects.select_related("concept", "municipality")
    return get_object_or_404(rows, concept__slug=slug, label=label)


def _trail(request: HttpRequest, edition: EditionRef, *more: tuple[str, str | None]) -> list[tuple[str, str | None]]:
    return [
        (_("Concepts"), address(request, "concepts")),
        (edition.concept, address(request, "concept", edition.slug)),
        (edition.label, address(request, "edition", edition.slug, edition.label)),
        (_("Manage"), address(request, "edition-settings", edition.slug, edition.label)),
        *more,
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.edit_plan")
def edition_lineage(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """Suggestions to say yes or no to, what is joined, what stands alone."""
    edition = _edition(slug, label)
    state = request.GET.get("stand", "")
    state = state if state in {SETTLED, ALONE} else OPEN
    if request.method == "POST":
        _settle(request, edition, VerdictsForm(request.POST))
        return redirect(f"{request.path}?{request.GET.urlencode()}" if request.GET else request.path)
    review = review_of(edition)
    here = edition_ref(edition)
    context = {
        "edition": here,
        "review": review,
        "state": state,
        "breadcrumb": _trail(request, here, (_("Comparison with the last edition"), None)),
    }
    if review is not None:
        context |= {"page": _page(request, review, state), "tabs": _tabs(review, state)}
    return render(request, "strategy/lineage/review.html", context)


def _page(request: HttpRequest, review: Review, state: str) -> object:
    rows: object = review.suggestions
    if state == SETTLED:
        rows = review.settled
    elif state == ALONE:
        rows = [*((lone, "new") for lone in review.added), *((lone, "dropped") for lone in review.dropped)]
    return Paginator(rows, PAGE_SIZE).get_page(request.GET.get("seite"))  # type: ignore[arg-type]


def _tabs(review: Review, state: str) -> list[dict[str, object]]:
    counted = (
        (OPEN, _("To be decided"), len(review.suggestions)),
        (SETTLED, _("Joined"), len(review.settled)),
        (ALONE, _("Without a counterpart"), len(review.added) + len(review.dropped)),
    )
    return [
        {"label": f"{name} ({number})", "url": f"?stand={value}" if value else "?", "current": state == value}
        for value, name, number in counted
    ]


def _settle(request: HttpRequest, edition: Edition, form: VerdictsForm) -> None:
    verdicts = form.verdicts()
    if not form.is_valid() or not verdicts:
        messages.error(request, _("Nothing was chosen. Tick at least one pair, or use the buttons beside it."))
        return
    _say(request, edition, form.cleaned_data["version"], verdicts)


def _say(request: HttpRequest, edition: Edition, version: int, verdicts: list[Verdict]) -> bool:
    """Write the verdicts down, and say on the next page what came of it."""
    try:
        settle(
            actor=request.user,  # type: ignore[arg-type]
            edition=edition,
            version=version,
            verdicts=verdicts,
            access=request.access,  # type: ignore[attr-defined]
        )
    except (LineageError, ChangedMeanwhileError) as problem:
        messages.error(request, str(problem))
        return False
    n = len(verdicts)
    messages.success(request, ngettext("%(n)s entry is settled.", "%(n)s entries are settled.", n) % {"n": n})
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.edit_plan")
def entry_lineage(request: HttpRequest, slug: str, label: str, kind: str, pk: int) -> HttpResponse:
    """One entry of the edition: what it was in the last one, whatever is suggested."""
    edition = _edition(slug, label)
    if kind not in SORTS:
        raise Http404
    sort = SORTS[kind]
    review = found(entry_review(edition, sort, pk))  # type: ignore[arg-type]
    first: Suggestion | None = review.ties[0] if review.ties else None
    initial = {
        "version": edition.version,
        "what": first.what if first else "",
        "old": str(first.pair.old.id) if first else "",
    }
    form = EntryForm(request.POST or None, initial=initial, choices=review.choices, sort=sort)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        verdicts = _verdicts(first, sort, pk, data)
        if _say(request, edition, data["version"], verdicts):
            return redirect("edition-lineage", request.municipality.slug, slug, label)  # type: ignore[attr-defined]
    here = edition_ref(edition)
    context = {
        "edition": here,
        "old": review.old,
        "side": review.side,
        "ties": review.ties,
        "form": form,
        "breadcrumb": _trail(
            request,
            here,
            (_("Comparison with the last edition"), address(request, "edition-lineage", slug, label)),
            (shortened(review.side.full), None),
        ),
    }
    return render(request, "strategy/lineage/entry.html", context, status=422 if form.errors else 200)


def _verdicts(first: Suggestion | None, sort: str, pk: int, data: dict[str, str]) -> list[Verdict]:
    """What the form says; whoever says that a joined entry is something else takes it apart by that."""
    what, old = data["what"], None if data["what"] == "new" else int(data["old"])
    joined = first.pair.old.id if first is not None and first.settled and first.what == "same" else None
    verdicts = [Verdict(what, sort, old, pk)]  # type: ignore[arg-type]
    if joined is not None and what in {"same", "part", "new"} and (what, old) != ("same", joined):
        verdicts.insert(0, Verdict("apart", sort, joined, pk))  # type: ignore[arg-type]
    return verdicts


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.edit_plan")
def edition_draft(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """Ask how the next edition is called, then make it as a draft of this one."""
    edition = _edition(slug, label)
    form = DraftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            draft = draft_next_edition(
                actor=request.user,  # type: ignore[arg-type]
                edition=edition,
                label=form.cleaned_data["label"],
                access=request.access,  # type: ignore[attr-defined]
            )
        except DraftError as problem:
            form.add_error("label", str(problem))
        else:
            messages.success(
                request,
                _("The draft %(label)s is made. Nobody outside sees it before it is published.")
                % {"label": draft.label},
            )
            return redirect("edition-settings", request.municipality.slug, slug, draft.label)  # type: ignore[attr-defined]
    here = edition_ref(edition)
    context = {
        "edition": here,
        "form": form,
        "breadcrumb": _trail(request, here, (_("Prepare the next edition"), None)),
    }
    return render(request, "strategy/lineage/draft.html", context, status=422 if form.errors else 200)
