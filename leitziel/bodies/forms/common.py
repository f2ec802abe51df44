# SPDX-License-Identifier: EUPL-1.2
"""Fields that several forms of the room have."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import Membership, Organisation, User


class DateField(forms.DateField):
    """A day, entered with the browser's own date picker."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class TimeField(forms.TimeField):
    """A time of day, entered with the browser's own picker."""

    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class Line(forms.CharField):
    """A line of text; blanks at its ends and in rows are no part of it."""

    def to_python(self, value: Any) -> str:
        return " ".join((super().to_python(value) or "").split())


def lines(rows: int = 4) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class Versioned(forms.Form):
    """A form that says which version the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class OrganisationField(forms.ModelChoiceField):
    """An organisation of the municipality."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Organisation"))
        super().__init__(queryset=Organisation.objects.none(), required=False, **options)


class PersonField(forms.ModelChoiceField):
    """Somebody with an account in the municipality, by name and address."""

    def __init__(self, **options: Any) -> None:
        super().__init__(queryset=User.objects.none(), required=False, **options)

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name} ({obj.email})"


def fill(form: forms.Form) -> None:
    """Give the choices of organisations and people their rows, which need the request's scope."""
    for field in form.fields.values():
        if isinstance(field, OrganisationField):
            field.queryset = Organisation.objects.all()
        elif isinstance(field, PersonField):
            members = Membership.objects.values("user")
            field.queryset = User.objects.filter(pk__in=members, is_active=True).order_by("name", "email")
