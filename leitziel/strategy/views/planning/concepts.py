# SPDX-License-Identifier: EUPL-1.2
"""Making and changing concepts and council papers."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitziel.bodies.actions import NumberTakenError, edit_paper
from leitziel.bodies.models import CouncilPaper
from leitziel.core.access import requires
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.strategy.actions import concepts as actions
from leitziel.strategy.forms.concepts import ConceptForm, PaperForm, concept_initial, paper_initial
from leitziel.strategy.models import Concept
from leitziel.strategy.views.common import address

READ_OR_SEND = ["GET", "HEAD", "POST"]


def _facts(data: dict[str, Any]) -> actions.ConceptFacts:
    return actions.ConceptFacts(
        title=data["title"],
        summary=data["summary"],
        external=data["external"],
        address=data["address"],
        part_of=data.get("part_of"),
        position=data["position"],
        paper_number=data["paper"],
    )


@require_http_methods(READ_OR_SEND)
@requires("strategy.edit_plan")
def concept_new(request: HttpRequest) -> HttpResponse:
    """Add a concept to the register."""
    form = ConceptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        concept = actions.create_concept(
            municipality=request.municipality,
            actor=request.user,
            facts=_facts(form.cleaned_data),
            predecessors=form.cleaned_data.get("predecessors", ()),
        )
        messages.success(request, _("The concept was added."))
        return redirect("concept", request.municipality.slug, concept.slug)
    trail = [(_("Concepts"), address(request, "concepts")), (_("Add a concept"), None)]
    return render(request, "strategy/planning/concept.html", {"form": form, "concept": None, "breadcrumb": trail})


@require_http_methods(READ_OR_SEND)
@requires("strategy.edit_plan")
def concept_settings(request: HttpRequest, slug: str) -> HttpResponse:
    """Change what is said about a concept."""
    concept = get_object_or_404(Concept.objects.select_related("council_paper"), slug=slug)
    form = ConceptForm(request.POST or None, initial=concept_initial(concept), concept=concept)
    if request.method == "POST" and form.is_valid():
        try:
            actions.edit_concept(
                concept=concept,
                actor=request.user,
                seen=form.cleaned_data["seen"],
                facts=_facts(form.cleaned_data),
                predecessors=form.cleaned_data.get("predecessors", ()),
            )
        except (ChangedMeanwhileError, actions.ConceptError) as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, _("The concept was saved."))
            return redirect("concept", request.municipality.slug, concept.slug)
    trail = [
        (_("Concepts"), address(request, "concepts")),
        (concept.title, address(request, "concept", slug)),
        (_("Edit"), None),
    ]
    return render(request, "strategy/planning/concept.html", {"form": form, "concept": concept, "breadcrumb": trail})


@require_http_methods(READ_OR_SEND)
@requires("strategy.edit_plan")
def paper_edit(request: HttpRequest, slug: str) -> HttpResponse:
    """Change the facts of a council paper."""
    paper = get_object_or_404(CouncilPaper.objects.select_related("body"), slug=slug)
    form = PaperForm(request.POST or None, initial=paper_initial(paper))
    if request.method == "POST" and form.is_valid():
        try:
            changed = edit_paper(paper=paper, actor=request.user, **form.cleaned_data)
        except ChangedMeanwhileError as conflict:
            form.add_error(None, str(conflict))
        except NumberTakenError:
            form.add_error("number", _("Another council paper has this number."))
        else:
            messages.success(request, _("The council paper was saved."))
            return redirect("paper", request.municipality.slug, changed.slug)
    trail = [
        (_("Council papers"), address(request, "papers")),
        (paper.number, address(request, "paper", slug)),
        (_("Edit"), None),
    ]
    return render(request, "strategy/planning/paper.html", {"form": form, "paper": paper, "breadcrumb": trail})
