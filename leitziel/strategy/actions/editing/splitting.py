# SPDX-License-Identifier: EUPL-1.2
"""Making several measures of one, and one of several. Threads, and with them addresses, live on."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import UndoStep
from leitziel.strategy.actions.lineage.links import remember
from leitziel.strategy.models import Citation, Measure, MeasureThread, ThreadLink

from .measures import edit_measures
from .state import Measures
from .structure import Editing, Work, name_of, new_measure, structure
from .tree import Ref
from .values import NAME, EditError, text_of

SHARED = (
    "kind", "responsible_text", "responsibilities", "deadline_text", "deadline_kind", "deadline_start", "deadline_end",
    "every_months", "target_groups", "objectives", "areas",
)  # fmt: skip
_PIECE = re.compile(r"[^\n]+?(?:[.;!?](?=\s)|\n+|$)\s*", re.DOTALL)


def pieces(text: str) -> list[str]:
    """A text in the pieces it may be cut into: lines and sentences, with the space behind them; joined they are the
    text again. An abbreviation may look like the end of a sentence: a person chooses among the places."""
    found, at = [], 0
    for match in _PIECE.finditer(text):
        if match.start() > at:
            found.append(text[at : match.start()])
        found.append(match.group())
        at = match.end()
    if at < len(text):
        found.append(text[at:])
    return [piece for piece in found if piece]


def cut(text: str, places: Sequence[int]) -> list[str]:
    """The parts of a text that begin at these pieces (numbers from 1; the first part begins at 0)."""
    whole = pieces(text)
    wanted = sorted({place for place in places if 0 < place < len(whole)})
    bounds = [0, *wanted, len(whole)]
    return ["".join(whole[a:b]).strip() for a, b in pairwise(bounds)]


def split_measure(
    who: Editing,
    *,
    measure: Measure,
    seen: int | None,
    parts: Sequence[str],
    keeps: int = 0,
    numbers: Sequence[str] = (),
) -> tuple[list[Measure], UndoStep | None]:
    """Make one measure for each part of its text, in their order.

    The part `keeps` stays on the thread, with title, focus, examples, footnotes and other labels; each other part
    begins a thread of its own and takes over who is responsible, the deadline, target groups, objectives and areas.
    `numbers` names the new ones ("" or missing: none). Raises EditError for fewer than two parts or an empty one,
    and what `structure` raises.
    """
    parts = [text_of(part) for part in parts]
    if len(parts) < 2 or not all(parts) or not 0 <= keeps < len(parts):
        raise EditError(_("Both parts need a text. Choose a place inside the passage."))
    with structure(who, "measure_split", _("Measure split: %(name)s") % {"name": name_of(measure)}) as work:
        entry = Ref("measure", measure.pk)
        holder = work.tree.require(entry)
        state = _state(work, [measure.pk], {measure.pk: seen} if seen is not None else {})
        facts = {name: state.values[measure.pk][name] for name in SHARED}
        at = work.tree.siblings(entry).index(measure.pk)
        rows, values = [], {}
        for index, part in enumerate(parts):
            number = numbers[index] if index < len(numbers) else ""
            if index == keeps:
                row, values[measure.pk] = measure, {"text": part}
            else:
                row = new_measure(work, holder, text=part)
                values[row.pk] = {"number": number, **facts}
                work.tree.put(Ref("measure", row.pk), holder, at + index)
                remember(who.actor, work, ThreadLink.Kind.PART, old=measure.thread_id, new=row.thread_id)
                _say(who, work, row, "split_off", {"of": (None, name_of(measure))})
            rows.append(row)
        _edit(who, work, values)
        work.children += [{"kind": "measure", "id": row.pk} for row in rows]
        found = Measure.objects.select_related("thread").in_bulk([row.pk for row in rows])
    return [found[row.pk] for row in rows], work.saved


def merge_measures(
    who: Editing, *, keep: Measure, others: Sequence[Measure], seen: Mapping[int, int] | None = None
) -> tuple[Measure, UndoStep | None]:
    """Make one measure of several: `keep` stays on its thread; the threads of the others are sent on to it.

    Texts are joined in the order of the plan; lists are joined; where a value is single and differs, that of `keep`
    counts and the other goes into the text of the labels ("Deadline (merged)"), so that nothing is lost. Footnotes go
    along. `seen`: versions as the person saw them. Raises EditError, and what `structure` raises.
    """
    ids = [keep.pk, *(other.pk for other in others if other.pk != keep.pk)]
    if len(ids) < 2:
        raise EditError(_("Choose at least two measures to merge."))
    with structure(who, "measures_merged", _("Measures merged: %(name)s") % {"name": name_of(keep)}) as work:
        for pk in ids:
            work.tree.require(Ref("measure", pk))
        state = _state(work, ids, seen or {})
        ordered = [e.pk for e in work.tree.walk() if e.kind == "measure" and e.pk in set(ids)]
        values = _joined(state, keep.pk, ordered)
        work.step.watch(Citation.objects.filter(measure__in=ids))
        Citation.objects.filter(measure__in=ids).update(measure=keep.pk)
        first = work.tree.siblings(Ref("measure", ordered[0])).index(ordered[0])
        work.tree.put(Ref("measure", keep.pk), work.tree.require(Ref("measure", ordered[0])), first)
        _follow_place(work, keep.pk)
        gone = [pk for pk in ordered if pk != keep.pk]
        names = [name_of(state.rows[pk]) for pk in gone]
        _send_on(work, [state.rows[pk].thread_id for pk in gone], state.rows[keep.pk].thread_id)
        for pk in gone:
            into = state.rows[keep.pk].thread_id
            remember(who.actor, work, ThreadLink.Kind.MERGED, old=state.rows[pk].thread_id, new=into)
        for pk in gone:
            work.tree.take_out(Ref("measure", pk))
        work.step.delete(Measure.objects.filter(pk__in=gone))
        _edit(who, work, {keep.pk: values})
        _say(who, work, keep, "merged", {"merged": (names, None)})
        work.children += [{"kind": "measure", "id": keep.pk}, *({"merged": name} for name in names)]
    return Measure.objects.select_related("thread").get(pk=keep.pk), work.saved


def _state(work: Work, ids: Sequence[int], seen: Mapping[int, int]) -> Measures:
    rows = Measure.objects.select_for_update(of=("self",)).select_related("thread", "goal", "field")
    state = Measures(rows.filter(pk__in=ids, edition=work.edition))
    late = [pk for pk, version in seen.items() if pk not in state.rows or state.rows[pk].version != version]
    if late:
        raise ChangedMeanwhileError(*late)
    return state


def _follow_place(work: Work, pk: int) -> None:
    """Write where the kept measure stands now."""
    holder = work.tree.require(Ref("measure", pk))
    work.step.watch(Measure.objects.filter(pk=pk))
    Measure.objects.filter(pk=pk).update(
        field_id=work.tree.field_of(holder), goal_id=holder.pk if holder.kind == "goal" else None
    )


def _send_on(work: Work, threads: Sequence[int], to: int) -> None:
    work.step.watch(MeasureThread.objects.filter(pk__in=threads))
    MeasureThread.objects.filter(pk__in=threads).exclude(pk=to).update(merged_into=to)


def _edit(who: Editing, work: Work, values: Mapping[int, Mapping[str, Any]]) -> None:
    edit_measures(
        actor=who.actor,
        edition=work.edition,
        values=values,
        versions={},
        reason=who.reason,
        site=who.site,
        access=who.access,
    )


def _say(who: Editing, work: Work, row: Measure, verb: str, changes: dict[str, tuple[Any, Any]]) -> None:
    log.record(
        actor=who.actor,
        verb=f"strategy.measure.{verb}",
        target=row,
        municipality=work.edition.municipality,
        changes=changes,
    )


def _joined(state: Measures, keep: int, ordered: Sequence[int]) -> dict[str, Any]:
    """The values of the one measure; see `merge_measures`."""
    own = state.values[keep]
    rest = [state.values[pk] for pk in ordered if pk != keep]
    values: dict[str, Any] = {"text": _texts(state, keep, ordered), "title": own["title"]}
    for name in ("responsibilities", "examples", "target_groups", "objectives", "areas"):
        values[name] = tuple(dict.fromkeys([*own[name], *(item for other in rest for item in other[name])]))
    names = {party.name for party in own["responsibilities"]}
    more = [p for other in rest for p in other["responsibilities"] if p.name not in names]
    values["responsibilities"] = (*own["responsibilities"], *{p.name: p for p in more}.values())
    for name in ("responsible_text", "focus"):
        found = dict.fromkeys(v[name] for v in (own, *rest) if v[name])
        values[name] = (", " if name == "responsible_text" else "\n").join(found)
    labels = dict(own["attributes"])
    for other in rest:
        for label, text in other["attributes"].items():
            _keep_label(labels, label, text)
        if other["number"] and other["number"] != own["number"]:
            _keep_label(labels, _("Number (merged)"), other["number"])
        if other["deadline_text"] and other["deadline_text"] != own["deadline_text"]:
            _keep_label(labels, _("Deadline (merged)"), other["deadline_text"])
    return {**values, "attributes": labels}


def _keep_label(labels: dict[str, str], label: str, text: str) -> None:
    """Add a labelled text; where the label says something else already, both stand there."""
    known = labels.get(label)
    labels[label] = text if not known else known if text in known.split("\n") else f"{known}\n{text}"


def _texts(state: Measures, keep: int, ordered: Sequence[int]) -> str:
    """The texts in the order of the plan; titles of those that go become part of it."""
    parts: list[str] = []
    for pk in ordered:
        values = state.values[pk]
        title = values["title"] if pk != keep else ""
        parts += [part for part in (title[:NAME], values["text"]) if part and part not in parts]
    return "\n\n".join(parts)
