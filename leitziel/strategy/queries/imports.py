# SPDX-License-Identifier: EUPL-1.2
"""Reads of the import: lists, printed names with their suggestions, what others did meanwhile."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from leitziel.core.models import LogEntry, Organisation
from leitziel.core.organisations import Directory, Suggestion, guessed_kind
from leitziel.core.text import name_key
from leitziel.strategy.exchange.contract import Plan
from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.models import PlanImport


def all_imports() -> QuerySet[PlanImport]:
    """Imports, the latest first, without their plans (these are large)."""
    return PlanImport.objects.defer("plan").select_related("file", "concept", "created_by", "job", "edition__concept")


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name that measures print as responsible, and what it may mean."""

    name: str
    measures: int
    chosen: int | None
    chosen_name: str
    suggestions: tuple[Suggestion, ...]
    kind: str

    @property
    def best(self) -> Suggestion | None:
        return self.suggestions[0] if self.suggestions else None


def printed_parties(plan: Plan) -> dict[str, int]:
    """Printed name -> number of measures; names with an equal key count as one (the first spelling is kept)."""
    spelling: dict[str, str] = {}
    counted: dict[str, int] = {}
    for place in tree.walk(plan):
        if place.kind != "measure":
            continue
        names = [p["name"].strip() for p in place.node.get("parties") or [] if p["name"].strip()]
        if not names and place.node["responsible"]:
            names = [place.node["responsible"].strip()]
        for key, name in {name_key(name): name for name in names}.items():
            kept = spelling.setdefault(key, name)
            counted[kept] = counted.get(kept, 0) + 1
    return counted


def printed_names(plan_import: PlanImport) -> list[PrintedName]:
    """All printed names of an import, the most frequent first, with suggestions; four queries."""
    directory = Directory()
    found = []
    for name, measures in printed_parties(plan_import.plan).items():
        chosen = plan_import.organisations.get(name)
        found.append(
            PrintedName(
                name=name,
                measures=measures,
                chosen=chosen if chosen in directory.organisations else None,
                chosen_name=directory.organisations.get(chosen, ""),
                suggestions=tuple(directory.suggest(name)),
                kind=guessed_kind(name),
            )
        )
    return sorted(found, key=lambda entry: (-entry.measures, entry.name.casefold()))


def exact_matches(plan_import: PlanImport) -> dict[str, int]:
    """Printed names that are the name or an alias of an organisation, also with abbreviations written out."""
    return {
        entry.name: entry.best.organisation
        for entry in printed_names(plan_import)
        if entry.chosen is None and entry.best is not None and entry.best.score > 96
    }


def unknown_names(plan_import: PlanImport) -> list[str]:
    """Printed names for which no organisation is chosen and none is suggested."""
    return [e.name for e in printed_names(plan_import) if e.chosen is None and not e.suggestions]


def organisations() -> list[tuple[int, str]]:
    return list(Organisation.objects.values_list("id", "name"))


STEPS: dict[str, str | Promise] = {
    "edited": gettext_lazy("Entry edited"),
    "split": gettext_lazy("Measure split"),
    "merged": gettext_lazy("Entries merged"),
    "moved": gettext_lazy("Entry moved"),
    "changed_kind": gettext_lazy("Kind of an entry changed"),
    "deleted": gettext_lazy("Entry taken out"),
    "passage_assigned": gettext_lazy("Passage assigned"),
    "entry_created": gettext_lazy("Entry added"),
    "notes_dismissed": gettext_lazy("Notes checked"),
    "organisations_chosen": gettext_lazy("Offices assigned"),
    "retargeted": gettext_lazy("Concept or edition changed"),
    "accepted": gettext_lazy("Import accepted"),
    "discarded": gettext_lazy("Import discarded"),
    "reopened": gettext_lazy("Import taken up again"),
    "read_again": gettext_lazy("Reading started again"),
    "read": gettext_lazy("Document read"),
    "failed": gettext_lazy("Reading failed"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did to an import, for the screen."""

    what: str
    entry: str
    who: str
    at: dt.datetime


def steps_since(plan_import: PlanImport, version: int) -> list[Step]:
    """What was done to an import after the given version, the oldest first."""
    entries = (
        LogEntry.objects.filter(object_type=PlanImport._meta.label_lower, object_id=str(plan_import.pk))
        .select_related("detail")
        .order_by("sequence")
    )
    found = []
    for entry in entries:
        detail = getattr(entry, "detail", None)
        changes = detail.payload["changes"] if detail else {}
        if detail is None or int((changes.get("version") or [0, 0])[1] or 0) <= version:
            continue
        verb = entry.verb.rsplit(".", 1)[-1]
        name = (changes.get("entry") or [None, ""])[1] or ""
        found.append(Step(str(STEPS.get(verb, verb)), name, detail.payload["actor"], entry.at))
    return found
