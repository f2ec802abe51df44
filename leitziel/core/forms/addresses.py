# SPDX-License-Identifier: EUPL-1.2
"""Addresses on the web, as people enter them."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import URLValidator


class WebAddressField(forms.URLField):
    """An address that begins with http or https; Django's own field takes FTP as well."""

    default_validators = [URLValidator(schemes=["http", "https"])]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)
