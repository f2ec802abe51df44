# SPDX-License-Identifier: EUPL-1.2
"""All organisations, a new one, and pairs that may be one."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.core.actions.organisations import OrganisationError, create_organisation, keep_apart
from leitziel.core.forms.organisations import NewOrganisationForm, PairForm
from leitziel.core.models import Organisation
from leitziel.core.organisations import guessed_kind
from leitziel.core.queries.organisations import tree
from leitziel.core.queries.organisations.duplicates import suspects

from .common import blame, choices, crumbs

PER_PAGE = 50
OPEN_UP_TO = 80  # organisations; a larger tree is folded


@require_safe
@requires("core.manage_organisations")
def organisations(request: HttpRequest) -> HttpResponse:
    """The tree; a list where somebody looks for something."""
    directory = tree.read()
    words, kind, show = (request.GET.get(name, "").strip() for name in ("q", "art", "zeigen"))
    context = {
        "total": len(directory.rows),
        "words": words,
        "kind": kind,
        "show": show,
        "kinds": Organisation.Kind.choices,
        "shows": [(tree.UNUSED, _("unused")), (tree.ENDED, _("dissolved"))],
        "breadcrumb": [(_("Organisations"), None)],
    }
    if words or kind or show:
        found = directory.find(words, kind, show)
        context |= {"searched": True, "page": Paginator(found, PER_PAGE).get_page(request.GET.get("seite"))}
    else:
        context |= {"items": directory.items(), "unfolded": len(directory.rows) <= OPEN_UP_TO}
    return render(request, "core/organisations/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_organisations")
def organisation_new(request: HttpRequest) -> HttpResponse:
    name = request.GET.get("name", "")[:200]
    initial = {"name": name, "kind": guessed_kind(name) if name else "", "parent": request.GET.get("unter", "")}
    form = NewOrganisationForm(request.POST or None, initial=initial, options=choices())
    if request.method == "POST" and form.is_valid():
        try:
            row = create_organisation(municipality=request.municipality, actor=request.user, **form.cleaned_data)  # type: ignore[attr-defined]
        except OrganisationError as problem:
            blame(form, problem)
        else:
            messages.success(request, _("“%(name)s” was created.") % {"name": row.name})
            return redirect("organisation", request.municipality.slug, row.pk)  # type: ignore[attr-defined]
    context = {"form": form, "breadcrumb": crumbs(request, (_("New organisation"), None))}
    return render(request, "core/organisations/new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_organisations")
def organisation_duplicates(request: HttpRequest) -> HttpResponse:
    """Pairs that may be one, each with its reason: merge them, or say that they are two."""
    if request.method == "POST":
        form = PairForm(request.POST)
        if not form.is_valid():
            return HttpResponseBadRequest()
        try:
            keep_apart(actor=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except OrganisationError as problem:
            messages.error(request, str(problem))
        else:
            messages.success(request, _("Remembered: these are two organisations."))
        return redirect("organisation-duplicates", request.municipality.slug)  # type: ignore[attr-defined]
    page = Paginator(suspects(request.municipality), PER_PAGE).get_page(request.GET.get("seite"))  # type: ignore[attr-defined]
    context = {"page": page, "breadcrumb": crumbs(request, (_("Possible duplicates"), None))}
    return render(request, "core/organisations/duplicates.html", context)
