# SPDX-License-Identifier: EUPL-1.2
"""Deadlines understood: ongoing, by a date, over a period, in a rhythm. Dates as ISO 8601, as exact as printed."""

from __future__ import annotations

import re

from leitziel.methods.plantext.plan import Schedule, ScheduleKind

_MONTHS = {
    "januar": 1, "jan": 1, "jänner": 1, "februar": 2, "feb": 2, "märz": 3, "mär": 3, "mrz": 3, "april": 4, "apr": 4,
    "mai": 5, "juni": 6, "jun": 6, "juli": 7, "jul": 7, "august": 8, "aug": 8, "september": 9, "sep": 9, "sept": 9,
    "oktober": 10, "okt": 10, "november": 11, "nov": 11, "dezember": 12, "dez": 12,
}  # fmt: skip
_NUMBERS = {
    "ein": 1, "eine": 1, "einem": 1, "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8,
    "neun": 9, "zehn": 10, "zwölf": 12,
}  # fmt: skip
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"(?P<day>\d{{1,2}})\.\s?(?P<month>\d{{1,2}})\.\s?(?P<year>(?:19|20)\d{{2}}|\d{{2}}(?!\d))"
    rf"|(?:(?P<nday>\d{{1,2}})\.\s?)?\b(?P<name>{_NAME})\.?\s+(?P<nyear>(?:19|20)\d{{2}})"
    rf"|(?P<quarter>[1-4]|I{{1,3}}|IV)\.?\s?(?:Quartal|Q\.?)(?:\s+|/|\s*\(?)(?P<qyear>(?:19|20)\d{{2}})"
    rf"|Q(?P<quarter2>[1-4])[\s/]{{0,2}}(?P<qyear2>(?:19|20)\d{{2}})"
    rf"|(?P<half>[12]|I{{1,2}})\.?\s?(?:Halbjahr|Hj\.?|HJ)\s*/?\s*(?P<hyear>(?:19|20)\d{{2}})"
    rf"|(?P<mm>0?[1-9]|1[0-2])[/.](?P<myear>(?:19|20)\d{{2}})"
    rf"|(?P<edge>Ende|Anfang|Mitte|Jahresende|Frühjahr|Sommer|Herbst|Winter)\s+(?:des\s+Jahres\s+)?(?P<eyear>(?:19|20)\d{{2}})"
    rf"|(?<![\d./])(?P<only>(?:19|20)\d{{2}})(?![\d]|/\d{{3}})",
    re.IGNORECASE,
)
_ONGOING = re.compile(
    r"\b(?:fortlaufend|laufend|dauerhaft|daueraufgabe|kontinuierlich\w*|ständig|stetig|permanent|unbefristet|regelmäßig"
    r"|ongoing|dauernd|immer|durchgehend|ganzjährig|anlassbezogen|bei bedarf|nach bedarf|im laufenden betrieb)\b",
    re.IGNORECASE,
)
# A yearly sum is no rhythm of the measure.
_NO_SUM = (
    r"(?!\s+(?:\w+en\s+)?(?:Kosten|Mittel\b|Ausgaben|Aufw\w+|Zusch\w+|Budget|Förder\w+|Haushalt\w*|Bedarf|Einspar\w+"
    r"|Nieder\w+|Temper\w+|[\w-]*[kK]osten\b|[\w-]*[mM]ittel\b))"
)
_INFLECTED = rf"(?:e[nmrs]?)?\b{_NO_SUM}"
_RHYTHMS: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(rf"\b(?:(?:{words}){_INFLECTED}|(?:{phrases})\b)", re.IGNORECASE), months)
    for words, phrases, months in (
        ("zweijährlich|2-jährlich", "zweijährig wiederkehrend|im zweijahresrhythmus|jede[ns]? zweite[ns]? jahre?s?", 24),
        ("dreijährlich|3-jährlich", "im dreijahresrhythmus|jedes dritte jahr", 36),
        ("halbjährlich", "zweimal (?:im|pro) jahr|zweimal jährlich|2x jährlich|jedes halbe jahr|im halbjahresrhythmus", 6),
        ("vierteljährlich", "quartalsweise|(?:einmal )?(?:im|pro|je) quartal|(?:in )?jede[ms] quartal", 3),
        ("viermal jährlich", "viermal (?:im|pro) jahr", 3),
        ("zweimonatlich", "jeden zweiten monat", 2),
        ("monatlich", "einmal (?:im|pro) monat|jeden monat", 1),
        ("jährlich|alljährlich", "(?:ein|1)\\s?(?:mal|x) (?:im|pro) jahr|jedes jahr|in jedem jahr|im jahresrhythmus", 12),
    )
)  # fmt: skip
_EVERY = re.compile(r"\balle\s+(\d{1,2}|" + "|".join(_NUMBERS) + r")\s+(jahre|monate)\b", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:[-–—]|bis(?:\s+(?:zum|ende|einschließlich))?|und)\s*", re.IGNORECASE)
_BY = re.compile(r"\b(?:bis|spätestens|vor|fertigstellung|abschluss|ende)\b", re.IGNORECASE)
_FROM = re.compile(r"\b(?:ab|seit|beginn|beginnend|start|von)\b", re.IGNORECASE)
_SHORT_RANGE = re.compile(r"(?<!\d)((?:19|20)\d{2})\s?/\s?(\d{2}|(?:19|20)\d{2})(?!\d)")


def read_schedule(text: str | None) -> Schedule | None:
    """The printed deadline understood; None if there is none, `unknown` if it says nothing that can be computed."""
    if not text or not text.strip(" -–—./"):
        return None
    rhythm = _rhythm(text)
    dates = [(found.start(), found.end(), _iso(found)) for found in _DATE.finditer(text)]
    dates = [date for date in dates if date[2][0]]
    if rhythm and not (dates and _BY.search(text[: dates[0][0]])):
        start = dates[0][2][0] if dates and _FROM.search(text[: dates[0][0]]) else None
        return Schedule(ScheduleKind.RECURRING, start=start, every_months=rhythm)
    school = _SHORT_RANGE.search(text)
    if school and len(dates) <= 2:
        end = school[2] if len(school[2]) == 4 else school[1][:2] + school[2]
        if int(end) > int(school[1]):
            return Schedule(ScheduleKind.PERIOD, start=school[1], end=end)
    if len(dates) >= 2:
        starts, ends = [date[2][0] for date in dates], [date[2][1] for date in dates]
        between = text[dates[0][1] : dates[1][0]]
        if len(dates) == 2 and not _RANGE.search(between) and not _FROM.search(text):
            return Schedule(ScheduleKind.UNKNOWN)
        return Schedule(ScheduleKind.PERIOD, start=min(starts), end=max(ends))
    if len(dates) == 1:
        return _single(text, dates[0][0], *dates[0][2])
    if _ONGOING.search(text):
        return Schedule(ScheduleKind.ONGOING)
    return Schedule(ScheduleKind.UNKNOWN)


def _single(text: str, at: int, start: str, end: str) -> Schedule:
    before = text[:at]
    if _BY.search(before) or _BY.search(text[at : at + 5]):
        return Schedule(ScheduleKind.BY, end=end)
    if _FROM.search(before):
        return Schedule(ScheduleKind.ONGOING if _ONGOING.search(text) or not before.casefold().startswith("beginn") else
                        ScheduleKind.PERIOD, start=start)  # fmt: skip
    if _ONGOING.search(text):
        return Schedule(ScheduleKind.ONGOING, start=start)
    if len(text) > 60:
        return Schedule(ScheduleKind.UNKNOWN)
    return Schedule(ScheduleKind.PERIOD, start=start, end=end)


def _rhythm(text: str) -> int | None:
    every = _EVERY.search(text)
    if every:
        count = _NUMBERS.get(every[1].casefold()) or int(every[1] if every[1].isdigit() else 0)
        if count:
            return count * (12 if every[2].casefold() == "jahre" else 1)
    return next((months for pattern, months in _RHYTHMS if pattern.search(text)), None)


def _iso(found: re.Match[str]) -> tuple[str, str]:
    """First and last moment a date names, as exact as printed."""
    if found["year"]:
        year = found["year"] if len(found["year"]) == 4 else "20" + found["year"]
        day, month = int(found["day"]), int(found["month"])
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return "", ""
        date = f"{year}-{month:02}-{day:02}"
        return date, date
    if found["name"]:
        date = f"{found['nyear']}-{_MONTHS[found['name'].casefold()]:02}"
        date += f"-{int(found['nday']):02}" if found["nday"] and 1 <= int(found["nday"]) <= 31 else ""
        return date, date
    quarter, year = found["quarter"] or found["quarter2"], found["qyear"] or found["qyear2"]
    if quarter:
        number = int(quarter) if quarter.isdigit() else {"I": 1, "II": 2, "III": 3, "IV": 4}[quarter.upper()]
        return f"{year}-{number * 3 - 2:02}", f"{year}-{number * 3:02}"
    if found["half"]:
        number = int(found["half"]) if found["half"].isdigit() else len(found["half"])
        return f"{found['hyear']}-{number * 6 - 5:02}", f"{found['hyear']}-{number * 6:02}"
    if found["mm"]:
        date = f"{found['myear']}-{int(found['mm']):02}"
        return date, date
    if found["edge"]:
        return found["eyear"], found["eyear"]
    return found["only"], found["only"]


_ADJECTIVES = {
    "jährlich": 12,
    "alljährlich": 12,
    "halbjährlich": 6,
    "vierteljährlich": 3,
    "monatlich": 1,
    "zweijährlich": 24,
}
_ADJECTIVE = re.compile(
    r"\b(" + "|".join(_ADJECTIVES) + r")e[nrms]?\s+(?!Kosten|Förder|Mittel|Budget|Zusch|Ausgab|Aufw)[A-ZÄÖÜ]\w+",
    re.IGNORECASE,
)


def stated_rhythm(text: str | None) -> tuple[Schedule, str] | None:
    """A rhythm that a sentence states ("findet alle zwei Jahre statt"), with the words that state it."""
    if not text:
        return None
    every = _EVERY.search(text)
    adjective = _ADJECTIVE.search(text)
    if adjective and not every:
        return Schedule(ScheduleKind.RECURRING, every_months=_ADJECTIVES[adjective[1].casefold()]), adjective.group()
    for pattern, months in ((re.compile(re.escape(every.group())), _rhythm(every.group())),) if every else _RHYTHMS:
        found = pattern.search(text)
        if found and months:
            return Schedule(ScheduleKind.RECURRING, every_months=months), found.group()
    return None
