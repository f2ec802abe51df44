# SPDX-License-Identifier: EUPL-1.2
"""Work pages of the portal: what waits for a person, and messages about barriers."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitziel.core.access import requires
from leitziel.portal import actions
from leitziel.portal.models import Feedback


@require_safe
@requires("core.view_internal")
def start(request: HttpRequest) -> HttpResponse:
    """The start page of a member: panels that the rooms fill."""
    roles = [membership.get_role_display() for membership in request.access.own_memberships]
    if request.access.operator_session is not None:
        roles.append(_("operator"))
    return render(request, "portal/work.html", {"roles": roles, "breadcrumb": [(_("My work"), None)]})


@require_http_methods(["GET", "HEAD", "POST"])
@requires("portal.read_feedback")
def feedback(request: HttpRequest) -> HttpResponse:
    """Messages about barriers, and marking one as dealt with."""
    if request.method == "POST":
        number = request.POST.get("message", "")
        found = get_object_or_404(Feedback, pk=int(number) if number.isdecimal() else 0)
        actions.finish_feedback(actor=request.user, feedback=found)
        messages.success(request, _("The message is marked as dealt with."))
        return redirect("feedback", request.municipality.slug)
    page = Paginator(Feedback.objects.select_related("done_by"), 50).get_page(request.GET.get("seite"))
    address = [(_("My work"), "../"), (_("Messages about barriers"), None)]
    return render(request, "portal/feedback.html", {"page": page, "breadcrumb": address})
