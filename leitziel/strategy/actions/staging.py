# SPDX-License-Identifier: EUPL-1.2
"""Edits of a staged plan. Each locks the import, compares the version the person saw, edits, proves that no
character was lost, and writes one log entry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from leitziel.core.log import record
from leitziel.core.models import Organisation, User
from leitziel.core.organisations import create_many, learn_aliases
from leitziel.strategy.actions.errors import ImportProblem
from leitziel.strategy.actions.imports import lock
from leitziel.strategy.enums import ImportState
from leitziel.strategy.exchange.contract import Plan
from leitziel.strategy.exchange.staged import edits, splitting, tree
from leitziel.strategy.exchange.staged.spans import check_conservation
from leitziel.strategy.models import PlanImport

Edit = Callable[[Plan], edits.Changes]


class LostCharacterError(RuntimeError):
    """An edit broke conservation; it was rolled back."""


def _apply(
    *, actor: User | None, plan_import: PlanImport, version: int, verb: str, node: str, edit: Edit
) -> PlanImport:
    with scope(municipality=plan_import.municipality), transaction.atomic():
        locked = lock(plan_import, version)
        if locked.state != ImportState.REVIEW or locked.plan is None:
            raise ImportProblem(_("Only an import in review can be changed."))
        name = _heading(locked.plan, node)
        changes = edit(locked.plan)
        lost = check_conservation(locked.plan)
        if lost:
            raise LostCharacterError("; ".join(lost[:5]))
        locked.version += 1
        locked.save(update_fields=["plan", "version"])
        record(
            actor=actor,
            verb=f"strategy.import.{verb}",
            target=locked,
            municipality=locked.municipality,
            changes={
                "version": (locked.version - 1, locked.version),
                "entry": (node, name),
                **{key: tuple(value) for key, value in changes.items()},
            },
        )
        return locked


def _heading(plan: Plan, node_id: str) -> str:
    node, kind = tree.holder(plan, node_id)
    return tree.heading(node, kind)[:200]


def edit_node(
    *, actor: User | None, plan_import: PlanImport, version: int, node: str, values: Mapping[str, Any]
) -> PlanImport:
    """Set values of an entry (contract names); `node` "plan" is the plan itself."""
    return _apply(
        actor=actor,
        plan_import=plan_import,
        version=version,
        verb="edited",
        node=node,
        edit=lambda plan: edits.edit_values(plan, node, dict(values)),
    )


def split_measure(*, actor: User | None, plan_import: PlanImport, version: int, node: str, position: int) -> PlanImport:
    """Two measures of one; the second begins at `position` of the source text."""
    return _apply(
        actor=actor,
        plan_import=plan_import,
        version=version,
        verb="split",
        node=node,
        edit=lambda plan: splitting.split(plan, node, position),
    )


def merge_with_next(*, actor: User | None, plan_import: PlanImport, version: int, node: str) -> PlanImport:
    """One of an entry and the next in its list."""
    return _apply(
        actor=actor,
        plan_import=plan_import,
        version=version,
        verb="merged",
        node=node,
        edit=lambda plan: splitting.merge(plan, node),
    )


def shift_node(*, actor: User | None, plan_import: PlanImport, version: int, node: str, step: int) -> PlanImport:
    """One place up (-1) or down (+1) in its list."""
    return _apply(
        actor=actor,
        plan_import=plan_import,
        version=version,
        verb="moved",
        node=node,
        edit=lambda plan: edits.shift(plan, node, step),
    )


def move_node(*, actor: User | None, plan_import: PlanImport, version: int, node: str, target: str) -> PlanImport:
    """Under another field or goal, or the plan itself."""
    return _apply(
        actor=actor,
        plan_import=plan_import,
        version=version,
        verb="moved",
        node=node,
        edit=lambda plan: edits.move(plan, node, target),
    )


def change_kind(*, actor: User | None, plan_import: PlanImport, version: int, node: str, kind: str) -> PlanImport:
    """Field, goal or measure into another of these."""
    return _apply(
        actor=actor,
        plan_import=plan_import,
        version=version,
        verb="changed_kind",
        node=node,
        edit=lambda plan: splitting.change_kind(plan, node, kind),
    )


def delete_node(
    *, actor: User | None, plan_import: PlanImport, version: int, node: str, keep_children: bool
) -> PlanImport:
    """Out of the plan; its passages become unassigned. The log keeps what was deleted."""
    return _apply(
        actor=actor,
        plan_import=plan_import,
        version=version,
        verb="deleted",
        node=node,
        edit=lambda plan: edits.delete(plan, node, keep_children=keep_children),
    )


def assign_passage(
    *,
    actor: User | None,
    plan_import: PlanImport,
    version: int,
    span: tuple[int, int],
    node: str,
    part: str = "",
) -> PlanImport:
    """Give an unassigned passage to an entry; with `part` its text is added there."""
    return _apply(
        actor=actor,
        plan_import=plan_import,
        version=version,
        verb="passage_assigned",
        node=node,
        edit=lambda plan: edits.assign(plan, *span, node, part),
    )


def create_node(
    *,
    actor: User | None,
    plan_import: PlanImport,
    version: int,
    kind: str,
    parent: str,
    text: str = "",
    span: tuple[int, int] | None = None,
) -> PlanImport:
    """A new entry under `parent`, of an unassigned passage or of a text written by hand."""
    return _apply(
        actor=actor,
        plan_import=plan_import,
        version=version,
        verb="entry_created",
        node=parent,
        edit=lambda plan: edits.create(plan, kind, parent, text, span),
    )


def dismiss_notes(*, actor: User | None, plan_import: PlanImport, version: int, node: str) -> PlanImport:
    """A person has looked at what the reader asked to check."""
    return _apply(
        actor=actor,
        plan_import=plan_import,
        version=version,
        verb="notes_dismissed",
        node=node,
        edit=lambda plan: edits.dismiss_notes(plan, node),
    )


def choose_organisations(
    *,
    actor: User | None,
    plan_import: PlanImport,
    version: int,
    chosen: Mapping[str, int | None],
    create: Mapping[str, str] | None = None,
    learn: bool = True,
) -> PlanImport:
    """Say which organisation printed names mean (name -> id, None takes a choice back), and create those in
    `create` (name -> kind). With `learn` the printed names are kept as aliases of what was chosen."""
    with scope(municipality=plan_import.municipality), transaction.atomic():
        locked = lock(plan_import, version)
        if locked.state != ImportState.REVIEW:
            raise ImportProblem(_("Only an import in review can be changed."))
        wanted = {pk for pk in chosen.values() if pk}
        if wanted != set(Organisation.objects.filter(pk__in=wanted).values_list("pk", flat=True)):
            raise ImportProblem(_("One of the chosen organisations does not exist here."))
        before = dict(locked.organisations)
        made = create_many(
            municipality=locked.municipality, actor=actor, names=dict(create or {}), why=f"import {locked.pk}"
        )
        decided: dict[str, int | None] = {**chosen, **{name: row.pk for name, row in made.items()}}
        for name, organisation in decided.items():
            if organisation:
                locked.organisations[name] = organisation
            else:
                locked.organisations.pop(name, None)
        learned = (
            learn_aliases(municipality=locked.municipality, names={n: pk for n, pk in decided.items() if pk})
            if learn
            else []
        )
        locked.version += 1
        locked.save(update_fields=["organisations", "version"])
        record(
            actor=actor,
            verb="strategy.import.organisations_chosen",
            target=locked,
            municipality=locked.municipality,
            changes={
                "version": (locked.version - 1, locked.version),
                "organisations": (before, locked.organisations),
                "aliases": (None, learned),
            },
        )
        return locked
