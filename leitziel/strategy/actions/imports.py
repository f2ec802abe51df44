# SPDX-License-Identifier: EUPL-1.2
"""A document comes in: stored with its checksum, read in the background, kept as a staged plan."""

from __future__ import annotations

import mimetypes
from collections.abc import Callable
from typing import Any, Literal

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_scopes import scope

from leitziel.core import files, jobs
from leitziel.core.log import record
from leitziel.core.models import Job, Municipality, User
from leitziel.core.text import name_key, normalised
from leitziel.core.text import slug as slug_of
from leitziel.strategy.actions.errors import Conflict, ImportProblem
from leitziel.strategy.enums import IMPORT_TRANSITIONS, ImportState
from leitziel.strategy.exchange.contract import Plan
from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.models import Concept, PlanImport

KIND = "strategy.import"
# Actions lie below tasks, so the task is named, as a queue names it.
TASK = "leitziel.strategy.tasks.read_plan_import"
Progress = Callable[[float, str], None]
# background: a worker reads; now: read before returning; hold: wait for the columns to be chosen.
Run = Literal["background", "now", "hold"]


def stage_import(
    *,
    municipality: Municipality,
    actor: User | None,
    data: bytes,
    name: str,
    concept: Concept | None = None,
    concept_title: str = "",
    edition_label: str,
    mapping: dict[str, Any] | None = None,
    run: Run = "background",
    progress: Progress | None = None,
) -> PlanImport:
    """Store a document and have it read.

    Give the `concept`, or the `concept_title` of a new one (an existing concept of that title is taken).
    `mapping` says what the columns of a list mean (None: as kept for this header, or as suggested). With
    `run="now"` the returned import is in review or failed; with "background" it is being read.
    Raises ImportProblem when the names do not do.
    """
    with scope(municipality=municipality):
        with transaction.atomic():
            concept, title, label = _target(concept, concept_title, edition_label)
            stored = files.store(
                municipality=municipality, name=normalised(name), media_type=media_type(name), data=data
            )
            job = jobs.create(municipality=municipality, kind=KIND, started_by=actor)
            plan_import = PlanImport(
                municipality=municipality,
                file=stored,
                concept=concept,
                concept_title=title,
                edition_label=label,
                job=job,
                created_by=actor,
            )
            plan_import.save()
            record(
                actor=actor,
                verb="strategy.import.staged",
                target=plan_import,
                municipality=municipality,
                changes={
                    "file": (None, stored.name),
                    "sha256": (None, stored.sha256),
                    "concept": (None, title),
                    "edition": (None, label),
                },
            )
            if mapping is not None:
                from leitziel.strategy.actions.columns import keep_mapping

                keep_mapping(municipality=municipality, actor=actor, data=data, name=name, mapping=mapping)
            start(plan_import, run)
        if run == "now":
            from leitziel.strategy.actions.reading import read_import

            read_import(plan_import.pk, municipality=municipality, progress=progress)
            plan_import.refresh_from_db()
        return plan_import


def _target(concept: Concept | None, title: str, edition: str) -> tuple[Concept | None, str, str]:
    """Concept, its title and the label of the edition; raises ImportProblem with what to do."""
    title = normalised(concept.title if concept else title).strip()
    label = slug_of(edition)
    if not title:
        raise ImportProblem(_("Say which concept the document belongs to."))
    if len(title) > 300:
        raise ImportProblem(_("The title of the concept is too long (300 characters at most)."))
    if not label or len(label) > 40:
        raise ImportProblem(_("Give the edition a short name, for example the year."))
    if concept is None:
        key = name_key(title)
        concept = next((c for c in Concept.objects.all() if name_key(c.title) == key), None)
    if concept and concept.editions.filter(label=label).exists():
        message = _("The concept “%(concept)s” has an edition “%(edition)s” already. Choose another name for this one.")
        raise ImportProblem(message % {"concept": concept.title, "edition": label})
    return concept, title, label


def media_type(name: str) -> str:
    return mimetypes.guess_type(name)[0] or "application/octet-stream"


def start(plan_import: PlanImport, run: Run) -> None:
    """Hand the reading to the worker once the transaction is through."""
    if run == "background":
        task, pk, municipality = import_string(TASK), plan_import.pk, plan_import.municipality_id
        transaction.on_commit(lambda: task.enqueue(pk, municipality))


def start_empty_plan(
    *,
    municipality: Municipality,
    actor: User | None,
    concept: Concept | None = None,
    concept_title: str = "",
    edition_label: str,
) -> PlanImport:
    """A plan without a document, to be written by hand in review. Raises ImportProblem."""
    with scope(municipality=municipality), transaction.atomic():
        concept, title, label = _target(concept, concept_title, edition_label)
        plan_import = PlanImport(
            municipality=municipality,
            state=ImportState.REVIEW,
            concept=concept,
            concept_title=title,
            edition_label=label,
            plan=tree.empty_plan(title),
            created_by=actor,
        )
        plan_import.save()
        record(
            actor=actor,
            verb="strategy.import.started_empty",
            target=plan_import,
            municipality=municipality,
            changes={"concept": (None, title), "edition": (None, label)},
        )
        return plan_import


def read_again(*, actor: User | None, plan_import: PlanImport, run: Run = "background") -> None:
    """Start the reading anew: after a failure, or when it came to a standstill (a worker that was killed)."""
    municipality = plan_import.municipality
    with scope(municipality=municipality):
        with transaction.atomic():
            locked = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
            if locked.state not in {ImportState.FAILED, ImportState.READING} or locked.file is None:
                raise ImportProblem(_("Only a document that is not read yet can be read again."))
            before = locked.state
            locked.state, locked.message = ImportState.READING, ""
            locked.job = jobs.create(municipality=municipality, kind=KIND, started_by=actor)
            _save_step(locked, actor, "strategy.import.read_again", {"state": (before, locked.state)})
            start(locked, run)
        if run == "now":
            from leitziel.strategy.actions.reading import read_import

            read_import(locked.pk, municipality=municipality)


def set_state(
    *, actor: User | None, plan_import: PlanImport, state: ImportState, version: int | None = None
) -> PlanImport:
    """Discard an import (nothing is deleted) or take a discarded one up again.

    Raises Conflict when somebody changed it meanwhile, ImportProblem when the step is not possible.
    """
    with scope(municipality=plan_import.municipality), transaction.atomic():
        locked = lock(plan_import, version)
        before = ImportState(locked.state)
        if state not in IMPORT_TRANSITIONS[before] or (state == ImportState.REVIEW and locked.plan is None):
            raise ImportProblem(_("This step is not possible in the state “%(state)s”.") % {"state": before.label})
        locked.state = state
        verb = "strategy.import.discarded" if state == ImportState.DISCARDED else "strategy.import.reopened"
        _save_step(locked, actor, verb, {"state": (before, state)})
        return locked


def discard(*, actor: User | None, plan_import: PlanImport, version: int | None = None) -> PlanImport:
    return set_state(actor=actor, plan_import=plan_import, state=ImportState.DISCARDED, version=version)


def reopen(*, actor: User | None, plan_import: PlanImport, version: int | None = None) -> PlanImport:
    """Take a discarded import up again; one that was never read is read anew by `read_again` instead."""
    return set_state(actor=actor, plan_import=plan_import, state=ImportState.REVIEW, version=version)


def retarget(
    *, actor: User | None, plan_import: PlanImport, version: int, concept_title: str, edition_label: str
) -> PlanImport:
    """Change which concept and edition the import will become."""
    with scope(municipality=plan_import.municipality), transaction.atomic():
        locked = lock(plan_import, version)
        if locked.state != ImportState.REVIEW:
            raise ImportProblem(_("Only an import in review can be changed."))
        concept, title, label = _target(None, concept_title, edition_label)
        changes = {"concept": (locked.concept_title, title), "edition": (locked.edition_label, label)}
        locked.concept, locked.concept_title, locked.edition_label = concept, title, label
        _save_step(locked, actor, "strategy.import.retargeted", changes)
        return locked


def lock(plan_import: PlanImport, version: int | None) -> PlanImport:
    """The import as it is now, locked until the transaction ends. Raises Conflict for another version."""
    locked = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
    if version is not None and locked.version != version:
        raise Conflict(expected=version, found=locked.version)
    return locked


def _save_step(locked: PlanImport, actor: User | None, verb: str, changes: dict[str, tuple[Any, Any]]) -> None:
    locked.version += 1
    locked.save()
    record(
        actor=actor,
        verb=verb,
        target=locked,
        municipality=locked.municipality,
        changes={"version": (locked.version - 1, locked.version), **changes},
    )


def keep_plan(*, plan_import: PlanImport, plan: Plan, actor: User | None) -> bool:
    """Keep what was read and open the review; False when the import is not being read (any more).

    Reading twice gives one result: whoever comes second finds the state changed and leaves it.
    """
    with transaction.atomic():
        locked = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
        if locked.state != ImportState.READING:
            return False
        locked.plan, locked.state, locked.message = tree.with_ids(plan), ImportState.REVIEW, ""
        counts = tree.counts(plan)
        _save_step(locked, actor, "strategy.import.read", {"state": ("reading", "review"), "counts": (None, counts)})
        if locked.job_id:
            jobs.finish(Job.objects.get(pk=locked.job_id))
        return True


def keep_failure(*, plan_import: PlanImport, message: str, actor: User | None) -> None:
    """The document could not be read: say why; nothing else is changed."""
    with transaction.atomic():
        locked = PlanImport.objects.select_for_update().get(pk=plan_import.pk)
        if locked.state != ImportState.READING:
            return
        locked.state, locked.message = ImportState.FAILED, message
        _save_step(
            locked, actor, "strategy.import.failed", {"state": ("reading", "failed"), "message": (None, message)}
        )
        if locked.job_id:
            jobs.fail(Job.objects.get(pk=locked.job_id), message)
