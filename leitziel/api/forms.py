# SPDX-License-Identifier: EUPL-1.2
"""The terms of open data."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.api.models import OpenData


class TermsForm(forms.Form):
    """Licence and attribution; `version` as the person saw it."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    licence = forms.ChoiceField(
        label=_("Licence"), choices=OpenData.Licence.choices, required=False, widget=forms.RadioSelect
    )
    attribution = forms.CharField(
        label=_("Name the municipality as"),
        max_length=200,
        required=False,
        help_text=_("Shown to whoever uses the data, e.g. “City of Auenmünster, social planning”."),
    )
