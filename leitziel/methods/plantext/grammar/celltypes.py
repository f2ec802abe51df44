# SPDX-License-Identifier: EUPL-1.2
"""What kind of value fits a column, and how values that lost their columns find them again.

Where an extraction left only the order of cells, their kinds tell them apart: a date, an office, a sum, a state. The
alignment is the cheapest one; where two are nearly as good, the values in question stay open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from leitziel.methods.plantext.plan import ScheduleKind

from .flow import ends_sentence, goes_on
from .values import read_schedule
from .values.parties import looks_like_office

_DASH = re.compile(r"[-–—/.]{1,3}$|k\.\s?A\.$")
_TIME_START = re.compile(
    r"(?:(?:bis|ab|seit|ende|mitte|anfang|nach|vor|zum|zu|im|jede[rsn]?|alle|ca\.|voraussichtlich|spätestens|sofort|von|frühjahr|sommer"
    r"|herbst|winter|schuljahr|laufend|fortlaufend|dauerhaft|kontinuierlich|jährlich|monatlich|halbjährlich|vierteljährlich|einmalig"
    r"|wöchentlich|täglich|kurzfristig|mittelfristig|langfristig|daueraufgabe|regelmäßig|offen|januar|februar|märz|april|mai|juni|juli"
    r"|august|september|oktober|november|dezember|zweimal|einmal|q[1-4]|[1-4]\.\s?quartal|[12]\.\s?halbjahr|sommerferien|osterferien"
    r"|herbstferien|unbefristet|jeweils|binnen|innerhalb|sobald|mehrmals|saisonal|turnusmäßig|permanent|ständig|zeitnah|umgehend|ganzjährig|wiederkehrend|bereits|lfd\.|umgesetzt)\b|\d{1,2}\s(?:jahre?|monate?|wochen)\b|(?:19|20)\d{2}\b|\d{1,2}[./]\d{1,2}[./]|\d{1,2}/(?:19|20)\d{2}|[IV]{1,3}/\d{2,4})",
    re.IGNORECASE,
)
_MONEY = re.compile(
    r"€|\bEUR\b|\beuro\b|\bt€|\bmio\b|\bkeine\b|kostenneutral|\bstellen?\b|\bVZÄ\b|budget|haushalt|personalkosten|\bförder|ehrenamt|offen\b"
    r"|^\d{1,3}(?:\.\d{3})+\b|antrag|sponsor|eigenmittel|noch zu|unbekannt",
    re.IGNORECASE,
)
_STATE = re.compile(
    r"^(?:in\s+)?(?:nicht\s+)?(?:begonnen|planung|geplant|umsetzung|umgesetzt|offen|laufend|läuft|abgeschlossen|erledigt|vorbereitung"
    r"|beauftragt|zurückgestellt|ausgesetzt|daueraufgabe|gestartet|beschlossen|prüfung|in arbeit|neu|fertig|teilweise|eingeführt|fortlaufend"
    r"|realisiert|verworfen|entfällt|grün|gelb|rot|\d{1,3}\s?%)\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"^(?:sehr\s+)?(?:hoch|mittel|niedrig|gering|hohe|mittlere|niedrige|A|B|C|I{1,3}|[1-5]|\+{1,3}|-{1,3})$",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"^(?:alle\b|(?:junge|ältere|alte|geflüchtete|werdende|alleinerziehende|pflegende|neu)\s)?\s*(?:familien|eltern|kinder|jugendliche|senior"
    r"|menschen|frauen|männer|mädchen|jungen|schüler|schulkinder|lehrkräfte|fachkräfte|schwangere|beschäftigte|mitarbeitende|unternehmen"
    r"|vereine|bürger|einwohner|migrant|geflüchtete|zugewanderte|studierende|auszubildende|azubis|angehörige|ehrenamtliche|personen|mieter"
    r"|neuzugewanderte|bewohner|öffentlichkeit|haushalte|betriebe|kitas|schulen|erwerbslose|alleinerziehende|erwachsene|touristen|gäste)",
    re.IGNORECASE,
)
_NOUN = re.compile(r"[A-ZÄÖÜ][a-zäöüß]{2,}")
_TIME_WORD = re.compile(
    r"Quartal|Halbjahr|Jahr|Spielzeit|Haushalt|Semester|Doppelhaushalt|Monat|Woche|Ferien|Beginn|Ende|Start|Umsetzung",
    re.IGNORECASE,
)
_WEAK_START = re.compile(r"(?:von|nach|vor|zum|zu|im|offen|einmal|zweimal)\b", re.IGNORECASE)
_MONEY_START = re.compile(
    r"(?:ca\.|rund|bis|je|max\.|etwa|insgesamt|jährlich|über|unter|[<>≤≥])?\s*(?:[\d.,]+\s*(?:€|EUR|Euro|T€|TEUR|Mio|Stelle|VZÄ|Tsd|%|$)|keine?\b|offen"
    r"|kosten|im Budget|aus |Personalkosten|Haushalt|Förder|Ehrenamt|gering|hoch|mittel|Eigenmittel|Sach|Spende|noch |unbekannt|\d)",
    re.IGNORECASE,
)
_TRAILING_TIME = re.compile(
    r"(?:\b(?:ab|bis|seit|ende|mitte|anfang|schuljahr|quartal|halbjahr|laufend|fortlaufend|jährlich|dauerhaft|monatlich|januar|februar|märz"
    r"|april|mai|juni|juli|august|september|oktober|november|dezember|frühjahr|sommer|herbst|winter)|[1-4]\.|(?:19|20)\d{2}|\d{1,2}\s(?:jahre?|monate?|wochen))$",
    re.IGNORECASE,
)
_OPEN_TAIL = re.compile(
    r"\s(?:rund|ca\.|circa|etwa|noch|jeweils|bis|ab|seit|nicht|jede[rns]?|alle|max\.|über|unter|je|ohne|voraussichtlich|spätestens|sofort)$"
)
_SMALL_TAIL = re.compile(r"\s[a-zäöü][a-zäöüß]+$")
NUMBER = re.compile(r"(?:[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,3}[ .\-–]?)?\d{1,3}(?:\.\d{1,3}){0,3}(?:\.?[a-z])?[.)]?$")
_MORE_OFFICES = re.compile(
    r"[\wäöüß\-]*(?:bund|bündnis|kammer|kirche|schule|bibliothek|bücherei|museum|klinik|klinikum|verbund|netzwerk|stiftung|hochschule"
    r"|universität|polizei|feuerwehr|bauhof|agentur|kasse|initiative|rat|feuerwehr|gesellschaft|förderung|planung|pflege|forum)\b"
    r"|[A-ZÄÖÜ][\wäöüß\-]+(?:er|es|e)\s[\wäöüß\-]*(?:[Dd]ienst|[Aa]mt|[Ss]telle|[Bb]üro|[Vv]erwaltung|[Kk]reis|[Bb]etrieb|[Vv]erband|[Vv]erein|[Zz]entrum)\b"
)
_NO_OFFICE = re.compile(r"Ehrenamt\b")
_BARE_HEAD = re.compile(
    r"(?:Dienst|Amt|Stelle|Büro|Abteilung|Referat|Fachbereich|Fachdienst|Stabsstelle|Dezernat|Eigenbetrieb|Team|Zentrum|Verein|Verband"
    r"|Stadtwerke|Gemeindewerke|FB|FD|Arbeitskreis|Sachgebiet|Geschäftsstelle|Netzwerk|Agentur)$"
)
_BEFORE_NAME = re.compile(
    r"(?:Abteilung|Referat|Fachbereich|Fachdienst|Stabsstelle|Dezernat|Eigenbetrieb|FB|FD|Sachgebiet|Stadtwerke|Gemeindewerke|Amt)$"
)
_ADJECTIVE = re.compile(r"\s[A-ZÄÖÜ][a-zäöüß]{4,}(?:isch|lich|ig|istisch)(?:er|es|e)$")
_COST = re.compile(r"kost|budget|finanz|mittel|aufwand|ressourc|invest", re.IGNORECASE)
_STATUS = re.compile(r"status|stand\b|sachstand|umsetzungsstand|fortschritt|20\d\d$", re.IGNORECASE)
_PRIORITY = re.compile(r"priorit|dringlich|rang", re.IGNORECASE)
_GROUP = re.compile(r"zielgruppe|adressat|für wen", re.IGNORECASE)


UNSURE = 0.2


def kind_of(concept: str, printed: str) -> str:
    """The kind of values a column holds: number, time, office, money, state, rank, people or text."""
    if concept in ("number", "deadline", "responsible", "partners"):
        return {"number": "number", "deadline": "time"}.get(concept, "office")
    if concept == "other":
        for pattern, kind in ((_COST, "money"), (_STATUS, "state"), (_PRIORITY, "rank"), (_GROUP, "people")):
            if pattern.search(printed):
                return kind
    return "text"


def is_office(text: str) -> bool:
    """Does a text begin like the name of an office or another body? Wider than what splits parties."""
    return not _NO_OFFICE.match(text) and (looks_like_office(text) or _MORE_OFFICES.match(text) is not None)


def begins(kind: str, word: str, phrase: str) -> bool:
    """Does a word in small letters begin a value of a kind ("in Planung", "keine", "laufend")?"""
    if kind == "time":
        return looks_like_time(word)
    if kind == "rank":
        return _RANK.match(word) is not None
    pattern = {"state": _STATE, "money": _MONEY_START}.get(kind)
    return pattern is not None and pattern.match(phrase) is not None


def value_begins(text: str, concept: str, label: str) -> bool:
    """Does a text begin like the value of a label: with a capital letter, a number, or a word of its kind?"""
    if text[:1].isupper() or text[:1].isdigit() or text[:1] in '„"–-':
        return True
    return begins(kind_of(concept, label), text.split(" ", 1)[0], text[:40])


def looks_like_time(text: str) -> bool:
    """Is the text a date, a period or a rhythm rather than a name?"""
    if len(text) > 70 or not _TIME_START.match(text.strip("(")):
        return False
    schedule = read_schedule(text)
    return (schedule is not None and schedule.kind is not ScheduleKind.UNKNOWN) or len(text.split()) <= 5


@lru_cache(maxsize=16384)
def misfit(kind: str, text: str) -> float:
    """How badly a text fits a kind of column: 0 fits, 5 is out of the question."""
    text = text.strip()
    if _DASH.match(text):
        return 0.2 if kind not in ("number", "text") else 4.0
    if _OPEN_TAIL.search(text):
        return 1.5 + misfit(kind, _OPEN_TAIL.sub("", text))
    words = text.count(" ") + 1
    time, money = looks_like_time(text), _MONEY.search(text) is not None and words <= 8
    if kind == "number":
        return 0.0 if NUMBER.match(text) else 6.0
    if kind == "time":
        return _time(text, words, time)
    if kind == "money":
        return _money(text, words, money)
    if kind == "state":
        return 0.0 if _STATE.match(text) else (2.0 if is_office(text) else 0.8) + 0.1 * words
    if kind == "rank":
        return 0.0 if _RANK.match(text) else 4.0
    if kind == "office":
        return _office(text, words, time or money)
    if kind == "people":
        return 0.0 if _PEOPLE.match(text) else 1.5
    return _text(text, words, time, money)


def _time(text: str, words: int, time: bool) -> float:
    if not time:
        return 3.0 if words <= 4 else 5.0
    strange = [w for w in _NOUN.findall(text) if not _TIME_START.match(w) and not _TIME_WORD.match(w)]
    loose = 0.5 if _WEAK_START.match(text) and not re.search(r"\d", text) else 0.0
    return 0.4 * len(strange) + loose


def _money(text: str, words: int, money: bool) -> float:
    last = text.rsplit(" ", 1)[-1]
    if _MONEY_START.match(text):
        return (0.0 if words <= 10 else 1.0) + (1.5 if words > 1 and _BEFORE_NAME.match(last) else 0.0)
    if is_office(text) or _TIME_START.match(text):
        return 3.0
    return 1.0 if money else (1.5 if words <= 8 else 4.0)


def _office(text: str, words: int, otherwise: bool) -> float:
    if _TRAILING_TIME.search(text):
        return 2.5
    if _BARE_HEAD.match(text):
        return 0.9
    if _NO_OFFICE.match(text):
        return 2.0
    if is_office(text):
        long = 0.2 * max(0, max(part.strip().count(" ") for part in re.split("[,;/]", text)) - 5)
        quoted = 2.0 if "„" in text or ":" in text else 0.0
        return (0.0 if words <= 14 else 2.0) + long + quoted + (1.0 if _SMALL_TAIL.search(text) else 0.0)
    if otherwise or _PEOPLE.match(text):
        return 3.0
    if text[:1].islower() or text[:1] == "(" or (ends_sentence(text) and text[-1] == "."):
        return 4.0
    return 0.7 if words <= 3 else 1.2 + 0.2 * words


def _text(text: str, words: int, time: bool, money: bool) -> float:
    if NUMBER.match(text):
        return 4.0
    if time and words <= 4:
        return 2.5
    if money and words <= 3:
        return 2.0
    if is_office(text) and words <= 3:
        return 1.2
    last = text.rsplit(" ", 1)[-1]
    if words > 1 and _TRAILING_TIME.search(text):
        return 0.8
    if words > 1 and (_BEFORE_NAME.match(last) or _ADJECTIVE.search(text)):
        return 1.2
    return 0.4 if words == 1 else 0.0


def align(  # noqa: C901 - a dynamic programme reads better in one piece
    texts: Sequence[str], kinds: Sequence[str], merge: Callable[[int], float], split: Callable[[int], float]
) -> tuple[float, list[tuple[int, int]]] | None:
    """The cheapest way to give consecutive texts to columns in order; every column gets one text or more.

    `merge(i)` is the cost of texts i and i+1 in one cell, `split(i)` that of a cell's border between them.
    """
    n, k = len(texts), len(kinds)
    if n < k or n > 90:
        return None
    infinite = float("inf")
    best = [[infinite] * (n + 1) for _ in range(k + 1)]
    back = [[0] * (n + 1) for _ in range(k + 1)]
    best[0][0] = 0.0
    joins = [merge(i) for i in range(n - 1)]
    cuts = [split(i) for i in range(n - 1)]
    for column in range(1, k + 1):
        for end in range(column, n - (k - column) + 1):
            inside = 0.0
            for start in range(end - 1, column - 2, -1):
                if start < end - 1:
                    inside += joins[start]
                if inside > 12 or best[column - 1][start] == infinite:
                    if inside > 12:
                        break
                    continue
                cost = best[column - 1][start] + inside + (cuts[start - 1] if start else 0.0)
                if cost >= best[column][end]:
                    continue
                cost += misfit(kinds[column - 1], " ".join(texts[start:end]))
                if cost < best[column][end]:
                    best[column][end], back[column][end] = cost, start
    if best[k][n] == infinite:
        return None
    spans: list[tuple[int, int]] = []
    end = n
    for column in range(k, 0, -1):
        start = back[column][end]
        spans.append((start, end))
        end = start
    return best[k][n], spans[::-1]


def unsure_borders(
    texts: Sequence[str],
    kinds: Sequence[str],
    spans: Sequence[tuple[int, int]],
    merge: Callable[[int], float],
    split: Callable[[int], float],
) -> set[int]:
    """Columns whose border to the next one could as well stand a text or two further: a name and an office."""
    out: set[int] = set()
    for column in range(len(kinds) - 1):
        pair = kinds[column], kinds[column + 1]
        if set(pair) - {"text", "office", "people"} or pair == ("text", "text"):
            continue
        (first, border), (_, last) = spans[column], spans[column + 1]

        def cost(at: int, first: int = first, last: int = last, pair: tuple[str, str] = pair) -> float:
            inside = sum(merge(k) for k in range(first, last - 1) if k != at - 1)
            cells = misfit(pair[0], " ".join(texts[first:at])) + misfit(pair[1], " ".join(texts[at:last]))
            return inside + split(at - 1) + cells

        here = cost(border)
        others = [cost(at) for at in range(max(first + 1, border - 3), min(last, border + 4)) if at != border]
        if others and min(others) - here < UNSURE:
            out.add(column)
    return out


def line_costs(texts: Sequence[str]) -> tuple[Callable[[int], float], Callable[[int], float]]:
    """Costs of joining and cutting at line ends: a line that is not full was ended on purpose."""
    width = max(map(len, texts), default=0)

    def value(i: int) -> bool:
        text = texts[i]
        plain = text[:1].islower() and texts[i - 1][-1:] not in "-,"
        return plain and (
            looks_like_time(text) or bool(_MONEY_START.match(text) or _STATE.match(text) or _RANK.match(text))
        )

    def merge(i: int) -> float:
        if value(i + 1):
            return 0.6
        if goes_on(texts[i], texts[i + 1]):
            return 0.0
        return 0.7 if len(texts[i]) >= 0.75 * width and len(texts[i]) > 24 else 2.2

    def split(i: int) -> float:
        return 3.0 if goes_on(texts[i], texts[i + 1]) and not value(i + 1) else 0.0

    return merge, split
