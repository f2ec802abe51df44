# SPDX-License-Identifier: EUPL-1.2
"""Concepts, editions, fields of action, goals."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from leitziel.api import schemas
from leitziel.api.house import operation
from leitziel.api.queries import plans as queries
from leitziel.api.queries.parts import Writer
from leitziel.api.schemas import Label, Paging, ShortId, Slug, State


class EditionFilters(Schema):
    concept: Slug = Field(None, description="Identifier of a concept.")
    state: State = Field(None, description="How far the council is with it.")


class PlanFilters(Schema):
    concept: Slug = Field(None, description="Identifier of a concept.")
    edition: Label = Field(None, description="Label of an edition; without it, the editions that count.")


class GoalFilters(PlanFilters):
    field: ShortId = Field(None, description="Identifier of a field of action.")


class OneEdition(Schema):
    edition: Label = Field(None, description="Label of an edition; without it, the one that counts.")


@operation("/concepts", name="api-concepts", response=schemas.Concepts, tag="Plans")
def concepts(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Concepts

    The register: the municipality's own concepts and those kept elsewhere; parts follow their umbrella concept.
    """
    writer = Writer(request)
    part, total = writer.part(queries.concepts(writer), paging.page, paging.limit)
    return writer.many(part, total, paging.page, paging.limit)


@operation("/concepts/{concept}", name="api-concept", response=schemas.ConceptOut, tag="Plans")
def concept(request: HttpRequest, concept: Path[Slug]) -> Any:
    """One concept"""
    return _found(next((c for c in queries.concepts(Writer(request)) if c["id"] == concept), None))


@operation("/editions", name="api-editions", response=schemas.Editions, tag="Plans")
def editions(request: HttpRequest, filters: Query[EditionFilters], paging: Query[Paging]) -> Any:
    """Editions

    All published ones, the newest of a concept first. `current` tells the one that counts.
    """
    return queries.editions(Writer(request), filters.dict(exclude_none=True), paging.page, paging.limit)


@operation("/concepts/{concept}/editions/{edition}", name="api-edition", response=schemas.EditionOut, tag="Plans")
def edition(request: HttpRequest, concept: Path[Slug], edition: Path[Label]) -> Any:
    """One edition"""
    return _found(queries.edition(Writer(request), concept, edition))


@operation("/fields", name="api-fields", response=schemas.Fields, tag="Plans")
def fields(request: HttpRequest, filters: Query[PlanFilters], paging: Query[Paging]) -> Any:
    """Fields of action

    A tree: `parent` names the field above. In the order of the documents.
    """
    return queries.fields(Writer(request), filters.dict(exclude_none=True), paging.page, paging.limit)


@operation("/fields/{short_id}", name="api-field", response=schemas.FieldOut, tag="Plans")
def field(request: HttpRequest, short_id: Path[ShortId]) -> Any:
    """One field of action"""
    return _found(queries.field(Writer(request), short_id))


@operation("/goals", name="api-goals", response=schemas.Goals, tag="Plans")
def goals(request: HttpRequest, filters: Query[GoalFilters], paging: Query[Paging]) -> Any:
    """Goals

    In the order of the documents.
    """
    return queries.goals(Writer(request), filters.dict(exclude_none=True), paging.page, paging.limit)


@operation("/goals/{short_id}", name="api-goal", response=schemas.GoalOut, tag="Plans")
def goal(request: HttpRequest, short_id: Path[ShortId], which: Query[OneEdition]) -> Any:
    """One goal

    Its identifier stays the same through all editions of the concept.
    """
    return _found(queries.goal(Writer(request), short_id, which.edition))


def _found(thing: Any) -> Any:
    if thing is None:
        raise Http404
    return thing
