# SPDX-License-Identifier: EUPL-1.2
"""Forms for fields of action, goals, new entries, numbers and confirmations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.core.conflicts import GuardedForm
from leitziel.strategy.actions.editing.entries import ENTRY_FIELDS, HEADING, LIMITS
from leitziel.strategy.actions.editing.numbering import KEEP, SCHEMES, Numbering
from leitziel.strategy.models import ActionField, Goal

ROWS = {"title": 2, "text": 3, "guiding_idea": 4, "description": 8}


def reason_field(*, required: bool = True) -> forms.CharField:
    """Asked for where a plan counts already."""
    return forms.CharField(
        label=_("Why do you change it?"),
        help_text=_(
            "This plan is decided or public. The reason goes to the log, and everybody sees the day of the change."
        ),
        max_length=300,
        required=required,
    )


def entry_field(kind: str, name: str) -> forms.CharField:
    label, limit = ENTRY_FIELDS[kind][name], LIMITS.get((kind, name))
    required = name == HEADING[kind]
    if name == "number":
        return forms.CharField(label=label, max_length=limit, required=False)
    widget = forms.Textarea(attrs={"rows": ROWS[name]})
    return forms.CharField(label=label, max_length=limit, required=required, widget=widget)


class EditEntryForm(GuardedForm):
    """The words of a field of action or a goal."""

    beside: ClassVar[frozenset[str]] = frozenset({"reason"})

    def __init__(self, *args: Any, entry: ActionField | Goal, reason_asked: bool, **kwargs: Any) -> None:
        self.kind = "field" if isinstance(entry, ActionField) else "goal"
        names = list(ENTRY_FIELDS[self.kind])
        initial = {"version": entry.version, **{name: getattr(entry, name) for name in names}}
        super().__init__(*args, initial=initial, **kwargs)
        for name in names:
            self.fields[name] = entry_field(self.kind, name)
        if reason_asked:
            self.fields["reason"] = reason_field()
        self.remember()

    def wanted(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ENTRY_FIELDS[self.kind]}


class NewEntryForm(forms.Form):
    """A new field of action, goal or measure: where it stands, its number and its words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    holder = forms.ChoiceField(label=_("Where"))
    number = forms.CharField(label=_("Number"), max_length=40, required=False)

    def __init__(
        self, *args: Any, kind: str, holders: Sequence[tuple[str, str]], reason_asked: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields["holder"].choices = holders  # type: ignore[attr-defined]
        if kind == "measure":
            self.fields["title"] = forms.CharField(label=_("Title"), max_length=500, required=False)
            self.fields["text"] = forms.CharField(
                label=_("Text"), required=False, widget=forms.Textarea(attrs={"rows": 5})
            )
        else:
            heading = HEADING[kind]
            self.fields[heading] = entry_field(kind, heading)
            if kind == "field":
                self.fields["guiding_idea"] = entry_field(kind, "guiding_idea")
        if reason_asked:
            self.fields["reason"] = reason_field()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.kind == "measure" and not (data.get("title") or data.get("text")):
            self.add_error("text", _("A measure needs a title or a text."))
        return data

    def wanted(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name not in {"version", "holder", "reason"}}


class StructureForm(forms.Form):
    """The version of the plan a person saw, and a reason where one is asked for."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, reason_asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reason_asked:
            self.fields["reason"] = reason_field()

    @property
    def given_reason(self) -> str:
        return str(self.cleaned_data.get("reason", ""))


class MoveForm(StructureForm):
    """Where an entry goes: under which other, and behind which of its like there."""

    holder = forms.ChoiceField(label=_("Below"))
    place = forms.ChoiceField(
        label=_("Place"), choices=[("last", _("at the end")), ("first", _("at the beginning"))], required=False
    )

    def __init__(self, *args: Any, holders: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = holders  # type: ignore[attr-defined]
        if "reason" in self.fields:
            self.order_fields(["version", "holder", "place", "reason"])


class MergeForm(StructureForm):
    """Which measures become one, and which of them keeps its address."""

    others = forms.TypedMultipleChoiceField(label=_("Merge with"), coerce=int, widget=forms.CheckboxSelectMultiple)
    keep = forms.TypedChoiceField(label=_("Whose address and title stay?"), coerce=int, widget=forms.RadioSelect)

    def __init__(self, *args: Any, near: Sequence[tuple[int, str]], own: tuple[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["others"].choices = near  # type: ignore[attr-defined]
        self.fields["keep"].choices = [own, *near]  # type: ignore[attr-defined]
        self.fields["keep"].initial = own[0]
        self.order_fields(["version", "others", "keep", "reason"])

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        own = self.fields["keep"].choices[0][0]  # type: ignore[attr-defined]
        if data.get("keep") and data.get("others") and data["keep"] not in {own, *data["others"]}:
            self.add_error("keep", _("Choose one of the measures that are merged."))
        return data


class NumberingForm(StructureForm):
    """How a plan is numbered anew."""

    fields_scheme = forms.ChoiceField(label=_("Fields of action"), choices=list(SCHEMES.items()), initial="below")
    goals_scheme = forms.ChoiceField(label=_("Goals"), choices=list(SCHEMES.items()), initial="below")
    goal_prefix = forms.CharField(label=_("Before the number of a goal"), max_length=10, required=False, strip=False)
    measures_scheme = forms.ChoiceField(label=_("Measures"), choices=list(SCHEMES.items()), initial=KEEP)
    measure_prefix = forms.CharField(
        label=_("Before the number of a measure"), max_length=10, required=False, strip=False
    )

    def numbering(self) -> Numbering:
        data = self.cleaned_data
        return Numbering(
            fields=data["fields_scheme"],
            goals=data["goals_scheme"],
            measures=data["measures_scheme"],
            goal_prefix=data["goal_prefix"],
            measure_prefix=data["measure_prefix"],
        )
