# SPDX-License-Identifier: EUPL-1.2
"""One small invented plan as data, the words four offices would use for its labels, and the judge of a reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from leitziel.methods.plantext import Plan


@dataclass(frozen=True)
class Measure:
    number: str
    title: str
    text: str
    responsible: str
    deadline: str
    cost: str
    status: str


@dataclass(frozen=True)
class Words:
    """How an office calls things."""

    field: str
    number: str
    measure: str
    responsible: str
    deadline: str
    cost: str
    status: str
    title: str
    plan: str = "stadt"

    @property
    def fields(self) -> dict[str, tuple[Measure, ...]]:
        """The plan that is written down in these words."""
        return PLANS[self.plan]


STADT: dict[str, tuple[Measure, ...]] = {
    "Wohnen und Umfeld": (
        Measure("1", "Beratung zum Umbau im Bestand", "Ein kleines Team berät Menschen, die ihre Wohnung umbauen wollen, zu Hause und kostenlos.",
                "Bauamt", "2027", "20.000 €", "geplant"),
        Measure("2", "Bänke und Schatten an den Wegen zum Markt, zur Kirche und zur Arztpraxis",
                "An vier Wegen entstehen Bänke und Bäume.", "Grünflächenamt", "ab 2026", "45.000 €", "begonnen"),
        Measure("3", "Tauschbörse für Wohnungen", "Wer verkleinern will, findet hier, wer mehr Platz sucht.",
                "Wohnungsamt, Sozialamt", "laufend", "keine", "umgesetzt"),
        Measure("4", "Nachbarschaftspreis mit Preisgeld", "Der Preis ehrt Häuser, die zusammenhalten.",
                "Stabsstelle Ehrenamt", "jährlich", "3.000 €", "begonnen"),
    ),
    "Unterwegs im Alter": (
        Measure("5", "Rufbus am Abend", "Der Rufbus fährt, wenn der Linienbus nicht mehr fährt, und hält auf Zuruf.",
                "Stadtwerke Lindach", "31.12.2026", "110.000 €", "in Planung"),
        Measure("6", "Übungsstunden mit dem Rollator auf dem Hof der Verkehrswacht", "Geübt werden Bordstein, Bus und Kopfsteinpflaster.",
                "Ordnungsamt", "Frühjahr 2027", "2.500 €", "geplant"),
        Measure("7", "Haltestellen ohne Barrieren in allen Ortsteilen", "Zwölf Haltestellen erhalten einen hohen Bord.",
                "Fachbereich Tiefbau", "2026–2029", "1,2 Mio. €", "begonnen"),
        Measure("8", "Mitfahrbank", "Wer sitzt, will mit.", "Amt für Mobilität", "Mitte 2028", "9.000 €", "geplant"),
    ),
}  # fmt: skip
KREIS: dict[str, tuple[Measure, ...]] = {
    "Bildung und Teilhabe": (
        Measure("1", "Aufbau eines Netzwerks für frühe Hilfen", "Hebammen, Praxen und Kitas kennen einander.",
                "Gesundheitsamt", "bis zum Schuljahr 2027/28", "noch offen", "in Vorbereitung"),
        Measure("2", "Lernorte für Erwachsene: Schreiben, Lesen und Rechnen am Feierabend in jeder Gemeinde des Kreises",
                "Die Kurse sind kostenlos.", "Kreisvolkshochschule", "fortlaufend", "12.500 € jährlich", "läuft"),
        Measure("3", "Prüfung, ob Vereine die Sporthallen in den Ferien nutzen können", "Geprüft wird auch die Heizung.",
                "Schulverwaltungsamt", "2. Quartal 2026", "keine zusätzlichen", "offen"),
        Measure("4", "Stipendien", "Der Kreis fördert Auszubildende.", "Landrat", "ab August 2026", "60.000 €", "beschlossen"),
    ),
    "Leben auf dem Dorf": (
        Measure("5", "„Dorfladen auf Rädern“ für Orte ohne Geschäft", "Ein Wagen hält zweimal in der Woche.",
                "Amt für Wirtschaft und Verkehr", "2026/2027", "rund 80.000 €", "geplant"),
        Measure("6", "Digitale Sprechstunde der Verwaltung", "Man muss nicht mehr in die Kreisstadt fahren.",
                "FD 12, Gemeinden", "dauerhaft", "5.000 €", "in Umsetzung"),
        Measure("7", "Treffpunkt Feuerwehrhaus", "Das Haus ist auch für andere da.",
                "Dezernat II", "3 Jahre ab Beschluss", "7.500 €", "zurückgestellt"),
        Measure("8", "Jährliche Dorfkonferenz mit allen Ortsräten", "Die Konferenz berät den Stand der Dinge.",
                "Stabsstelle Kreisentwicklung", "jeweils im Herbst", "1.200 €", "umgesetzt"),
    ),
}  # fmt: skip
PLANS = {"stadt": STADT, "kreis": KREIS}
VOCABULARIES: dict[str, Words] = {
    "amt": Words("Handlungsfeld", "Nr.", "Maßnahme", "Verantwortlich", "Termin", "Kosten", "Status", "Titel"),
    "stelle": Words("Themenfeld", "Lfd. Nr.", "Vorhaben", "Zuständige Stelle", "Realisierung bis", "Finanzierung", "Umsetzungsstand", "Bezeichnung"),
    "leitung": Words("Handlungsschwerpunkt", "Kennung", "Aktivität", "Umsetzungsverantwortung", "Laufzeit", "Budget", "Sachstand", "Projekttitel"),
    "wer": Words("Aktionsfeld", "Nummer", "Handlungsempfehlung", "Wer?", "Bis wann?", "Mittelbedarf", "Bearbeitungsstand", "Kurztitel"),
}  # fmt: skip


def flat(text: str | None) -> str:
    """For comparison: letters and digits only, so that undone hyphenation and dashes do not count."""
    return re.sub(r"[\W_]+", "", text or "").casefold()


@dataclass(frozen=True)
class Verdict:
    """What a reading of one rendering is worth. `wrong` holds values that are neither right nor empty."""

    missing: tuple[str, ...]
    extra: int
    wrong: tuple[str, ...]
    right: int
    asked: int


def judge(plan: Plan, asked: frozenset[str], told: str = "stadt") -> Verdict:
    """Compare a reading with the data; `asked` names the values that the rendering shows, `told` the plan."""
    found = _measures(plan.to_dict())
    missing, wrong, right, taken = [], [], 0, 0
    measures = [measure for group in PLANS[told].values() for measure in group]
    for measure in measures:
        title = flat(measure.title)
        own = [
            node
            for node in found
            if title in (flat(node["title"]), flat(node["text"]), flat(measure.number + measure.title))
        ]
        if len(own) != 1:
            missing.append(f"{measure.title} ({len(own)})")
            continue
        taken += 1
        node = own[0]
        for name in ("responsible", "deadline"):
            value = node[name]
            expected = getattr(measure, name) if name in asked else None
            if value is not None and flat(value) != flat(expected):
                wrong.append(f"{measure.title}: {name} = {value!r}")
            right += expected is not None and flat(value) == flat(expected)
    return Verdict(tuple(missing), len(found) - taken, tuple(wrong), right, len(measures) * len(asked))


def _measures(node: dict[str, Any]) -> list[dict[str, Any]]:
    out = list(node.get("measures", ()))
    for name in ("fields", "goals"):
        for child in node.get(name, ()):
            out += _measures(child)
    return out
