# SPDX-License-Identifier: EUPL-1.2
"""Many measures at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.strategy.actions.editing.bulk import Gift, give
from leitziel.strategy.actions.editing.tree import ref_of
from leitziel.strategy.forms.editing_measure import BulkForm
from leitziel.strategy.models import Measure
from leitziel.strategy.queries.plan_editor import holders
from leitziel.strategy.queries.values import edition_ref

from .common import asks, attempt, editor, get_edition, trail, who


@require_http_methods(["GET", "HEAD", "POST"])
@requires("strategy.edit_plan")
def plan_bulk(request: HttpRequest, slug: str, label: str) -> HttpResponse:
    """What the chosen measures (`measure`: ids) are to be given; the second time it is done."""
    edition = get_edition(slug, label)
    sent = request.POST if request.method == "POST" else request.GET
    chosen = [int(pk) for pk in sent.getlist("measure") if pk.isdecimal() and len(pk) < 16]
    rows = Measure.objects.filter(edition=edition, pk__in=chosen).order_by("position")
    found = [
        (pk, version, Truncator(f"{number} {title or text}".strip()).chars(160))
        for pk, version, number, title, text in rows.values_list("pk", "version", "number", "title", "text")
    ]
    if not found:
        messages.error(request, _("Choose at least one measure."))
        return redirect(editor(request, edition))
    where = holders(edition, "measure")
    form = BulkForm(request.POST if "do" in request.POST else None, holders=where, reason_asked=asks(edition))
    if form.is_bound and form.is_valid():
        data = form.cleaned_data

        def act() -> Any:
            count, step = give(
                who(request, edition, version=_number(request.POST.get("version")), reason=data.get("reason", "")),
                measures=[pk for pk, _version, _name in found],
                versions=_versions(request),
                gift=_gift(data),
            )
            if not count:
                messages.info(request, _("Nothing was changed."))
            return step, editor(request, edition)

        n = len(found)
        text = ngettext("%(n)s measure was edited.", "%(n)s measures were edited.", n) % {"n": n}
        response = attempt(request, edition, act, text=text, form=form)
        if response:
            return response
    context = {
        "edition": edition_ref(edition),
        "form": form,
        "chosen": found,
        "version": edition.version,
        "back": editor(request, edition),
        "breadcrumb": trail(request, edition, (_("Many at once"), None)),
    }
    return render(request, "strategy/editing/bulk.html", context)


def _gift(data: dict[str, Any]) -> Gift:
    return Gift(
        office=(data["office"], data["role"]) if data.get("office") else None,
        target_groups=data.get("target_groups", ()),
        objectives=data.get("objectives", ()),
        areas=data.get("areas", ()),
        replace=data["replace"],
        kind=data["kind"],
        deadline_text=data["deadline_text"],
        holder=ref_of(data["holder"]) if data.get("holder") else None,
    )


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 16 else 0


def _versions(request: HttpRequest) -> dict[int, int]:
    """The versions that were seen: "id:version" of each measure."""
    pairs = [pair.partition(":") for pair in request.POST.getlist("seen")]
    return {_number(pk): _number(version) for pk, _colon, version in pairs if _number(pk)}
