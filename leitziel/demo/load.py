# SPDX-License-Identifier: EUPL-1.2
"""Load the demo city: its people, organisations, words and areas, all through the rooms' own models.

The concepts are not here: they are imported from their documents by `leitziel.demo.concepts`.
"""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from importlib import resources
from typing import Any

from django.db import transaction
from django_scopes import scope

from leitziel.bodies.models import Body
from leitziel.core.log import record
from leitziel.core.models import Membership, Municipality, Organisation, OrganisationAlias, PlanningArea, Term, User
from leitziel.core.text import slug

PASSWORD = "auenmuenster-demo"  # noqa: S105 - printed at the start; the demo runs on one's own machine
BODY_KINDS = {"council": "council", "committee": "committee", "advisory": "advisory_board"}


def read(name: str) -> dict[str, Any]:
    """A TOML file of the demo city."""
    return tomllib.loads(resources.files("leitziel.demo").joinpath(name).read_text(encoding="utf-8"))


def is_loaded() -> bool:
    return Municipality.objects.filter(slug=read("city.toml")["municipality"]["slug"]).exists()


@transaction.atomic
def load_city() -> Municipality:
    """Create the municipality with everything but its concepts; all or nothing."""
    city = read("city.toml")
    about = city["municipality"]
    fields = ("ags", "kind", "name", "slug", "paper_address", "imprint", "privacy", "accessibility_contact")
    municipality = Municipality.objects.create(**{name: str(about[name]).strip() for name in fields})
    with scope(municipality=municipality):
        organisations = _organisations(municipality)
        _people(municipality, city["people"], organisations)
        for body in city["bodies"]:
            Body(municipality=municipality, name=body["name"], kind=BODY_KINDS[body["kind"]]).save()
        for term in city["terms"]:
            Term(
                municipality=municipality,
                vocabulary=term["vocabulary"],
                key=term["key"],
                label=term["label"],
                explanation=term.get("explanation", ""),
            ).save()
        _areas(municipality, about["inhabitants_on"])
        record(actor=None, verb="core.municipality.created", target=municipality, municipality=municipality)
    return municipality


def _organisations(municipality: Municipality) -> dict[str, Organisation]:
    """Create the tree with its aliases; the full name is an alias of its own, so that one table answers."""
    made: dict[str, Organisation] = {}
    for row in read("organisations.toml")["organisations"]:
        organisation = Organisation(
            municipality=municipality,
            name=row["name"],
            kind=row["kind"],
            parent=made.get(row.get("parent", "")),
            slug=slug(row["name"]),
        )
        organisation.save()
        made[row["name"]] = organisation
        names = dict.fromkeys([row["name"], *row.get("aliases", [])])
        for name in names:
            OrganisationAlias(municipality=municipality, organisation=organisation, name=name).save()
            made.setdefault(name, organisation)
    return made


def _people(municipality: Municipality, people: list[dict[str, str]], organisations: dict[str, Organisation]) -> None:
    for person in people:
        user = User.objects.create_user(email=person["email"], name=person["name"], password=PASSWORD)
        Membership(
            municipality=municipality,
            user=user,
            role=person["role"],
            organisation=organisations[person["organisation"]] if person["organisation"] else None,
            valid_from=dt.date(2025, 1, 1),
        ).save()


def _areas(municipality: Municipality, population_on: dt.date) -> None:
    text = resources.files("leitziel.demo").joinpath("areas.geojson").read_text(encoding="utf-8")
    for feature in json.loads(text)["features"]:
        about = feature["properties"]
        PlanningArea(
            municipality=municipality,
            key=about["key"],
            name=about["name"],
            slug=slug(about["name"]),
            population=about["population"],
            population_on=population_on,
            geometry=feature["geometry"],
        ).save()
