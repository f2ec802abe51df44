# SPDX-License-Identifier: EUPL-1.2
"""Concepts, editions, fields of action and goals for the API."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from leitziel.api.house import visitor
from leitziel.strategy.models import ActionField, Edition, Goal
from leitziel.strategy.queries.concepts import ConceptEntry, register
from leitziel.strategy.queries.fields import field_link
from leitziel.strategy.queries.visibility import current_editions, published

from .parts import Json, Writer

_EDITION = ("edition__concept", "edition__council_paper")


def concepts(writer: Writer) -> list[Json]:
    """The register as a flat list, umbrella concepts before their parts; two queries."""
    return list(_entries(writer, register(visitor(writer.request)), None))


def _entries(writer: Writer, entries: Sequence[ConceptEntry], above: str | None) -> list[Json]:
    found = []
    for entry in entries:
        found.append(
            {
                "id": entry.slug,
                "url": writer.url("concept", entry.slug),
                "title": entry.title,
                "summary": entry.summary,
                "external": entry.external,
                "address": entry.address or None,
                "part_of": above,
                "council_paper": writer.paper(entry.paper),
                "current_edition": entry.edition.label if entry.edition else None,
                "editions": [edition.label for edition in entry.editions],
            }
        )
        found += _entries(writer, entry.parts, entry.slug)
    return found


def editions(writer: Writer, wanted: Mapping[str, Any], number: int, limit: int) -> Json:
    """Published editions; four queries."""
    rows = _editions(published())
    if wanted.get("concept"):
        rows = rows.filter(concept__slug=wanted["concept"])
    if wanted.get("state"):
        rows = rows.filter(state=wanted["state"])
    part, total = writer.part(rows.order_by("concept__position", "concept_id", "-label"), number, limit)
    current = set(current_editions().values_list("pk", flat=True))
    return writer.many([_edition(writer, row, current) for row in part], total, number, limit)


def edition(writer: Writer, concept: str, label: str) -> Json | None:
    """One published edition, or None."""
    row = _editions(published()).filter(concept__slug=concept, label=label).first()
    if row is None:
        return None
    return _edition(writer, row, set(current_editions().values_list("pk", flat=True)))


def _editions(rows: QuerySet[Edition]) -> QuerySet[Edition]:
    return rows.select_related("concept", "council_paper")


def _edition(writer: Writer, row: Edition, current: set[int]) -> Json:
    return {
        "concept": row.concept.slug,
        "title": row.concept.title,
        "label": row.label,
        "url": writer.url("edition", row.concept.slug, row.label),
        "state": row.state,
        "current": row.pk in current,
        "description": row.description,
        "valid_from": row.valid_from,
        "valid_to": row.valid_to,
        "provenance": writer.provenance(row),
    }


def _of_editions(rows: QuerySet[Any], wanted: Mapping[str, Any]) -> QuerySet[Any]:
    """Rows of the editions asked for, or of those that count, in the order of the documents."""
    label = wanted.get("edition")
    rows = rows.filter(edition__in=published().filter(label=label) if label else current_editions())
    if wanted.get("concept"):
        rows = rows.filter(edition__concept__slug=wanted["concept"])
    order = ("edition__concept__position", "edition__concept_id", "edition_id", "position", "id")
    return rows.order_by(*order)


def fields(writer: Writer, wanted: Mapping[str, Any], number: int, limit: int) -> Json:
    """Fields of action; four queries."""
    rows = _of_editions(ActionField.objects.select_related("parent", *_EDITION), wanted)
    part, total = writer.part(rows, number, limit)
    return writer.many([_field(writer, row) for row in part], total, number, limit)


def field(writer: Writer, short_id: str) -> Json | None:
    """One field of a published edition, or None."""
    rows = ActionField.objects.filter(short_id=short_id, edition__in=published())
    row = rows.select_related("parent", *_EDITION).first()
    return _field(writer, row) if row else None


def _field(writer: Writer, row: ActionField) -> Json:
    return {
        "id": row.short_id,
        "url": writer.url("field", row.short_id),
        "number": row.number,
        "title": row.title,
        "guiding_idea": row.guiding_idea,
        "description": row.description,
        "parent": row.parent.short_id if row.parent else None,
        "provenance": writer.provenance(row.edition),
    }


def goals(writer: Writer, wanted: Mapping[str, Any], number: int, limit: int) -> Json:
    """Goals; four queries."""
    rows = _of_editions(Goal.objects.select_related("thread", "field", *_EDITION), wanted)
    if wanted.get("field"):
        rows = rows.filter(field__short_id=wanted["field"])
    part, total = writer.part(rows, number, limit)
    return writer.many([_goal(writer, row) for row in part], total, number, limit)


def goal(writer: Writer, short_id: str, label: str | None) -> Json | None:
    """The goal in the edition asked for or the one that counts, or None."""
    shown = published().filter(label=label) if label else current_editions()
    rows = Goal.objects.filter(thread__short_id=short_id, edition__in=shown)
    row = rows.select_related("thread", "field", *_EDITION).first()
    return _goal(writer, row) if row else None


def _goal(writer: Writer, row: Goal) -> Json:
    return {
        "id": row.thread.short_id,
        "url": writer.url("goal-edition", row.thread.short_id, row.edition.label),
        "number": row.number,
        "text": row.text,
        "description": row.description,
        "field": writer.link("field", field_link(row.field)) if row.field else None,
        "provenance": writer.provenance(row.edition),
    }
