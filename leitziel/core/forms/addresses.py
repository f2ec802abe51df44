# SPDX-License-Identifier: EUPL-1.2
"""Addresses on the web, as people enter them."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def plain_to_see(value: str) -> None:
    """Refuse an address that looks like another one: with a name before an @, or characters that turn the line."""
    if "@" in urlsplit(value).netloc or _TURNING.search(value):
        raise ValidationError(_("Please enter the address as your browser shows it, without a user name."), code="odd")


class WebAddressField(forms.URLField):
    """An address that begins with http or https; Django's own field takes FTP as well, and names before an @."""

    default_validators = [URLValidator(schemes=["http", "https"]), plain_to_see]

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(assume_scheme="https", **kwargs)
