# SPDX-License-Identifier: EUPL-1.2
"""Taking a table over: all of it or nothing, as one step that can be taken back."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from leitziel.core import jobs, log, undo
from leitziel.core.access import Access, Refused
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import Job, User
from leitziel.strategy.actions.editing.measures import edit_measures
from leitziel.strategy.actions.editing.permissions import access_of
from leitziel.strategy.actions.editing.structure import Editing, add_entry, delete_entry, move_measures
from leitziel.strategy.actions.editing.tree import PLAN, Ref
from leitziel.strategy.actions.editing.values import EditError
from leitziel.strategy.enums import SheetState
from leitziel.strategy.exchange.sheets.columns import PLACE, in_sheet_language
from leitziel.strategy.exchange.sheets.comparing import Comparison, RowChange, compare
from leitziel.strategy.exchange.sheets.current import Current
from leitziel.strategy.exchange.sheets.reading import Table
from leitziel.strategy.models import SheetImport

from .staging import SheetProblem, locked

TASK = "leitziel.strategy.tasks.apply_sheet_import"  # by name: tasks import actions
KIND = "strategy.sheet"
AT_ONCE = 60  # changed measures that are written while the person waits


class NothingToDoError(SheetProblem):
    """The table says what the plan says."""


def compared(sheet: SheetImport, access: Access | None) -> Comparison:
    """The table against its edition as it is now, as this person may change it (None: the system itself)."""
    with in_sheet_language():
        return compare(Table.from_json(sheet.table), Current(sheet.edition), access, sheet.chosen)


def apply_sheet(
    *,
    actor: User | None,
    sheet: SheetImport,
    version: int | None,
    seen: str | None,
    reason: str = "",
    site: str = "",
    access: Access | None = None,
) -> SheetImport:
    """Write everything the table changes. `seen` is the fingerprint of the comparison the person looked at (None:
    whatever it is now); conflicts that nobody decided stay as the site has them.

    Raises ChangedMeanwhileError where the plan or the table is no longer as it was looked at, SheetProblem for errors
    in the table, NothingToDoError, ReasonNeededError, Refused. Then nothing was changed.
    """
    municipality = sheet.municipality
    label = _("Table taken over: %(name)s") % {"name": sheet.file.name}
    with undo.step(actor=actor, municipality=municipality, label=label, scope=sheet.edition) as step:
        current = locked(sheet, version)
        asked = access_of(actor, current.edition, access)
        found = compared(current, asked)
        if seen is not None and found.fingerprint() != seen:
            raise ChangedMeanwhileError(current.pk)
        if found.problems:
            raise SheetProblem(_("The table has errors. Correct them in the file and upload it again."))
        if not found.changes:
            raise NothingToDoError(_("The table changes nothing of the plan."))
        step.label = label
        who = Editing(actor=actor, edition=current.edition, version=None, reason=reason, site=site, access=access)
        _write(who, found, label)
        kinds = [change.kind for change in found.changes]
        current.state, current.version = SheetState.APPLIED, current.version + 1
        current.result = {kind: kinds.count(kind) for kind in ("change", "new", "delete")}
        current.result["left_out"] = found.open_conflicts
        current.save(update_fields=["state", "version", "result"])
        log.record(
            actor=actor,
            verb="strategy.sheet.applied",
            target=current,
            municipality=municipality,
            changes={
                "state": (SheetState.STAGED.value, SheetState.APPLIED.value),
                "edition": (None, str(current.edition)),
                **({"reason": (None, reason.strip())} if reason.strip() else {}),
            },
            children=[_logged(change) for change in found.changes],
        )
    for name in ("state", "version", "result"):
        setattr(sheet, name, getattr(current, name))
    return current


def _write(who: Editing, found: Comparison, label: str) -> None:
    """First words, then places, then what is new, at last what goes."""
    kept = [(change.measure, change) for change in found.changes if change.measure is not None]
    values: dict[int, dict[str, Any]] = {m.pk: words for m, change in kept if (words := _words(change))}
    moved: dict[Ref, list[int]] = defaultdict(list)
    for measure, change in kept:
        if change.place is not None:
            moved[change.place].append(measure.pk)
    with in_sheet_language():
        if values:
            edit_measures(
                actor=who.actor,
                edition=who.edition,
                values=values,
                versions={measure.pk: measure.version for measure, _change in kept if measure.pk in values},
                site=who.site,
                reason=who.reason,
                label=label,
                access=who.access,
            )
        for place, measures in moved.items():
            move_measures(who, measures=measures, holder=place)
        for change in found.changes:
            if change.measure is None:
                add_entry(who, kind="measure", holder=change.place or PLAN, values=_words(change))
        for measure, change in kept:
            if change.delete:
                delete_entry(who, entry=Ref("measure", measure.pk), seen=measure.version)


def _words(change: RowChange) -> dict[str, str]:
    """The new texts of a measure by field; its place is no field."""
    return {cell.name: cell.after for cell in change.cells if cell.name != PLACE}


def _logged(change: RowChange) -> dict[str, Any]:
    entry: dict[str, Any] = {"row": change.row, "kind": change.kind, "name": change.heading[:160]}
    if change.measure is not None:
        entry["measure"] = change.measure.pk
    entry["fields"] = [cell.name for cell in change.cells]
    return entry


@transaction.atomic
def order_apply(*, actor: User | None, sheet: SheetImport, version: int | None, order: dict[str, str]) -> Job:
    """Have a long table taken over in the background, as `apply_sheet` does; its job says how it went. `order`: the
    fingerprint that was `seen`, the `reason`, and the `site` for links."""
    current = locked(sheet, version)
    job = jobs.create(municipality=current.municipality, kind=KIND, started_by=actor)
    current.job = job
    current.save(update_fields=["job"])
    task, pk, municipality = import_string(TASK), current.pk, current.municipality_id
    person = actor.pk if actor else None
    transaction.on_commit(lambda: task.enqueue(pk, municipality, {**order, "person": person}))
    return job


def apply_now(*, sheet: SheetImport, actor: User | None, seen: str, reason: str, site: str) -> str:
    """What the task does: take the table over and tell the job. Returns "applied", "refused" or "over" (it was taken
    over or discarded before; so doing it twice does no harm)."""
    job = sheet.job
    if sheet.state != SheetState.STAGED:
        return "over"
    if job is not None:
        jobs.reporter(job)(0.1, _("The table is being taken over."))
    try:
        apply_sheet(actor=actor, sheet=sheet, version=None, seen=seen, reason=reason, site=site)
    except (ChangedMeanwhileError, SheetProblem, EditError, Refused) as problem:
        if job is not None:
            jobs.fail(job, problem.reason if isinstance(problem, Refused) else str(problem))
        return "refused"
    if job is not None:
        jobs.finish(job)
    return "applied"
