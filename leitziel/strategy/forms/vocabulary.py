# SPDX-License-Identifier: EUPL-1.2
"""A word of one of the municipality's lists."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.core.conflicts import fingerprint
from leitziel.core.models import Term


class TermForm(forms.Form):
    """Label and explanation; `seen` is empty for a new word."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    label = forms.CharField(label=_("Word"), max_length=200)
    explanation = forms.CharField(
        label=_("Explanation"), help_text=_("Public."), widget=forms.Textarea(attrs={"rows": 2}), required=False
    )

    def __init__(self, *args: Any, vocabulary: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if vocabulary == Term.Vocabulary.ABBREVIATION:
            self.fields["label"].label = _("Abbreviation")
            self.fields["explanation"] = forms.CharField(label=_("Meaning"), max_length=500)


class NewTermForm(TermForm):
    """The list is chosen along with the word."""

    vocabulary = forms.ChoiceField(label=_("List"), choices=Term.Vocabulary.choices, widget=forms.RadioSelect)
    field_order = ("vocabulary", "label", "explanation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, vocabulary="", **kwargs)
        self.fields["explanation"].help_text = _("Public. An abbreviation needs its meaning.")


def initial(term: Term) -> dict[str, Any]:
    return {"seen": fingerprint(term), "label": term.label, "explanation": term.explanation}
