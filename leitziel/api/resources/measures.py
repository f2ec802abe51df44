# SPDX-License-Identifier: EUPL-1.2
"""Measures."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from leitziel.api.house import operation
from leitziel.api.queries import measures as queries
from leitziel.api.queries.parts import Writer
from leitziel.api.schemas import Day, Deadline, Kind, Label, MeasureOut, Measures, Paging, ShortId, Slug, State, Words


class MeasureFilters(Schema):
    """All filters that are set must be met."""

    concept: Slug = Field(None, description="Identifier of a concept; parts of an umbrella concept are included.")
    edition: Label = Field(
        None, description="Label of an edition; without it, the edition that counts for each concept."
    )
    state: State = Field(None, description="State of the edition.")
    field: ShortId = Field(None, description="Identifier of a field of action; fields below it are included.")
    goal: ShortId = Field(None, description="Identifier of a goal.")
    office: Slug = Field(None, description="Identifier of an office; offices below it are included.")
    target_group: Slug = Field(None, description="Identifier of a target group.")
    objective: Slug = Field(None, description="Identifier of a cross-cutting objective.")
    area: Slug = Field(None, description="Identifier of a planning area.")
    kind: Kind = Field(None, description="The municipality's own action, or lobbying of the state.")
    deadline_kind: Deadline = Field(None, description="Kind of the deadline.")
    deadline_before: Day = Field(None, description="Last day of the deadline not after this day.")
    deadline_after: Day = Field(None, description="Last day of the deadline not before this day.")
    q: Words = Field(None, description="Words to look for in the editions that count; best match first.")


@operation("/measures", name="api-measures", response=Measures, tag="Plans")
def measures(request: HttpRequest, filters: Query[MeasureFilters], paging: Query[Paging]) -> Any:
    """Measures, filtered, a page at a time

    In the order of the concepts and of their documents; with `q`, the best match first.
    """
    return queries.page(Writer(request), filters.dict(exclude_none=True), paging.page, paging.limit)


class OneEdition(Schema):
    edition: Label = Field(None, description="Label of an edition; without it, the one that counts.")


@operation("/measures/{short_id}", name="api-measure", response=MeasureOut, tag="Plans")
def measure(request: HttpRequest, short_id: Path[ShortId], which: Query[OneEdition]) -> Any:
    """One measure

    Its identifier stays the same through all editions of the concept.
    """
    found = queries.one(Writer(request), short_id, which.edition)
    if found is None:
        raise Http404
    return found
