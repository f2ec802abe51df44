# SPDX-License-Identifier: EUPL-1.2
"""Numbering a plan anew, in the order it has."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitziel.core import log
from leitziel.core.models import UndoStep
from leitziel.strategy.models import ActionField, Edition, Goal, Measure

from .structure import Editing, name_of, structure
from .tree import MODELS, PLAN, Ref, Tree
from .values import LINE, EditError

KEEP, RUNNING, BELOW = "keep", "running", "below"
SCHEMES = {
    KEEP: gettext_lazy("leave as it is"),
    RUNNING: gettext_lazy("one, two, three … through the plan"),
    BELOW: gettext_lazy("number of the entry above, then one, two, three …"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbering:
    """How each kind of entry is numbered (a key of SCHEMES), and what stands before a running number ("M ")."""

    fields: str = KEEP
    goals: str = KEEP
    measures: str = KEEP
    goal_prefix: str = ""
    measure_prefix: str = ""


@dataclass(frozen=True, slots=True)
class NewNumber:
    """An entry whose number would change."""

    entry: Ref
    name: str
    before: str
    after: str


def preview(edition: Edition, wanted: Numbering) -> list[NewNumber]:
    """The entries whose numbers would change, in the order of the plan; six queries."""
    return _changes(Tree(edition), edition, wanted)


def _changes(tree: Tree, edition: Edition, wanted: Numbering) -> list[NewNumber]:
    rows = {
        Ref(kind, row.pk): row
        for kind, model in MODELS.items()
        for row in model.objects.filter(edition=edition).defer(*(["search_text"] if kind == "measure" else []))
    }
    schemes = {"field": wanted.fields, "goal": wanted.goals, "measure": wanted.measures}
    prefixes = {"field": "", "goal": wanted.goal_prefix, "measure": wanted.measure_prefix}
    if any(scheme not in SCHEMES for scheme in schemes.values()):
        raise EditError(_("Choose how to number."))
    numbers: dict[Ref, str] = {PLAN: ""}
    running: Counter[str] = Counter()
    within: Counter[tuple[Ref, str]] = Counter()
    found = []
    for entry in tree.walk():
        row, holder, scheme = rows[entry], tree.holder[entry], schemes[entry.kind]
        running[entry.kind] += 1
        within[holder, entry.kind] += 1
        number = row.number
        if scheme == RUNNING:
            number = f"{prefixes[entry.kind]}{running[entry.kind]}"
        elif scheme == BELOW:
            above = numbers[holder].rstrip(".")
            own = f"{prefixes[entry.kind]}{within[holder, entry.kind]}"
            number = f"{above}.{own}" if above else own
        numbers[entry] = number = number[:LINE]
        if number != row.number:
            found.append(NewNumber(entry, name_of(row), row.number, number))
    return found


def renumber_plan(who: Editing, wanted: Numbering) -> tuple[int, UndoStep | None]:
    """Give the entries their new numbers; returns how many changed. Raises what `structure` raises."""
    with structure(who, "renumbered", _("Numbered anew")) as work:
        changes = _changes(work.tree, work.edition, wanted)
        for kind, model in (("field", ActionField), ("goal", Goal), ("measure", Measure)):
            new = {change.entry.pk: change for change in changes if change.entry.kind == kind}
            if not new:
                continue
            work.step.watch(model.objects.filter(pk__in=list(new)), "number")
            rows = list(model.objects.filter(pk__in=list(new)))
            for row in rows:
                row.number, row.version = new[row.pk].after, row.version + 1
            model.objects.bulk_update(rows, ["number", "version"], batch_size=100)
            for row in rows:
                change = new[row.pk]
                log.record(
                    actor=who.actor,
                    verb=f"strategy.{kind}.changed",
                    target=row,
                    municipality=work.edition.municipality,
                    changes={"number": (change.before, change.after), "version": (row.version - 1, row.version)},
                )
        work.children += [{"kind": c.entry.kind, "number": [c.before, c.after]} for c in changes[:200]]
    return len(changes), work.saved
