# SPDX-License-Identifier: EUPL-1.2
"""Legal pages: imprint, data protection, accessibility with its feedback form."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.core.limits import too_many
from leitziel.portal import actions
from leitziel.portal.forms import FeedbackForm


@require_safe
@requires("portal.view")
def imprint(request: HttpRequest) -> HttpResponse:
    """Who is responsible for this site."""
    return render(request, "portal/imprint.html", {"breadcrumb": [(_("Imprint"), None)]})


@require_safe
@requires("portal.view")
def privacy(request: HttpRequest) -> HttpResponse:
    """What happens to personal data."""
    return render(request, "portal/privacy.html", {"breadcrumb": [(_("Data protection"), None)]})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("portal.view")
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, and the form for reporting a barrier."""
    form = FeedbackForm(request.POST or None, initial={"page": request.GET.get("seite", "")})
    if request.method == "POST" and form.is_valid():
        if stopped := too_many(request, "feedback"):
            return stopped
        actions.send_feedback(municipality=request.municipality, **form.cleaned_data)
        messages.success(request, _("Thank you. Your message has reached the administration."))
        return redirect("accessibility", request.municipality.slug)
    context = {"form": form, "breadcrumb": [(_("Accessibility statement"), None)]}
    return render(request, "portal/accessibility.html", context, status=422 if form.errors else 200)
