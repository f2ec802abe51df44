# SPDX-License-Identifier: EUPL-1.2
"""The settings of a measure."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.strategy.actions.measures import MeasureError, set_measure_facts
from leitziel.strategy.enums import MeasureKind
from leitziel.strategy.forms.measures import MeasureForm
from leitziel.strategy.models import Measure
from leitziel.strategy.queries.values import edition_ref
from leitziel.strategy.views.common import address, shortened, site


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.edit_plan")
def measure_settings(request: HttpRequest, short_id: str, label: str) -> HttpResponse:
    """Whom a measure is for, where it is done, and which organisations its printed names stand for."""
    rows = Measure.objects.select_related("thread", "edition__concept", "municipality")
    measure = get_object_or_404(rows, thread__short_id=short_id, edition__label=label)
    form = MeasureForm(request.POST or None, measure=measure)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            set_measure_facts(
                measure=measure,
                actor=request.user,
                version=data["version"],
                kind=MeasureKind(data["kind"]),
                target_groups=data["target_groups"],
                objectives=data["objectives"],
                areas=data["areas"],
                parties=form.parties(),
                learn=data["learn"],
                site=site(request),
            )
        except (ChangedMeanwhileError, MeasureError) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The measure was saved."))
            return redirect("measure-edition", request.municipality.slug, short_id, label)
    edition = edition_ref(measure.edition)
    name = _("Measure %(number)s") % {"number": measure.number} if measure.number else _("Measure")
    context = {
        "form": form,
        "measure": measure,
        "short": shortened(measure.heading),
        "name": name,
        "edition": edition,
        "breadcrumb": [
            (shortened(edition.concept), address(request, "concept", edition.slug)),
            (edition.label, address(request, "edition", edition.slug, edition.label)),
            (name, address(request, "measure-edition", short_id, label)),
            (_("Edit"), None),
        ],
    }
    return render(request, "strategy/planning/measure.html", context)
