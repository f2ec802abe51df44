# SPDX-License-Identifier: EUPL-1.2
"""One organisation: its facts, its names, its end, what was done to it."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.core.actions import organisations as actions
from leitziel.core.forms.organisations import AliasForm, EndingForm, PlaceForm, RenameForm, Versioned
from leitziel.core.models import Organisation, UndoStep
from leitziel.core.queries.organisations import page as queries

from .common import PROBLEMS, blame, choices, frame, get

EVENTS = 30


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_organisations")
def organisation(request: HttpRequest, pk: int) -> HttpResponse:
    """Kind and place in the tree; beside them what hangs on it, and what can be taken back."""
    row = get(pk)
    initial = {"version": row.version, "kind": row.kind, "parent": row.parent_id}
    form = PlaceForm(request.POST or None, initial=initial, options=choices(pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_organisation(organisation=row, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except PROBLEMS as problem:
            blame(form, problem)
        else:
            messages.success(request, _("The organisation was saved."))
            return redirect("organisation", request.municipality.slug, pk)  # type: ignore[attr-defined]
    uses = queries.uses_of(pk)
    children = list(Organisation.objects.filter(parent=row).values_list("pk", "name"))
    context = {
        **frame(request, row, "organisation"),
        "form": form,
        "uses": uses,
        "children": children,
        "predecessors": list(Organisation.objects.filter(successor=row).values_list("pk", "name")),
        "deletable": not uses and not children,
    }
    return render(request, "core/organisations/facts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_organisations")
def organisation_names(request: HttpRequest, pk: int) -> HttpResponse:
    """Rename it, and keep its further names. The button that was pressed says which of the forms was sent."""
    row = get(pk)
    sent = request.POST.get("what", "") if request.method == "POST" else ""
    rename = RenameForm(
        request.POST if sent == "rename" else None,
        initial={"version": row.version, "until": timezone.localdate()},
        prefix="rename",
    )
    alias = AliasForm(request.POST if sent == "alias" else None, initial={"version": row.version}, prefix="alias")
    remove = Versioned(request.POST) if sent == "remove" else None
    if _names_saved(request, row, rename, alias, remove):
        return redirect("organisation-names", request.municipality.slug, pk)  # type: ignore[attr-defined]
    context = {
        **frame(request, row, "organisation-names"),
        "form": rename if sent == "rename" else alias,
        "rename": rename,
        "alias": alias,
        "aliases": row.aliases.exclude(name=row.name),
        "former": row.former_names.all(),
    }
    return render(request, "core/organisations/names.html", context)


def _names_saved(
    request: HttpRequest, row: Organisation, rename: RenameForm, alias: AliasForm, remove: Versioned | None
) -> bool:
    person = {"organisation": row, "actor": request.user}
    try:
        if rename.is_bound and rename.is_valid():
            actions.rename(**person, **rename.cleaned_data)
            messages.success(request, _("The organisation was renamed. Its old name leads to it as before."))
            return True
        if alias.is_bound and alias.is_valid():
            actions.add_alias(**person, **alias.cleaned_data)
            messages.success(request, _("The further name was added."))
            return True
        number = request.POST.get("alias", "")
        if remove is not None and remove.is_valid() and number.isdecimal() and len(number) < 19:
            actions.remove_alias(**person, version=remove.cleaned_data["version"], alias=int(number))
            messages.success(request, _("The further name was removed."))
            return True
    except PROBLEMS as problem:
        if remove is not None:
            messages.error(request, str(problem))
            return True
        blame(rename if rename.is_bound else alias, problem)
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_organisations")
def organisation_ending(request: HttpRequest, pk: int) -> HttpResponse:
    """Dissolve it, or take that back."""
    row = get(pk)
    again = request.POST.get("what") == "reopen"
    initial = {"version": row.version, "ended_on": row.ended_on or timezone.localdate(), "successor": row.successor_id}
    form = EndingForm(
        request.POST if request.method == "POST" and not again else None, initial=initial, options=choices(pk)
    )
    try:
        if again and (seen := Versioned(request.POST)).is_valid():
            actions.reopen(organisation=row, actor=request.user, version=seen.cleaned_data["version"])  # type: ignore[arg-type]
            messages.success(request, _("The organisation goes on."))
            return redirect("organisation-ending", request.municipality.slug, pk)  # type: ignore[attr-defined]
        if form.is_bound and form.is_valid():
            actions.dissolve(organisation=row, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, _("The end was saved. What it answered for stays on its page."))
            return redirect("organisation-ending", request.municipality.slug, pk)  # type: ignore[attr-defined]
    except PROBLEMS as problem:
        if again:
            messages.error(request, str(problem))
            return redirect("organisation-ending", request.municipality.slug, pk)  # type: ignore[attr-defined]
        blame(form, problem)
    return render(
        request, "core/organisations/ending.html", {**frame(request, row, "organisation-ending"), "form": form}
    )


@require_safe
@requires("core.manage_organisations")
def organisation_history(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that was done to it, out of the log, and what of it can be taken back."""
    row = get(pk)
    page = Paginator(queries.history(row), EVENTS).get_page(request.GET.get("seite"))
    context = {**frame(request, row, "organisation-history"), "page": page, "steps": queries.last_steps(row)}
    return render(request, "core/organisations/history.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_organisations")
def organisation_undo(request: HttpRequest, pk: int, step: int) -> HttpResponse:
    """Take back one step of it; a question first."""
    row = get(pk)
    wanted = get_object_or_404(
        UndoStep, pk=step, scope_type=Organisation._meta.label_lower, scope_id=str(pk), undoes=None, undone_by=None
    )
    if request.method == "POST":
        try:
            actions.take_back(step=wanted, actor=request.user)  # type: ignore[arg-type]
        except PROBLEMS as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Taken back: %(step)s") % {"step": wanted.label})
        return redirect("organisation-history", request.municipality.slug, pk)  # type: ignore[attr-defined]
    return render(
        request, "core/organisations/undo.html", {**frame(request, row, "organisation-history"), "step": wanted}
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_organisations")
def organisation_delete(request: HttpRequest, pk: int) -> HttpResponse:
    """Delete what nothing hangs on; a question first."""
    row = get(pk)
    form = Versioned(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid():
        try:
            actions.delete_organisation(organisation=row, actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except PROBLEMS as problem:
            messages.error(request, str(problem))
            return redirect("organisation", request.municipality.slug, pk)  # type: ignore[attr-defined]
        messages.success(request, _("“%(name)s” was deleted.") % {"name": row.name})
        return redirect("organisations", request.municipality.slug)  # type: ignore[attr-defined]
    return render(request, "core/organisations/delete.html", {**frame(request, row, ""), "form": form})
