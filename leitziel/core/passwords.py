# SPDX-License-Identifier: EUPL-1.2
"""Passwords that somebody who knows the place would try first."""

from __future__ import annotations

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from leitziel.core.models import Municipality, User
from leitziel.core.text import name_key

# What such a house is about; the names of product and municipalities come on top.
WORDS = {
    *("leitziel", "sozialplanung", "sozialstrategie", "sozialamt", "handlungsfeld", "massnahme"),
    *("stadtverwaltung", "verwaltung", "rathaus", "landkreis", "kennwort", "passwort", "password"),
}
LEFT = 8  # letters and digits that must remain when the words of the place are taken out
SHORTEST = 4  # shorter words stand in too many others


class WordsOfThePlaceValidator:
    """Refuse a password that is little more than words of the product and its municipalities: the words are taken
    out, and what is left has to be long enough to be a secret. Long sentences with such a word in them pass."""

    def validate(self, password: str, user: User | None = None) -> None:  # noqa: ARG002 - Django's
        key = name_key(password).replace(" ", "")
        for word in sorted(words(), key=len, reverse=True):
            key = key.replace(word, "")
        if len(key) < LEFT and len(key) < len(password) / 2:
            raise ValidationError(self.get_help_text(), code="password_of_the_place")

    def get_help_text(self) -> str:
        return _("Please do not make the password of words such as the name of the municipality or of this site.")


def words() -> set[str]:
    """The words of the place, folded: fixed ones, the name of the site, and those of the municipalities' names."""
    names = [settings.MFA_TOTP_ISSUER, *Municipality.objects.values_list("name", flat=True)[:200]]
    own = {word for name in names for word in re.split(r"\s+", name_key(name)) if len(word) >= SHORTEST}
    return own | WORDS
