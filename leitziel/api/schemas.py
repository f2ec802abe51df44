# SPDX-License-Identifier: EUPL-1.2
"""What an answer may hold. What is no field here cannot get out: the allow-list of the API."""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated, Any, Literal

from ninja import Schema
from pydantic import BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError


def _whole(value: Any) -> Any:
    if isinstance(value, str) and not re.fullmatch(r"-?(0|[1-9][0-9]{0,8})", value):
        raise PydanticCustomError("whole_number", "A whole number is expected.")
    return value


def _day(value: Any) -> Any:
    try:
        if isinstance(value, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
            return dt.date.fromisoformat(value)
    except ValueError as error:
        raise PydanticCustomError("iso_day", "A day is expected.") from error
    if isinstance(value, dt.date):
        return value
    raise PydanticCustomError("iso_day", "A day is expected.")


SLUG = r"^[a-zA-Z0-9_-]+$"
Slug = Annotated[str, StringConstraints(pattern=SLUG, min_length=1, max_length=80)]
Label = Annotated[str, StringConstraints(pattern=SLUG, min_length=1, max_length=40)]
ShortId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+$", min_length=1, max_length=8)]
Day = Annotated[dt.date, BeforeValidator(_day)]
Words = Annotated[str, StringConstraints(min_length=1, max_length=200)]
# The limits come before the reading, so that the description states them.
Limit = Annotated[int, Field(ge=1, le=100), BeforeValidator(_whole)]
Page = Annotated[int, Field(ge=1, le=10_000), BeforeValidator(_whole)]

State = Literal["draft", "in_council", "adopted", "superseded"]
Deadline = Literal["none", "ongoing", "by", "period", "recurring", "unknown"]
Kind = Literal["own", "lobbying"]
Progress = Literal["not_started", "underway", "completed", "paused", "dropped", "happened", "quiet", "ended"]


class Paging(Schema):
    """Which part of a long list: `limit` items from page `page` on."""

    page: Page = Field(1, description="Number of the page, from 1.")
    limit: Limit = Field(50, description="Items on a page.")


class Ref(Schema):
    """Something to go on to: its identifier in this API, its name, and its page for people."""

    id: str
    name: str
    number: str | None = None
    url: str


class EditionRef(Schema):
    """The edition that something stands in."""

    concept: str = Field(description="Identifier of the concept.")
    title: str = Field(description="Title of the concept.")
    label: str
    state: State
    url: str


class Provenance(Schema):
    """Where this comes from: no fact without its source."""

    publisher: str
    edition: EditionRef | None = None
    as_of: dt.date | None = Field(None, description="Date of the source document.")
    council_paper: Ref | None = Field(None, description="The paper by which the council dealt with the edition.")
    published_at: dt.datetime | None = None
    licence: str | None = Field(None, description="SPDX-like identifier; null where the municipality named none.")


class Party(Schema):
    """Who answers for a measure: the name as printed, and the office it stands for."""

    role: Literal["lead", "partner", "unspecified"]
    name: str
    office: Ref | None = None


class DeadlineOut(Schema):
    text: str = Field(description="As printed in the document.")
    kind: Deadline
    start: str = Field(description="ISO 8601, as exact as the document: 2027 or 2027-06.")
    end: str
    last_day: dt.date | None = None
    every_months: int | None = None


class Attribute(Schema):
    label: str
    value: str


class SourceOut(Schema):
    """A footnote."""

    at: str = Field(description="The part that the footnote hangs on.")
    mark: str
    text: str
    papers: list[Ref]
    concept: Ref | None = None
    field: Ref | None = None


class RoundRef(Schema):
    """The reporting round that something was reported in."""

    id: str
    title: str
    reference_date: dt.date = Field(description="The day that the round looks at.")


class ReportOut(Schema):
    """What was reported of a measure in a published round."""

    round: RoundRef
    state: Progress = Field(description="Measures without an end are asked what happened in the period.")
    text: str = Field(description="What was done, or what happened in the period.")
    missing: str
    next_step: str
    evidence: str
    evidence_url: str | None = None
    evidence_date: dt.date | None = None
    office: Ref | None = Field(None, description="The office that reported.")


class MeasureReportOut(ReportOut):
    measure: Ref


class RoundOut(Schema):
    id: str
    title: str
    period_start: dt.date
    reference_date: dt.date
    published_at: dt.datetime
    editions: list[EditionRef] = Field(description="The published editions that were asked about.")


class MeasureOut(Schema):
    id: str = Field(description="Stays the same through all editions.")
    url: str
    number: str
    title: str = Field(description="Empty where the document gives none.")
    text: str
    kind: Kind
    responsible: str = Field(description="As printed in the document.")
    parties: list[Party]
    deadline: DeadlineOut
    focus: str
    attributes: list[Attribute] = Field(description="Every other label of the document, as printed.")
    fields: list[Ref] = Field(description="Fields of action from the top down.")
    goal: Ref | None = None
    target_groups: list[Ref]
    objectives: list[Ref]
    areas: list[Ref]
    examples: list[str]
    sources: list[SourceOut]
    progress: ReportOut | None = Field(None, description="The newest report of a published round.")
    provenance: Provenance


class PaperOut(Schema):
    id: str
    url: str
    number: str
    title: str
    decided_on: dt.date | None = None
    body: str
    document: str | None = Field(None, description="Where the paper itself is kept.")
    cited: int = Field(description="Footnotes of published editions that name it.")


class EditionOut(Schema):
    concept: str
    title: str
    label: str
    url: str
    state: State
    current: bool = Field(description="Is it the one that counts for its concept?")
    description: str
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    provenance: Provenance


class ConceptOut(Schema):
    id: str
    url: str
    title: str
    summary: str
    external: bool = Field(description="Kept elsewhere; only its title and address are known here.")
    address: str | None = None
    part_of: str | None = Field(None, description="Identifier of the umbrella concept.")
    council_paper: Ref | None = None
    current_edition: str | None = None
    editions: list[str]


class FieldOut(Schema):
    id: str
    url: str
    number: str
    title: str
    guiding_idea: str
    description: str
    parent: str | None = None
    provenance: Provenance


class GoalOut(Schema):
    id: str = Field(description="Stays the same through all editions.")
    url: str
    number: str
    text: str
    description: str
    field: Ref | None = None
    provenance: Provenance


class OfficeOut(Schema):
    id: str
    url: str
    name: str
    kind: str
    parent: str | None = None
    measures: int = Field(description="Current measures it answers for, offices below it included.")


class TermOut(Schema):
    id: str
    vocabulary: Literal["target_group", "objective", "abbreviation"]
    label: str
    explanation: str


class MunicipalityOut(Schema):
    id: str
    name: str
    kind: Literal["city", "district", "municipality"]
    ags: str = Field(description="Official municipality key (Amtlicher Gemeindeschlüssel).")
    url: str
    licence: str | None = Field(None, description="Licence of all data here; null where the municipality named none.")
    licence_url: str | None = None
    attribution: str | None = Field(None, description="How the municipality wishes to be named.")


class Many(Schema):
    """Part of a list: how many there are in all, and where it goes on."""

    total: int
    next: str | None = Field(None, description="Address of the next page; null on the last.")
    previous: str | None = None


class Measures(Many):
    items: list[MeasureOut]


class Rounds(Many):
    items: list[RoundOut]


class MeasureReports(Many):
    items: list[MeasureReportOut]


class Papers(Many):
    items: list[PaperOut]


class Editions(Many):
    items: list[EditionOut]


class Concepts(Many):
    items: list[ConceptOut]


class Fields(Many):
    items: list[FieldOut]


class Goals(Many):
    items: list[GoalOut]


class Offices(Many):
    items: list[OfficeOut]


class Terms(Many):
    items: list[TermOut]


class AreaProperties(Schema):
    key: str
    name: str
    url: str
    population: int | None = None
    population_on: dt.date | None = Field(None, description="The day the inhabitants were counted.")
    measures: int = Field(description="Current measures that name this area.")


class Geometry(Schema):
    """GeoJSON in WGS84 (RFC 7946)."""

    type: Literal["Polygon", "MultiPolygon"]
    coordinates: list[Any]


class Feature(Schema):
    type: Literal["Feature"]
    id: str
    geometry: Geometry | None = None
    properties: AreaProperties


class Areas(Schema):
    type: Literal["FeatureCollection"]
    features: list[Feature]


class ErrorOut(Schema):
    parameter: str
    message: str


class ProblemOut(Schema):
    """An error (RFC 9457), in German or English by Accept-Language."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    errors: list[ErrorOut] | None = None
