# SPDX-License-Identifier: EUPL-1.2
"""Values of every kind of report by hand, in every shape that they can have."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from leitziel.reports.library import template
from leitziel.reports.library.common.values import (
    Answer,
    FieldPart,
    Figures,
    GoalPart,
    Head,
    MeasureFacts,
    PlanPart,
    RoundFacts,
    StandingWord,
)
from leitziel.reports.library.factsheet import values as factsheet
from leitziel.reports.library.interim import values as interim
from leitziel.reports.library.synopsis import values as synopsis
from leitziel.reports.library.tasklist import values as tasklist

MARKUP = "#x $y$ *z* @a <b>fett</b> & \\ ` ~ [k] {n} {{ w }} {% say %} // c"
COMPOUND = "Kinderschutzkooperationsvereinbarungsfortschreibungsarbeitsgruppensitzungsprotokoll"
KEYS = ("done", "happened", "on_track", "not_started", "quiet", "paused", "late", "no_report", "silent", "given_up")
STANDINGS = tuple(StandingWord(key=key, label=f"Stand {key}", meaning=f"Bedeutung {key}") for key in KEYS)
NOW = RoundFacts(
    title="Runde 2026", period_start=date(2026, 1, 1), reference_date=date(2026, 12, 31), deadline=date(2027, 1, 31)
)
BEFORE = replace(NOW, title="Runde 2025", reference_date=date(2025, 12, 31))
ANSWER = Answer(
    round="Runde 2026",
    reference_date=date(2026, 12, 31),
    state="underway",
    state_label="in Umsetzung",
    text=f"Erster Absatz mit {COMPOUND}.\n\nZweiter Absatz: {MARKUP}",
    missing="Es fehlt eine Stelle.",
    next_step="Die Ausschreibung „beginnt“.",
    evidence="Jahresbericht",
    evidence_address="https://beleg.example.org/2026?a=1&b=2",
    evidence_date=date(2026, 3, 1),
    office="Fachdienst Jugendhilfe",
    submitted=date(2027, 1, 15),
)
EARLIER = replace(ANSWER, round="Runde 2025", reference_date=date(2025, 12, 31), text="Damals begann es.", evidence="")


def head(name: str, language: str = "de", **values: Any) -> Head:
    return Head(
        **{
            "municipality": "Stadt Beispielstadt",
            "title": "Ein Bericht mit Titel",
            "subtitle": "Untertitel",
            "language": language,
            "issued": datetime(2027, 2, 1, 9, 0, tzinfo=UTC),
            "as_of": date(2026, 12, 31),
            "address": "https://plan.example.org/stadt/",
            "sources": ("Erste Quelle", "Zweite Quelle"),
            "words": dict(template(name).words(language)),
            **values,
        }
    )


def figures(**counts: int) -> Figures:
    total = sum(counts.values())
    return Figures(
        counts=tuple(counts.get(key, 0) for key in KEYS),
        total=total,
        reported=total - counts.get("no_report", 0) - counts.get("silent", 0),
        lamp="behind" if total else "",
        lamp_label="hinkt hinterher" if total else "",
    )


def measure(key: str, standing: str, **values: Any) -> MeasureFacts:
    return MeasureFacts(
        **{
            "key": key,
            "short_id": f"kenn{key}",
            "number": f"M{key[1:]}",
            "heading": f"Maßnahme {key} mit Überschrift",
            "address": f"https://plan.example.org/stadt/massnahmen/kenn{key}/",
            "responsible": ("Fachdienst Jugendhilfe",),
            "deadline": "bis 2026",
            "standing": standing,
            **values,
        }
    )


MEASURES = {
    "late": measure(
        "m1", "late", text=f"Langer Text: {MARKUP}", days_late=1, answer=ANSWER, before=EARLIER, before_standing="on_track",
        partners=("Träger A", "Träger B"),
    ),
    "silent": measure("m2", "silent", silent=3, before=EARLIER, before_standing="no_report", responsible=()),
    "carried": measure("m3", "done", since="Runde 2025", before=EARLIER, before_standing="done"),
    "ongoing": measure(
        "m4", "happened", ongoing=True, deadline="", every_months=6, answer=replace(ANSWER, state_label="fand statt")
    ),
    "nobody": measure("m5", "no_report", responsible=(), unassigned=("Dezernate 2, 4 + 5",), number="", address=""),
}  # fmt: skip


def interim_context(language: str = "de", **values: Any) -> interim.Context:
    """A plan with a field below a field, a goal, measures under no field, and one of each kind of measure."""
    counts = {"late": 1, "silent": 1, "done": 1, "happened": 1, "no_report": 1}
    m = MEASURES
    below = FieldPart(number="1.1", title="Sprache", depth=1, figures=figures(happened=1), measures=(m["ongoing"],))
    goal = GoalPart(
        number="1", text=f"Die Stadt {MARKUP}", figures=figures(late=1, silent=1), measures=(m["late"], m["silent"])
    )
    field = FieldPart(
        number="1", title=f"Öffnung {COMPOUND}", depth=0, figures=figures(late=1, silent=1, happened=1),
        guiding_idea="Alle sind willkommen.", goals=(goal, GoalPart(number="2", text="Ohne Maßnahme", figures=figures())),
    )  # fmt: skip
    empty = FieldPart(number="2", title="Ohne alles", depth=0, figures=figures())
    plan = PlanPart(
        concept="Integrationskonzept", edition="2024", state="beschlossen", figures=figures(**counts),
        fields=(field, below, empty), measures=(m["carried"], m["nobody"]),
    )  # fmt: skip
    return interim.Context(
        **{
            "head": head("interim", language),
            "round": NOW,
            "previous": BEFORE,
            "running": False,
            "standings": STANDINGS,
            "rule": "So wird gezählt: ein Viertel oder mehr.",
            "figures": figures(**counts),
            "before": figures(on_track=1, no_report=1, done=1, happened=1),
            "asked": 4,
            "answered": 2,
            "carried": 1,
            "plans": (plan,),
            "late": ("m1",),
            "silent": ("m2",),
            "without_office": ("m2", "m5"),
            "changes": ("m1", "m2"),
            **values,
        }
    )


def first_round() -> interim.Context:
    """The first round of a plan without fields, still open, nobody has answered, nothing is known of the site."""
    plain = interim_context()
    plan = replace(plain.plans[0], fields=(), measures=(MEASURES["nobody"],), figures=figures(no_report=1))
    return replace(
        plain, head=replace(plain.head, address="", subtitle=""), previous=None, before=None, running=True, plans=(plan,),
        figures=figures(no_report=1), asked=1, answered=0, carried=0, late=(), silent=(), without_office=("m5",), changes=(),
    )  # fmt: skip


def nothing_wrong() -> interim.Context:
    return interim_context(late=(), silent=(), without_office=(), changes=())


def factsheet_context(language: str = "de", **values: Any) -> factsheet.Context:
    plan = factsheet.Plan(
        concept="Integrationskonzept", edition="2024", state="beschlossen", number="M1", heading=f"Blatt {COMPOUND}",
        text=MARKUP, place=("1 Öffnung", "Z1 Ziel"), responsible=("Fachdienst Jugendhilfe",), partners=("Träger A",),
        deadline="bis 2026", every_months=None, beyond=date(2025, 12, 31), lobbying=True, focus="Familien",
        examples=("Elterncafé",), target_groups=("Kinder",), objectives=("Teilhabe",), areas=("Nord",),
        attributes=(("Kosten", "12.000 €"),), others=("Integrationskonzept 2020 (abgelöst)",),
    )  # fmt: skip
    stand = factsheet.Stand(
        standing="late", round="Runde 2026", reference_date=date(2026, 12, 31), days_late=12, since="", silent=0
    )
    return factsheet.Context(
        **{
            "head": head("factsheet", language),
            "standings": STANDINGS,
            "short_id": "kennm1",
            "address": "https://plan.example.org/stadt/massnahmen/kennm1/",
            "plan": plan,
            "stand": stand,
            "history": (factsheet.Reported(answer=ANSWER, of=""), factsheet.Reported(answer=EARLIER, of="andere")),
            **values,
        }
    )


def bare_factsheet() -> factsheet.Context:
    full = factsheet_context()
    nothing = {
        "number": "", "text": "", "place": (), "responsible": (), "partners": (), "deadline": "", "beyond": None,
        "lobbying": False, "focus": "", "examples": (), "target_groups": (), "objectives": (), "areas": (),
        "attributes": (), "others": (),
    }  # fmt: skip
    return replace(full, plan=replace(full.plan, **nothing), stand=None, history=(), address="")


def tasklist_context(language: str = "de", **values: Any) -> tasklist.Context:
    def task(measure: MeasureFacts) -> tasklist.Task:
        states = ("nicht begonnen", "in Umsetzung", "abgeschlossen", "ruht", "aufgegeben oder nicht mehr fortgeführt")
        return tasklist.Task(plan="Integrationskonzept 2024", place="1 Öffnung", measure=measure, states=states)

    return tasklist.Context(
        **{
            "head": head("tasklist", language),
            "round": NOW,
            "office": "Fachdienst Jugendhilfe",
            "standings": STANDINGS,
            "open": (
                task(MEASURES["silent"]),
                task(replace(MEASURES["ongoing"], answer=None)),
                task(MEASURES["nobody"]),
            ),
            "done": (task(MEASURES["late"]),),
            "carried": (task(MEASURES["carried"]),),
            **values,
        }
    )


def synopsis_context(language: str = "de", **values: Any) -> synopsis.Context:
    def line(label: str, *pieces: tuple[str, str]) -> synopsis.Line:
        return synopsis.Line(label=label, pieces=tuple(synopsis.Piece(text=t, mark=m) for t, m in pieces))  # type: ignore[arg-type]

    def entry(key: str, kind: str, kinds: tuple[str, ...], *parts: synopsis.Part) -> synopsis.Entry:
        return synopsis.Entry(
            key=key, entry=kind, number=key[-1], heading=f"Eintrag {key} {COMPOUND}", kinds=kinds, parts=parts  # type: ignore[arg-type]
        )  # fmt: skip

    reworded = synopsis.Part(
        name="", lines=(line("Text", ("Es wird ", "same"), (f"alt {MARKUP}", "removed"), (f"neu {MARKUP}", "added")),)
    )
    dropped = synopsis.Part(name="", lines=(line("Wortlaut", ("Fällt weg.", "removed")),))
    new = synopsis.Part(name="", lines=(line("Wortlaut", ("Kommt hinzu. " * 200, "added")),))
    split = synopsis.Part(name="1 Alt → 2 Neu", lines=(line("Wortlaut", ("Bleibt.", "same")),))
    same_goal = entry("goal-2", "goal", ())
    first = synopsis.FieldPart(
        title=f"1 Eintrag field-1 {COMPOUND}", depth=0, field=entry("field-1", "field", ("umformuliert",), reworded),
        sections=(
            synopsis.Section(
                goal=entry("goal-1", "goal", ("neu",), new),
                changed=(entry("measure-1", "measure", ("geteilt", "umformuliert"), split, reworded),), same=(),
            ),
            synopsis.Section(
                goal=same_goal, changed=(entry("measure-2", "measure", ("entfallen",), dropped),), same=("M7 Bleibt gleich",)
            ),
        ),
    )  # fmt: skip
    below = synopsis.FieldPart(
        title=f"2 Eintrag field-2 {COMPOUND}", depth=1, field=entry("field-2", "field", ()), sections=()
    )
    general = synopsis.FieldPart(
        title="Übergreifend", depth=0, field=None,
        sections=(synopsis.Section(goal=None, changed=(entry("measure-3", "measure", ("neu",), new),), same=()),),
    )  # fmt: skip
    edition = synopsis.EditionFacts(
        label="2020", state="abgelöst", valid_from=date(2020, 1, 1), valid_to=None, fields=2, goals=2, measures=1234
    )
    return synopsis.Context(
        **{
            "head": head("synopsis", language),
            "concept": "Integrationskonzept",
            "old": edition,
            "new": replace(edition, label="2024", state="beschlossen", valid_from=None),
            "counts": (synopsis.KindCount(label="neu", fields=0, goals=1, measures=2),),
            "fields": (general, first, below),
            **values,
        }
    )


def nothing_changed() -> synopsis.Context:
    same = synopsis.FieldPart(
        title="1 Öffnung", depth=0, field=None, sections=(synopsis.Section(goal=None, changed=(), same=("M1 Gleich",)),)
    )
    return synopsis_context(fields=(same,), counts=())


SHAPES = {
    "interim": [interim_context(), interim_context("en"), first_round(), nothing_wrong()],
    "factsheet": [factsheet_context(), factsheet_context("en"), bare_factsheet()],
    "tasklist": [
        tasklist_context(), tasklist_context("en"), tasklist_context(open=(), done=(), carried=()),
        tasklist_context(open=()),
    ],
    "synopsis": [synopsis_context(), synopsis_context("en"), nothing_changed()],
}  # fmt: skip
EVERY = [(name, shape) for name, shapes in SHAPES.items() for shape in shapes]
IDS = [f"{name}-{place}" for name, shapes in SHAPES.items() for place in range(len(shapes))]
