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
from leitziel.methods.textsearch import fold, highlight
from leitziel.strategy.enums import DeadlineKind
from leitziel.strategy.models import ActionField, Concept, Measure, Responsibility

from .search import passage
from .values import MeasureLine, measure_line
from .visibility import current_editions

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
    alphabet: str


@dataclass(slots=True)
class Name:
    """A field, office, term, area or concept that a filter can ask for."""

    key: str
    label: str
    parent: int | None
    order: tuple[Any, ...]
    group: str = ""


@dataclass(slots=True)
class Index:
    """All public measures; `keys[facet][measure id]` are the option values that apply to it."""

    entries: list[Entry] = field(default_factory=list)
    keys: dict[str, dict[int, set[str]]] = field(default_factory=lambda: {f: defaultdict(set) for f in FACETS})
    names: dict[str, dict[int, Name]] = field(default_factory=lambda: defaultdict(dict))


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

    fields = ActionField.objects.filter(edition__in=current_editions())
    groups = Term.objects.filter(vocabulary=Term.Vocabulary.TARGET_GROUP)
    up, position = F("parent_id"), F("position")
    parts = [
        named("konzept", Concept.objects.all(), "slug", "title", parent=F("part_of_id"), order=position),
        named("feld", fields, "short_id", "title", parent=up, order=position, group=F("edition__concept_id")),
        named("stelle", Organisation.objects.all(), "slug", "name", parent=up),
        named("zielgruppe", groups, "key", "label"),
        named("raum", PlanningArea.objects.all(), "slug", "name"),
    ]
    for kind, ident, above, key, label, place, group in parts[0].union(*parts[1:], all=True):
        index.names[kind][ident] = Name(key, label, above, (place, fold(label)), str(group))
    concepts = index.names["konzept"]
    for name in index.names["feld"].values():
        name.group = concepts[int(name.group)].label


def _read_measures(index: Index) -> None:
    concepts, fields = index.names["konzept"], index.names["feld"]
    heading = Left(Coalesce(NullIf("title", Value("")), "text"), 60)
    rows = Measure.objects.filter(edition__in=current_editions()).values_list(
        "id", "edition__concept_id", "field_id", "deadline_kind", "deadline_last_day", "position", heading
    )
    years: list[tuple[int, int]] = []
    for ident, concept, field_id, kind, last_day, position, alphabet in rows.order_by():
        index.entries.append(Entry(ident, (*concepts[concept].order, concept, position), last_day, fold(alphabet)))
        index.keys["konzept"][ident] = _with_ancestors(concept, concepts)
        if field_id is not None:
            index.keys["feld"][ident] = _with_ancestors(field_id, fields)
        index.keys["termin"][ident] = {kind}
        if last_day is not None:
            years.append((ident, last_day.year))
    named_years = sorted({year for _ident, year in years})
    for ident, year in years:
        index.keys["bis"][ident] = {str(later) for later in named_years if later >= year}


def _read_links(index: Index) -> None:
    """One UNION ALL over offices, target groups and areas of all public measures."""
    editions = current_editions()
    kinds = {"stelle": index.names["stelle"], "zielgruppe": index.names["zielgruppe"], "raum": index.names["raum"]}

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
        index.keys[kind][measure] |= _with_ancestors(target, kinds[kind])


def _with_ancestors(ident: int | None, names: Mapping[int, Name]) -> set[str]:
    """Keys of a thing and of all above it: who asks for an office means those below it as well."""
    keys: set[str] = set()
    while ident is not None and ident in names and names[ident].key not in keys:
        keys.add(names[ident].key)
        ident = names[ident].parent
    return keys


def select(
    index: Index, wanted: Mapping[str, str], sort: str = "plan", found: Mapping[int, float] | None = None
) -> Selection:
    """Filter and sort the index. Values nobody offers are ignored. `found`: ids that a search left, with scores
    (then the best come first unless another order is asked for)."""
    everything = {e.id for e in index.entries}
    pool = everything if found is None else everything & found.keys()
    wanted = {facet: value for facet, value in wanted.items() if _label(index, facet, value)}
    matching = {facet: {i for i in pool if value in index.keys[facet][i]} for facet, value in wanted.items()}
    left = pool.intersection(*matching.values())
    options = {}
    for facet in FACETS:
        others = pool.intersection(*(ids for other, ids in matching.items() if other != facet))
        options[facet] = _options(index, facet, Counter(key for i in others for key in index.keys[facet][i]))
    entries = [e for e in index.entries if e.id in left]
    entries.sort(key=lambda e: e.order)
    if sort == "termin":
        entries.sort(key=lambda e: (e.last_day is None, e.last_day or date.max))
    elif sort == "alphabet":
        entries.sort(key=lambda e: e.alphabet)
    elif found is not None:
        entries.sort(key=lambda e: -found[e.id])
    active = [Active(facet, value, _label(index, facet, value)) for facet, value in wanted.items()]
    return Selection([e.id for e in entries], len(everything), options, active)


def _label(index: Index, facet: str, value: str) -> str:
    """What a filter's value is called; "" for one that nobody offers."""
    if facet == "termin":
        return str(DeadlineKind(value).label) if value in DeadlineKind.values else ""
    if facet == "bis":
        return _("until the end of %(year)s") % {"year": value} if value.isdecimal() and len(value) == 4 else ""
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
    rows = (
        Measure.objects.filter(pk__in=ids)
        .select_related("thread", "field", "goal__thread", "edition__concept")
        .defer("search_text", "notes", "attributes", "edition__description", "goal__description")
        .defer("field__description", "field__guiding_idea", "edition__concept__summary")
    )
    by_id = {m.pk: m for m in rows}
    found = [by_id[i] for i in ids if i in by_id]
    if not terms:
        return [measure_line(m) for m in found]
    return [
        measure_line(m, tuple(highlight(m.heading, terms)), passage((m.text, m.focus), terms) if m.title else ())
        for m in found
    ]
