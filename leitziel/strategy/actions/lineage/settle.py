# SPDX-License-Identifier: EUPL-1.2
"""What a person says an entry of a new edition was in the last one; remembered, on the log, and to be taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core import log, undo
from leitziel.core.access import Access
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import UndoStep, User
from leitziel.core.short_ids import short_ids
from leitziel.strategy.actions.editing.permissions import require_planner
from leitziel.strategy.actions.search_index import refresh_search_words
from leitziel.strategy.models import (
    Edition,
    Goal,
    GoalThread,
    Measure,
    MeasureAttachment,
    MeasureComment,
    MeasureThread,
    ThreadLink,
)
from leitziel.strategy.queries.lineage.editions import previous_edition

Sort = Literal["goal", "measure"]
What = Literal["same", "part", "merged", "different", "new", "dropped", "apart", "open"]
WHATS: tuple[What, ...] = ("same", "part", "merged", "different", "new", "dropped", "apart", "open")
Kind = ThreadLink.Kind


class LineageError(ValueError):
    """This cannot be said of the entries; the message is fit for the screen."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of an entry of the last edition (`old`) and one of this edition (`new`), ids of rows.

    "same": the new one continues the old one. "part": it is a part of it. "merged": the old one went into it.
    "different": the two have nothing to do with each other. "new", "dropped": the one continues nothing, is continued
    by nothing. "apart": the new one was joined with the old one and no longer is. "open": what was said does not count
    any more.
    """

    what: What
    sort: Sort
    old: int | None = None
    new: int | None = None


def settle(
    *,
    actor: User | None,
    edition: Edition,
    version: int | None,
    verdicts: Sequence[Verdict],
    access: Access | None = None,
) -> UndoStep | None:
    """Write down what a person says, all of it or nothing, as one step that can be taken back.

    Raises ChangedMeanwhileError if the edition changed since `version` (None: whatever is there), LineageError,
    Refused for who may not.
    """
    require_planner(actor, edition, access)
    municipality = edition.municipality
    with undo.step(actor=actor, municipality=municipality, label="", scope=edition) as step:
        rows = Edition.objects.select_for_update(of=("self",)).select_related("concept", "municipality")
        current = rows.get(pk=edition.pk)
        if version is not None and current.version != version:
            raise ChangedMeanwhileError(current.pk)
        previous = previous_edition(current)
        if previous is None:
            raise LineageError(_("There is no edition before this one that it could be laid against."))
        work = _Settling(actor, current, previous, step)
        for verdict in verdicts:
            work.apply(verdict)
        if not work.children:
            return None
        step.label = _("Laid against edition %(label)s: %(n)s said") % {
            "label": previous.label,
            "n": len(work.children),
        }
        Edition.objects.filter(pk=current.pk).update(version=F("version") + 1)
        edition.version = current.version + 1
        log.record(
            actor=actor,
            verb="strategy.edition.lineage_settled",
            target=current,
            municipality=municipality,
            changes={"version": (current.version, current.version + 1)},
            children=work.children,
        )
        if current.published_at is not None:
            refresh_search_words(municipality)
    return step.saved


class _Settling:
    """One run of `settle`."""

    def __init__(self, actor: User | None, edition: Edition, previous: Edition, step: undo.Step) -> None:
        self.actor, self.edition, self.previous, self.step = actor, edition, previous, step
        self.municipality = edition.municipality
        self.children: list[dict[str, Any]] = []

    def apply(self, verdict: Verdict) -> None:
        old = self._entry(verdict.sort, verdict.old, self.previous)
        new = self._entry(verdict.sort, verdict.new, self.edition)
        needs = {"new": (False, True), "dropped": (True, False)}.get(verdict.what, (True, True))
        if (old is not None, new is not None) != needs:
            raise LineageError(_("This entry is not there any more. Open the page again."))
        getattr(self, f"_{verdict.what}")(verdict.sort, old, new)
        names = {side: f"{row.number} {row}".strip()[:160] for side, row in (("old", old), ("new", new)) if row}
        self.children.append({"said": verdict.what, "sort": verdict.sort, **names})

    def _entry(self, sort: Sort, pk: int | None, edition: Edition) -> Any:
        if pk is None:
            return None
        model: Any = Measure if sort == "measure" else Goal
        row = model.objects.select_related("thread").filter(pk=pk, edition=edition).first()
        if row is None:
            raise LineageError(_("This entry is not there any more. Open the page again."))
        return row

    # ---------------------------------------------------------------- the verdicts
    def _same(self, sort: Sort, old: Any, new: Any) -> None:
        """The new entry goes on the old one's thread; what was said on its own thread goes along."""
        if old.thread_id == new.thread_id:
            return
        model = type(new)
        holder = model.objects.filter(edition=self.edition, thread=old.thread_id).first()
        if holder is not None:
            reason = _("“%(old)s” goes on as “%(holder)s” already. Take these two apart first.")
            raise LineageError(reason % {"old": _name(old), "holder": _name(holder)})
        own = new.thread
        elsewhere = model.objects.filter(thread=own).exclude(edition=self.edition)
        if elsewhere.exclude(edition=self.previous).exists():
            reason = _("“%(new)s” goes on from another edition already. Take it apart there first.")
            raise LineageError(reason % {"new": _name(new)})
        joined_before = elsewhere.exists()
        self._unlink(sort, old.thread_id, own.pk)
        self.step.watch(model.objects.filter(pk=new.pk), "thread_id", "version")
        model.objects.filter(pk=new.pk).update(thread=old.thread_id, version=F("version") + 1)
        if joined_before:
            return
        self._take_along(sort, own.pk, old.thread_id)

    def _part(self, sort: Sort, old: Any, new: Any) -> None:
        self._link(sort, Kind.PART, old, new)

    def _merged(self, sort: Sort, old: Any, new: Any) -> None:
        """The old address leads on to the new entry, unless the old one goes on in this edition as well."""
        self._link(sort, Kind.MERGED, old, new)
        goes_on = type(new).objects.filter(edition=self.edition, thread=old.thread_id).exists()
        if not goes_on and old.thread_id != new.thread_id:
            self._send_on(sort, old.thread_id, new.thread_id)

    def _different(self, sort: Sort, old: Any, new: Any) -> None:
        if old.thread_id == new.thread_id:
            self._apart(sort, old, new)
            return
        self._withdraw(sort, old, new)
        self._link(sort, Kind.DIFFERENT, old, new)

    def _new(self, sort: Sort, _old: Any, new: Any) -> None:
        self._link(sort, Kind.NEW, None, new)

    def _dropped(self, sort: Sort, old: Any, _new: Any) -> None:
        self._link(sort, Kind.DROPPED, old, None)

    def _apart(self, sort: Sort, old: Any, new: Any) -> None:
        """The new entry begins a thread of its own; that it is not the old one is remembered."""
        if old.thread_id != new.thread_id:
            self._different(sort, old, new)
            return
        model = type(new)
        threads: Any = MeasureThread if sort == "measure" else GoalThread
        names = short_ids(1, threads.objects.values_list("short_id", flat=True))
        fresh = threads(municipality=self.municipality, concept=self.edition.concept, short_id=names[0])
        fresh.save()
        self.step.made(fresh)
        self._unlink(sort, old.thread_id, old.thread_id)
        links = ThreadLink.objects.filter(edition=self.edition, **{f"new_{sort}": old.thread_id})
        self._relink(links, sort, "new", fresh.pk)
        self.step.watch(model.objects.filter(pk=new.pk), "thread_id", "version")
        model.objects.filter(pk=new.pk).update(thread=fresh, version=F("version") + 1)
        new.thread = fresh
        self._link(sort, Kind.DIFFERENT, old, new)

    def _open(self, sort: Sort, old: Any, new: Any) -> None:
        self._withdraw(sort, old, new)

    # ---------------------------------------------------------------- rows
    def _links(self, sort: Sort, old: int | None, new: int | None) -> QuerySet[ThreadLink]:
        return ThreadLink.objects.filter(edition=self.edition, **{f"old_{sort}": old, f"new_{sort}": new})

    def _link(self, sort: Sort, kind: str, old: Any, new: Any) -> None:
        """Write one link in place of what was said of the two."""
        threads = old.thread_id if old else None, new.thread_id if new else None
        if threads[0] == threads[1]:
            raise LineageError(_("The two are one already. Take them apart first."))
        if threads[0] is not None and threads[1] is not None:
            for alone in (self._alone(sort, "old", threads[0]), self._alone(sort, "new", threads[1])):
                self.step.delete(alone)
        self._unlink(sort, *threads)
        row = ThreadLink(
            municipality=self.municipality,
            edition=self.edition,
            kind=kind,
            by=self.actor,
            at=timezone.now(),
            **{f"old_{sort}_id": threads[0], f"new_{sort}_id": threads[1]},
        )
        row.save()
        self.step.made(row)

    def _alone(self, sort: Sort, side: str, thread: int) -> QuerySet[ThreadLink]:
        return ThreadLink.objects.filter(
            edition=self.edition, kind__in=[Kind.NEW, Kind.DROPPED], **{f"{side}_{sort}": thread}
        )

    def _unlink(self, sort: Sort, old: int | None, new: int | None) -> None:
        rows = self._links(sort, old, new)
        if rows.exists():
            self.step.delete(rows)

    def _withdraw(self, sort: Sort, old: Any, new: Any) -> None:
        """Take back what was said of the two, and where the old address led."""
        self._unlink(sort, old.thread_id if old else None, new.thread_id if new else None)
        if old and new:
            threads: Any = MeasureThread if sort == "measure" else GoalThread
            led = threads.objects.filter(pk=old.thread_id, merged_into=new.thread_id)
            self.step.watch(led, "merged_into_id")
            led.update(merged_into=None)

    def _send_on(self, sort: Sort, old: int, new: int) -> None:
        threads: Any = MeasureThread if sort == "measure" else GoalThread
        rows = threads.objects.filter(pk=old)
        self.step.watch(rows, "merged_into_id")
        rows.update(merged_into=new)
        # What led to the old one before must not lead in a circle.
        back = threads.objects.filter(pk=new, merged_into=old)
        self.step.watch(back, "merged_into_id")
        back.update(merged_into=None)

    def _relink(self, rows: QuerySet[ThreadLink], sort: Sort, side: str, new: int) -> None:
        """Links that name a thread on one side name another one; those that say the same then, or that of itself, go."""
        other = "old" if side == "new" else "new"
        self.step.watch(rows)
        for row in rows:
            partner = getattr(row, f"{other}_{sort}_id")
            sides = {f"{side}_{sort}": new, f"{other}_{sort}": partner}
            if partner == new or ThreadLink.objects.filter(edition=row.edition_id, **sides).exists():
                self.step.delete(ThreadLink.objects.filter(pk=row.pk))
            else:
                rest = ThreadLink.objects.filter(pk=row.pk)
                rest.update(**{f"{side}_{sort}": new, "version": F("version") + 1})

    def _take_along(self, sort: Sort, own: int, to: int) -> None:
        """The thread an entry had by itself leads on; comments, attachments and links go to the one it is on now."""
        self._relink(ThreadLink.objects.filter(edition=self.edition, **{f"new_{sort}": own}), sort, "new", to)
        self._relink(ThreadLink.objects.filter(**{f"old_{sort}": own}), sort, "old", to)
        self.step.delete(self._alone(sort, "new", to))
        self._send_on(sort, own, to)
        if sort != "measure":
            return
        for model in (MeasureComment, MeasureAttachment):
            rows = model.objects.filter(thread=own)
            self.step.watch(rows, "thread_id")
            rows.update(thread=to)


def _name(row: Any) -> str:
    return f"{row.number} {row}".strip()[:80]
