# SPDX-License-Identifier: EUPL-1.2
"""The settings of a measure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import Organisation, PlanningArea, Term
from leitziel.core.organisations import suggest
from leitziel.strategy.enums import MeasureKind, ResponsibilityRole
from leitziel.strategy.models import Measure, Responsibility


class Choices(forms.ModelMultipleChoiceField):
    """Any number out of a short list, as checkboxes."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=None, required=False, **options)


class MeasureForm(forms.Form):
    """Facts of a measure; `version` is the one the person saw. Each printed name has an organisation and a role."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=_("Kind"),
        help_text=_("Does the municipality act itself, or does it ask the state to act?"),
        choices=MeasureKind.choices,
        widget=forms.RadioSelect,
    )
    target_groups = Choices(label=_("Target groups"))
    objectives = Choices(label=_("Cross-cutting objectives"))
    areas = Choices(label=_("Planning areas"))
    learn = forms.BooleanField(label=_("Remember the printed names for the next import"), required=False)

    def __init__(self, *args: Any, measure: Measure, **kwargs: Any) -> None:
        super().__init__(*args, initial=_initial(measure), **kwargs)
        terms = Term.objects.order_by("label")
        self._set("target_groups", terms.filter(vocabulary=Term.Vocabulary.TARGET_GROUP))
        self._set("objectives", terms.filter(vocabulary=Term.Vocabulary.OBJECTIVE))
        self._set("areas", PlanningArea.objects.order_by("key"))
        self._rows = list(Responsibility.objects.filter(measure=measure).order_by("position"))
        offices = list(Organisation.objects.values_list("pk", "name")) if self._rows else []
        hints = suggest({row.name for row in self._rows if row.organisation_id is None}) if self._rows else {}
        for row in self._rows:
            near = hints.get(row.name, [])
            self._add_party(row, offices, f"{near[0].name} ({near[0].reason})" if near else "")

    def _set(self, name: str, rows: Any) -> None:
        self.fields[name].queryset = rows  # type: ignore[attr-defined]

    def _add_party(self, row: Responsibility, offices: Sequence[tuple[int, str]], hint: str) -> None:
        self.fields[f"office_{row.pk}"] = forms.TypedChoiceField(
            label=_("Organisation for “%(name)s”") % {"name": row.name},
            help_text=_("Suggestion: %(hint)s") % {"hint": hint} if hint else "",
            choices=[("", _("open: as printed")), *offices],
            coerce=int,
            empty_value=None,
            required=False,
            initial=row.organisation_id,
        )
        self.fields[f"role_{row.pk}"] = forms.ChoiceField(
            label=_("Part of “%(name)s”") % {"name": row.name}, choices=ResponsibilityRole.choices, initial=row.role
        )

    def party_fields(self) -> list[tuple[BoundField, BoundField]]:
        """Organisation and role of each printed name, to be shown in pairs."""
        return [(self[f"office_{row.pk}"], self[f"role_{row.pk}"]) for row in self._rows]

    def parties(self) -> dict[int, tuple[int | None, ResponsibilityRole]]:
        """What was said about the printed names, for the action; of a valid form."""
        data = self.cleaned_data
        return {row.pk: (data[f"office_{row.pk}"], ResponsibilityRole(data[f"role_{row.pk}"])) for row in self._rows}


def _initial(measure: Measure) -> dict[str, Any]:
    return {
        "version": measure.version,
        "kind": measure.kind,
        "target_groups": list(measure.target_groups.values_list("pk", flat=True)),
        "objectives": list(measure.objectives.values_list("pk", flat=True)),
        "areas": list(measure.areas.values_list("pk", flat=True)),
    }
