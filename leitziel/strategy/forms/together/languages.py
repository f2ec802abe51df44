# SPDX-License-Identifier: EUPL-1.2
"""Language versions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from leitziel.core.languages import BY_CODE, CHOICES
from leitziel.core.translations import source_digest
from leitziel.strategy.models import PlanText
from leitziel.strategy.together import PARTS, Thing, kind_of

LABELS = {
    "title": _("Title"),
    "text": _("Text"),
    "focus": _("Focus"),
    "description": _("Description"),
    "guiding_idea": _("Guiding idea"),
}


class LanguagesForm(forms.Form):
    """The languages that the municipality keeps."""

    languages = forms.MultipleChoiceField(
        label=_("Languages beside German"), choices=CHOICES, widget=forms.CheckboxSelectMultiple, required=False
    )


class VersionForm(forms.Form):
    """The parts of a thing in one language, each with what the person saw of it: version and digest of the source."""

    def __init__(
        self, *args: Any, thing: Thing, language: str, versions: Mapping[str, PlanText], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.parts: list[str] = []
        known = BY_CODE[language]
        for name in PARTS[kind_of(thing)]:
            source, row = getattr(thing, name), versions.get(name)
            if not source.strip() and row is None:
                continue
            self.parts.append(name)
            long = len(source) > 120 or name != "title"
            attrs = {"lang": language, "dir": known.direction}
            self.fields[name] = forms.CharField(
                label=LABELS[name],
                required=False,
                max_length=50_000,
                initial=row.text if row else "",
                widget=forms.Textarea(attrs={**attrs, "rows": min(20, max(5, len(source) // 60))})
                if long
                else forms.TextInput(attrs=attrs),
            )
            self.fields[f"seen_{name}"] = forms.CharField(
                widget=forms.HiddenInput, initial=f"{row.version if row else 0}:{source_digest(source)}"
            )

    def part_fields(self) -> list[tuple[str, BoundField, BoundField]]:
        return [(name, self[name], self[f"seen_{name}"]) for name in self.parts]

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in self.parts}

    def seen(self) -> dict[str, tuple[int, str]]:
        """What the person saw; an unreadable mark matches nothing."""
        found = {}
        for name in self.parts:
            version, _sep, digest = self.cleaned_data[f"seen_{name}"].partition(":")
            found[name] = (int(version) if version.isdecimal() else -1, digest)
        return found
