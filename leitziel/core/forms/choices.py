# SPDX-License-Identifier: EUPL-1.2
"""Choosing among rows."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

LARGEST = 2**63 - 1  # the largest key a database holds


class SeveralField(forms.ModelMultipleChoiceField):
    """Several rows; a key that no database holds is an unknown one (Django hands it to the database, which fails)."""

    def clean(self, value: Any) -> Any:
        for key in value if isinstance(value, list | tuple) else ():
            if str(key).isdecimal() and int(key) > LARGEST:
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super().clean(value)
