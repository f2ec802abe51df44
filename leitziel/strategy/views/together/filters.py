# SPDX-License-Identifier: EUPL-1.2
"""Filters that people keep: save, rename, share, delete."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.core.actions import filters as actions
from leitziel.core.models import SavedFilter
from leitziel.strategy.forms.together.fields import FilterForm
from leitziel.strategy.views.common import address

PAGES = {
    SavedFilter.List.MEASURES: "measures",
    SavedFilter.List.SIMILAR: "similar-measures",
    SavedFilter.List.MINE: "my-measures",
}


@dataclass(frozen=True, slots=True)
class Saved:
    """A filter as a list shows it: its address, and whether it can be changed by this person."""

    pk: int
    name: str
    list_name: str
    url: str
    own: bool
    owner: str
    shared: bool
    is_default: bool


def filters_for(request: HttpRequest, which: SavedFilter.List | None = None) -> list[Saved]:
    """One's own filters and those that others share; one query."""
    rows = SavedFilter.objects.filter(Q(owner=request.user) | Q(shared=True)).select_related("owner")  # type: ignore[misc]
    if which:
        rows = rows.filter(list=which)
    return [
        Saved(
            row.pk,
            row.name,
            str(SavedFilter.List(row.list).label),
            f"{reverse(PAGES[SavedFilter.List(row.list)], args=[request.municipality.slug])}?{row.query}",  # type: ignore[attr-defined]
            row.owner_id == request.user.pk,
            row.owner.name,
            row.shared,
            row.is_default and row.owner_id == request.user.pk,
        )
        for row in rows
    ]


def saved_filters(request: HttpRequest, which: SavedFilter.List) -> dict[str, object]:
    """What `strategy/together/saved.html` needs on the page of a list."""
    return {
        "filters": filters_for(request, which),
        "list": which.value,
        "query": actions.cleaned(request.GET.urlencode()),
    }


def default_query(request: HttpRequest, which: SavedFilter.List) -> str:
    """The filter a person wants a list opened with, while they ask for nothing else; "" for everybody else.

    It carries `filter`, so that whoever takes it away sees the whole list and is not sent back here.
    """
    if request.GET or not request.user.is_authenticated or not request.access.may("core.view_internal"):  # type: ignore[attr-defined]
        return ""
    row = SavedFilter.objects.filter(owner=request.user, list=which, is_default=True).first()  # type: ignore[misc]
    return f"{row.query}&filter={row.pk}" if row else ""


@requires("core.view_internal")
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """All filters of a person; by POST keep the one that is set on a list."""
    given = request.POST if request.method == "POST" else request.GET
    wanted = given.get("list", "")
    form = FilterForm(request.POST or None, initial={"list": wanted, "query": given.get("query", "")})
    if request.method == "POST" and form.is_valid() and _save(request, form, None):
        return redirect(form.cleaned_data["back"])
    context = {
        "form": form if wanted in SavedFilter.List.values else None,
        "filters": filters_for(request),
        "breadcrumb": [(_("My work"), address(request, "work")), (_("Saved filters"), None)],
    }
    return render(request, "strategy/together/filters.html", context)


def _save(request: HttpRequest, form: FilterForm, row: SavedFilter | None) -> bool:
    data = form.cleaned_data
    which = row.list if row else data["list"]
    if which not in SavedFilter.List.values:
        raise Http404
    try:
        saved = actions.save_filter(
            municipality=request.municipality,  # type: ignore[attr-defined]
            actor=request.user,  # type: ignore[arg-type]
            list=SavedFilter.List(which),
            name=data["name"],
            query=row.query if row else data["query"],
            shared=data["shared"],
            is_default=data["is_default"],
            row=row,
        )
    except actions.FilterError as problem:
        form.add_error("name", str(problem))
        return False
    page = reverse(PAGES[SavedFilter.List(which)], args=[request.municipality.slug])  # type: ignore[attr-defined]
    data["back"] = f"{page}?{saved.query}"
    messages.success(request, _("The filter “%(name)s” was saved.") % {"name": saved.name})
    return True


@requires("core.view_internal")
@require_http_methods(["GET", "HEAD", "POST"])
def one(request: HttpRequest, pk: int) -> HttpResponse:
    """Change or delete a filter of one's own."""
    row = get_object_or_404(SavedFilter.objects.select_related("municipality"), pk=pk)
    if row.owner_id != request.user.pk:
        messages.info(request, _("This filter belongs to somebody else. Save it under a name of your own."))
        return redirect("saved-filters", request.municipality.slug)
    if request.method == "POST" and request.POST.get("what") == "delete":
        actions.delete_filter(row=row, actor=request.user)
        messages.success(request, _("The filter “%(name)s” was deleted.") % {"name": row.name})
        return redirect("saved-filters", request.municipality.slug)
    initial = {"name": row.name, "shared": row.shared, "is_default": row.is_default, "list": row.list}
    form = FilterForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _save(request, form, row):
        return redirect("saved-filters", request.municipality.slug)
    context = {
        "form": form,
        "row": row,
        "breadcrumb": [
            (_("My work"), address(request, "work")),
            (_("Saved filters"), address(request, "saved-filters")),
            (row.name, None),
        ],
    }
    return render(request, "strategy/together/filter.html", context)
