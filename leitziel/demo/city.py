# SPDX-License-Identifier: EUPL-1.2
"""The demo city as values: `city()` reads the TOML files and areas.geojson beside this module."""

from __future__ import annotations

import datetime as dt
import json
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"
PASSWORD = "auenmuenster-demo"  # noqa: S105 - printed at the start; the demo runs on one's own machine


@dataclass(frozen=True, slots=True)
class Organisation:
    """`kind` is a value of core.Organisation.Kind; `parent` the name of an organisation listed before."""

    name: str
    kind: str
    parent: str = ""
    aliases: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Person:
    """`role` is a value of core.Membership.Role; the loader sets the password."""

    name: str
    email: str
    role: str
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Body:
    name: str
    slug: str
    kind: str  # council, committee, advisory
    decides: bool
    task: str


@dataclass(frozen=True, slots=True)
class Term:
    vocabulary: str  # target_group, objective, abbreviation
    key: str
    label: str
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """A planning area. `geometry` is a GeoJSON Polygon in WGS84; counts are people at `City.inhabitants_on`."""

    key: str
    name: str
    population: int
    under_18: int
    from_65: int
    geometry: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Paper:
    number: str
    title: str
    date: dt.date
    body: str  # name of a Body


@dataclass(frozen=True, slots=True)
class Edition:
    year: int
    state: str  # adopted, superseded
    paper: str
    adopted_on: dt.date
    valid_from: dt.date
    valid_to: dt.date
    document: str

    @property
    def path(self) -> Path:
        return DOCUMENTS / self.document


@dataclass(frozen=True, slots=True)
class ConceptEntry:
    """A concept of the register. Without editions it is kept elsewhere and only cited (`paper`)."""

    slug: str
    title: str
    owner: str
    editions: list[Edition] = field(default_factory=list)
    successor_of: list[str] = field(default_factory=list)
    paper: str = ""


@dataclass(frozen=True, slots=True)
class City:
    ags: str
    kind: str
    name: str
    slug: str
    state: str
    inhabitants: int
    inhabitants_on: dt.date
    river: str
    paper_address: str
    paper_pattern: str
    imprint: str
    privacy: str
    accessibility_contact: str
    organisations: list[Organisation]
    people: list[Person]
    bodies: list[Body]
    terms: list[Term]
    areas: list[Area]
    concepts: list[ConceptEntry]
    papers: list[Paper]


def read(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text("utf-8"))


def concepts(rows: dict[str, Any]) -> list[ConceptEntry]:
    own = [
        ConceptEntry(**{**row, "editions": [Edition(**edition) for edition in row["editions"]]})
        for row in rows["concepts"]
    ]
    return own + [ConceptEntry(**row) for row in rows["external"]]


@cache
def city() -> City:
    """Everything about the demo city except the texts of its concepts (`content.load`)."""
    rows, register = read("city.toml"), read("concepts.toml")
    shapes = json.loads((HERE / "areas.geojson").read_text("utf-8"))["features"]
    geometry = {feature["properties"]["key"]: feature["geometry"] for feature in shapes}
    about: dict[str, Any] = {
        name: value.strip() if isinstance(value, str) else value for name, value in rows["municipality"].items()
    }
    return City(
        **about,
        organisations=[Organisation(**row) for row in read("organisations.toml")["organisations"]],
        people=[Person(**row) for row in rows["people"]],
        bodies=[Body(**row) for row in rows["bodies"]],
        terms=[Term(**row) for row in rows["terms"]],
        areas=[Area(**row, geometry=geometry[row["key"]]) for row in rows["areas"]],
        concepts=concepts(register),
        papers=[Paper(**row) for row in register["papers"]],
    )
