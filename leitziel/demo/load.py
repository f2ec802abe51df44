# SPDX-License-Identifier: EUPL-1.2
"""Load the demo city: its people, organisations, words and areas, all through the rooms' own models.

The concepts are not here: they are imported from their documents by `leitziel.demo.concepts`.
"""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django_scopes import scope

from leitziel.bodies.models import Body
from leitziel.core.log import record
from leitziel.core.models import Membership, Municipality, Organisation, OrganisationAlias, PlanningArea, Term, User
from leitziel.core.text import slug
from leitziel.demo import people
from leitziel.demo.city import PASSWORD, City, city

BODY_KINDS = {"council": "council", "committee": "committee", "advisory": "advisory_board"}


def is_loaded() -> bool:
    return Municipality.objects.filter(slug=city().slug).exists()


@transaction.atomic
def load_city() -> Municipality:
    """Create the municipality with everything but its concepts; all or nothing."""
    demo = city()
    fields = ("ags", "kind", "name", "slug", "paper_address", "imprint", "privacy", "accessibility_contact")
    municipality = Municipality.objects.create(**{name: getattr(demo, name).strip() for name in fields})
    with scope(municipality=municipality):
        organisations = _organisations(municipality, demo)
        _people(municipality, demo, organisations)
        people.load(municipality)
        for body in demo.bodies:
            Body(municipality=municipality, name=body.name, kind=BODY_KINDS[body.kind]).save()
        for term in demo.terms:
            Term(
                municipality=municipality,
                vocabulary=term.vocabulary,
                key=term.key,
                label=term.label,
                explanation=term.explanation,
            ).save()
        _areas(municipality, demo)
        record(actor=None, verb="core.municipality.created", target=municipality, municipality=municipality)
    return municipality


def _organisations(municipality: Municipality, demo: City) -> dict[str, Organisation]:
    """Create the tree with its aliases; the full name is an alias of its own, so that one table answers."""
    made: dict[str, Organisation] = {}
    for row in demo.organisations:
        organisation = Organisation(
            municipality=municipality,
            name=row.name,
            kind=row.kind,
            parent=made.get(row.parent),
            slug=slug(row.name),
        )
        organisation.save()
        made[row.name] = organisation
        for name in dict.fromkeys([row.name, *row.aliases]):
            OrganisationAlias(municipality=municipality, organisation=organisation, name=name).save()
            made.setdefault(name, organisation)
    return made


def _people(municipality: Municipality, demo: City, organisations: dict[str, Organisation]) -> None:
    for person in demo.people:
        user = User.objects.create_user(email=person.email, name=person.name, password=PASSWORD)
        Membership(
            municipality=municipality,
            user=user,
            role=person.role,
            organisation=organisations[person.organisation] if person.organisation else None,
            valid_from=dt.date(2025, 1, 1),
        ).save()


def _areas(municipality: Municipality, demo: City) -> None:
    for area in demo.areas:
        PlanningArea(
            municipality=municipality,
            key=area.key,
            name=area.name,
            slug=slug(area.name),
            population=area.population,
            population_on=demo.inhabitants_on,
            geometry=area.geometry,
        ).save()
