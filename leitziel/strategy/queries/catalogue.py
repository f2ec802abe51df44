# SPDX-License-Identifier: EUPL-1.2
"""The list of measures: filters with counts, sorting, one page. Four queries, however long the list.

The index of all public measures (a few short columns each) is filtered in Python, so that every option can say
how many measures it would leave; only the rows of the page are read in full.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, IntegerField, QuerySet, TextField, Value
from django.db.models.functions import Cast, Coalesce, Left, NullIf
from django.utils.translation import gettext as _

from leitziel.core.models import Organisation, PlanningArea, Term
from leitziel.methods.textsearch import Term as SearchTerm
from leitziel.methods.textsearch import fold
from leitziel.strategy.enums import DeadlineKind
from leitziel.strategy.models import ActionField, Concept, Measure, Responsibility

from .values import MeasureLine, measure_lines
from .visibility import published, rank_of

FACETS = ("konzept", "feld", "stelle", "termin", "bis", "zielgruppe", "raum")
SORTS = ("plan", "termin", "alphabet")


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter: what it is called, how deep in its tree, and how many measures it would leave."""

    value: str
    label: str
    count: int
    depth: int = 0
    group: str = ""


@dataclass(frozen=True, slots=True)
class Active:
    """A filter that is set."""

    facet: str
    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A measure in the index."""

    id: int
    order: tuple[Any, ...]
    last_day: date | None
    heading: str


@dataclass(slots=True)
class Name:
    """A field, office, term, area, concept or edition that a filter can ask for."""

    key: str
    label: str
    parent: int | None
    order: tuple[Any, ...]
    group: str = ""


@dataclass(slots=True)
class Index:
    """All public measures; `keys[facet][measure id]` are the option values that apply to it."""

    entries: list[Entry] = field(default_factory=list)
    keys: dict[str, dict[int, frozenset[str]]] = field(default_factory=lambda: {f: {} for f in FACETS})
    names: dict[str, dict[int, Name]] = field(default_factory=lambda: defaultdict(dict))
    editions: dict[int, int] = field(default_factory=dict)  # those that count -> their concept


@dataclass(frozen=True, slots=True)
class Selection:
    """What is left after filtering: ids in order, the options of each filter, and the filters that are set."""

    ids: list[int]
    total: int
    options: dict[str, list[Option]]
    active: list[Active]


def read_index() -> Index:
    """Three queries: the measures, what they are linked to, and the names of all that."""
    index = Index()
    _read_names(index)
    _read_measures(index)
    _read_links(index)
    return index


def _read_names(index: Index) -> None:
    """One UNION ALL over everything a filter can be called."""
    none = Value(None, output_field=IntegerField())
    first = Value(0, output_field=IntegerField())

    def named(
        kind: str,
        rows: QuerySet[Any],
        key: str,
        label: str,
        *,
        parent: Any = none,
        order: Any = first,
        group: Any = first,
    ) -> QuerySet[Any]:
        text = TextField()
        return rows.order_by().values_list(
            Value(kind, output_field=text), "id", parent, Cast(key, text), Cast(label, text), order, group
        )

    fields = ActionField.objects.filter(edition__published_at__isnull=False)
    groups = Term.objects.filter(vocabulary=Term.Vocabulary.TARGET_GROUP)
    up, position = F("parent_id"), F("position")
    parts = [
        named("konzept", Concept.objects.all(), "slug", "title", parent=F("part_of_id"), order=position),
        named("feld", fields, "short_id", "title", parent=up, order=position, group=F("edition_id")),
        named("stelle", Organisation.objects.all(), "slug", "name", parent=up),
        named("zielgruppe", groups, "key", "label"),
        named("raum", PlanningArea.objects.all(), "slug", "name"),
        named("edition", published(), "label", "state", parent=F("concept_id")),
    ]
    for kind, ident, above, key, label, place, group in parts[0].union(*parts[1:], all=True):
        index.names[kind][ident] = Name(key, label, above, (place, fold(label)), str(group))
    index.editions = _current(index.names.pop("edition", {}))
    concepts = index.names["konzept"]
    shown = {}
    for ident, name in index.names["feld"].items():
        concept = index.editions.get(int(name.group))
        if concept is not None:
            name.group = concepts[concept].label
            shown[ident] = name
    index.names["feld"] = shown


def _current(editions: Mapping[int, Name]) -> dict[int, int]:
    """Of each concept the edition that counts (as `visibility.current_editions` says): edition -> concept."""
    chosen: dict[int, int] = {}
    newest_first = sorted(editions.items(), key=lambda item: item[1].key, reverse=True)
    for ident, name in sorted(newest_first, key=lambda item: rank_of(item[1].label)):
        if name.parent is not None:
            chosen.setdefault(name.parent, ident)
    return {edition: concept for concept, edition in chosen.items()}


def _read_measures(index: Index) -> None:
    concepts, fields = _closures(index.names["konzept"]), _closures(index.names["feld"])
    orders = {ident: (*name.order, ident) for ident, name in index.names["konzept"].items()}
    kinds = {kind.value: frozenset({kind.value}) for kind in DeadlineKind}
    heading = Left(Coalesce(NullIf("title", Value("")), "text"), 60)
    rows = Measure.objects.filter(edition__in=list(index.editions)).values_list(
        "id", "edition_id", "field_id", "deadline_kind", "deadline_last_day", "position", heading
    )
    keys, dated = index.keys, []
    for ident, edition, field_id, kind, last_day, position, text in rows.order_by():
        concept = index.editions[edition]
        index.entries.append(Entry(ident, (orders[concept], position), last_day, text))
        keys["konzept"][ident] = concepts[concept]
        keys["termin"][ident] = kinds[kind]
        if field_id is not None:
            keys["feld"][ident] = fields[field_id]
        if last_day is not None:
            dated.append((ident, last_day.year))
    years = sorted({year for _ident, year in dated})
    until = {year: frozenset(str(later) for later in years if later >= year) for year in years}
    keys["bis"] = {ident: until[year] for ident, year in dated}


def _read_links(index: Index) -> None:
    """One UNION ALL over offices, target groups and areas of all public measures."""
    editions = list(index.editions)
    kinds = {kind: _closures(index.names[kind]) for kind in ("stelle", "zielgruppe", "raum")}

    def linked(kind: str, rows: QuerySet[Any], column: str) -> QuerySet[Any]:
        return rows.order_by().values_list(Value(kind, output_field=TextField()), "measure_id", column)

    offices = Responsibility.objects.filter(measure__edition__in=editions, organisation__isnull=False)
    groups = Measure.target_groups.through.objects.filter(measure__edition__in=editions)
    areas = Measure.areas.through.objects.filter(measure__edition__in=editions)
    parts = [
        linked("stelle", offices, "organisation_id"),
        linked("zielgruppe", groups, "term_id"),
        linked("raum", areas, "planningarea_id"),
    ]
    for kind, measure, target in parts[0].union(*parts[1:], all=True):
        closure, known = kinds[kind].get(target), index.keys[kind]
        if closure:
            known[measure] = known[measure] | closure if measure in known else closure


def _closures(names: Mapping[int, Name]) -> dict[int, frozenset[str]]:
    """Of each thing the keys of itself and of all above it: who asks for an office means those below it as well."""
    return {ident: frozenset(_upwards(ident, names)) for ident in names}


def _upwards(ident: int | None, names: Mapping[int, Name]) -> Iterable[str]:
    seen: set[int] = set()
    while ident is not None and ident in names and ident not in seen:
        seen.add(ident)
        yield names[ident].key
        ident = names[ident].parent


_NOTHING: frozenset[str] = frozenset()


def select(
    index: Index, wanted: Mapping[str, str], sort: str = "plan", found: Mapping[int, float] | None = None
) -> Selection:
    """Filter and sort the index. Values nobody offers are ignored. `found`: ids that a search left, with scores
    (then the best come first unless another order is asked for)."""
    everything = {e.id for e in index.entries}
    pool = everything if found is None else everything & found.keys()
    wanted = {facet: value for facet, value in wanted.items() if _label(index, facet, value)}
    matching = {
        facet: {i for i in pool if value in index.keys[facet].get(i, _NOTHING)} for facet, value in wanted.items()
    }
    left = pool.intersection(*matching.values())
    options = {}
    for facet in FACETS:
        others = pool.intersection(*(ids for other, ids in matching.items() if other != facet))
        options[facet] = _options(index, facet, _counted(index.keys[facet], others))
    entries = [e for e in index.entries if e.id in left]
    entries.sort(key=lambda e: e.order)
    if sort == "termin":
        entries.sort(key=lambda e: (e.last_day is None, e.last_day or date.max))
    elif sort == "alphabet":
        entries.sort(key=lambda e: fold(e.heading))
    elif found is not None:
        entries.sort(key=lambda e: -found[e.id])
    active = [Active(facet, value, _label(index, facet, value)) for facet, value in wanted.items()]
    return Selection([e.id for e in entries], len(everything), options, active)


def _counted(keys: Mapping[int, frozenset[str]], ids: set[int]) -> Counter[str]:
    """How many of `ids` each value applies to. Sets are shared between measures, so they are counted first."""
    counts: Counter[str] = Counter()
    for values, n in Counter(keys[i] for i in ids if i in keys).items():
        for value in values:
            counts[value] += n
    return counts


def _label(index: Index, facet: str, value: str) -> str:
    """What a filter's value is called; "" for one that nobody offers."""
    if facet == "termin":
        return str(DeadlineKind(value).label) if value in DeadlineKind.values else ""
    if facet == "bis":
        return _("until the end of %(year)s") % {"year": value} if value.isdecimal() and len(value) == 4 else ""
    if facet in {"konzept", "stelle"} and not any(value in keys for keys in index.keys[facet].values()):
        return ""  # a concept or office that no published measure knows keeps its name to itself
    return next((name.label for name in index.names[facet].values() if name.key == value), "")


def _options(index: Index, facet: str, counts: Counter[str]) -> list[Option]:
    if facet == "termin":
        return [Option(k.value, str(k.label), counts[k.value]) for k in DeadlineKind if counts[k.value]]
    if facet == "bis":
        return [Option(year, year, counts[year]) for year in sorted(counts)]
    children: dict[int | None, list[int]] = defaultdict(list)
    names = index.names[facet]
    for ident, name in sorted(names.items(), key=lambda item: (item[1].group, *item[1].order)):
        if counts[name.key]:
            children[name.parent if name.parent in names else None].append(ident)
    return list(_walk(names, children, counts, None, 0))


def _walk(
    names: Mapping[int, Name],
    children: Mapping[int | None, list[int]],
    counts: Counter[str],
    above: int | None,
    depth: int,
) -> Iterable[Option]:
    for ident in children.get(above, ()):
        name = names[ident]
        yield Option(name.key, name.label, counts[name.key], depth, name.group)
        yield from _walk(names, children, counts, ident, depth + 1)


def lines(ids: Sequence[int], terms: Sequence[SearchTerm] = ()) -> list[MeasureLine]:
    """The measures of one page, in the order of `ids`, with the words searched for marked; one query."""
    by_id = {ident: line for ident, _goal, line in measure_lines(Measure.objects.filter(pk__in=ids).order_by(), terms)}
    return [by_id[i] for i in ids if i in by_id]
