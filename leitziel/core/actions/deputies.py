# SPDX-License-Identifier: EUPL-1.2
"""Deputies: enter who stands in for whom, and take it back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core import log
from leitziel.core.models import Deputy, Membership, Municipality, User

from .errors import PeopleError

LONGEST = dt.timedelta(days=366)


@transaction.atomic
def enter_deputy(
    *,
    municipality: Municipality,
    actor: User | None,
    person: User,
    deputy: User,
    valid_from: dt.date,
    valid_to: dt.date,
) -> Deputy:
    """Let `deputy` stand in for `person` from one day to another (both included).

    Raises PeopleError: both must be members here, nobody makes themselves somebody else's deputy, the time is over
    or longer than a year, or the two have a time that overlaps already.
    """
    if person.pk == deputy.pk:
        raise PeopleError(_("Nobody stands in for themselves. Please choose another person."))
    if actor is not None and actor.pk == deputy.pk:
        raise PeopleError(_("Nobody makes themselves a deputy. The person or the administration enters it."))
    if valid_to < valid_from:
        raise PeopleError(_("The end lies before the beginning. Please check both dates."))
    if valid_to < timezone.localdate():
        raise PeopleError(_("This time is over. Please check both dates."))
    if valid_to - valid_from > LONGEST:
        raise PeopleError(_("Somebody can stand in for a year at most. Please enter a shorter time."))
    members = Membership.objects.filter(Q(valid_to=None) | Q(valid_to__gte=valid_from), valid_from__lte=valid_to)
    if set(members.filter(user__in=[person, deputy]).values_list("user_id", flat=True)) != {person.pk, deputy.pk}:
        raise PeopleError(_("Both must be members of the municipality in this time."))
    overlapping = Deputy.objects.filter(
        person=person, deputy=deputy, withdrawn_at=None, valid_from__lte=valid_to, valid_to__gte=valid_from
    )
    if overlapping.exists():
        raise PeopleError(_("This person stands in already within this time."))
    made = Deputy(
        municipality=municipality,
        person=person,
        deputy=deputy,
        valid_from=valid_from,
        valid_to=valid_to,
        entered_by=actor,
    )
    made.save()
    log.record(
        actor=actor,
        verb="core.deputy.entered",
        target=made,
        municipality=municipality,
        changes={"valid_from": (None, str(valid_from)), "valid_to": (None, str(valid_to))},
        children=[{"person": person.name, "deputy": deputy.name}],
    )
    return made


@transaction.atomic
def withdraw_deputy(*, deputy: Deputy, actor: User | None) -> Deputy:
    """Let somebody no longer stand in, from now on. Doing so twice changes nothing."""
    rows = Deputy.objects.select_for_update(of=("self",)).select_related("person", "deputy", "municipality")
    current = rows.get(pk=deputy.pk)
    if current.withdrawn_at is not None:
        return current
    current.withdrawn_at = timezone.now()
    current.save()
    log.record(
        actor=actor,
        verb="core.deputy.withdrawn",
        target=current,
        municipality=current.municipality,
        changes={"withdrawn_at": (None, current.withdrawn_at.isoformat())},
        children=[{"person": current.person.name, "deputy": current.deputy.name}],
    )
    return current
