# SPDX-License-Identifier: EUPL-1.2
"""Forms of the working table: upload, and the last question before it is taken over."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.strategy.exchange.sheets.workbook import LARGEST


class SheetUploadForm(forms.Form):
    """The edited table."""

    file = forms.FileField(
        label=_("Edited table"),
        help_text=_("The working table as .xlsx or .csv, at most 10 MB. Nothing changes before you have seen it."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("Choose the table that you edited."),
            "empty": _("The file is empty. Choose another one."),
        },
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file has more than 10 MB. Upload only the working table."))
        return file


class SheetApplyForm(forms.Form):
    """`version` and `seen` say what the person looked at; a reason where the plan counts already."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    seen = forms.CharField(max_length=32, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=_("Reason of the change"),
        max_length=500,
        required=False,
        help_text=_("This plan is decided or public. Say why its words change; the reason goes to the log."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, needs_reason: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if needs_reason:
            self.fields["reason"].required = True
            self.fields["reason"].error_messages["required"] = _("Say why the words of the plan change.")
        else:
            del self.fields["reason"]
