# SPDX-License-Identifier: EUPL-1.2
"""The next edition, and what its entries were in the last one."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.strategy.actions.lineage.settle import WHATS, Verdict
from leitziel.strategy.queries.lineage.values import Side

MOST = 5000  # verdicts in one form


class DraftForm(forms.Form):
    """How the next edition is called."""

    label = forms.CharField(
        label=_("Name of the new edition"),
        help_text=_("The year, as a rule. It becomes part of the address."),
        max_length=40,
    )


def verdict_of(text: str) -> Verdict | None:
    """ "same:measure:12:55" as a button or a box sends it; "-" where there is no entry. None for anything else."""
    parts = text.split(":")
    if len(parts) != 4 or parts[0] not in WHATS or parts[1] not in {"goal", "measure"}:
        return None
    ids = [None if part == "-" else int(part) if part.isdecimal() and len(part) < 19 else 0 for part in parts[2:]]
    return Verdict(parts[0], parts[1], *ids)  # type: ignore[arg-type]


class VerdictsForm(forms.Form):
    """What was said by one button (`verdict`), or by many boxes (`pick`) and the button `bulk`."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def verdicts(self) -> list[Verdict]:
        """The verdicts, none twice; what nobody could have sent by the page is left out."""
        data = self.data
        raw = data.getlist("pick")[:MOST] if "bulk" in data else data.getlist("verdict")[:1]  # type: ignore[attr-defined]
        return list(dict.fromkeys(v for v in map(verdict_of, raw) if v is not None))


class EntryForm(forms.Form):
    """What one entry of the new edition was in the old one."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    what = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    old = forms.ChoiceField(label=_("Entry of the earlier edition"), required=False)

    def __init__(self, *args: object, choices: Iterable[Side], sort: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        measure = sort == "measure"
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (
                "same",
                _("It continues the measure chosen below") if measure else _("It continues the goal chosen below"),
            ),
            ("part", _("It is a part of it")),
            ("merged", _("That one went into it, beside others")),
            ("different", _("It has nothing to do with it")),
            ("new", _("It is new and continues nothing")),
        ]
        names = [(str(side.id), side.full[:120]) for side in choices]
        self.fields["old"].choices = [("", _("– please choose –")), *names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        if data.get("what") and data["what"] != "new" and not data.get("old"):
            self.add_error("old", _("Choose the entry that you mean."))
        return data
