# SPDX-License-Identifier: EUPL-1.2
"""The languages that texts can be kept in, named by BCP 47 (RFC 5646)."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SOURCE = "de"


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is a BCP 47 tag; `own` the language's name in itself, for its readers; `direction` is ltr or rtl.

    Plain German has two forms: Leichte Sprache follows fixed rules and is checked by people who need it (DIN SPEC
    33429); Einfache Sprache is freer (DIN 8581-1). Private subtags ("-x-") part them; software takes both for German.
    """

    code: str
    name: str | Promise
    own: str
    direction: str = "ltr"


LANGUAGES = (
    Language("de-x-leicht", _("plain language (Leichte Sprache)"), "Leichte Sprache"),
    Language("de-x-einfach", _("simple language (Einfache Sprache)"), "Einfache Sprache"),
    Language("en", _("English"), "English"),
    Language("fr", _("French"), "Français"),
    Language("es", _("Spanish"), "Español"),
    Language("it", _("Italian"), "Italiano"),
    Language("pl", _("Polish"), "Polski"),
    Language("ro", _("Romanian"), "Română"),
    Language("bg", _("Bulgarian"), "Български"),
    Language("ru", _("Russian"), "Русский"),
    Language("uk", _("Ukrainian"), "Українська"),
    Language("tr", _("Turkish"), "Türkçe"),
    Language("ar", _("Arabic"), "العربية", "rtl"),
    Language("fa", _("Persian"), "فارسی", "rtl"),
    Language("ku", _("Kurdish (Kurmanji)"), "Kurmancî"),
    Language("ti", _("Tigrinya"), "ትግርኛ"),
    Language("vi", _("Vietnamese"), "Tiếng Việt"),
)
BY_CODE = {language.code: language for language in LANGUAGES}
CHOICES = [(language.code, language.name) for language in LANGUAGES]
