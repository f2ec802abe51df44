# SPDX-License-Identifier: EUPL-1.2
"""Forms about people: invitations, roles, deputies, handover, and the operator's session.

Each lists the fields it takes: whatever else a request brings along is not looked at.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from leitziel.core.actions.memberships import Terms
from leitziel.core.handover import Found
from leitziel.core.models import Membership, OperatorSession, Organisation, User
from leitziel.core.queries.people import members


class DateInput(forms.DateInput):
    """The browser's own date field; its value is always written as year-month-day."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class TermsForm(forms.Form):
    """What a membership says."""

    role = forms.ChoiceField(label=_("Role"), choices=Membership.Role)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.none(),
        required=False,
        empty_label=_("none"),
        help_text=_("Needed for the roles “office” and “provider”."),
    )
    valid_from = forms.DateField(label=_("From"), widget=DateInput)
    valid_to = forms.DateField(
        label=_("To"), widget=DateInput, required=False, help_text=_("Empty: until somebody ends it.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = Organisation.objects.all()  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = timezone.localdate

    def terms(self) -> Terms:
        """The terms of a valid form."""
        data = self.cleaned_data
        return Terms(Membership.Role(data["role"]), data["organisation"], data["valid_from"], data["valid_to"])


class InvitationForm(TermsForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    field_order = ("email",)


class MembershipForm(TermsForm):
    """A membership as somebody saw it: `seen` tells whether it has changed since."""

    seen = forms.CharField(widget=forms.HiddenInput)


class JoinForm(forms.Form):
    """The account of somebody who follows an invitation: a name and a password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        help_text=_("As your colleagues know you; it stands beside what you write."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        help_text=_("At least 12 characters; a sentence is easier to remember than signs."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class Person(forms.ModelChoiceField):
    """One of the people who have a role in the municipality."""

    def label_from_instance(self, user: User) -> str:
        return f"{user.name} ({user.email})"


class DeputyForm(forms.Form):
    """Who stands in, and when."""

    deputy = Person(label=_("Who stands in"), queryset=User.objects.none(), empty_label=_("Please choose"))
    valid_from = forms.DateField(label=_("From"), widget=DateInput)
    valid_to = forms.DateField(label=_("To"), widget=DateInput, help_text=_("The last day; at most a year later."))

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["deputy"].queryset = members(timezone.localdate()).exclude(pk=person.pk)  # type: ignore[attr-defined]
        self.fields["valid_from"].initial = timezone.localdate


class HandoverForm(forms.Form):
    """To whom, and what of it."""

    to = Person(label=_("Who takes over"), queryset=User.objects.none(), empty_label=_("Please choose"))
    names = forms.MultipleChoiceField(label=_("What is handed over"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, person: User, found: list[Found], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = members(timezone.localdate()).exclude(pk=person.pk)  # type: ignore[attr-defined]
        choices = [(kind.name, f"{kind.label} ({kind.count})") for kind in found]
        self.fields["names"].choices = choices  # type: ignore[attr-defined]
        self.fields["names"].initial = [name for name, _label in choices]


class OperatorForm(forms.Form):
    """Why an operator works here, and how long."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        min_length=OperatorSession.REASON_LENGTH,
        help_text=_("At least 10 characters. The administration of the municipality reads it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    hours = forms.TypedChoiceField(
        label=_("How long"), coerce=int, choices=[(1, _("1 hour")), (2, _("2 hours")), (4, _("4 hours"))]
    )
