# SPDX-License-Identifier: EUPL-1.2
"""A plan edited the way a council's plan is edited from one edition to the next, with the truth of every edit.

The words put in are our own; what is taken out or turned round is taken from whatever plan the test reads. Entries
are named by their place: "2.1/3/1" is the first measure of the third goal of the field numbered 2.1.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from leitziel.methods.alignment import Entry
from leitziel.methods.plantext import Field, Plan

Truth = dict[tuple[str, str], frozenset[str]]  # (old key or "", new key or "") -> kinds


def entries_of(plan: Plan) -> list[Entry]:
    """The plan's fields, goals and measures under keys that name their place."""
    found: list[Entry] = []

    def add(node: Field, parent: str | None, name: str) -> None:
        found.append(Entry(name, "field", node.title, node.guiding_idea or "", node.number or "", parent, len(found)))
        for g, goal in enumerate(node.goals, start=1):
            key = f"{name}/{g}"
            found.append(Entry(key, "goal", "", goal.text, goal.number or "", name, len(found)))
            for m, measure in enumerate(goal.measures, start=1):
                attributes = {
                    "responsible": measure.responsible or "",
                    "deadline": measure.deadline or "",
                    "focus": measure.focus or "",
                    "examples": measure.examples,
                }
                texts = measure.title or "", measure.text or "", measure.number or ""
                found.append(Entry(f"{key}/{m}", "measure", *texts, key, len(found), attributes))
        for number, child in enumerate(node.fields, start=1):
            add(child, name, f"{name}.{child.number or number}")

    for number, node in enumerate(plan.fields, start=1):
        add(node, None, node.number or str(number))
    return found


# ---------------------------------------------------------------- rewording, whatever the text
_WORD = re.compile(r"\w[\w-]*")


def opened(text: str) -> str:
    """Another opening, the rest of the sentence as it was."""
    words = text.split()
    return " ".join(["Künftig", "gilt:", *words[2:]])


def closed(text: str) -> str:
    return f"{text.rstrip('.')} und legt dem zuständigen Ausschuss darüber einmal im Jahr Rechenschaft ab."


def thinned(text: str) -> str:
    """Every third word is gone."""
    return " ".join(word for i, word in enumerate(text.split()) if i % 3 != 2)


def turned(text: str) -> str:
    """The second half of the sentence first."""
    words = text.rstrip(".").split()
    half = len(words) // 2
    return " ".join([*words[half:], "–", *words[:half]]) + "."


def recast(text: str) -> str:
    """Only the three longest words remain, in a sentence of our own."""
    words = sorted(dict.fromkeys(_WORD.findall(text)), key=lambda w: (-len(w), w))[:3]
    return f"Im Mittelpunkt stehen {' sowie '.join(words)}; näheres regelt eine Vereinbarung der Beteiligten."


def halved(text: str) -> str:
    words = text.split()
    return " ".join(words[: max(3, len(words) * 3 // 5)]) + "."


def first_part(text: str) -> str:
    words = text.rstrip(".").split()
    return " ".join(words[: len(words) // 2]) + "."


def second_part(text: str) -> str:
    words = text.rstrip(".").split()
    return "Außerdem: " + " ".join(words[len(words) // 2 :]) + "."


REWORDINGS: tuple[Callable[[str], str], ...] = (opened, closed, thinned, turned, halved, recast)

FRESH = (
    "Ein Fahrradkurs für Erwachsene findet jedes Frühjahr auf dem Verkehrsübungsplatz statt.",
    "Die Stadt Jena fördert eine Nähwerkstatt, in der gebrauchte Kleidung ausgebessert wird.",
    "In jedem Stadtteil wird ein Gemeinschaftsgarten mit Hochbeeten angelegt.",
    "Die Stadtbücherei öffnet sonntags und bietet Vorlesestunden an.",
    "Ein Stipendium unterstützt junge Musikerinnen und Musiker beim Kauf eines Instruments.",
    "Das Freibad gibt Saisonkarten zum halben Preis an Auszubildende aus.",
    "Eine mobile Zahnarztpraxis besucht Wohnheime zweimal im Jahr.",
    "Die Stadt Jena erarbeitet einen Leitfaden für barrierefreie Straßenfeste.",
    "Hausmeister der Schulen werden im Umgang mit Konflikten geschult.",
    "Ein Erzählcafé bringt Menschen aus allen Ortsteilen an einen Tisch.",
    "Leerstehende Ladenlokale werden Vereinen für ein Jahr mietfrei überlassen.",
    "Die Volkshochschule richtet einen Kurs für Gebärdensprache ein.",
)
FOCI = (
    "Vorrang haben Angebote am Abend und am Wochenende.",
    "In der ersten Hälfte der Laufzeit werden kleine Träger angesprochen.",
    "Zuerst wird geklärt, wer bisher fehlt.",
    "Erprobung in zwei Ortsteilen, danach Entscheidung über die Ausweitung.",
)
EXAMPLES = (
    ("Kochabend im Gemeindehaus", "Tandem am Arbeitsplatz"),
    ("Stadtrundgang zu zweit",),
    ("Sprechstunde im Supermarkt", "Aushang an der Haltestelle", "Podcast der Azubis"),
)
OFFICES = ("Stabsstelle Zukunftsaufgaben", "FD Haushalt und Beteiligungen", "Quartiersbüro Süd")


# ---------------------------------------------------------------- edits
@dataclass(frozen=True, slots=True)
class Edit:
    """One edit. `kind`: reword, move, split, merge, drop, new, focus, examples, responsible, deadline, goal (reword a
    goal), title (of a field). `at`: the entry, `to`: goal to move to or measure to merge with, `how`: which text."""

    kind: str
    at: str
    to: str = ""
    how: int = 0


@dataclass
class Edited:
    """The new edition under work."""

    old: list[Entry]
    new: dict[str, Entry] = field(default_factory=dict)
    origin: dict[str, list[str]] = field(default_factory=dict)  # new key -> old keys
    kinds: dict[str, set[str]] = field(default_factory=dict)  # new key -> kinds
    order: dict[str, list[str]] = field(default_factory=dict)  # goal -> its measures

    def __post_init__(self) -> None:
        for entry in self.old:
            key = f"n:{entry.key}"
            self.new[key] = replace(entry, key=key, parent=f"n:{entry.parent}" if entry.parent else None)
            self.origin[key], self.kinds[key] = [entry.key], set()
            if entry.kind == "measure":
                self.order.setdefault(f"n:{entry.parent}", []).append(key)

    def apply(self, edit: Edit) -> None:
        getattr(self, f"_{edit.kind}")(f"n:{edit.at}", edit)

    def _change(self, key: str, kind: str, **values: object) -> None:
        self.new[key] = replace(self.new[key], **values)  # type: ignore[arg-type]
        self.kinds[key].add(kind)

    def _attribute(self, key: str, name: str, value: str | tuple[str, ...]) -> None:
        self._change(key, name, attributes={**self.new[key].attributes, name: value})

    def _reword(self, key: str, edit: Edit) -> None:
        self._change(key, "reworded", text=REWORDINGS[edit.how](self.new[key].text))

    _goal = _reword

    def _title(self, key: str, _edit: Edit) -> None:
        self._change(key, "reworded", title=f"{self.new[key].title} und Nachbarschaft")

    def _focus(self, key: str, edit: Edit) -> None:
        self._attribute(key, "focus", FOCI[edit.how])

    def _examples(self, key: str, edit: Edit) -> None:
        self._attribute(key, "examples", EXAMPLES[edit.how])

    def _responsible(self, key: str, edit: Edit) -> None:
        self._attribute(key, "responsible", OFFICES[edit.how])

    def _deadline(self, key: str, edit: Edit) -> None:
        self._attribute(key, "deadline", f"bis {2031 + edit.how}")

    def _move(self, key: str, edit: Edit) -> None:
        goal = f"n:{edit.to}"
        self.order[self.new[key].parent or ""].remove(key)
        self.order.setdefault(goal, []).append(key)
        self._change(key, "moved", parent=goal)

    def _drop(self, key: str, _edit: Edit) -> None:
        self.order[self.new[key].parent or ""].remove(key)
        for store in (self.new, self.origin, self.kinds):
            del store[key]

    def _split(self, key: str, _edit: Edit) -> None:
        entry, other = self.new[key], f"{key}+"
        self.new[other] = replace(entry, key=other, text=second_part(entry.text))
        self.new[key] = replace(entry, text=first_part(entry.text))
        siblings = self.order[entry.parent or ""]
        siblings.insert(siblings.index(key) + 1, other)
        self.origin[other], self.kinds[other] = list(self.origin[key]), {"split"}
        self.kinds[key] = {"split"}

    def _merge(self, key: str, edit: Edit) -> None:
        other = f"n:{edit.to}"
        one, two = self.new[key], self.new[other]
        who = ", ".join(dict.fromkeys([str(one.attributes["responsible"]), str(two.attributes["responsible"])]))
        text = f"{one.text} {two.text}"
        self.new[key] = replace(one, text=text, attributes={**one.attributes, "responsible": who})
        self.origin[key] += self.origin[other]
        self.kinds[key] = {"merged"}
        self._drop(other, edit)

    def _new(self, _key: str, edit: Edit) -> None:
        goal = f"n:{edit.at}"
        key = f"new:{edit.how}"
        attributes = {"responsible": OFFICES[edit.how % 3], "deadline": "fortlaufend"}
        self.new[key] = Entry(key, "measure", "", FRESH[edit.how], "", goal, 0, attributes)
        self.order.setdefault(goal, []).insert(min(1, len(self.order.get(goal, []))), key)
        self.origin[key], self.kinds[key] = [], {"new"}

    def finished(self) -> list[Entry]:
        """The entries in their new order; measures are counted anew within their goal, as a document does."""
        found: list[Entry] = []
        for entry in self.new.values():
            if entry.kind == "measure":
                continue
            found.append(replace(entry, position=len(found)))
            for number, key in enumerate(self.order.get(entry.key, []), start=1):
                found.append(replace(self.new[key], number=str(number), position=len(found)))
        return found

    def truth(self) -> tuple[set[tuple[str, str]], set[tuple[str, str]]]:
        """Pairs that belong together, and (key, kind) of every entry: the new key, or the old one if it is dropped."""
        pairs = {(old, new) for new, olds in self.origin.items() for old in olds}
        kinds = {(key, kind) for key, found in self.kinds.items() for kind in found or {"same"}}
        gone = {e.key for e in self.old} - {old for old, _new in pairs}
        return pairs, kinds | {(key, "dropped") for key in gone}


def edited(old: list[Entry], edits: Iterable[Edit]) -> Edited:
    result = Edited(old)
    for edit in edits:
        result.apply(edit)
    return result


# ---------------------------------------------------------------- edits drawn by lot
SHARES = {"reword": 14, "move": 8, "split": 5, "merge": 4, "drop": 6, "new": 8, "focus": 7, "examples": 6}
SHARES |= {"responsible": 4, "deadline": 4, "goal": 6, "title": 2}


def drawn(old: list[Entry], seed: int) -> list[Edit]:
    """74 edits drawn by lot. A measure that is split, merged or dropped is not edited otherwise; one that is moved or
    reworded may get another focus as well."""
    lot = random.Random(seed)
    measures = [e for e in old if e.kind == "measure"]
    goals = [e.key for e in old if e.kind == "goal"]
    fields = [e.key for e in old if e.kind == "field"]
    lot.shuffle(measures)
    free = [e.key for e in measures]
    long = [e.key for e in measures if len(e.text.split()) >= 12]
    edits: list[Edit] = []
    for key in long[: SHARES["split"]]:
        free.remove(key)
        edits.append(Edit("split", key))
    for _ in range(SHARES["merge"]):
        at = free.pop()
        near = [k for k in free if k.rpartition("/")[0].partition("/")[0] == at.partition("/")[0]]
        to = near[-1] if near else free[-1]
        free.remove(to)
        edits.append(Edit("merge", at, to))
    edits += [Edit("drop", free.pop()) for _ in range(SHARES["drop"])]
    touched = {kind: lot.sample(free, SHARES[kind]) for kind in ("reword", "move")}
    edits += [Edit("reword", key, how=i % len(REWORDINGS)) for i, key in enumerate(touched["reword"])]
    for key in touched["move"]:
        edits.append(Edit("move", key, lot.choice([g for g in goals if g != key.rpartition("/")[0]])))
    for kind, choices in (("focus", FOCI), ("examples", EXAMPLES), ("responsible", OFFICES), ("deadline", OFFICES)):
        edits += [Edit(kind, key, how=i % len(choices)) for i, key in enumerate(lot.sample(free, SHARES[kind]))]
    edits += [Edit("new", lot.choice(goals), how=i) for i in lot.sample(range(len(FRESH)), SHARES["new"])]
    edits += [Edit("goal", key, how=i % 5) for i, key in enumerate(lot.sample(goals, SHARES["goal"]))]
    return edits + [Edit("title", key) for key in lot.sample(fields, SHARES["title"])]


# ---------------------------------------------------------------- another set, drawn in another way
def _other_signs(text: str) -> str:
    """Every noun's neighbour gone, "and" as a sign, another end."""
    words = [w for i, w in enumerate(text.rstrip(".").split()) if i % 4 != 1]
    return " ".join("&" if w == "und" else w for w in words) + ", soweit Mittel bereitstehen."


def _in_a_nutshell(text: str) -> str:
    """The first and the last third."""
    words = text.rstrip(".").split()
    third = max(2, len(words) // 3)
    return "Kurz gefasst: " + " ".join([*words[:third], "…", *words[-third:]]) + "."


def _as_task(text: str) -> str:
    words = text.rstrip(".").split()
    return f"Auftrag an die Verwaltung: {' '.join(words[1:-1])}. Ein Beirat begleitet die Umsetzung und bewertet sie."


def _reordered(text: str) -> str:
    words = text.rstrip(".").split()
    return " ".join([*words[1::2], *words[::2]]) + "."


def drawn_hard(old: list[Entry], seed: int) -> Edited:
    """110 edits in which one measure gets several at once: other words, another goal, another office and another
    focus. A third of the goals has other words, twelve measures are gone, twelve are new; fields change places."""
    lot = random.Random(f"hard {seed}")
    ways = (_other_signs, _in_a_nutshell, _as_task, _reordered)
    result = Edited(old)
    goals = [e.key for e in old if e.kind == "goal"]
    keys = [e.key for e in old if e.kind == "measure"]
    lot.shuffle(keys)
    for key in [k for k in keys if len(result.new[f"n:{k}"].text.split()) >= 10][:6]:
        keys.remove(key)
        result.apply(Edit("split", key))
    for _ in range(5):
        one, two = keys.pop(), keys.pop()
        result.apply(Edit("merge", one, two))
    for _ in range(12):
        result.apply(Edit("drop", keys.pop()))
    for index, key in enumerate(keys[:24]):
        entry = f"n:{key}"
        result._change(entry, "reworded", text=ways[index % len(ways)](result.new[entry].text))
        if index % 3 == 0:
            result.apply(Edit("move", key, lot.choice([g for g in goals if g != key.rpartition("/")[0]])))
        if index % 4 == 0:
            result.apply(Edit("responsible", key, how=index % 3))
        if index % 2 == 0:
            result.apply(Edit("focus", key, how=index % 4))
    for index in range(len(FRESH)):
        result.apply(Edit("new", lot.choice(goals), how=index))
    for index, key in enumerate(lot.sample(goals, len(goals) // 3)):
        entry = f"n:{key}"
        result._change(entry, "reworded", text=ways[index % len(ways)](result.new[entry].text))
    return result
