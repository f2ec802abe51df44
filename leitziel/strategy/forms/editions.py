# SPDX-License-Identifier: EUPL-1.2
"""The settings of an edition."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.strategy.models import Edition


class DateField(forms.DateField):
    """A day, entered with the browser's own date picker."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class EditionForm(forms.Form):
    """Facts of an edition; `version` is the one the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    valid_from = DateField(label=_("Valid from"), required=False)
    valid_to = DateField(label=_("Valid to"), required=False)
    paper = forms.CharField(
        label=_("Council paper"),
        help_text=_("Number of the paper by which it was decided, for example 24/0312-BV."),
        max_length=40,
        required=False,
    )
    as_of = DateField(label=_("As of"), help_text=_("The day the content is from."), required=False)
    description = forms.CharField(
        label=_("Description"),
        help_text=_("Public. What belongs to the plan as a whole."),
        widget=forms.Textarea(attrs={"rows": 8}),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begin, end = data.get("valid_from"), data.get("valid_to")
        if begin and end and end < begin:
            self.add_error("valid_to", _("The end lies before the beginning."))
        return data


def initial(edition: Edition) -> dict[str, Any]:
    """What the form shows first."""
    return {
        "version": edition.version,
        "valid_from": edition.valid_from,
        "valid_to": edition.valid_to,
        "paper": edition.council_paper.number if edition.council_paper else "",
        "as_of": edition.as_of,
        "description": edition.description,
    }
