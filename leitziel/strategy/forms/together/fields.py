# SPDX-License-Identifier: EUPL-1.2
"""Verdicts, links of fields, saved filters."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.strategy.models import FieldLink, MeasureRelation


class VerdictForm(forms.Form):
    """What a person says about two measures."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    verdict = forms.ChoiceField(
        label=_("What are they to each other?"), choices=MeasureRelation.Verdict.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Note for colleagues"),
        help_text=_("Only staff see this note."),
        max_length=500,
        required=False,
    )


class FieldLinkForm(forms.Form):
    """How a field stands to another."""

    version = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    kind = forms.ChoiceField(label=_("How do they belong together?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"), help_text=_("The note is public, as the crosswalk is."), max_length=500, required=False
    )

    def __init__(self, *args: object, one: str, two: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        kind = FieldLink.Kind
        names = {"one": one, "two": two}
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.SAME, _("They are about the same")),
            (kind.OVERLAPS, _("They overlap")),
            (kind.LEFT_IN_RIGHT, _("“%(one)s” is part of “%(two)s”") % names),
            (kind.RIGHT_IN_LEFT, _("“%(two)s” is part of “%(one)s”") % names),
            ("", _("They have nothing to do with each other")),
        ]
        self.fields["kind"].required = False


class FilterForm(forms.Form):
    """A filter that a person keeps."""

    name = forms.CharField(label=_("Name of the filter"), max_length=120)
    query = forms.CharField(widget=forms.HiddenInput, max_length=4000, required=False)
    list = forms.CharField(widget=forms.HiddenInput, max_length=12)
    shared = forms.BooleanField(label=_("Share with all members of the municipality"), required=False)
    is_default = forms.BooleanField(label=_("Open the list with this filter"), required=False)
