# SPDX-License-Identifier: EUPL-1.2
"""Forms of the portal."""

from django import forms
from django.utils.translation import gettext_lazy as _


class FeedbackForm(forms.Form):
    """A message about a barrier. Name and address are optional: nobody has to say who they are."""

    message = forms.CharField(
        label=_("What is the barrier?"),
        help_text=_("Which page is it, and what could you not do or read?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    page = forms.CharField(label=_("Address of the page"), max_length=500, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Only if you would like an answer."),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
