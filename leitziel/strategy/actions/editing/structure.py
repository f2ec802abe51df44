# SPDX-License-Identifier: EUPL-1.2
"""Adding, moving and deleting entries of a plan. Each is one step that can be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from leitziel.core import log, undo
from leitziel.core.access import Access
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import UndoStep, User
from leitziel.core.short_ids import short_ids
from leitziel.strategy.models import ActionField, Edition, Goal, GoalThread, Measure, MeasureThread

from .after import follow_up
from .entries import cleaned_entry
from .measures import edit_measure
from .permissions import ReasonNeededError, needs_reason, require_planner
from .tree import MODELS, PLAN, Ref, Tree
from .values import EditError, text_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Editing:
    """Who edits which edition, as they saw it: its `version` (None: whatever is there), why, and from which site."""

    actor: User | None
    edition: Edition
    version: int | None
    reason: str = ""
    site: str = ""
    access: Access | None = field(default=None, compare=False)


@dataclass(slots=True)
class Work:
    """A change of the structure under way: the locked edition, its tree, the step, and what to log."""

    edition: Edition
    tree: Tree
    step: undo.Step
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    children: list[dict[str, Any]] = field(default_factory=list)

    @property
    def saved(self) -> UndoStep | None:
        return self.step.saved


@contextmanager
def structure(who: Editing, verb: str, label: str) -> Iterator[Work]:
    """A transaction that changes the structure of an edition: locked, allowed, with a reason where one is needed;
    at the end places are written, the version goes up, and the log has one entry.

    Raises ChangedMeanwhileError if somebody else changed the structure since `who.version`, Refused for who may not,
    ReasonNeededError.
    """
    require_planner(who.actor, who.edition, who.access)
    municipality = who.edition.municipality
    with undo.step(actor=who.actor, municipality=municipality, label=label, scope=who.edition) as step:
        rows = Edition.objects.select_for_update(of=("self",)).select_related("concept", "municipality")
        edition = rows.get(pk=who.edition.pk)
        if who.version is not None and edition.version != who.version:
            raise ChangedMeanwhileError(edition.pk)
        if needs_reason(edition) and not who.reason.strip():
            raise ReasonNeededError
        work = Work(edition, Tree(edition), step)
        work.tree.watch(step)
        yield work
        work.tree.settle()
        Edition.objects.filter(pk=edition.pk).update(version=F("version") + 1)
        edition.version += 1
        who.edition.version = edition.version
        work.changes["version"] = (edition.version - 1, edition.version)
        if who.reason.strip():
            work.changes["reason"] = (None, who.reason.strip())
        log.record(
            actor=who.actor,
            verb=f"strategy.edition.{verb}",
            target=edition,
            municipality=municipality,
            changes=work.changes,
            children=work.children,
        )
        follow_up(edition, structure=True, reason=who.reason, site=who.site)


def name_of(row: Any) -> str:
    """An entry as a log or a message names it: number and the beginning of its words."""
    words = row.heading if isinstance(row, Measure) else row.title if isinstance(row, ActionField) else row.text
    return f"{row.number} {words}".strip()[:160]


def add_entry(
    who: Editing, *, kind: str, holder: Ref = PLAN, index: int | None = None, values: Mapping[str, Any]
) -> tuple[ActionField | Goal | Measure, UndoStep | None]:
    """Add a field, goal or measure below a holder, at a place among its like (None: last), with its values.

    Goals and measures begin a thread of their own. Raises EditError for a holder that cannot hold it or values that
    do not fit, and what `structure` raises.
    """
    makers = {"field": _make_field, "goal": _make_goal, "measure": _make_measure}
    if kind not in makers:
        raise EditError(_("An entry of this kind cannot stand there."))
    with structure(who, "entry_added", "") as work:
        if holder != PLAN:
            work.tree.require(holder)
        row = makers[kind](who, work, holder, values)
        work.tree.put(Ref(kind, row.pk), holder, index)
        if work.step.label == "":
            work.step.label = _("Added: %(name)s") % {"name": name_of(row)}
        work.children.append({"kind": kind, "id": row.pk, "name": name_of(row)})
        log.record(
            actor=who.actor,
            verb=f"strategy.{kind}.added",
            target=row,
            municipality=work.edition.municipality,
            changes={"name": (None, name_of(row))},
        )
    return row, work.saved


def _make_field(_who: Editing, work: Work, holder: Ref, values: Mapping[str, Any]) -> ActionField:
    ids = short_ids(1, ActionField.objects.values_list("short_id", flat=True))
    row = ActionField(
        municipality=work.edition.municipality,
        edition=work.edition,
        parent_id=holder.pk or None if holder.kind == "field" else None,
        position=0,
        short_id=ids[0],
        **cleaned_entry("field", values),
    )
    row.save()
    work.step.made(row)
    return row


def _make_goal(_who: Editing, work: Work, holder: Ref, values: Mapping[str, Any]) -> Goal:
    clean = cleaned_entry("goal", values)
    thread = new_thread(GoalThread, work)
    row = Goal(
        municipality=work.edition.municipality,
        edition=work.edition,
        thread=thread,
        field_id=work.tree.field_of(holder),
        position=0,
        **clean,
    )
    row.save()
    work.step.made(thread, row)
    return row


def _make_measure(who: Editing, work: Work, holder: Ref, values: Mapping[str, Any]) -> Measure:
    title, text = text_of(values.get("title")), text_of(values.get("text"))
    if not title and not text:
        raise EditError(_("A measure needs a title or a text."))
    row = new_measure(work, holder, text=text or title)
    return edit_measure(
        actor=who.actor,
        measure=row,
        version=None,
        values={"text": "", **values},
        reason=who.reason,
        site=who.site,
        access=who.access,
    )


def new_thread(model: type[Any], work: Work) -> Any:
    """A thread of its own for a new goal or measure."""
    ids = short_ids(1, model.objects.values_list("short_id", flat=True))
    thread = model(municipality=work.edition.municipality, concept=work.edition.concept, short_id=ids[0])
    thread.save()
    return thread


def new_measure(work: Work, holder: Ref, **values: Any) -> Measure:
    """A measure on a thread of its own below a holder; the tree does not know it yet."""
    thread = new_thread(MeasureThread, work)
    row = Measure(
        municipality=work.edition.municipality,
        edition=work.edition,
        thread=thread,
        field_id=work.tree.field_of(holder),
        goal_id=holder.pk if holder.kind == "goal" else None,
        position=0,
        **values,
    )
    row.save()
    work.step.made(thread, row)
    return row


def move_entry(who: Editing, *, entry: Ref, holder: Ref, index: int | None = None) -> UndoStep | None:
    """Move an entry with all below it under a holder, at a place among its like there (None: last).

    Raises EditError where it cannot stand there, and what `structure` raises.
    """
    with structure(who, "entry_moved", _("Moved")) as work:
        before = work.tree.require(entry)
        row = MODELS[entry.kind].objects.get(pk=entry.pk)
        work.tree.put(entry, holder, index)
        _write_place(work, entry, holder)
        work.step.label = _("Moved: %(name)s") % {"name": name_of(row)}
        work.children.append({"kind": entry.kind, "id": entry.pk, "name": name_of(row)})
        if before != holder:
            places = (_holder_name(before), _holder_name(holder))
            work.changes["place"] = places
            log.record(
                actor=who.actor,
                verb=f"strategy.{entry.kind}.moved",
                target=row,
                municipality=work.edition.municipality,
                changes={"place": places},
            )
    return work.saved


def shift_entry(who: Editing, *, entry: Ref, by: int) -> UndoStep | None:
    """Move an entry up (by=-1) or down (by=1) among its like. At the end of the row nothing happens."""
    tree = Tree(who.edition)
    siblings = tree.siblings(entry)
    at = siblings.index(entry.pk)
    if not 0 <= at + by < len(siblings):
        raise EditError(_("The entry stands at the end already."))
    return move_entry(who, entry=entry, holder=tree.holder[entry], index=at + by)


def move_measures(who: Editing, *, measures: list[int], holder: Ref) -> UndoStep | None:
    """Move many measures under a holder, in the order they have, behind those that are there."""
    label = _("%(n)s measures moved") % {"n": len(measures)}
    with structure(who, "entries_moved", label) as work:
        rows = Measure.objects.in_bulk(measures)
        wanted = set(measures)
        chosen = [entry for entry in work.tree.walk() if entry.kind == "measure" and entry.pk in wanted]
        if len(chosen) < len(wanted):
            raise EditError(_("This entry is no longer in the plan. Load the page again."))
        work.step.watch(Measure.objects.filter(pk__in=measures), "field_id", "goal_id")
        for entry in chosen:
            work.tree.put(entry, holder)
        Measure.objects.filter(pk__in=measures).update(
            field_id=work.tree.field_of(holder), goal_id=holder.pk if holder.kind == "goal" else None
        )
        work.changes["place"] = (None, _holder_name(holder))
        work.children += [{"kind": "measure", "id": e.pk, "name": name_of(rows[e.pk])} for e in chosen]
    return work.saved


def _write_place(work: Work, entry: Ref, holder: Ref) -> None:
    """Write under what an entry stands; measures know the field of their goal."""
    above = work.tree.field_of(holder)
    if entry.kind == "field":
        work.step.watch(ActionField.objects.filter(pk=entry.pk), "parent_id")
        ActionField.objects.filter(pk=entry.pk).update(parent_id=above)
        return
    own = Measure.objects.filter(pk=entry.pk) if entry.kind == "measure" else Measure.objects.filter(goal=entry.pk)
    work.step.watch(own, "field_id", "goal_id")
    if entry.kind == "measure":
        own.update(field_id=above, goal_id=holder.pk if holder.kind == "goal" else None)
    else:
        work.step.watch(Goal.objects.filter(pk=entry.pk), "field_id")
        Goal.objects.filter(pk=entry.pk).update(field_id=above)
        own.update(field_id=above)


def _holder_name(holder: Ref) -> str:
    if holder == PLAN:
        return _("the plan itself")
    return name_of(MODELS[holder.kind].objects.get(pk=holder.pk))


def delete_entry(who: Editing, *, entry: Ref, seen: int | None = None) -> UndoStep | None:
    """Delete an entry with all below it and all that hangs on it; it lies in the trash until it is restored.

    The thread of a goal or measure stays, so that its address is never given away. `seen`: version of the entry.
    Raises EditError where something of another room holds on to it, and what `structure` raises.
    """
    from django.db.models.deletion import ProtectedError

    with structure(who, "entry_deleted", _("Deleted")) as work:
        work.tree.require(entry)
        row = MODELS[entry.kind].objects.get(pk=entry.pk)
        if seen is not None and row.version != seen:
            raise ChangedMeanwhileError(entry.pk)
        below = [entry, *work.tree.walk(entry)]
        counts = {kind: sum(1 for ref in below if ref.kind == kind) for kind in MODELS}
        work.tree.take_out(entry)
        try:
            work.step.delete(row)
        except ProtectedError as held:
            raise EditError(_("Something else still needs this entry. It was not deleted.")) from held
        work.step.label = _("Deleted: %(name)s") % {"name": name_of(row)}
        work.changes["deleted"] = (name_of(row), None)
        work.children.append({"kind": entry.kind, "id": entry.pk, "name": name_of(row), **counts})
    return work.saved
