# SPDX-License-Identifier: EUPL-1.2
"""Comments and attachments."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.core.uploads import LARGEST


class CommentForm(forms.Form):
    """A comment; `version` is the one the person saw when they change one."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 4}), max_length=10_000, strip=True)


class AttachForm(forms.Form):
    """A file to keep."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("PDF, picture, text or office document without macros, up to %(limit)s MB")
        % {"limit": LARGEST // 1024 // 1024},
        allow_empty_file=True,
        max_length=255,
    )
    note = forms.CharField(label=_("What it is"), max_length=300, required=False)
