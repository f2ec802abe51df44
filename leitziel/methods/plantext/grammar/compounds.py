# SPDX-License-Identifier: EUPL-1.2
"""Labels by rule: what a printed label names although the vocabulary does not list it word for word.

The head of a compound decides ("Qualitätsziel", "Realisierungszeitraum"), brackets behind it and adjectives before it
do not count, two labels of one concept are that concept ("Federführung/Zuständigkeit"), and a colon is as good as a
question mark. Only what stands where a label stands, and comes back, is asked here (see `learn_derived`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from leitziel.methods.plantext.source import BlockKind
from leitziel.methods.plantext.vocabulary import STRUCTURE, Vocabulary, key

from .labels import Label, Labeller
from .pieces import Piece

_BRACKET = re.compile(r"\s*(?:\([^()]*\)|\[[^\[\]]*\])\s*$")
_PAIR = re.compile(r"\s*(?:/|\||&|\bund\b|\bbzw\.|\boder\b|,|\s[–—-]\s)\s*")
_ADJECTIVE = re.compile(r"(?:[Uu]nser|[Mm]ein|[Ii]hr|[A-ZÄÖÜa-zäöü]{3,}(?:e|er|es|en|em))$")
# These say of something else that it is a goal, a time or a party.
_OTHERS = re.compile(
    r"(?:weiter|ander|sonstig|betroffen|flankierend|ergänzend|begleitend|verwandt|bisherig|abgeschlossen|verbunden|zugehörig"
    r"|zugeordnet|nächst|letzt|erst|früher|ähnlich|bestehend|laufend|wichtig|vorig|vorangegangen|aktuell)",
    re.IGNORECASE,
)
_HEADS: tuple[tuple[str, str, str], ...] = (
    ("deadline", r"zeitraum|zeitrahmen|frist|termin|laufzeit|zeitpunkt|zeithorizont|zeitfenster|zeitplan",
     r"wirk|bericht|erheb|förder|kündig|sitzung|evalu|betracht|bezug|bewillig|antrag|melde|ausleg|prüf|beobacht|vergleich"),
    ("responsible", r"akteur(?:e|in)?|verantwortung|verantwortlich(?:e|er|keit)|zuständigkeit|federführung|projektleitung",
     r"kosten|finanz|mit(?!t)|kooperation|neben|netzwerk|eigen"),
    ("partners", r"partner|partnerschaft|mitwirkende|beteiligte|kooperationsakteure?|mitverantwort\w+", r"ansprech|nicht"),
    ("goal", r"ziele?", r"querschnitt|nachhaltigkeit|reise|kurs|bezug"),
    ("field", r"feld", r"um|vor|text|spiel|sport|eingabe|acker|aus|daten|freiwilligen"),
    ("measure", r"maßnahme|vorhaben", r"folge|begleit|gegen|ausgleichs|bau|vorgänger|neben"),
    ("description", r"beschreibung", r"stellen|problem|situations|lage|ausgangs|ziel|wirkungs|kosten"),
    ("other", r"kosten|status|indikator(?:en)?|priorität|finanzierung", r"[^\w]"),
)  # fmt: skip
_GENERIC = re.compile(r"s?(?:bereich|stelle|person|einheit|ebene|angaben?|rahmen|instanz|träger)$")
_LABEL = re.compile(r"[*_]*([A-ZÄÖÜ][^:\n.!;?]{1,56}?(?:\([^()\n]{1,30}\))?)[*_\s]*(:|\?)(?=[\s*_]|$)")
_WIDE = re.compile(r"([A-ZÄÖÜ][^:\n.!;?]{2,44}?)(?:\s{2,}|\t)\S")
_COUNTED = re.compile(r"([A-ZÄÖÜ][a-zäöüß]{3,24})\s+(\d{1,2}|[IVX]{1,4}|[A-H])\s*[:–-]\s*(?=[A-ZÄÖÜ„\"])")
_NO_FIELD = re.compile(
    r"Kapitel|Teil|Abschnitt|Anlage|Anhang|Abbildung|Tabelle|Phase|Schritt|Stufe|Meilenstein|Schuljahr|Seite|Punkt"
)
PERSON = re.compile(r"\bTel\b|@|\d{5}|\b(?:Frau|Herrn?|Dr\.)\s")
CONTACTS = (
    "ansprechpartner",
    "ansprechpartnerin",
    "ansprechperson",
    "kontakt",
    "ansprechpersonen",
    "ansprechpartnerinnen",
)


def derived(vocabulary: Vocabulary, printed: str) -> tuple[str, ...]:
    """The concepts of a label that the vocabulary does not list, by the rules of the module; or nothing."""
    words = printed.strip(" :*_")
    bare = _BRACKET.sub("", words)
    known = vocabulary.concepts(bare)
    if known or not bare:
        return known
    turned = vocabulary.concepts(bare[:-1] if bare.endswith("?") else bare + "?")
    if turned:
        return turned
    parts = [part for part in _PAIR.split(bare) if part]
    if len(parts) > 1:
        named = [vocabulary.concepts(part) or _one(vocabulary, part) for part in parts]
        return (named[0][0],) if all(named) and len({concepts[0] for concepts in named}) == 1 else ()
    return _one(vocabulary, bare)


def _one(vocabulary: Vocabulary, label: str) -> tuple[str, ...]:
    """A single label: adjectives before a known one, else a compound."""
    *before, noun = label.split()
    if len(before) > 2 or not noun[:1].isupper() or _OTHERS.match(label):
        return ()
    if before and not all(_ADJECTIVE.fullmatch(word) for word in before):
        return ()
    concepts = vocabulary.concepts(noun) if before else ()
    concepts = concepts or _compound(vocabulary, noun)
    many = key(noun).endswith(("maßnahmen", "projekte", "felder", "bereiche"))
    return () if many and before else concepts


def _compound(vocabulary: Vocabulary, noun: str) -> tuple[str, ...]:
    form = key(noun)
    stem = _GENERIC.sub("", form)
    concepts = vocabulary.labels.get(stem, ()) if stem != form else ()
    if concepts and concepts[0] in ("responsible", "deadline", "partners"):
        return concepts[:1]
    for concept, heads, others in _HEADS:
        head = re.search(f"(?:{heads})$", form)
        if head and head.start() >= 3 and not re.match(others, form):
            return (concept,)
    return ()


def learn_derived(labeller: Labeller, pieces: Sequence[Piece], firsts: Sequence[Label | None], skip: set[int]) -> None:
    """Labels by rule that stand where labels stand, twice or more (or once, with a number of their own)."""
    seen: Counter[str] = Counter()
    named: dict[str, tuple[str, ...]] = {}
    for i, piece in enumerate(pieces):
        if i in skip or piece.kind is BlockKind.CELL or firsts[i] is not None:
            continue
        for printed, numbered in _candidates(labeller, pieces, firsts, i):
            form = key(printed)
            concepts = derived(labeller.vocabulary, printed)
            if concepts and form not in labeller.vocabulary.labels:
                seen[form] += 2 if numbered and concepts[0] in STRUCTURE else 1
                named[form] = concepts
                break
    labeller.extra.update({form: named[form] for form, times in seen.items() if times >= 2})
    _contacts(labeller, pieces, firsts)
    _counted_fields(labeller, pieces, firsts)


def _candidates(
    labeller: Labeller, pieces: Sequence[Piece], firsts: Sequence[Label | None], i: int
) -> Iterator[tuple[str, bool]]:
    """What could be a label at the beginning of a piece, with whether a number of its own follows."""
    text, piece = labeller.text, pieces[i]
    found = _LABEL.match(text, piece.body, piece.end)
    if found and found[1].count(" ") <= 6:
        stop, number = labeller._number(found.start(1), found.end(1))
        yield text[found.start(1) : stop] + ("?" if found[2] == "?" else ""), number is not None
        return
    wide = _WIDE.match(text, piece.body, piece.end)
    if wide:
        yield wide[1], False
        return
    body = text[piece.body : piece.end]
    short = 3 < len(body) <= 40 and body[0].isupper() and body[-1] not in ".,;!-" and piece.bullet is None
    before = firsts[i - 1] if i else None
    answers = before is not None and before.end >= pieces[i - 1].end
    followed = i + 1 < len(pieces) and firsts[i + 1] is None
    if short and followed and not answers:
        stop, number = labeller._number(piece.body, piece.end)
        yield (labeller.text[piece.body : stop], True) if number else (body, False)


def _contacts(labeller: Labeller, pieces: Sequence[Piece], firsts: Sequence[Label | None]) -> None:
    """Where no label of a document names who is responsible, the contact does: an office, not a person."""
    if any("responsible" in concepts for concepts in labeller.extra.values()):
        return
    if any(label is not None and "responsible" in label.concepts for label in firsts):
        return
    if any(piece.kind is BlockKind.CELL for piece in pieces):
        return
    values: dict[str, list[str]] = defaultdict(list)
    for piece, label in zip(pieces, firsts, strict=True):
        if label is not None and key(label.text) in CONTACTS:
            values[key(label.text)].append(labeller.text[min(label.end, piece.end) : piece.end])
    for form, printed in values.items():
        if len(printed) >= 2 and not any(PERSON.search(value) for value in printed):
            labeller.overrides[form] = ("responsible",)


def _counted_fields(labeller: Labeller, pieces: Sequence[Piece], firsts: Sequence[Label | None]) -> None:
    """A word that counts on through the document and stands above goals and measures is its word for a field."""
    places: dict[str, list[tuple[int, str]]] = defaultdict(list)
    opened: list[int] = []
    for i, (piece, label) in enumerate(zip(pieces, firsts, strict=True)):
        if label is not None and label.structural:
            if label.concepts[0] == "field" and label.number:
                return
            opened.append(i)
        found = (
            None
            if piece.bullet or piece.kind is BlockKind.CELL
            else _COUNTED.match(labeller.text, piece.body, piece.end)
        )
        if found and not _NO_FIELD.match(found[1]) and (label is None or not label.structural):
            places[found[1]].append((i, found[2]))
    for word, members in places.items():
        numbers = [number for _, number in members]
        edges = [*(i for i, _ in members[1:]), len(pieces)]
        full = sum(any(i < at < end for at in opened) for (i, _), end in zip(members, edges, strict=True))
        if len(members) >= 2 and _count_on(numbers) and full * 5 >= len(members) * 4:
            labeller.overrides[key(word)] = ("field",)


def _count_on(numbers: Sequence[str]) -> bool:
    """1, 2, 3 or I, II, III or A, B, C, from the first on."""
    roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
    letters = list("ABCDEFGH")
    digits = [str(n) for n in range(1, len(numbers) + 1)]
    return list(numbers) in (digits, roman[: len(numbers)], letters[: len(numbers)])
