# SPDX-License-Identifier: EUPL-1.2
"""Forms of the import: upload, target, acceptance."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.strategy.models import Concept

ACCEPTED = ".pdf,.docx,.odt,.html,.htm,.md,.markdown,.txt,.xlsx,.csv,.json"
LARGEST = 50 * 1024 * 1024


class TargetForm(forms.Form):
    """Which concept and edition an import becomes. An existing concept is chosen, or a new one is named."""

    concept = forms.ModelChoiceField(
        queryset=Concept.objects.none(), required=False, label=_("Concept"), empty_label=_("a new concept")
    )
    concept_title = forms.CharField(
        max_length=300,
        required=False,
        label=_("Title of a new concept"),
        help_text=_("Only if the concept is not in the list."),
    )
    edition_label = forms.CharField(
        max_length=40, label=_("Edition"), help_text=_("As a rule the year of the edition, for example 2026.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["concept"].queryset = Concept.objects.all()  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("concept") and not (values.get("concept_title") or "").strip():
            self.add_error("concept_title", _("Choose a concept or enter the title of a new one."))
        return values

    def target(self) -> dict[str, Any]:
        """Arguments for the actions."""
        concept = self.cleaned_data["concept"]
        return {
            "concept": concept,
            "concept_title": "" if concept else self.cleaned_data["concept_title"],
            "edition_label": self.cleaned_data["edition_label"],
        }


class UploadForm(TargetForm):
    """A document with the concept and edition it becomes."""

    file = forms.FileField(
        label=_("Document"),
        help_text=_(
            "PDF with text (not scanned), Word (.docx), OpenDocument (.odt), HTML, Markdown, plain text; "
            "or your own list as Excel (.xlsx) or CSV. At most 50 MB and 3,000 pages."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Choose the file of the concept."),
            "empty": _("The file is empty. Choose another one."),
        },
    )
    field_order = ["file", "concept", "concept_title", "edition_label"]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _("The file has more than 50 MB. Leave out pictures or save it as a smaller PDF, then try again.")
            )
        return file


class AcceptForm(forms.Form):
    """The last question before an import becomes an edition."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    as_of = forms.DateField(
        required=False,
        label=_("Date of the document"),
        help_text=_("As of when the document is, if it says so."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
