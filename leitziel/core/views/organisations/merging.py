# SPDX-License-Identifier: EUPL-1.2
"""Making two entries one: choose the other, look at what moves, confirm."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.core.actions.organisations import merge
from leitziel.core.forms.organisations import MergeForm, TargetForm
from leitziel.core.models import Organisation
from leitziel.core.queries.organisations.page import merge_preview

from .common import PROBLEMS, choices, frame, get


@require_http_methods(["GET", "HEAD", "POST"])
@requires("core.manage_organisations")
def organisation_merge(request: HttpRequest, pk: int) -> HttpResponse:
    """`?ziel=` names the entry that stays; nothing is done before the person has seen what moves."""
    row = get(pk)
    options = [option for option in choices() if option[0] != pk]
    form = TargetForm(request.GET if "ziel" in request.GET else None, options=options)
    target = form.cleaned_data["ziel"] if form.is_bound and form.is_valid() else None
    if target is not None and target.pk == pk:
        target = None
    context = {**frame(request, row, "organisation-merge"), "form": form, "target": target}
    if target is not None:
        context |= {
            "moving": merge_preview(pk, target.pk),
            "names": sorted({*row.aliases.values_list("name", flat=True), row.name}),
            "confirmation": MergeForm(initial={"version": row.version, "target_version": target.version}),
        }
        if request.method == "POST" and (done := _merged(request, row, target)) is not None:
            return done
    return render(request, "core/organisations/merge.html", context)


def _merged(request: HttpRequest, row: Organisation, target: Organisation) -> HttpResponse | None:
    sent = MergeForm(request.POST)
    if not sent.is_valid():
        return None
    versions = (sent.cleaned_data["version"], sent.cleaned_data["target_version"])
    try:
        merge(duplicate=row, target=target, actor=request.user, versions=versions)  # type: ignore[arg-type]
    except PROBLEMS as problem:
        messages.error(request, str(problem))
        return None
    done = _("“%(old)s” is one with “%(new)s” now. It can be taken back in the history.")
    messages.success(request, done % {"old": row.name, "new": target.name})
    return redirect("organisation", request.municipality.slug, target.pk)  # type: ignore[attr-defined]
