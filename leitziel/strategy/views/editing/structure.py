# SPDX-License-Identifier: EUPL-1.2
"""Adding, moving, splitting, merging, deleting, numbering: each a page that works without JavaScript."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.strategy.actions.editing import numbering
from leitziel.strategy.actions.editing.splitting import cut, merge_measures, pieces, split_measure
from leitziel.strategy.actions.editing.structure import add_entry, delete_entry, move_entry
from leitziel.strategy.actions.editing.tree import Ref, Tree, ref_of
from leitziel.strategy.forms.editing_plan import MergeForm, MoveForm, NewEntryForm, NumberingForm, StructureForm
from leitziel.strategy.models import Edition, Measure
from leitziel.strategy.queries.plan_editor import holders
from leitziel.strategy.queries.values import edition_ref
from leitziel.strategy.views.common import shortened

from .common import KINDS, WORDS, asks, attempt, back_to, editor, get_edition, get_entry, number, ref, trail, who

READ_OR_SEND = ["GET", "HEAD", "POST"]


def _page(request: HttpRequest, edition: Edition, template: str, title: str, **context: Any) -> HttpResponse:
    known = {
        "edition": edition_ref(edition),
        "title": title,
        "back": context.pop("back", None) or editor(request, edition),
        "breadcrumb": trail(request, edition, (title, None)),
    }
    return render(request, f"strategy/editing/{template}.html", {**known, **context})


@require_http_methods(READ_OR_SEND)
@requires("strategy.edit_plan")
def plan_entry_new(request: HttpRequest, slug: str, label: str, kind: str) -> HttpResponse:
    """A new field of action, goal or measure; `unter` names what it is to stand below."""
    edition = get_edition(slug, label)
    if kind not in KINDS:
        raise Http404
    title = {"field": _("Add a field of action"), "goal": _("Add a goal"), "measure": _("Add a measure")}[KINDS[kind]]
    where = holders(edition, KINDS[kind])
    initial = {"version": edition.version, "holder": request.GET.get("unter", "plan-0")}
    form = NewEntryForm(
        request.POST or None, initial=initial, kind=KINDS[kind], holders=where, reason_asked=asks(edition)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> Any:
            row, step = add_entry(
                who(request, edition, version=data["version"], reason=data.get("reason", "")),
                kind=KINDS[kind],
                holder=ref_of(data["holder"]),
                values=form.wanted(),
            )
            return step, back_to(request, edition, row, kind)

        response = attempt(request, edition, act, text=_("The entry was added."), form=form)
        if response:
            return response
    return _page(request, edition, "new", title, form=form)


@require_http_methods(READ_OR_SEND)
@requires("strategy.edit_plan")
def plan_entry_move(request: HttpRequest, slug: str, label: str, kind: str, short_id: str) -> HttpResponse:
    """Move an entry under another one, or to the beginning or end of where it stands."""
    edition = get_edition(slug, label)
    entry = get_entry(edition, kind, short_id)
    at = ref(kind, entry)
    where = holders(edition, at.kind, without=at)
    holder = Tree(edition).holder.get(at)
    initial = {"version": edition.version, "holder": str(holder)}
    form = MoveForm(request.POST or None, initial=initial, holders=where, reason_asked=asks(edition))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data

        def act() -> Any:
            step = move_entry(
                who(request, edition, version=data["version"], reason=form.given_reason),
                entry=at,
                holder=ref_of(data["holder"]),
                index=0 if data["place"] == "first" else None,
            )
            return step, back_to(request, edition, get_entry(edition, kind, short_id), kind)

        response = attempt(request, edition, act, text=_("The entry was moved."), form=form)
        if response:
            return response
    back = back_to(request, edition, entry, kind)
    return _page(request, edition, "move", _("Move"), form=form, name=_named(entry), back=back)


def _named(entry: Any) -> str:
    words = entry.heading if isinstance(entry, Measure) else entry.title if hasattr(entry, "title") else entry.text
    return f"{entry.number} {words}".strip()


@require_http_methods(READ_OR_SEND)
@requires("strategy.edit_plan")
def plan_entry_split(request: HttpRequest, slug: str, label: str, kind: str, short_id: str) -> HttpResponse:
    """Make several measures of one: choose where the text is cut, then how the parts read."""
    edition = get_edition(slug, label)
    if kind != "massnahme":
        raise Http404
    measure = get_entry(edition, kind, short_id)
    found = pieces(measure.text)
    form = StructureForm(request.POST or None, initial={"version": edition.version}, reason_asked=asks(edition))
    parts = request.POST.getlist("part")
    chosen = [int(place) for place in request.POST.getlist("place") if place.isdecimal() and len(place) < 6]
    if request.method == "POST" and not parts and chosen:
        parts = cut(measure.text, chosen)
        form = StructureForm(initial={"version": number(request, "version")}, reason_asked=asks(edition))
    elif request.method == "POST" and parts and form.is_valid():

        def act() -> Any:
            rows, step = split_measure(
                who(request, edition, version=form.cleaned_data["version"], reason=form.given_reason),
                measure=measure,
                seen=number(request, "seen") or None,
                parts=parts,
                keeps=number(request, "keeps"),
                numbers=request.POST.getlist("number"),
            )
            return step, back_to(request, edition, rows[0], kind)

        response = attempt(request, edition, act, text=_("The measure was split."), form=form)
        if response:
            return response
    elif request.method == "POST" and form.is_valid():
        form.add_error(None, _("Choose at least one place to cut."))
    return _page(
        request,
        edition,
        "split",
        _("Split a measure"),
        form=form,
        measure=measure,
        pieces=list(enumerate(found)),
        parts=parts,
        keeps=number(request, "keeps"),
        back=back_to(request, edition, measure, kind),
    )


@require_http_methods(READ_OR_SEND)
@requires("strategy.edit_plan")
def plan_entry_merge(request: HttpRequest, slug: str, label: str, kind: str, short_id: str) -> HttpResponse:
    """Make one measure of this one and others near it (of the same goal or field), and choose whose address stays."""
    edition = get_edition(slug, label)
    if kind != "massnahme":
        raise Http404
    measure = get_entry(edition, kind, short_id)
    rows = Measure.objects.filter(edition=edition, field=measure.field).exclude(pk=measure.pk)
    near = [
        (pk, Truncator(f"{no} {title or text}".strip()).chars(160))
        for pk, no, title, text in rows.order_by("position").values_list("pk", "number", "title", "text")[:200]
    ]
    own = (measure.pk, Truncator(_named(measure)).chars(160))
    form = MergeForm(
        request.POST or None, initial={"version": edition.version}, near=near, own=own, reason_asked=asks(edition)
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        ids = [measure.pk, *data["others"]]

        def act() -> Any:
            found = Measure.objects.select_related("thread").in_bulk(ids)
            keep = found.pop(data["keep"])
            kept, step = merge_measures(
                who(request, edition, version=data["version"], reason=form.given_reason),
                keep=keep,
                others=list(found.values()),
            )
            return step, back_to(request, edition, kept, kind)

        response = attempt(request, edition, act, text=_("The measures are one now."), form=form)
        if response:
            return response
    back = back_to(request, edition, measure, kind)
    return _page(request, edition, "merge", _("Merge measures"), form=form, measure=measure, near=near, back=back)


@require_http_methods(READ_OR_SEND)
@requires("strategy.edit_plan")
def plan_entry_delete(request: HttpRequest, slug: str, label: str, kind: str, short_id: str) -> HttpResponse:
    """Ask, then put an entry with all below it into the trash."""
    edition = get_edition(slug, label)
    entry = get_entry(edition, kind, short_id)
    form = StructureForm(request.POST or None, initial={"version": edition.version}, reason_asked=asks(edition))
    back = back_to(request, edition, entry, kind)
    if request.method == "POST" and form.is_valid():

        def act() -> Any:
            step = delete_entry(
                who(request, edition, version=form.cleaned_data["version"], reason=form.given_reason),
                entry=ref(kind, entry),
                seen=number(request, "seen") or None,
            )
            return step, back.partition("#")[0] if kind != "handlungsfeld" else editor(request, edition)

        response = attempt(request, edition, act, text=_("The entry lies in the trash."), form=form)
        if response:
            return response
    below = list(Tree(edition).walk(Ref(KINDS[kind], entry.pk)))
    counts = {name: sum(1 for at in below if at.kind == name) for name in WORDS}
    return _page(
        request,
        edition,
        "delete",
        _("Delete"),
        form=form,
        entry=entry,
        name=_named(entry),
        counts=counts,
        back=back,
    )


@require_http_methods(READ_OR_SEND)
@requires("strategy.edit_plan")
def plan_numbers(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """Number the plan anew: first what would change, then it is done."""
    edition = get_edition(slug, label)
    form = NumberingForm(request.POST or None, initial={"version": edition.version}, reason_asked=asks(edition))
    if "reason" in form.fields and request.POST.get("do") != "save":
        form.fields["reason"].required = False
    changes = None
    if request.method == "POST" and form.is_valid():
        wanted = form.numbering()
        if request.POST.get("do") == "save":

            def act() -> Any:
                editing = who(request, edition, version=form.cleaned_data["version"], reason=form.given_reason)
                _count, step = numbering.renumber_plan(editing, wanted)
                return step, editor(request, edition)

            response = attempt(request, edition, act, text=_("The plan is numbered anew."), form=form)
            if response:
                return response
        changes = numbering.preview(edition, wanted)
    title = _("Number the plan anew")
    return _page(request, edition, "numbers", title, form=form, changes=changes, short=shortened(str(edition)))
