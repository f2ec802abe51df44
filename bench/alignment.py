# SPDX-License-Identifier: EUPL-1.2
"""What became of 1,000 measures from one edition to the next."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from bench.measure import Figure, measure
from leitziel.methods.alignment import Decision, Entry, align, described

MEASURES, GOALS, FIELDS = 1000, 100, 20
THINGS = (
    "Beratung",
    "Treffpunkt",
    "Sprachkurs",
    "Ferienprogramm",
    "Wohnung",
    "Nachbarschaft",
    "Ausbildung",
    "Betreuung",
    "Pflege",
    "Begleitung",
    "Werkstatt",
    "Sprechstunde",
    "Familienzentrum",
    "Spielplatz",
    "Bibliothek",
    "Verzeichnis",
    "Leitfaden",
    "Fortbildung",
    "Netzwerk",
    "Förderung",
    "Gesundheit",
    "Prävention",
    "Teilhabe",
    "Ehrenamt",
    "Patenschaft",
    "Übergang",
    "Schule",
    "Kindertagesstätte",
    "Jugendhaus",
    "Seniorentreff",
    "Mobilität",
    "Barrierefreiheit",
    "Sprachmittlung",
    "Haushaltsbefragung",
    "Sozialbericht",
    "Quartiersarbeit",
    "Stadtteilbüro",
    "Energieberatung",
    "Schuldnerberatung",
    "Wohnungslosigkeit",
)
DOINGS = (
    "ausgebaut",
    "eingerichtet",
    "erprobt",
    "fortgeführt",
    "gebündelt",
    "vereinbart",
    "ausgewertet",
    "veröffentlicht",
    "vereinfacht",
    "gesichert",
)
WORDS = (
    "in",
    "den",
    "Stadtteilen",
    "gemeinsam",
    "mit",
    "freien",
    "Trägern",
    "für",
    "Familien",
    "und",
    "Alleinerziehende",
    "auf",
    "Wunsch",
    "vor",
    "Ort",
    "jährlich",
)


VOCABULARY = tuple(f"{one}{two.lower()}" for one in THINGS for two in THINGS if one != two)


def edition(seed: int) -> list[Entry]:
    """A plan of 1,000 measures; texts of fifteen words, so that many are near each other."""
    lot = random.Random(seed)
    entries: list[Entry] = []
    for f in range(FIELDS):
        entries.append(Entry(f"f{f}", "field", " und ".join(lot.sample(THINGS, 2)), "", str(f), None, len(entries)))
    for g in range(GOALS):
        text = f"{lot.choice(THINGS)} und {lot.choice(THINGS)} werden {lot.choice(DOINGS)}"
        entries.append(Entry(f"g{g}", "goal", "", text, str(g % 5), f"f{g % FIELDS}", len(entries)))
    for m in range(MEASURES):
        said = {"responsible": f"FD {lot.choice(THINGS)}", "deadline": "fortlaufend", "focus": lot.choice(THINGS)}
        text = _sentence(lot)
        entries.append(Entry(f"m{m}", "measure", "", text, str(m % 10), f"g{m % GOALS}", len(entries), said))
    return entries


def _sentence(lot: random.Random) -> str:
    words = [*lot.sample(VOCABULARY, 5), *lot.sample(WORDS, 8), *lot.sample(DOINGS, 2)]
    lot.shuffle(words)
    return " ".join(words)


def continued(old: list[Entry], seed: int) -> list[Entry]:
    """The next edition: a tenth dropped, a tenth new, a third in other words, a twentieth under another goal."""
    lot = random.Random(seed)
    new = []
    for entry in old:
        chance, following = lot.random(), entry
        if entry.kind == "measure" and chance < 0.1:
            following = replace(entry, key=f"new-{entry.key}", text=_sentence(lot))
        elif entry.kind == "measure" and chance < 0.43:
            words = entry.text.split()
            kept = [word for word in words if lot.random() > 0.3]
            following = replace(entry, text=" ".join([*kept, lot.choice(VOCABULARY)]))
        elif entry.kind == "measure" and chance < 0.48:
            following = replace(entry, parent=f"g{lot.randrange(GOALS)}")
        new.append(following)
    return new


def figures() -> Iterator[Figure]:
    old = edition(1)
    new = continued(old, 2)
    yield measure(
        f"{MEASURES} measures laid against {MEASURES}: who continues whom", lambda: align(old, new), runs=3, aim="< 2 s"
    )
    found = align(old, new)
    pairs = {(e.key, e.key) for e in old if e.kind == "measure"} & {(e.key, e.key) for e in new}
    hits = {pair for match in found.of("measure") for pair in match.pairs}
    print(f"{'':<4}precision {len(hits & pairs) / len(hits):.3f}, recall {len(hits & pairs) / len(pairs):.3f}")
    settled = [Decision(tie.kind, tie.old, tie.new) for m in found.matches if m.kind != "field" for tie in m.ties]
    yield measure(
        "what changed, word by word, where it is settled",
        lambda: described(align(old, new, settled, search=False), old, new),
        runs=3,
        aim="< 500 ms",
    )
