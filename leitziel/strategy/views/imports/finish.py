# SPDX-License-Identifier: EUPL-1.2
"""From the review to the edition: target, summary, acceptance."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from leitziel.core.access import requires
from leitziel.strategy.actions import imports as actions
from leitziel.strategy.actions.accept import accept_import, acceptance_problems
from leitziel.strategy.actions.errors import Conflict, ImportProblem
from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.forms.imports import AcceptForm, TargetForm
from leitziel.strategy.models import PlanImport
from leitziel.strategy.queries import imports as queries
from leitziel.strategy.queries.lineage.review import open_suggestions

from .common import conflict_page, crumbs, get_import, in_review, link, seen_version


@requires("strategy.review_import")
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    plan_import = get_import(pk)
    elsewhere = in_review(request, plan_import)
    if elsewhere:
        return elsewhere
    here = link(request, "plan-import", plan_import)
    form = AcceptForm(request.POST or None, initial={"version": plan_import.version})
    if request.method == "POST" and form.is_valid():
        try:
            edition = accept_import(
                actor=request.user,  # type: ignore[arg-type]
                plan_import=plan_import,
                version=form.cleaned_data["version"],
                as_of=form.cleaned_data["as_of"],
            )
        except Conflict as conflict:
            return conflict_page(request, plan_import, conflict, here)
        except ImportProblem as problem:
            messages.error(request, str(problem))
        else:
            messages.success(
                request,
                _("“%(edition)s” is a draft edition now. Nobody outside sees it before it is published.")
                % {"edition": edition},
            )
            waiting = open_suggestions(edition)
            if waiting:
                text = ngettext(
                    "%(n)s entry may continue one of the last edition. Please say whether it does.",
                    "%(n)s entries may continue some of the last edition. Please say whether they do.",
                    waiting,
                )
                messages.info(request, text % {"n": waiting})
                return redirect("edition-lineage", request.municipality.slug, edition.concept.slug, edition.label)  # type: ignore[attr-defined]
            return redirect(here)
    context = {
        "plan_import": plan_import,
        "form": form,
        "rows": _summary(plan_import),
        "problems": acceptance_problems(plan_import),
        "breadcrumb": crumbs(request, plan_import, (_("Accept"), None)),
    }
    return render(request, "strategy/imports/accept.html", context)


def _summary(plan_import: PlanImport) -> list[tuple[str, object]]:
    counts = tree.counts(plan_import.plan)
    names = queries.printed_parties(plan_import.plan)
    open_names = sum(name not in plan_import.organisations for name in names)
    unassigned = sum(len(" ".join(e["text"].split())) for e in plan_import.plan["unassigned"])
    return [
        (_("Concept"), plan_import.concept_title),
        (_("Edition"), plan_import.edition_label),
        (_("Fields of action"), str(counts["field"])),
        (_("Goals"), str(counts["goal"])),
        (_("Measures"), str(counts["measure"])),
        (_("Footnotes"), str(counts["reference"])),
        (
            _("Responsible offices"),
            _("%(chosen)d assigned, %(open)d stay as printed")
            % {"chosen": len(names) - open_names, "open": open_names},
        ),
        (_("Entries with notes"), str(counts["notes"])),
        (_("Not assigned, will not be part of the edition"), _("%(count)d characters") % {"count": unassigned}),
    ]


@requires("strategy.review_import")
@require_http_methods(["GET", "HEAD", "POST"])
def target(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the concept and edition that the import becomes."""
    plan_import = get_import(pk)
    elsewhere = in_review(request, plan_import)
    if elsewhere:
        return elsewhere
    initial = {
        "concept": plan_import.concept_id,
        "concept_title": "" if plan_import.concept_id else plan_import.concept_title,
        "edition_label": plan_import.edition_label,
    }
    form = TargetForm(request.POST or None, initial=initial)
    here = link(request, "plan-import", plan_import)
    if request.method == "POST" and form.is_valid():
        wanted = form.target()
        concept = wanted["concept"]
        try:
            actions.retarget(
                actor=request.user,  # type: ignore[arg-type]
                plan_import=plan_import,
                version=seen_version(request),
                concept_title=concept.title if concept else wanted["concept_title"],
                edition_label=wanted["edition_label"],
            )
        except Conflict as conflict:
            return conflict_page(request, plan_import, conflict, here)
        except ImportProblem as problem:
            form.add_error("edition_label", str(problem))
        else:
            messages.success(request, _("Concept and edition were changed."))
            return redirect(here)
    context = {
        "plan_import": plan_import,
        "form": form,
        "breadcrumb": crumbs(request, plan_import, (_("Concept and edition"), None)),
    }
    return render(request, "strategy/imports/target.html", context)
