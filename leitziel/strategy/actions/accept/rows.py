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
from leitziel.strategy.exchange.threads import Known, continue_threads
from leitziel.strategy.models import (
    ActionField,
    Edition,
    Goal,
    GoalThread,
    Measure,
    MeasureExample,
    MeasureThread,
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


def save_rows(rows: PlanRows) -> None:
    """Write all rows, parents before children."""
    _name_fields(rows)
    for level in rows.levels:
        create(ActionField, level)
    _save_goals(rows)
    _save_measures(rows)
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


def _threads(
    rows: PlanRows,
    thread_model: type[GoalThread | MeasureThread],
    new: Mapping[str, tuple[str, str]],
    known: Iterable[Known],
) -> dict[str, models.Model]:
    """The thread of each node: one of an earlier edition that it continues, or a new one."""
    continued = continue_threads(new, known)
    old = thread_model.objects.in_bulk(set(continued.values())) if continued else {}
    fresh = [node for node in new if node not in continued]
    names = short_ids(len(fresh), thread_model.objects.values_list("short_id", flat=True))
    made = {
        node: thread_model(municipality=rows.municipality, concept=rows.edition.concept, short_id=name)
        for node, name in zip(fresh, names, strict=True)
    }
    create(thread_model, made.values())
    return {**made, **{node: old[thread] for node, thread in continued.items()}}


def _earlier(rows: PlanRows, model: type[models.Model], *text: str) -> list[Known]:
    """What earlier editions of the concept say, the latest edition first."""
    found = model._default_manager.filter(edition__concept=rows.edition.concept).exclude(edition=rows.edition)
    values = found.order_by("-edition__label", "-edition", "position").values_list("thread_id", "number", *text)
    return [Known(thread, number, " ".join(parts)) for thread, number, *parts in values]


def _save_goals(rows: PlanRows) -> None:
    new = {node: (row.number, row.text) for node, row in rows.goals.items()}
    threads = _threads(rows, GoalThread, new, _earlier(rows, Goal, "text"))
    for node, row in rows.goals.items():
        row.thread = threads[node]  # type: ignore[assignment]
    create(Goal, rows.goals.values())


def _save_measures(rows: PlanRows) -> None:
    new = {node: (row.number, f"{row.title} {row.text}") for node, row in rows.measures.items()}
    threads = _threads(rows, MeasureThread, new, _earlier(rows, Measure, "title", "text"))
    for node, row in rows.measures.items():
        row.thread = threads[node]  # type: ignore[assignment]
    create(Measure, rows.measures.values())


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
