# SPDX-License-Identifier: EUPL-1.2
"""Plans of any size with texts a city could have written; for tests, gates and benchmarks.

with scope(municipality=m):
    edition = build_edition(m, measures=1000)
"""

from __future__ import annotations

import datetime
import itertools
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone
from django_scopes import scope

from leitziel.bodies.models import Body, CouncilPaper
from leitziel.core.models import Municipality, Organisation, PlanningArea, Term
from leitziel.core.models.base import prepare
from leitziel.core.short_ids import short_ids
from leitziel.core.text import name_key, slug
from leitziel.strategy.actions.search_index import refresh_search_texts, refresh_search_words
from leitziel.strategy.models import (
    ActionField,
    Citation,
    Concept,
    Edition,
    Goal,
    GoalThread,
    Measure,
    MeasureExample,
    MeasureThread,
    PracticeExample,
    Reference,
    Responsibility,
)

FIELDS = [
    ("Wohnen und Nachbarschaft", "Alle Menschen finden eine Wohnung, die sie bezahlen können."),
    ("Bildung und Sprache", "Jedes Kind lernt gut, gleich woher es kommt."),
    ("Arbeit und Ausbildung", "Wer arbeiten will, findet einen Weg in den Beruf."),
    ("Gesundheit und Pflege", "Hilfe ist nah, verständlich und ohne Hürden."),
    ("Familie und Jugend", "Familien werden früh und freundlich unterstützt."),
    ("Teilhabe im Alter", "Älter werden heißt dazugehören."),
    ("Engagement und Begegnung", "Nachbarinnen und Nachbarn gestalten ihr Viertel mit."),
    ("Öffnung der Verwaltung", "Die Verwaltung spricht eine Sprache, die alle verstehen."),
]
VERBS = ["wird ausgebaut", "wird eingerichtet", "wird überprüft", "wird fortgeführt", "wird neu aufgestellt"]
THINGS = [
    "Die Beratung zum Sozialwohnungsbau",
    "Der Begegnungsort im Stadtteil",
    "Die Müllvermeidung in Großwohnanlagen",
    "Das Angebot der Elternkurse",
    "Die Sprachförderung an Grundschulen",
    "Der aufsuchende Besuchsdienst",
    "Die Schulung für Übersetzerinnen",
    "Das Verzeichnis barrierefreier Häuser",
    "Die Integration in den Sportverein",
    "Die Lotsenstelle für Pflegebedürftige",
    "Der Runde Tisch gegen Einsamkeit",
    "Die Fahrradwerkstatt für Jugendliche",
]
FOR = ["für Familien", "für ältere Menschen", "für Zugewanderte", "für Jugendliche", "im Quartier", "stadtweit"]
EXAMPLES = ["Nachbarschaftsfest", "Elterncafé", "Lesepaten", "Mieterfrühstück", "Gesundheitstag", "Repair-Café"]
GROUPS = ["Familien", "Ältere Menschen", "Jugendliche", "Zugewanderte", "Menschen mit Behinderungen"]
AIMS = ["Gleichstellung", "Nachhaltigkeit", "Nichtdiskriminierung"]
OFFICES = [("Dezernat Soziales", None), ("FD Soziales", 0), ("Team Wohnen", 1), ("FD Jugend", 0), ("FD Gesundheit", 0)]
DEADLINES: list[tuple[str, str, str, datetime.date | None, int | None]] = [
    ("fortlaufend", "ongoing", "", None, None),
    ("bis 2026", "by", "2026", datetime.date(2026, 12, 31), None),
    ("bis Juni 2027", "by", "2027-06", datetime.date(2027, 6, 30), None),
    ("jährlich", "recurring", "", None, 12),
    ("", "none", "", None, None),
    ("2025 bis 2029", "period", "2029", datetime.date(2029, 12, 31), None),
]


@dataclass
class Ground:
    """What a municipality has before its plans: offices, terms, areas, a council."""

    offices: list[Organisation] = field(default_factory=list)
    groups: list[Term] = field(default_factory=list)
    aims: list[Term] = field(default_factory=list)
    areas: list[PlanningArea] = field(default_factory=list)
    council: Body | None = None


def build_ground(municipality: Municipality, areas: int = 4) -> Ground:
    """Offices (a tree), target groups, objectives, planning areas and the council; made once a municipality."""
    ground = Ground()
    for name, parent in OFFICES:
        office, _ = Organisation.objects.get_or_create(
            municipality=municipality,
            slug=slug(name),
            defaults={
                "name": name,
                "kind": "department" if parent is None else "office",
                "parent": None if parent is None else ground.offices[parent],
            },
        )
        ground.offices.append(office)
    for vocabulary, labels, kept in (("target_group", GROUPS, ground.groups), ("objective", AIMS, ground.aims)):
        for label in labels:
            term, _ = Term.objects.get_or_create(
                municipality=municipality, vocabulary=vocabulary, key=slug(label), defaults={"label": label}
            )
            kept.append(term)
    for number in range(areas):
        west = 11.5 + 0.02 * number
        ring = [[west, 50.9], [west + 0.02, 50.9], [west + 0.02, 50.92], [west, 50.92], [west, 50.9]]
        area, _ = PlanningArea.objects.get_or_create(
            municipality=municipality,
            key=f"{number + 1:02}",
            defaults={
                "name": f"Viertel {number + 1}",
                "slug": f"viertel-{number + 1}",
                "population": 4000 + 100 * number,
                "population_on": datetime.date(2025, 12, 31),
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            },
        )
        ground.areas.append(area)
    ground.council, _ = Body.objects.get_or_create(
        municipality=municipality, name="Stadtrat", defaults={"kind": "council"}
    )
    return ground


def build_concept(municipality: Municipality, title: str = "Integrationskonzept", **values: Any) -> Concept:
    concept, _ = Concept.objects.get_or_create(
        municipality=municipality, slug=slug(title), defaults={"title": title, **values}
    )
    return concept


def build_paper(municipality: Municipality, number: str, title: str = "", **values: Any) -> CouncilPaper:
    found = CouncilPaper.objects.filter(number=number).first()
    if found is None:
        found = CouncilPaper(municipality=municipality, number=number, title=title, **values)
        found.save()
    return found


def build_edition(
    municipality: Municipality,
    *,
    concept: str = "Integrationskonzept",
    label: str = "2024",
    fields: int = 8,
    goals_per_field: int = 3,
    measures: int = 63,
    published: bool = True,
    state: str = "adopted",
    references: bool = True,
    continues: Edition | None = None,
    plant: str = "",
    **values: Any,
) -> Edition:
    """An edition with `measures` measures, spread evenly over fields x goals (`goals_per_field` 0: under fields).

    `continues`: an edition of the same concept whose threads the measures and goals go on. `plant`: a word that
    every text of the edition carries, and every internal note in upper case, to look for where it must not be.
    """
    with scope(municipality=municipality):
        ground = build_ground(municipality)
        edition = Edition(
            municipality=municipality,
            concept=build_concept(municipality, concept),
            label=label,
            state=state,
            description=f"Das Konzept gilt für die ganze Stadt. {plant}".strip(),
            published_at=timezone.now() if published else None,
            **{
                "valid_from": datetime.date(2024, 1, 1),
                "valid_to": datetime.date(2028, 12, 31),
                "as_of": datetime.date(2024, 1, 15),
                **values,
            },
        )
        edition.save()
        made_fields = _fields(edition, fields, plant)
        goals = _goals(edition, made_fields, goals_per_field, continues, plant)
        made = _measures(edition, made_fields, goals, measures, continues, plant)
        _around(edition, made, ground)
        if references and made:
            _references(edition, made, ground)
        refresh_search_texts(edition)
        refresh_search_words(municipality)
    return edition


def _bulk(rows: list[Any]) -> list[Any]:
    for row in rows:
        prepare(row)
    return type(rows[0]).objects.bulk_create(rows, batch_size=500) if rows else []


def _fields(edition: Edition, count: int, plant: str) -> list[ActionField]:
    ids = short_ids(count)
    rows = []
    for number in range(count):
        title, idea = FIELDS[number % len(FIELDS)]
        rows.append(
            ActionField(
                municipality=edition.municipality,
                edition=edition,
                position=number,
                short_id=ids[number],
                number=str(number + 1),
                title=f"{title} {plant}".strip(),
                guiding_idea=f"{idea} {plant}".strip(),
                description="Das Feld beschreibt den Ausgangspunkt und die Lage im Sozialraum.",
            )
        )
    made = _bulk(rows)
    if count > 1:  # the last field is a sub-field of the one before
        made[-1].parent = made[-2]
        made[-1].number = f"{made[-2].number}.1"
        made[-1].save()
    return made


def _goals(edition: Edition, fields: list[ActionField], each: int, continues: Edition | None, plant: str) -> list[Goal]:
    wanted = [(f, n) for f in fields for n in range(each)]
    threads = _threads(GoalThread, edition, len(wanted), continues)
    return _bulk(
        [
            Goal(
                municipality=edition.municipality,
                edition=edition,
                thread=thread,
                field=owner,
                position=position,
                number=f"Z{n + 1}",
                text=f"Ziel {n + 1}: {owner.title} ist bis zum Ende der Laufzeit verlässlich gesichert. {plant}".strip(),
                description="Das Ziel wird jährlich überprüft.",
            )
            for position, ((owner, n), thread) in enumerate(zip(wanted, threads, strict=True))
        ]
    )


def _threads(model: type, edition: Edition, count: int, continues: Edition | None) -> list[Any]:
    kept: list[Any] = []
    if continues is not None:
        related = "measures__edition" if model is MeasureThread else "goals__edition"
        kept = list(model.objects.filter(**{related: continues}).order_by("id")[:count])
    fresh = [
        model(municipality=edition.municipality, concept=edition.concept, short_id=short_id)
        for short_id in short_ids(count - len(kept))
    ]
    return kept + _bulk(fresh)


def _measures(
    edition: Edition,
    fields: list[ActionField],
    goals: list[Goal],
    count: int,
    continues: Edition | None,
    plant: str,
) -> list[Measure]:
    threads = _threads(MeasureThread, edition, count, continues)
    words = itertools.cycle(itertools.product(VERBS, FOR, THINGS))
    rows = []
    for position, (thread, (verb, whom, thing)) in enumerate(zip(threads, words, strict=False)):
        goal = goals[position * len(goals) // count] if goals else None
        owner = goal.field if goal else (fields[position * len(fields) // count] if fields else None)
        text, kind, end, last, months = DEADLINES[position % len(DEADLINES)]
        rows.append(
            Measure(
                municipality=edition.municipality,
                edition=edition,
                thread=thread,
                field=owner,
                goal=goal,
                position=position,
                number=f"M{position + 1}",
                title=f"{thing} {whom}" if position % 3 == 0 else "",
                text=f"{thing} {whom} {verb}; die Beteiligten stimmen sich dazu zweimal im Jahr ab. {plant}".strip(),
                kind="lobbying" if position % 17 == 16 else "own",
                responsible_text=OFFICES[position % len(OFFICES)][0],
                deadline_text=text,
                deadline_kind=kind,
                deadline_end=end,
                deadline_start="2025" if kind == "period" else "",
                deadline_last_day=last,
                every_months=months,
                focus="Zugänge für Menschen, die wenig Deutsch sprechen" if position % 4 == 0 else "",
                attributes={"Kosten": "aus dem laufenden Haushalt"} if position % 5 == 0 else {},
                notes=[f"BITTE PRÜFEN {plant.upper()}".strip()],
            )
        )
    return _bulk(rows)


def _around(edition: Edition, measures: list[Measure], ground: Ground) -> None:
    """Responsibilities, practice examples, target groups, objectives and areas, in bulk."""
    municipality = edition.municipality
    examples = {
        name: PracticeExample.objects.get_or_create(
            municipality=municipality, key=name_key(name), defaults={"name": name}
        )[0]
        for name in EXAMPLES
    }
    responsibilities, links = [], []
    groups, aims, areas = [], [], []
    for i, measure in enumerate(measures):
        for place, (office, role) in enumerate([(i, "lead"), (i + 1, "partner")][: 1 + i % 2]):
            organisation = ground.offices[office % len(ground.offices)]
            responsibilities.append(
                Responsibility(
                    municipality=municipality,
                    measure=measure,
                    organisation=organisation,
                    name=organisation.name,
                    role=role,
                    position=place,
                )
            )
        links += [
            MeasureExample(
                municipality=municipality, measure=measure, example=examples[EXAMPLES[(i + n) % 6]], position=n
            )
            for n in range(i % 3)
        ]
        groups.append(Measure.target_groups.through(measure_id=measure.pk, term_id=ground.groups[i % 5].pk))
        if i % 3 == 0:
            aims.append(Measure.objectives.through(measure_id=measure.pk, term_id=ground.aims[i % 3].pk))
        if i % 2 == 0:
            areas.append(
                Measure.areas.through(measure_id=measure.pk, planningarea_id=ground.areas[i % len(ground.areas)].pk)
            )
    _bulk(responsibilities)
    _bulk(links)
    for model, rows in (
        (Measure.target_groups.through, groups),
        (Measure.objectives.through, aims),
        (Measure.areas.through, areas),
    ):
        model.objects.bulk_create(rows, batch_size=500)


def _references(edition: Edition, measures: list[Measure], ground: Ground) -> None:
    """Three footnotes: a paper, another concept with its paper, and the same source under another number."""
    municipality = edition.municipality
    first = build_paper(
        municipality,
        "21/1108-BV",
        "10-Punkte-Plan gegen Ausgrenzung",
        body=ground.council,
        decided_on=datetime.date(2021, 11, 24),
    )
    second = build_paper(municipality, "19/2234-BV", "Nachhaltigkeitsstrategie")
    third = build_paper(municipality, "19/2056-BV")
    elsewhere = build_concept(
        municipality,
        "Nachhaltigkeitsstrategie",
        external=True,
        address="https://nachhaltig.example/",
        council_paper=second,
    )
    texts = [
        ("1", "Vgl. 10-Punkte-Plan gegen Ausgrenzung, 21/1108-BV", first, None),
        ("2", "Vgl. Nachhaltigkeitsstrategie, 19/2234-BV", second, elsewhere),
        ("3", "Vgl. Nachhaltigkeitsstrategie, 19/2056-BV", third, elsewhere),
    ]
    for position, (mark, text, paper, concept) in enumerate(texts):
        reference = Reference(
            municipality=municipality,
            edition=edition,
            position=position,
            mark=mark,
            text=text,
            concept=concept,
            notes=["INTERNER HINWEIS"],
        )
        reference.save()
        reference.council_papers.add(paper)
        targets: list[dict[str, Any]] = [{"measure": measures[position % len(measures)], "at": "text"}]
        if measures[0].goal:
            targets.append({"goal": measures[0].goal, "at": "text"})
        if measures[0].field:
            targets.append({"field": measures[0].field, "at": "guiding_idea"})
        for target in targets:
            Citation(municipality=municipality, reference=reference, **target).save()
