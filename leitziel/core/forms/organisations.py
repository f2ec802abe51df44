# SPDX-License-Identifier: EUPL-1.2
"""Forms for the keepers of organisations. `version` is the one the person saw."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import Organisation

Options = Sequence[tuple[int, str]]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class OrganisationChoice(forms.ModelChoiceField):
    """One organisation out of a tree: shown as `options`, checked against the municipality in scope."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Organisation.objects.none(), **kwargs)

    def offer(self, options: Options, empty: Any) -> None:
        self.queryset = Organisation.objects.select_related("municipality")
        self.choices = [("", empty), *options]


class Versioned(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)


class NewOrganisationForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    parent = OrganisationChoice(label=_("Stands below"), required=False)

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(options, _("nothing: at the top"))  # type: ignore[attr-defined]


class PlaceForm(Versioned):
    kind = forms.ChoiceField(label=_("Kind"), choices=Organisation.Kind.choices)
    parent = OrganisationChoice(label=_("Stands below"), required=False)

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].offer(options, _("nothing: at the top"))  # type: ignore[attr-defined]


class RenameForm(Versioned):
    name = forms.CharField(label=_("New name"), max_length=200)
    until = forms.DateField(
        label=_("Last day of the old name"), widget=DateInput, help_text=_("The old name is found after it, too.")
    )
    note = forms.CharField(
        label=_("Note"), help_text=_("Public, for example the decision."), max_length=300, required=False
    )


class AliasForm(Versioned):
    name = forms.CharField(
        label=_("Further name"), help_text=_("As papers print it. Imports and the search find it."), max_length=200
    )


class EndingForm(Versioned):
    ended_on = forms.DateField(label=_("Ended on"), widget=DateInput)
    successor = OrganisationChoice(
        label=_("Who goes on with its work"), help_text=_("Public: its page leads there."), required=False
    )

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["successor"].offer(options, _("nobody, or not known"))  # type: ignore[attr-defined]


class TargetForm(forms.Form):
    """Which organisation the entry becomes one with."""

    ziel = OrganisationChoice(label=_("Becomes one with"))

    def __init__(self, *args: Any, options: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ziel"].offer(options, _("please choose"))  # type: ignore[attr-defined]


class MergeForm(forms.Form):
    """The versions of both, as the preview showed them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    target_version = forms.IntegerField(widget=forms.HiddenInput)


class PairForm(forms.Form):
    """Two organisations that are not one."""

    first = forms.ModelChoiceField(queryset=Organisation.objects.none())
    second = forms.ModelChoiceField(queryset=Organisation.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first", "second"):
            self.fields[name].queryset = Organisation.objects.select_related("municipality")  # type: ignore[attr-defined]
