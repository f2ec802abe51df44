# SPDX-License-Identifier: EUPL-1.2
"""Measures for the API: filtered in the database, read in a constant number of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import F, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from leitziel.api.house import visitor
from leitziel.core.models import Organisation
from leitziel.strategy.models import ActionField, Concept, Measure, MeasureExample, Responsibility
from leitziel.strategy.queries.fields import field_path
from leitziel.strategy.queries.search import search
from leitziel.strategy.queries.sources import Mark, cited_at
from leitziel.strategy.queries.visibility import current_editions, published

from .parts import Json, Writer
from .progress import newest_reports, report

ORDER = ("edition__concept__position", "edition__concept_id", "edition_id", "position", "id")


def filtered(wanted: Mapping[str, Any]) -> tuple[QuerySet[Measure], list[int] | None]:
    """Published measures that meet all filters; the second value are ids by score where words were searched for."""
    edition, words = wanted.get("edition"), wanted.get("q")
    shown = published().filter(label=edition) if edition else current_editions()
    if wanted.get("concept"):
        shown = shown.filter(concept__in=_below(Concept, "slug", "part_of_id", wanted["concept"]))
    if wanted.get("state"):
        shown = shown.filter(state=wanted["state"])
    rows = Measure.objects.filter(edition__in=shown)
    if wanted.get("field"):
        rows = rows.filter(field__in=_below(ActionField, "short_id", "parent_id", wanted["field"]))
    if wanted.get("office"):
        offices = _below(Organisation, "slug", "parent_id", wanted["office"])
        rows = rows.filter(pk__in=Responsibility.objects.filter(organisation__in=offices).values("measure"))
    if wanted.get("area"):
        rows = rows.filter(areas__slug=wanted["area"])
    for name, vocabulary in (("target_group", "target_groups"), ("objective", "objectives")):
        if wanted.get(name):
            through = getattr(Measure, vocabulary).through
            rows = rows.filter(pk__in=through.objects.filter(term__key=wanted[name]).values("measure"))
    rows = rows.filter(_plain(wanted))
    if not words:
        return rows.order_by(*ORDER), None
    scores = search(words).scores
    found = rows.filter(pk__in=list(scores)).order_by(*ORDER).values_list("pk", flat=True)
    return rows, sorted(found, key=lambda ident: -scores[ident])


def _plain(wanted: Mapping[str, Any]) -> Q:
    """Filters that are a comparison with one column."""
    columns = {
        "goal": "goal__thread__short_id",
        "kind": "kind",
        "deadline_kind": "deadline_kind",
        "deadline_before": "deadline_last_day__lte",
        "deadline_after": "deadline_last_day__gte",
    }
    return Q(**{column: wanted[name] for name, column in columns.items() if wanted.get(name)})


def _below(model: Any, key: str, above: str, wanted: str) -> list[int]:
    """Ids of what is called `wanted` and of all below it; one query."""
    children: dict[int | None, list[int]] = defaultdict(list)
    open_, seen = [], set()
    for ident, name, parent in model.objects.order_by().values_list("id", key, above):
        children[parent].append(ident)
        if name == wanted:
            open_.append(ident)
    while open_:
        current = open_.pop()
        if current not in seen:
            seen.add(current)
            open_ += children[current]
    return sorted(seen)


def page(writer: Writer, wanted: Mapping[str, Any], number: int, limit: int) -> Json:
    """One page of the list; nine queries at most without a search, however long the page."""
    rows, by_score = filtered(wanted)
    if by_score is not None:
        part, total = writer.part(by_score, number, limit)
        by_id = {measure.pk: measure for measure in _whole(rows.filter(pk__in=list(part)))}
        measures = [by_id[ident] for ident in part]
    else:
        part, total = writer.part(_whole(rows), number, limit)
        measures = list(part)
    return writer.many(shown(writer, measures), total, number, limit)


def one(writer: Writer, short_id: str, label: str | None) -> Json | None:
    """The measure in the edition asked for or the one that counts; None if the public may not see it."""
    editions = published().filter(label=label) if label else current_editions()
    measure = _whole(Measure.objects.filter(thread__short_id=short_id, edition__in=editions)).first()
    return shown(writer, [measure])[0] if measure else None


def _whole(rows: QuerySet[Measure]) -> QuerySet[Measure]:
    related = ("thread", "goal__thread", "edition__concept", "edition__council_paper")
    return rows.select_related(*related).defer("search_text", "notes", "goal__description", "edition__description")


def shown(writer: Writer, measures: Sequence[Measure]) -> list[Json]:
    """The measures as the public may read them; five queries for all."""
    ids = [measure.pk for measure in measures]
    editions = {measure.edition_id for measure in measures}
    fields = {f.pk: f for f in ActionField.objects.filter(edition__in=editions).defer("description", "guiding_idea")}
    around = _around(ids)
    marks = cited_at(visitor(writer.request), Q(measure__in=ids)) if ids else {}
    reports = newest_reports([measure.thread_id for measure in measures])
    return [
        _one(writer, m, fields, around[m.pk], marks.get(("measure", m.pk), ()))
        | {"progress": report(writer, reports[m.thread_id]) if m.thread_id in reports else None}
        for m in measures
    ]


def _one(
    writer: Writer, measure: Measure, fields: Mapping[int, ActionField], around: Json, marks: Iterable[Mark]
) -> Json:
    goal = measure.goal
    return {
        "id": measure.thread.short_id,
        "url": writer.url("measure-edition", measure.thread.short_id, measure.edition.label),
        "number": measure.number,
        "title": measure.title,
        "text": measure.text,
        "kind": measure.kind,
        "responsible": measure.responsible_text,
        "parties": [
            {"role": role, "name": name, "office": writer.ref("office", key, label) if key else None}
            for role in ("lead", "partner", "unspecified")
            for _order, name, key, label in around[role]
        ],
        "deadline": {
            "text": measure.deadline_text,
            "kind": measure.deadline_kind,
            "start": measure.deadline_start,
            "end": measure.deadline_end,
            "last_day": measure.deadline_last_day,
            "every_months": measure.every_months,
        },
        "focus": measure.focus,
        "attributes": [{"label": str(k), "value": str(v)} for k, v in measure.attributes.items() if v],
        "fields": [writer.link("field", link) for link in field_path(fields, measure.field_id)],
        "goal": writer.ref("goal", goal.thread.short_id, goal.text, goal.number) if goal else None,
        "target_groups": [_term(writer, "zielgruppe", key, name) for _order, name, key, _label in around["group"]],
        "objectives": [_term(writer, "", key, name) for _order, name, key, _label in around["objective"]],
        "areas": [writer.ref("area", key, name) for _order, name, key, _label in around["area"]],
        "examples": [name for _order, name, _key, _label in around["example"]],
        "sources": [_source(writer, mark) for mark in marks],
        "provenance": writer.provenance(measure.edition),
    }


def _term(writer: Writer, facet: str, key: str, name: str) -> Json:
    """A word; its page is the list of measures that carry it."""
    listed = writer.url("measures")
    return {"id": key, "name": name, "number": None, "url": f"{listed}?{facet}={key}" if facet else listed}


def _source(writer: Writer, mark: Mark) -> Json:
    at, source = mark
    return {
        "at": at,
        "mark": source.mark,
        "text": source.text,
        "papers": [writer.paper(paper) for paper in source.papers],
        "concept": writer.link("concept", source.concept),
        "field": writer.link("field", source.field),
    }


def _around(ids: Sequence[int]) -> dict[int, dict[str, list[tuple[int, str, str, str]]]]:
    """Responsibilities, examples, terms and areas of measures, each in its order; one UNION ALL."""
    none, text = Value("", output_field=TextField()), TextField()
    zero = Value(0, output_field=IntegerField())

    def part(kind: Any, rows: Any, name: str, *, key: Any = none, label: Any = none, order: Any = zero) -> Any:
        return rows.order_by().values_list("measure_id", kind, Cast(name, text), key, label, order)

    def word(kind: str) -> Value:
        return Value(kind, output_field=text)

    slug, office = Cast("organisation__slug", text), Cast("organisation__name", text)
    key = Cast("term__key", text)
    groups = Measure.target_groups.through.objects.filter(measure__in=ids)
    aims = Measure.objectives.through.objects.filter(measure__in=ids)
    areas = Measure.areas.through.objects.filter(measure__in=ids)
    offices = Responsibility.objects.filter(measure__in=ids)
    examples = MeasureExample.objects.filter(measure__in=ids)
    parts = [
        part(Cast("role", text), offices, "name", key=slug, label=office, order=F("position")),
        part(word("example"), examples, "example__name", order=F("position")),
        part(word("group"), groups, "term__label", key=key),
        part(word("objective"), aims, "term__label", key=key),
        part(word("area"), areas, "planningarea__name", key=Cast("planningarea__slug", text)),
    ]
    found: dict[int, dict[str, list[tuple[int, str, str, str]]]] = defaultdict(lambda: defaultdict(list))
    for measure, kind, name, ident, label, order in parts[0].union(*parts[1:], all=True) if ids else ():
        found[measure][kind].append((order, name, ident or "", label or ""))
    for kinds in found.values():
        for rows in kinds.values():
            rows.sort()
    return found
