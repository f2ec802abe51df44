# SPDX-License-Identifier: EUPL-1.2
"""Under which licence the municipality gives its data."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.api.actions.terms import set_terms
from leitziel.api.forms import TermsForm
from leitziel.api.models import OpenData
from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError


@require_http_methods(["GET", "HEAD", "POST"])
@requires("api.set_open_data")
def terms(request: HttpRequest) -> HttpResponse:
    """Choose the licence of everything that is published."""
    shown = OpenData.objects.first() or OpenData(version=0)
    initial = {"version": shown.version, "licence": shown.licence, "attribution": shown.attribution}
    form = TermsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            set_terms(municipality=request.municipality, actor=request.user, **form.cleaned_data)  # type: ignore[attr-defined, arg-type]
        except ChangedMeanwhileError as conflict:
            form.add_error(None, str(conflict))
        else:
            messages.success(request, _("The terms are saved."))
            return redirect("open-data", request.municipality.slug)  # type: ignore[attr-defined]
    address = [(_("My work"), "../"), (_("Open data"), None)]
    return render(request, "api/open_data.html", {"form": form, "breadcrumb": address})
