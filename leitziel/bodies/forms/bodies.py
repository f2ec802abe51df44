# SPDX-License-Identifier: EUPL-1.2
"""Forms about bodies, functions and members."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.bodies.actions.bodies import FIELDS, BodyFacts
from leitziel.bodies.actions.seats import HOLDER_FIELDS, SEAT_FIELDS, HolderFacts, SeatFacts
from leitziel.bodies.enums import BodyState
from leitziel.bodies.models import Body, BodySuccession, Seat, SeatHolder
from leitziel.core.forms.choices import SeveralField

from .common import DateField, Line, OrganisationField, PersonField, Versioned, fill, lines


class BodyForm(forms.Form):
    """Facts of a body. Without `full` (the office of the body edits) what says its power is not offered."""

    POWER = ("kind", "decides", "organisation", "predecessors")

    name = Line(label=_("Name"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=Body.Kind.choices)
    decides = forms.BooleanField(
        label=_("The body decides"),
        help_text=_("Only councils and committees. What other bodies resolve is a recommendation."),
        required=False,
    )
    begins = DateField(label=_("Begins"), required=False)
    ends = DateField(label=_("Ends"), required=False)
    description = forms.CharField(
        label=_("Task"), help_text=_("Public. What the body is for."), widget=lines(5), required=False
    )
    legal_basis = Line(
        label=_("Legal basis"),
        help_text=_("Statute, decision or law, for example the main statute of the municipality."),
        max_length=300,
        required=False,
    )
    organisation = OrganisationField(label=_("Attached to"))
    predecessors = SeveralField(
        label=_("Follows"), queryset=Body.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, body: Body | None = None, full: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.body = body
        fill(self)
        others = Body.objects.exclude(pk=body.pk) if body else Body.objects.all()
        self.fields["predecessors"].queryset = others
        if not full:
            for name in self.POWER:
                del self.fields[name]
        elif not others.exists():
            del self.fields["predecessors"]

    def facts(self) -> BodyFacts:
        """What was said; what was not offered stays as it is."""
        old = {name: getattr(self.body, name) for name in FIELDS} if self.body else {}
        return BodyFacts(**old | {name: self.cleaned_data[name] for name in FIELDS if name in self.fields})


class NewBodyForm(BodyForm):
    """A new body, which may be planned, active, or ended already."""

    state = forms.ChoiceField(label=_("State"), choices=BodyState.choices, widget=forms.RadioSelect, initial="active")


class EditBodyForm(Versioned, BodyForm):
    """A body as it is."""


def body_initial(body: Body) -> dict[str, Any]:
    values = {name: getattr(body, name) for name in FIELDS if name != "organisation"}
    follows = BodySuccession.objects.filter(successor=body).values_list("predecessor_id", flat=True)
    return values | {"version": body.version, "organisation": body.organisation_id, "predecessors": list(follows)}


class StateForm(Versioned):
    """The next state of a body, and the day of it."""

    state = forms.ChoiceField(choices=BodyState.choices)
    day = DateField(label=_("Day"), required=False)


class SeatForm(forms.Form):
    """A function. Who keeps the office of a body is for planners to say (`full`)."""

    group = Line(
        label=_("Group"),
        help_text=_("For example: political groups, administration, welfare providers."),
        max_length=120,
    )
    title = Line(label=_("Function"), max_length=160)
    count = forms.IntegerField(label=_("Number of people"), min_value=1, max_value=200, initial=1)
    voting = forms.BooleanField(
        label=_("has a vote"), help_text=_("Without a tick: only a voice."), required=False, initial=True
    )
    leads = forms.BooleanField(label=_("chairs the body"), required=False)
    keeps_office = forms.BooleanField(
        label=_("keeps the office of the body"),
        help_text=_("Who holds this function with an account manages the body here: agenda, minutes, resolutions."),
        required=False,
    )
    position = forms.IntegerField(
        label=_("Position"), help_text=_("Smaller numbers stand first."), min_value=0, max_value=9999, initial=0
    )

    def __init__(self, *args: Any, seat: Seat | None = None, full: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seat = seat
        if not full:
            del self.fields["keeps_office"]

    def facts(self) -> SeatFacts:
        old = {name: getattr(self.seat, name) for name in SEAT_FIELDS} if self.seat else {}
        return SeatFacts(**old | {name: self.cleaned_data[name] for name in SEAT_FIELDS if name in self.fields})


class EditSeatForm(Versioned, SeatForm):
    """A function as it is."""


def seat_initial(seat: Seat) -> dict[str, Any]:
    return {name: getattr(seat, name) for name in (*SEAT_FIELDS, "version")}


class HolderForm(forms.Form):
    """A member on a seat for a term."""

    name = Line(label=_("Name"), max_length=160)
    public = forms.BooleanField(
        label=_("The name is public"),
        help_text=_("Names are personal data: tick only if the person agrees or the law makes the name public."),
        required=False,
    )
    user = PersonField(
        label=_("Account"),
        help_text=_("With an account the person sees the non-public items of this body and gets invitations."),
    )
    organisation = OrganisationField(label=_("Sent by"))
    begins = DateField(label=_("From"))
    ends = DateField(label=_("Until"), help_text=_("The last day. Empty while the term is open."), required=False)
    deputy_of = forms.ModelChoiceField(label=_("Deputy of"), queryset=SeatHolder.objects.none(), required=False)

    def __init__(self, *args: Any, seat: Seat, holder: SeatHolder | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fill(self)
        others = SeatHolder.objects.filter(seat=seat, deputy_of=None)
        self.fields["deputy_of"].queryset = others.exclude(pk=holder.pk) if holder else others
        if not self.fields["deputy_of"].queryset.exists():
            del self.fields["deputy_of"]

    def facts(self) -> HolderFacts:
        return HolderFacts(**{name: self.cleaned_data[name] for name in HOLDER_FIELDS if name in self.fields})


class EditHolderForm(Versioned, HolderForm):
    """A member as they are."""


def holder_initial(holder: SeatHolder) -> dict[str, Any]:
    values = {name: getattr(holder, name) for name in ("name", "public", "begins", "ends", "version")}
    return values | {
        "user": holder.user_id,
        "organisation": holder.organisation_id,
        "deputy_of": holder.deputy_of_id,
    }
