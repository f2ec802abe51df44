# SPDX-License-Identifier: EUPL-1.2
"""Many measures with what hangs on them, read and written in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F

from leitziel.core import undo
from leitziel.core.models.base import prepare
from leitziel.core.text import name_key
from leitziel.strategy.models import Measure, MeasureExample, PracticeExample, Responsibility
from leitziel.strategy.searching import measure_search_text

from .values import AUTO, MEASURE_FIELDS, Party, Words

COLUMNS = (
    "number", "title", "text", "kind", "responsible_text", "deadline_text", "deadline_kind", "deadline_start",
    "deadline_end", "every_months", "focus", "attributes",
)  # fmt: skip
LISTS = {"target_groups": "term_id", "objectives": "term_id", "areas": "planningarea_id"}
LONG_WAY = 10_000  # places beyond every line, for the moment in which lines change places


class Measures:
    """The measures `rows` (by id) and their values. Needs the municipality's scope and a transaction."""

    def __init__(self, rows: Iterable[Measure], words: Words | None = None) -> None:
        self.rows = {row.pk: row for row in rows}
        self.words = words or Words()
        self.values: dict[int, dict[str, Any]] = {
            pk: {name: getattr(row, name) for name in COLUMNS} for pk, row in self.rows.items()
        }
        self._parties: dict[int, list[Responsibility]] = defaultdict(list)
        for party in Responsibility.objects.filter(measure__in=self.rows).order_by("position"):
            self._parties[party.measure_id].append(party)
        self._examples: dict[int, list[MeasureExample]] = defaultdict(list)
        links = MeasureExample.objects.filter(measure__in=self.rows).select_related("example")
        for link in links.order_by("position"):
            self._examples[link.measure_id].append(link)
        listed = {name: self._listed(name) for name in LISTS}
        for pk, found in self.values.items():
            found["responsibilities"] = tuple(
                Party(party.name, party.role, party.organisation_id) for party in self._parties[pk]
            )
            found["examples"] = tuple(link.example.name for link in self._examples[pk])
            found |= {name: tuple(listed[name][pk]) for name in LISTS}

    def _listed(self, name: str) -> dict[int, list[int]]:
        known = getattr(self.words, name)
        found: dict[int, set[int]] = defaultdict(set)
        rows = getattr(Measure, name).through.objects.filter(measure__in=self.rows)
        for measure, term in rows.values_list("measure_id", LISTS[name]):
            found[measure].add(term)
        return defaultdict(list, {pk: [term for term in known if term in terms] for pk, terms in found.items()})

    def shown(self, pk: int) -> dict[str, str]:
        """All values of a measure as text, by field."""
        return {name: field.show(self.values[pk][name], self.words) for name, field in MEASURE_FIELDS.items()}

    def watch(self, step: undo.Step, fields: Iterable[str]) -> None:
        """Have a step remember what the change of these fields may touch."""
        names, mine = set(fields), list(self.rows)
        step.watch(Measure.objects.filter(pk__in=mine))
        if "responsibilities" in names:
            step.watch(Responsibility.objects.filter(measure__in=mine))
        if "examples" in names:
            step.watch(MeasureExample.objects.filter(measure__in=mine))
        for name in names & LISTS.keys():
            step.watch(getattr(Measure, name).through.objects.filter(measure__in=mine))

    def found(self, parties: Iterable[Party], pk: int) -> tuple[Party, ...]:
        """Lines whose organisation is to be found, with it: that of the same name here, or the one known by it."""
        here = {party.name: party.organisation for party in self.values[pk]["responsibilities"]}
        return tuple(
            Party(party.name, party.role, here.get(party.name, self.words.known_names.get(name_key(party.name))))
            if party.organisation == AUTO
            else party
            for party in parties
        )

    def write(self, changed: Mapping[int, Mapping[str, Any]]) -> None:
        """Write new values (clean, by measure and field) and what is derived of them; versions go up by one."""
        touched = [self.rows[pk] for pk in changed]
        for pk, new in changed.items():
            self.values[pk] |= new
            for name in COLUMNS:
                setattr(self.rows[pk], name, self.values[pk][name])
        self._write_parties([pk for pk, new in changed.items() if "responsibilities" in new])
        self._write_examples([pk for pk, new in changed.items() if "examples" in new])
        for name in LISTS:
            self._write_list(name, [pk for pk, new in changed.items() if name in new])
        for row in touched:
            row.version += 1
            row.search_text = self.search_text(row)
            prepare(row)
        names = [*COLUMNS, "deadline_last_day", "search_text", "version"]
        Measure.objects.bulk_update(touched, names, batch_size=100)

    def search_text(self, row: Measure) -> str:
        return measure_search_text(
            title=row.title,
            text=row.text,
            focus=row.focus,
            examples=self.values[row.pk]["examples"],
            goal=row.goal.text if row.goal else "",
            field=row.field.title if row.field else "",
            responsible=row.responsible_text,
        )

    def _write_parties(self, pks: list[int]) -> None:
        if not pks:
            return
        made: list[Responsibility] = []
        kept: list[Responsibility] = []
        gone: list[int] = []
        for pk in pks:
            left = list(self._parties[pk])
            rows = []
            for place, party in enumerate(self.values[pk]["responsibilities"], start=1):
                row = next((r for r in left if r.name == party.name), None)
                if row is not None:
                    left.remove(row)
                    kept.append(row)
                else:
                    row = Responsibility(municipality_id=self.rows[pk].municipality_id, measure_id=pk, name=party.name)
                    made.append(row)
                row.role, row.organisation_id, row.position = party.role, party.organisation, place
                rows.append(row)
            gone += [row.pk for row in left]
            self._parties[pk] = rows
        mine = Responsibility.objects.filter(measure__in=pks)
        Responsibility.objects.filter(pk__in=gone).delete()
        mine.update(position=F("position") + LONG_WAY)
        Responsibility.objects.bulk_update(kept, ["role", "organisation", "position"], batch_size=200)
        _create(Responsibility, made)

    def _write_examples(self, pks: list[int]) -> None:
        if not pks:
            return
        entries = _examples_by_key(
            {name for pk in pks for name in self.values[pk]["examples"]}, self.rows[pks[0]].municipality_id
        )
        made: list[MeasureExample] = []
        kept: list[MeasureExample] = []
        gone: list[int] = []
        for pk in pks:
            left = list(self._examples[pk])
            rows, seen = [], set()
            for name in self.values[pk]["examples"]:
                example = entries[example_key(name)]
                if example.pk in seen:
                    continue
                seen.add(example.pk)
                row = next((r for r in left if r.example_id == example.pk), None)
                if row is not None:
                    left.remove(row)
                    kept.append(row)
                else:
                    row = MeasureExample(municipality_id=self.rows[pk].municipality_id, measure_id=pk, example=example)
                    made.append(row)
                rows.append(row)
                row.position = len(rows)
            gone += [row.pk for row in left]
            self._examples[pk] = rows
            self.values[pk]["examples"] = tuple(row.example.name for row in rows)
        MeasureExample.objects.filter(pk__in=gone).delete()
        MeasureExample.objects.filter(measure__in=pks).update(position=F("position") + LONG_WAY)
        MeasureExample.objects.bulk_update(kept, ["position"], batch_size=200)
        _create(MeasureExample, made)

    def _write_list(self, name: str, pks: list[int]) -> None:
        if not pks:
            return
        through, column = getattr(Measure, name).through, LISTS[name]
        there = {
            (m, t): pk for pk, m, t in through.objects.filter(measure__in=pks).values_list("pk", "measure_id", column)
        }
        wanted = {(pk, term) for pk in pks for term in self.values[pk][name]}
        through.objects.filter(pk__in=[pk for pair, pk in there.items() if pair not in wanted]).delete()
        fresh = [through(measure_id=m, **{column: term}) for m, term in sorted(wanted - there.keys())]
        through.objects.bulk_create(fresh, batch_size=500)


def example_key(name: str) -> str:
    return (name_key(name) or name)[:500]


def _examples_by_key(names: Iterable[str], municipality_id: int) -> dict[str, PracticeExample]:
    """The shared entries of these names; a new name becomes one."""
    by_key = {example_key(name): name for name in sorted(names)}
    found = {row.key: row for row in PracticeExample.objects.filter(key__in=list(by_key))}
    fresh = [
        PracticeExample(municipality_id=municipality_id, name=name, key=key)
        for key, name in by_key.items()
        if key not in found
    ]
    _create(PracticeExample, fresh)
    return found | {row.key: row for row in fresh}


def _create(model: Any, rows: list[Any]) -> None:
    for row in rows:
        prepare(row)
    model.objects.bulk_create(rows, batch_size=200)
