# SPDX-License-Identifier: EUPL-1.2
"""The form of a measure: everything a person may change of it, and nothing else."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, ClassVar

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from leitziel.core.conflicts import Group, GuardedForm
from leitziel.core.models import Organisation, PlanningArea, Term
from leitziel.core.organisations import suggest
from leitziel.strategy.actions.editing.state import Measures
from leitziel.strategy.actions.editing.values import MEASURE_FIELDS, FieldError, Party, Words, cleaned, shown
from leitziel.strategy.enums import DeadlineKind, MeasureKind, ResponsibilityRole
from leitziel.strategy.models import Measure

SPARE = 2  # empty lines for further parties
ROWS = {"title": 2, "text": 6, "responsible_text": 2, "focus": 3, "examples": 4, "attributes": 4}
HELP = {
    "examples": _("One example a line."),
    "attributes": _("One a line: label, colon, text. A line that begins with a space goes on."),
    "deadline_text": _("When you change it and leave the lines below alone, the house reads it anew."),
    "deadline_start": _("2027, 2027-06 or 2027-06-30"),
    "deadline_end": _("2027, 2027-06 or 2027-06-30"),
    "responsible_text": _("Follows the names above when you change them and leave this line alone."),
    "kind": _("Does the municipality act itself, or does it ask the state to act?"),
}
LINES = ("number", "deadline_text", "deadline_start", "deadline_end", "every_months")


class EditMeasureForm(GuardedForm):
    """Fields of a measure that this person may change (`fields`), of the plan as `state` has it."""

    beside: ClassVar[frozenset[str]] = frozenset({"reason", "learn"})

    def __init__(
        self, *args: Any, measure: Measure, editable: Collection[str], reason_asked: bool, **kwargs: Any
    ) -> None:
        self.words = Words()
        self.state = Measures([measure], self.words)
        self.values = self.state.values[measure.pk]
        super().__init__(*args, initial={"version": measure.version}, **kwargs)
        self.measure = measure
        self.editable = [name for name in MEASURE_FIELDS if name in editable]
        for name in self.editable:
            if name == "responsibilities":
                self._add_parties()
            else:
                self.fields[name] = self._field(name)
        if reason_asked:
            self.fields["reason"] = forms.CharField(
                label=_("Why do you change it?"),
                help_text=_(
                    "This plan is decided or public. When its wording changes, the reason goes to the log, and "
                    "everybody sees the day of the change."
                ),
                max_length=300,
                required=False,
            )
        self.remember()

    def _field(self, name: str) -> forms.Field:
        label, value = MEASURE_FIELDS[name].label, self.values[name]
        options: dict[str, Any] = {"label": label, "required": False, "help_text": HELP.get(name, "")}
        if name == "kind":
            choices = MeasureKind.choices
            return forms.ChoiceField(
                **{**options, "required": True}, choices=choices, initial=value, widget=forms.RadioSelect
            )
        if name == "deadline_kind":
            return forms.ChoiceField(**{**options, "required": True}, choices=DeadlineKind.choices, initial=value)
        if name in {"target_groups", "objectives", "areas"}:
            return forms.TypedMultipleChoiceField(
                **options,
                choices=list(getattr(self.words, name).items()),
                coerce=int,
                initial=list(value),
                widget=forms.CheckboxSelectMultiple,
            )
        text = shown(name, value, self.words)
        if name in LINES:
            return forms.CharField(**options, initial=text)
        return forms.CharField(
            **options, initial=text, strip=False, widget=forms.Textarea(attrs={"rows": ROWS.get(name, 3)})
        )

    def _add_parties(self) -> None:
        parties: Sequence[Party] = self.values["responsibilities"]
        offices = [("", _("open: as printed")), *self.words.organisations.items()]
        open_names = {party.name for party in parties if party.organisation is None}
        hints = suggest(open_names) if open_names else {}
        sent = (
            sum(1 for name in self.data if name.startswith("party") and name.endswith("_name")) if self.is_bound else 0
        )
        self.party_keys = [f"party{n}" for n in range(max(len(parties) + SPARE, min(sent, 100)))]
        for n, key in enumerate(self.party_keys):
            party = parties[n] if n < len(parties) else Party("", organisation=None)
            near = hints.get(party.name, [])
            hint = _("Suggestion: %(hint)s") % {"hint": f"{near[0].name} ({near[0].reason})"} if near else ""
            self.fields[f"{key}_name"] = forms.CharField(
                label=_("Name %(n)s, as printed") % {"n": n + 1}, max_length=500, required=False, initial=party.name
            )
            self.fields[f"{key}_role"] = forms.ChoiceField(
                label=_("Part of name %(n)s") % {"n": n + 1},
                choices=ResponsibilityRole.choices,
                initial=party.role,
                required=False,
            )
            self.fields[f"{key}_office"] = forms.TypedChoiceField(
                label=_("Organisation %(n)s") % {"n": n + 1},
                help_text=hint,
                choices=offices,
                coerce=int,
                empty_value=None,
                required=False,
                initial=party.organisation,
            )
        self.fields["learn"] = forms.BooleanField(
            label=_("Remember the printed names for the next import"), required=False
        )

    def groups(self) -> list[Group]:
        found = []
        for name in self.editable:
            if name == "responsibilities":
                names = tuple(f"{key}_{part}" for key in self.party_keys for part in ("name", "role", "office"))
                found.append(Group(name, str(MEASURE_FIELDS[name].label), names, "party"))
            else:
                found.append(Group(name, str(MEASURE_FIELDS[name].label), (name,)))
        return found

    def party_fields(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """Name, part and organisation of each party, to be shown in lines; two empty ones at the end."""
        keys = getattr(self, "party_keys", [])
        return [(self[f"{key}_name"], self[f"{key}_role"], self[f"{key}_office"]) for key in keys]

    def bound_fields(self, *names: str) -> list[BoundField]:
        return [self[name] for name in names if name in self.fields]

    def wording_fields(self) -> list[BoundField]:
        return self.bound_fields("number", "title", "text")

    def deadline_fields(self) -> list[BoundField]:
        return self.bound_fields("deadline_text", "deadline_kind", "deadline_start", "deadline_end", "every_months")

    def working_fields(self) -> list[BoundField]:
        return self.bound_fields("focus", "examples", "attributes", "kind")

    def list_fields(self) -> list[BoundField]:
        return [f for f in self.bound_fields("target_groups", "objectives", "areas") if f.field.choices]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for name in self.editable:
            if name in data:
                try:
                    data[name] = cleaned(name, data[name], self.words)
                except FieldError as problem:
                    self.add_error(name, str(problem))
        if {"title", "text"} <= data.keys() and not data["title"] and not data["text"]:
            self.add_error("text", _("A measure needs a title or a text."))
        return data

    def wanted(self) -> dict[str, Any]:
        """The values for the action; of a valid form."""
        data = self.cleaned_data
        values = {name: data[name] for name in self.editable if name != "responsibilities"}
        if "responsibilities" in self.editable:
            values["responsibilities"] = [
                Party(data[f"{key}_name"].strip(), data[f"{key}_role"] or "unspecified", data[f"{key}_office"])
                for key in self.party_keys
                if data[f"{key}_name"].strip()
            ]
        return values


class BulkForm(forms.Form):
    """What many measures are given at once; what is left open stays as it is with each."""

    LEAVE = ("", _("leave as it is"))
    office = forms.TypedChoiceField(label=_("Add an organisation"), coerce=int, empty_value=None, required=False)
    role = forms.ChoiceField(label=_("Its part"), choices=ResponsibilityRole.choices)
    target_groups = forms.TypedMultipleChoiceField(
        label=_("Add target groups"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    objectives = forms.TypedMultipleChoiceField(
        label=_("Add cross-cutting objectives"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    areas = forms.TypedMultipleChoiceField(
        label=_("Add planning areas"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    replace = forms.BooleanField(
        label=_("Take away what they had of the chosen lists"),
        help_text=_("Only in lists where you choose something."),
        required=False,
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=[LEAVE, *MeasureKind.choices], required=False)
    deadline_text = forms.CharField(label=_("Deadline"), max_length=300, required=False)
    holder = forms.ChoiceField(label=_("Move to"), required=False)

    def __init__(self, *args: Any, holders: Sequence[tuple[str, str]], reason_asked: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        terms = Term.objects.order_by("label")
        self._choices("office", [("", _("no one")), *Organisation.objects.values_list("pk", "name")])
        self._choices(
            "target_groups", list(terms.filter(vocabulary=Term.Vocabulary.TARGET_GROUP).values_list("pk", "label"))
        )
        self._choices("objectives", list(terms.filter(vocabulary=Term.Vocabulary.OBJECTIVE).values_list("pk", "label")))
        self._choices("areas", list(PlanningArea.objects.order_by("key").values_list("pk", "name")))
        self._choices("holder", [self.LEAVE, *holders])
        if reason_asked:
            self.fields["reason"] = forms.CharField(
                label=_("Why do you change it?"),
                help_text=_("Needed when wording or places change: this plan is decided or public."),
                max_length=300,
                required=False,
            )

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        if not choices:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = ("office", "target_groups", "objectives", "areas", "kind", "deadline_text", "holder")
        if not self.errors and not any(data.get(name) for name in chosen):
            self.add_error(None, _("Choose what the measures are to be given."))
        return data
