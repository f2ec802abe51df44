# SPDX-License-Identifier: EUPL-1.2
"""Editing an entry in its place: as a part of the editor (htmx), or as a page of its own."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core import undo
from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError, conflict_page, resolved
from leitziel.strategy.actions.editing.entries import edit_entry
from leitziel.strategy.actions.editing.measures import edit_measure
from leitziel.strategy.actions.editing.permissions import ReasonNeededError, editable
from leitziel.strategy.actions.editing.values import EditError, FieldError
from leitziel.strategy.forms.editing_measure import EditMeasureForm
from leitziel.strategy.forms.editing_plan import EditEntryForm
from leitziel.strategy.models import Edition, Measure
from leitziel.strategy.queries.plan_editor import Line
from leitziel.strategy.queries.values import edition_ref
from leitziel.strategy.views.common import address, shortened, site

from .common import KINDS, WORDS, asks, back_to, done, get_edition, get_entry, trail

READ_OR_SEND = ["GET", "HEAD", "POST"]
NAMES = {"field": "Field of action", "goal": "Goal", "measure": "Measure"}


@require_http_methods(READ_OR_SEND)
@requires("strategy.edit_measure")
def measure_settings(request: HttpRequest, short_id: str, label: str) -> HttpResponse:
    """A measure with everything this person may change of it: planners all, the leading office its working facts."""
    rows = Measure.objects.select_related("thread", "edition__concept", "edition__municipality", "goal", "field")
    measure = get_object_or_404(rows, thread__short_id=short_id, edition__label=label)
    request.access.require("strategy.edit_measure", measure)
    names = editable(request.access, measure)

    def form_of(row: Measure, data: Any = None) -> EditMeasureForm:
        worded = request.access.may("strategy.edit_plan")
        return EditMeasureForm(data, measure=row, editable=names, reason_asked=worded and asks(row.edition))

    def save(form: EditMeasureForm) -> Measure:
        return edit_measure(
            actor=request.user,  # type: ignore[arg-type]
            measure=measure,
            version=form.cleaned_data["version"],
            values=form.wanted(),
            reason=form.cleaned_data.get("reason", ""),
            learn=form.cleaned_data.get("learn", False),
            site=site(request),
            access=request.access,
        )

    page = address(request, "measure-edition", short_id, label)
    return _edit(request, measure, "massnahme", form_of, save, page)


@require_http_methods(READ_OR_SEND)
@requires("strategy.edit_plan")
def plan_entry(request: HttpRequest, slug: str, label: str, kind: str, short_id: str) -> HttpResponse:
    """A field of action or a goal; a measure is sent on to its own page."""
    edition = get_edition(slug, label)
    entry = get_entry(edition, kind, short_id)
    if kind == "massnahme":
        return redirect("measure-settings", request.municipality.slug, short_id, label)

    def form_of(row: Any, data: Any = None) -> EditEntryForm:
        return EditEntryForm(data, entry=row, reason_asked=asks(edition))

    def save(form: EditEntryForm) -> Any:
        return edit_entry(
            actor=request.user,  # type: ignore[arg-type]
            entry=entry,
            version=form.cleaned_data["version"],
            values=form.wanted(),
            reason=form.cleaned_data.get("reason", ""),
            site=site(request),
            access=request.access,
        )

    return _edit(request, entry, kind, form_of, save, back_to(request, edition, entry, kind))


def _edit(  # noqa: PLR0917 - what the two kinds of pages share
    request: HttpRequest, entry: Any, word: str, form_of: Any, save: Any, page: str
) -> HttpResponse:
    """Show the form, or save it. `page`: where a person goes after saving who did not come from the editor."""
    edition: Edition = entry.edition
    from_editor = request.GET.get("aus") == "plan"
    back = back_to(request, edition, entry, word) if from_editor else page
    if request.htmx and request.GET.get("ansicht") == "zeile":
        return _line(request, entry, word)
    if request.method != "POST":
        return _form_page(request, entry, word, form_of(entry), back)
    form = form_of(entry, resolved(request.POST, form_of(entry)))
    if not form.is_valid():
        return _form_page(request, entry, word, form, back)
    try:
        saved = save(form)
    except ChangedMeanwhileError:
        current = get_entry(edition, word, _short_id(entry))
        crumbs = trail(request, edition, (shortened(_name(entry)), None))
        return conflict_page(
            request, mine=form, theirs=form_of(current), target=entry, back=back, name=_name(entry), breadcrumb=crumbs
        )
    except ReasonNeededError as problem:
        form.add_error("reason" if "reason" in form.fields else None, str(problem))
        return _form_page(request, entry, word, form, back)
    except EditError as problem:
        name = problem.field if isinstance(problem, FieldError) and problem.field in form.fields else None
        form.add_error(name, str(problem))
        return _form_page(request, entry, word, form, back)
    step = undo.last_steps(edition).first() if saved.version > form.cleaned_data["version"] else None
    if request.htmx:
        return _line(request, get_entry(edition, word, _short_id(entry)), word, step=step, saved=True)
    if step is None:
        messages.info(request, _("Nothing was changed."))
    else:
        done(request, _("The measure was saved.") if word == "massnahme" else _("The entry was saved."), step)
    return redirect(back)


def _short_id(entry: Any) -> str:
    return str(entry.short_id if hasattr(entry, "short_id") else entry.thread.short_id)


def _name(entry: Any) -> str:
    words = entry.heading if isinstance(entry, Measure) else str(entry)
    return shortened(words)


def _form_page(request: HttpRequest, entry: Any, word: str, form: Any, back: str) -> HttpResponse:
    """The form: only itself for htmx, else a page around it."""
    edition = entry.edition
    planner = request.access.may("strategy.edit_plan")
    context = {
        "form": form,
        "entry": entry,
        "kind": KINDS[word],
        "word": word,
        "key": f"{KINDS[word]}-{entry.pk}",
        "short_id": _short_id(entry),
        "name": _name(entry),
        "edition": edition_ref(edition),
        "planner": planner,
        "inline": bool(request.htmx),
        "action": request.get_full_path(),
        "back": back,
        "breadcrumb": trail(request, edition, (_name(entry), None)) if planner else _outside(request, edition, entry),
    }
    if request.htmx:  # the link that had the focus is gone: go on in the form
        form.visible_fields()[0].field.widget.attrs["autofocus"] = True
    template = "strategy/editing/form.html" if request.htmx else "strategy/planning/measure.html"
    return render(request, template, context)


def _outside(request: HttpRequest, edition: Edition, entry: Any) -> list[Any]:
    """The way to a measure for an office, which does not see the editor."""
    return [
        (shortened(edition.concept.title), address(request, "concept", edition.concept.slug)),
        (edition.label, address(request, "edition", edition.concept.slug, edition.label)),
        (_name(entry), address(request, "measure-edition", _short_id(entry), edition.label)),
        (_("Edit"), None),
    ]


def _line(request: HttpRequest, entry: Any, word: str, *, step: Any = None, saved: bool = False) -> HttpResponse:
    """The entry as it stands in the editor when nobody edits it."""
    kind = KINDS[word]
    note = ""
    if kind == "measure":
        note = " · ".join(part for part in (entry.responsible_text[:120], entry.deadline_text[:80]) if part)
    heading = entry.heading if kind == "measure" else entry.title if kind == "field" else entry.text
    context = {
        "line": Line(kind, entry.pk, _short_id(entry), entry.number, heading, note, entry.version),
        "edition": edition_ref(entry.edition),
        "word": WORDS[kind],
        "asks": asks(entry.edition),
        "saved": saved,
        "focus": True,  # the keyboard goes on where it was
        "step": step,
    }
    return render(request, "strategy/editing/entry.html", context)
