# SPDX-License-Identifier: EUPL-1.2
"""Rows of a plan: fields, goals, measures with their threads, responsibilities and practice examples.

Everything is built in memory first and written with few queries, so that a plan of 1,000 measures takes
seconds and one transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from leitziel.core.models import Municipality, TenantModel
from leitziel.core.models.base import prepare
from leitziel.core.short_ids import short_ids
from leitziel.core.text import name_key
from leitziel.strategy.enums import DeadlineKind, ResponsibilityRole
from leitziel.strategy.exchange.contract import Node, Plan
from leitziel.strategy.exchange.dates import last_day
from leitziel.strategy.models import (
    ActionField,
    Edition,
    Goal,
    Measure,
    MeasureExample,
    PracticeExample,
    Responsibility,
)
from leitziel.strategy.searching import measure_search_text

TITLE = 500
NUMBER = 40


class PlanRows:
    """The unsaved rows of an edition by node id, in reading order. `organisations`: printed name -> id."""

    def __init__(self, plan: Plan, edition: Edition, organisations: Mapping[str, int]) -> None:
        self.plan = plan
        self.edition = edition
        self.municipality: Municipality = edition.municipality
        self.organisations = {name_key(name): pk for name, pk in organisations.items()}
        self.fields: dict[str, ActionField] = {}
        self.levels: list[list[ActionField]] = []
        self.goals: dict[str, Goal] = {}
        self.measures: dict[str, Measure] = {}
        self.nodes: dict[str, Node] = {}
        self._add_children(plan, field=None, level=0)

    def counts(self) -> dict[str, int]:
        return {"fields": len(self.fields), "goals": len(self.goals), "measures": len(self.measures)}

    def _add_children(self, holder: Node, field: ActionField | None, level: int) -> None:
        for node in holder["measures"]:
            self._add_measure(node, field, None)
        for node in holder["goals"]:
            self._add_goal(node, field)
        for node in holder["fields"]:
            self._add_field(node, field, level)

    def _add_field(self, node: Node, parent: ActionField | None, level: int) -> None:
        number, lead = numbered(node)
        title, rest = shortened(f"{lead}{node['title']}")
        row = ActionField(
            municipality=self.municipality,
            edition=self.edition,
            parent=parent,
            position=len(self.fields) + 1,
            number=number,
            title=title,
            guiding_idea=node["guiding_idea"] or "",
            description=paragraphs(rest, node["description"]),
        )
        self.fields[node["id"]] = row
        self.nodes[node["id"]] = node
        if level == len(self.levels):
            self.levels.append([])
        self.levels[level].append(row)
        self._add_children(node, row, level + 1)

    def _add_goal(self, node: Node, field: ActionField | None) -> None:
        number, lead = numbered(node)
        row = Goal(
            municipality=self.municipality,
            edition=self.edition,
            field=field,
            position=len(self.goals) + 1,
            number=number,
            text=f"{lead}{node['text']}",
            description=node["description"] or "",
        )
        self.goals[node["id"]] = row
        self.nodes[node["id"]] = node
        for measure in node["measures"]:
            self._add_measure(measure, field, row)

    def _add_measure(self, node: Node, field: ActionField | None, goal: Goal | None) -> None:
        title, rest = shortened(node["title"] or "")
        notes = [*(node.get("notes") or [])]
        if len(node["number"] or "") > NUMBER:
            notes.append(_("Number as printed: %(number)s") % {"number": node["number"]})
        suggested = node.get("suggested_schedule")
        if suggested:
            notes.append(_("The text states another rhythm or date: %(schedule)s") % {"schedule": in_words(suggested)})
        row = Measure(
            municipality=self.municipality,
            edition=self.edition,
            field=field,
            goal=goal,
            position=len(self.measures) + 1,
            number=(node["number"] or "")[:NUMBER],
            title=title,
            text=paragraphs(rest, node["text"]),
            responsible_text=node["responsible"] or "",
            focus=node["focus"] or "",
            attributes=node["attributes"],
            notes=notes,
            **deadline(node),
        )
        row.search_text = measure_search_text(
            title=row.title,
            text=row.text,
            focus=row.focus,
            examples=node["examples"],
            goal=goal.text if goal else "",
            field=field.title if field else "",
            responsible=row.responsible_text,
        )
        self.measures[node["id"]] = row
        self.nodes[node["id"]] = node


def numbered(node: Node) -> tuple[str, str]:
    """The number if it fits its column, and what goes before the title where it does not."""
    number = node["number"] or ""
    return (number, "") if len(number) <= NUMBER else ("", f"{number} ")


def shortened(title: str) -> tuple[str, str]:
    """A title that fits, and the whole of one that does not: nothing of it is lost."""
    return (title, "") if len(title) <= TITLE else (f"{title[: TITLE - 1]}…", title)


def paragraphs(*parts: str | None) -> str:
    return "\n\n".join(part for part in parts if part)


def deadline(node: Node) -> dict[str, Any]:
    """Columns of the deadline: as printed, and understood as far as the contract's schedule says."""
    schedule = node.get("schedule")
    if not schedule:
        kind = DeadlineKind.UNKNOWN if node["deadline"] else DeadlineKind.NONE
        return {"deadline_text": node["deadline"] or "", "deadline_kind": kind}
    start, end = schedule.get("start") or "", schedule.get("end") or ""
    return {
        "deadline_text": node["deadline"] or "",
        "deadline_kind": schedule["kind"],
        "deadline_start": start[:10],
        "deadline_end": end[:10],
        "deadline_last_day": last_day(end),
        "every_months": schedule.get("every_months"),
    }


def in_words(schedule: Mapping[str, Any]) -> str:
    """A schedule for a note: kind, dates and rhythm."""
    parts = [str(DeadlineKind(schedule["kind"]).label)]
    parts += dict.fromkeys(value for value in (schedule.get("start"), schedule.get("end")) if value)
    if schedule.get("every_months"):
        parts.append(_("every %(months)s months") % {"months": schedule["every_months"]})
    return ", ".join(parts)


def save_structure(rows: PlanRows) -> None:
    """Write the fields, parents before children."""
    _name_fields(rows)
    for level in rows.levels:
        create(ActionField, level)


def save_entries(rows: PlanRows) -> None:
    """Write goals and measures, which have their threads by now, and what hangs on measures."""
    create(Goal, rows.goals.values())
    create(Measure, rows.measures.values())
    _save_responsibilities(rows)
    _save_examples(rows)


def create(model: type[models.Model], rows: Iterable[TenantModel]) -> None:
    """bulk_create with what `save()` would have checked."""
    ready = list(rows)
    for row in ready:
        prepare(row)
    model._default_manager.bulk_create(ready)


def _name_fields(rows: PlanRows) -> None:
    taken = ActionField.objects.values_list("short_id", flat=True)
    for row, short_id in zip(rows.fields.values(), short_ids(len(rows.fields), taken), strict=True):
        row.short_id = short_id


def _save_responsibilities(rows: PlanRows) -> None:
    made: list[TenantModel] = []
    for node_id, measure in rows.measures.items():
        for position, (name, role) in enumerate(parties(rows.nodes[node_id]), start=1):
            made.append(
                Responsibility(
                    municipality=rows.municipality,
                    measure=measure,
                    organisation_id=rows.organisations.get(name_key(name)),
                    name=name[:TITLE],
                    role=role,
                    position=position,
                )
            )
    create(Responsibility, made)


def parties(node: Node) -> Sequence[tuple[str, str]]:
    """Who answers for a measure: its parties; what is printed as one party where they were not told apart."""
    found = [(party["name"].strip(), party["role"]) for party in node.get("parties") or [] if party["name"].strip()]
    if not found and node["responsible"]:
        found = [(node["responsible"].strip(), str(ResponsibilityRole.UNSPECIFIED))]
    return list(dict.fromkeys(found))


def _save_examples(rows: PlanRows) -> None:
    known = {example.key: example for example in PracticeExample.objects.all()}
    fresh: dict[str, PracticeExample] = {}
    links: list[TenantModel] = []
    for node_id, measure in rows.measures.items():
        for position, name in enumerate(rows.nodes[node_id]["examples"], start=1):
            key = (name_key(name) or name)[:TITLE]
            example = known.get(key) or fresh.get(key)
            if example is None:
                example = PracticeExample(municipality=rows.municipality, name=name[:TITLE], key=key)
                fresh[key] = example
            links.append(
                MeasureExample(municipality=rows.municipality, measure=measure, example=example, position=position)
            )
    create(PracticeExample, fresh.values())
    create(MeasureExample, links)
