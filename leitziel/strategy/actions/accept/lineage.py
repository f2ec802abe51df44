# SPDX-License-Identifier: EUPL-1.2
"""Which threads the entries of an accepted plan continue.

The plan is laid against the edition before it. A match that is sure continues the thread (or, of parts and mergers, is
linked); one that is not begins a thread of its own and waits until a person says what it is. What comes back from an
older edition word for word continues its thread as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from django.db import models
from django.utils import timezone

from leitziel.core.models import TenantModel
from leitziel.core.short_ids import short_ids
from leitziel.methods.alignment import Entry, Tie, align
from leitziel.strategy.exchange.threads import Known, continue_threads
from leitziel.strategy.models import Edition, Goal, GoalThread, Measure, MeasureThread, ThreadLink
from leitziel.strategy.queries.lineage.editions import nearest_edition
from leitziel.strategy.queries.lineage.entries import OWN_LABEL, EditionEntries, parties_in_words, read_editions

from .rows import PlanRows, create, parties

Sort = Literal["goal", "measure"]


@dataclass
class Lineage:
    """What the alignment is sure of, by node id: the thread that goes on, and the ties to be kept as links."""

    edition: Edition | None = None  # the one that the plan was laid against
    earlier: bool = True  # it is the one before, not one after
    threads: dict[Sort, dict[str, int]] = field(default_factory=lambda: {"goal": {}, "measure": {}})
    ties: list[tuple[Sort, Tie, int]] = field(default_factory=list)  # with the old thread
    unmatched: set[str] = field(default_factory=set)  # nodes for which nothing was found
    open: int = 0  # ties that wait for a person


def lineage_of(rows: PlanRows) -> Lineage:
    """Lay the plan against its neighbour; four queries, none but one where the concept has no other edition."""
    found = Lineage(nearest_edition(rows.edition))
    if found.edition is None:
        return found
    found.earlier = found.edition.label < rows.edition.label
    old: EditionEntries = read_editions([found.edition.pk])[found.edition.pk]
    for match in align(old.entries, plan_entries(rows)).matches:
        if match.kind == "field":
            continue
        if match.added:
            found.unmatched.update(match.new)
        for tie in match.ties:
            if not tie.sure or (tie.kind != "same" and not found.earlier):
                found.open += 1
                continue
            thread = old.threads[tie.old]
            if tie.kind == "same":
                found.threads[match.kind][tie.new] = thread
            found.ties.append((match.kind, tie, thread))
    return found


def plan_entries(rows: PlanRows) -> list[Entry]:
    """The unsaved rows as the alignment takes them in, under the ids of their nodes."""
    names: dict[int, str] = {id(row): node for found in (rows.fields, rows.goals) for node, row in found.items()}
    entries: list[Entry] = []
    for node, f in rows.fields.items():
        parent = names[id(f.parent)] if f.parent is not None else None
        said = {"description": f.description}
        entries.append(Entry(node, "field", f.title, f.guiding_idea, f.number, parent, len(entries), said))
    for node, g in rows.goals.items():
        parent = names[id(g.field)] if g.field is not None else None
        entries.append(Entry(node, "goal", "", g.text, g.number, parent, len(entries), {"description": g.description}))
    for node, m in rows.measures.items():
        above = m.goal or m.field
        said_of_it = {
            "responsible": parties_in_words((role, name) for name, role in parties(rows.nodes[node])),
            "deadline": m.deadline_text,
            "focus": m.focus,
            "examples": tuple(rows.nodes[node]["examples"]),
            **{f"{OWN_LABEL}{name}": str(value) for name, value in m.attributes.items() if value},
        }
        parent = names[id(above)] if above is not None else None
        entries.append(Entry(node, "measure", m.title, m.text, m.number, parent, len(entries), said_of_it))
    return entries


def save_threads(rows: PlanRows, lineage: Lineage) -> None:
    """Give each goal and measure its thread: one that goes on, or a new one."""
    goals = {node: (row.number, row.text) for node, row in rows.goals.items()}
    measures = {node: (row.number, f"{row.title} {row.text}") for node, row in rows.measures.items()}
    for node, thread in _threads(rows, lineage, GoalThread, goals, _older(rows, lineage, Goal, "text")).items():
        rows.goals[node].thread = thread  # type: ignore[assignment]
    known = _older(rows, lineage, Measure, "title", "text")
    for node, thread in _threads(rows, lineage, MeasureThread, measures, known).items():
        rows.measures[node].thread = thread  # type: ignore[assignment]


def _threads(
    rows: PlanRows,
    lineage: Lineage,
    model: type[GoalThread | MeasureThread],
    new: Mapping[str, tuple[str, str]],
    known: Iterable[Known],
) -> dict[str, models.Model]:
    sort: Sort = "goal" if model is GoalThread else "measure"
    continued = dict(lineage.threads[sort])
    free = {node: said for node, said in new.items() if lineage.edition is None or node in lineage.unmatched}
    continued |= continue_threads(free, known)
    old = model.objects.in_bulk(set(continued.values())) if continued else {}
    fresh = [node for node in new if node not in continued]
    names = short_ids(len(fresh), model.objects.values_list("short_id", flat=True))
    made = {
        node: model(municipality=rows.municipality, concept=rows.edition.concept, short_id=name)
        for node, name in zip(fresh, names, strict=True)
    }
    create(model, made.values())
    return {**made, **{node: old[thread] for node, thread in continued.items()}}


def _older(rows: PlanRows, lineage: Lineage, model: type[models.Model], *text: str) -> list[Known]:
    """What other editions say of threads that the neighbour does not have, the latest edition first."""
    if lineage.edition is None:
        return []
    found = model._default_manager.filter(edition__concept=rows.edition.concept)
    found = found.exclude(edition__in=[rows.edition, lineage.edition])
    found = found.exclude(thread__in=model._default_manager.filter(edition=lineage.edition).values("thread"))
    values = found.order_by("-edition__label", "-edition", "position").values_list("thread_id", "number", *text)
    return [Known(thread, number, " ".join(parts)) for thread, number, *parts in values]


def save_links(rows: PlanRows, lineage: Lineage) -> int:
    """Keep what the alignment was sure of, with its score; the threads of what was merged lead on. Returns how many."""
    now = timezone.now()
    made: list[TenantModel] = []
    sent_on: list[MeasureThread | GoalThread] = []
    for sort, tie, old in lineage.ties:
        row = rows.goals[tie.new] if sort == "goal" else rows.measures[tie.new]
        new = row.thread_id
        if tie.kind != "same" and old == new:
            continue
        made.append(
            ThreadLink(
                municipality=rows.municipality,
                edition=rows.edition,
                kind=tie.kind,
                score=tie.score,
                at=now,
                **{f"old_{sort}_id": old, f"new_{sort}_id": new},
            )
        )
        if tie.kind == "merged":
            model = GoalThread if sort == "goal" else MeasureThread
            sent_on.append(model(pk=old, merged_into_id=new))
    create(ThreadLink, made)
    for model in (GoalThread, MeasureThread):
        rows_of_it = [thread for thread in sent_on if isinstance(thread, model)]
        if rows_of_it:
            model.objects.bulk_update(rows_of_it, ["merged_into"])
    return len(made)
