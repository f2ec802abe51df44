# SPDX-License-Identifier: EUPL-1.2
"""The settings of a concept, and of a council paper."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.bodies.models import Body, CouncilPaper
from leitziel.core.conflicts import fingerprint
from leitziel.core.forms.addresses import WebAddressField
from leitziel.core.forms.choices import SeveralField
from leitziel.strategy.models import Concept

from .editions import DateField


class ConceptForm(forms.Form):
    """What a person says about a concept; `seen` is the fingerprint of what they saw."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(label=_("Title"), max_length=300)
    summary = forms.CharField(
        label=_("In short"),
        help_text=_("Public. One or two sentences."),
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    external = forms.BooleanField(
        label=_("The concept is kept elsewhere"),
        help_text=_("It then stands in the register with its council paper and address, without content of its own."),
        required=False,
    )
    address = WebAddressField(label=_("Address"), max_length=400, required=False)
    paper = forms.CharField(label=_("Council paper"), max_length=40, required=False)
    part_of = forms.ModelChoiceField(label=_("Part of"), queryset=Concept.objects.none(), required=False)
    position = forms.IntegerField(
        label=_("Position"), help_text=_("Smaller numbers stand first."), min_value=0, max_value=9999, initial=0
    )
    predecessors = SeveralField(
        label=_("Follows"), queryset=Concept.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, concept: Concept | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Concept.objects.exclude(pk=concept.pk) if concept else Concept.objects.all()
        self.fields["part_of"].queryset = others.filter(external=False)
        self.fields["predecessors"].queryset = others
        if not others.exists():
            del self.fields["part_of"], self.fields["predecessors"]


def concept_initial(concept: Concept) -> dict[str, Any]:
    return {
        "seen": fingerprint(concept),
        "title": concept.title,
        "summary": concept.summary,
        "external": concept.external,
        "address": concept.address,
        "paper": concept.council_paper.number if concept.council_paper else "",
        "part_of": concept.part_of_id,
        "position": concept.position,
        "predecessors": list(concept.predecessors.values_list("pk", flat=True)),
    }


class PaperForm(forms.Form):
    """Facts of a council paper."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    number = forms.CharField(label=_("Number"), max_length=40)
    title = forms.CharField(label=_("Title"), max_length=400, required=False)
    decided_on = DateField(label=_("Decided on"), required=False)
    body = forms.ModelChoiceField(label=_("Decided by"), queryset=Body.objects.none(), required=False)
    address = WebAddressField(
        label=_("Address"),
        help_text=_("Only where it differs from the pattern of the municipality."),
        max_length=400,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["body"].queryset = Body.objects.all()


def paper_initial(paper: CouncilPaper) -> dict[str, Any]:
    return {
        "seen": fingerprint(paper),
        "number": paper.number,
        "title": paper.title,
        "decided_on": paper.decided_on,
        "body": paper.body_id,
        "address": paper.address,
    }
