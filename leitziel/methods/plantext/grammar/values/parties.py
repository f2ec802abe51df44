# SPDX-License-Identifier: EUPL-1.2
"""Responsible parties one by one, with their role as far as the words say it.

German names of offices contain "und" and commas themselves ("FD Jugend und Bildung"), so nothing is split at "und"
unless both sides show that they are names of their own. A shared head word is given back to each name ("Dezernate
2, 4 + 5" -> Dezernat 2, Dezernat 4, Dezernat 5).
"""

from __future__ import annotations

import re

from leitziel.methods.plantext.plan import Party, Role

from .examples import split_outside

_PARTNER = re.compile(
    r"\s*[,;(]?\s*\b(?:in (?:enger )?(?:Kooperation|Zusammenarbeit|Abstimmung|Absprache|Verbindung) mit(?: de[nmr])?|mit Unterstützung"
    r"(?: (?:durch|von|de[rs]))?|unter (?:Mitwirkung|Beteiligung|Einbeziehung)(?: (?:durch|von|de[rs]))?|unterstützt durch|gefördert (?:durch|von)"
    r"(?: de[nmr])?|gemeinsam mit"
    r"(?: de[nmr])?|im (?:Benehmen|Einvernehmen) mit(?: de[nmr])?|Förderung durch|Beteiligt(?:e)?:|Kooperation(?:spartner)?:"
    r"|Mitwirkung:|Partner:|sowie in Kooperation mit)\s*",
    re.IGNORECASE,
)
_WITH = re.compile(r"\s+mit(?:\s+(?:de[nmr]|dem))?\s+(?=[A-ZÄÖÜ])")
# Behind "mit" these say which people or places are meant ("Menschen mit Behinderungen"), no second party.
_MARKED = re.compile(
    r"(?:(?-i:[a-zäöü])\w+\s+)?[\w-]*(?:behinderung|beeinträchtigung|einschränkung|erkrankung|erfahrung|geschichte|hintergrund|bedarf|kind|demenz"
    r"|handicap|förderschwerpunkt|schwerpunkt|schwierigkeit|anspruch|sitz)(?:e?n|er|ern|e|s)?\b",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:Menschen|Personen|Kindern?|Jugendlichen?|Frauen|Männern?|Familien|Eltern|Bürger\w*|Schulen|Einrichtungen|Haushalten?|Vereinen?)$"
)
_FORM = re.compile(r"\b(?:g?GmbH|mbH|e\.\s?V|AG|eG|KG)\b")
_LEAD = re.compile(
    r"^\s*(?:Federführung|Federführend|Lead|FF|Hauptverantwort(?:ung|lich)|Leitung)\s*:\s*", re.IGNORECASE
)
_LEAD_SIGN = re.compile(r"\s*\((?:FF|Federführung|federführend|Lead|Leitung)\)", re.IGNORECASE)
_AND = re.compile(r"\s+(?:und|sowie|&|\+)\s+|\s*/\s+|\s+/\s*")
_HEADS = {
    "fachdienste": "Fachdienst", "dezernate": "Dezernat", "fachbereiche": "Fachbereich", "ämter": "Amt", "abteilungen":
    "Abteilung", "referate": "Referat", "stabsstellen": "Stabsstelle", "sachgebiete": "Sachgebiet", "teams": "Team",
    "geschäftsbereiche": "Geschäftsbereich", "fds": "FD", "bereiche": "Bereich", "fachgebiete": "Fachgebiet",
}  # fmt: skip
_HEAD = re.compile(r"^((?i:" + "|".join(_HEADS) + r"))\s+(?=[A-ZÄÖÜ\d])")
_WHOLE = re.compile(r"(?:alle|sämtliche)\b")
_BY_NAME = re.compile(r"(?:insbesondere|vor allem|darunter|z\.\s?B\.|wie|u\.\s?a\.|etwa)\b")
_OFFICE = re.compile(
    r"^(?:(?:das|die|der|den|dem)\s+)?(?:FD|FB|Fachdienst|Fachbereich|Amt|Büro|Dezernat|Dezernent\w*|Abteilung|Referat|Stabsstelle"
    r"|Stadt|Landkreis|Kreis|Gemeinde|Jobcenter|Jugendamt|Sozialamt|Gesundheitsamt|Agentur|Eigenbetrieb\w*|Team|Beauftragte\w*"
    r"|externe\w*|ext\.|geförderte\w*|weitere\w*|freie\w*|[\wäöüß\-]+(?:amt|beirat|büro|verwaltung|stelle|behörde|dienst|werke|verband|verein"
    r"|gesellschaft|GmbH|partner\w*|träger|beauftragte\w*|referat|dezernat|zentrum|leitung\w*|ausschuss|meister\w*|kultur)"
    r"|(?:[A-ZÄÖÜ][\wäöüß\-]+er\s+){1,2}(?:Dienst|Verein|Verband|Beirat))\b"
)
_CAPITALS = re.compile(r"[A-ZÄÖÜ]{2,8}$")
_ABBREVIATED = re.compile(r"(?:\b[eE]\.\s?V\.|\bCo\.|\bu\.\s?a\.|\betc\.)\s*$")
_ADJECTIVE = re.compile(r"[A-ZÄÖÜ][\wäöüß\-]*(?:isch|lich|al|ein|ig)er$")


def looks_like_office(text: str) -> bool:
    """Does a text begin with the name of an office or another body, or is it its abbreviation?"""
    text = text.strip()
    return _OFFICE.match(text) is not None or re.match(r"[A-ZÄÖÜ]{2,6}(?:[ ,/]|$)", text) is not None


def split_parties(text: str | None, role: Role = Role.UNSPECIFIED) -> tuple[Party, ...]:
    """Single parties of a printed value; `role` is what the label says (a plain "Verantwortung" says nothing)."""
    if not text:
        return ()
    if _WHOLE.match(text):
        return (Party(" ".join(text.split()), role),)
    parts = re.split(_PARTNER, text, maxsplit=1)
    if len(parts) == 1:
        parts = _at_with(text)
    main = Role.LEAD if len(parts) > 1 and role is Role.UNSPECIFIED else role
    out: list[Party] = [Party(name, _own(name, main)) for name in _names(parts[0])]
    for part in parts[1:]:
        for piece in re.split(_PARTNER, part):
            out += [Party(name, Role.PARTNER) for name in _names(piece)]
    seen: set[str] = set()
    unique = []
    for party in out:
        name = _LEAD_SIGN.sub("", _LEAD.sub("", party.name)).strip()
        if name and name.casefold() not in seen:
            seen.add(name.casefold())
            unique.append(Party(name, party.role))
    if any(party.role is Role.LEAD for party in unique) and role is Role.UNSPECIFIED and len(parts) == 1:
        unique = [p if p.role is Role.LEAD else Party(p.name, Role.PARTNER) for p in unique]
    return tuple(unique)


def _at_with(text: str) -> list[str]:
    """The text cut at the first "mit" that adds a party to a complete one; else whole."""
    for found in _WITH.finditer(text):
        before = re.split(r"[,;\n]", text[: found.start()])[-1].strip()
        after = re.split(r"[,;\n]", text[found.end() :])[0]
        inside = before.count("(") > before.count(")")
        if inside or _MARKED.match(after) or _PEOPLE.search(before):
            continue
        if _OFFICE.match(after) or _FORM.search(after) or not re.search(r"\bfür\b", before):
            return [text[: found.start()], text[found.end() :]]
    return [text]


def _own(name: str, role: Role) -> Role:
    return Role.LEAD if _LEAD.match(name) or _LEAD_SIGN.search(name) else role


def _names(text: str) -> list[str]:
    text = text.strip(" ,;\n") if _ABBREVIATED.search(text) else text.strip(" ,;.\n")
    raw = split_outside(text, ",;\n")
    out: list[str] = []
    position = 0
    while position < len(raw):
        part = raw[position]
        shared = _HEAD.match(part)
        if shared:
            group = [part]
            while position + 1 < len(raw) and _continues_group(raw[position + 1]) and not _closed(group[-1]):
                position += 1
                group.append(raw[position])
            out += _shared(", ".join(group), _HEAD.match(group[0]))
        elif out and _BY_NAME.match(part):
            out[-1] = f"{out[-1]}, {part}"
        elif out and (taken := _rest_of_name(out[-1], raw[position:])):
            out[-1] = ", ".join([out[-1], *raw[position : position + taken]])
            position += taken - 1
        else:
            out += _at_and(part)
        position += 1
    return [
        name
        for name in (name.strip(" ,;") if _ABBREVIATED.search(name) else name.strip(" ,;.") for name in out)
        if name
    ]


def _continues_group(part: str) -> bool:
    return not _OFFICE.match(part) and not _HEAD.match(part) and bool(re.match(r"[A-ZÄÖÜ\d]", part))


def _closed(part: str) -> bool:
    return re.search(r"\b(?:und|sowie)\s+\S+$|[+&]\s*\S+$", part) is not None and not _HEAD.match(part)


def _rest_of_name(name: str, parts: list[str]) -> int:
    """How many parts belong to a name like "Dezernat für Soziales, Gesundheit und Klima": plain nouns up to the one
    with "und". A name that has its "und" already is complete."""
    if not _OFFICE.match(name) or not re.search(r"\bfür\s+\S+$", name):
        return 0
    for taken, part in enumerate(parts, 1):
        if _OFFICE.match(part) or not re.match(r"[A-ZÄÖÜ][\wäöüß\-]+(?:\s+und\s+[A-ZÄÖÜ][\wäöüß\-]+)?$", part):
            return 0
        if " und " in part:
            return taken
    return 0


def _shared(text: str, head: re.Match[str] | None) -> list[str]:
    assert head is not None
    singular = _HEADS[head[1].casefold()]
    rest = text[head.end() :]
    if re.match(r"[\dIVX]", rest):
        numbers = re.match(r"(?:[\dIVX]+(?:\.\d+)?(?:\s*(?:,|\+|&|/|und|sowie)\s*)?)+", rest)
        assert numbers is not None
        out = [f"{singular} {number}" for number in re.findall(r"[\dIVX]+(?:\.\d+)?", numbers.group())]
        return out + _names(rest[numbers.end() :])
    names: list[str] = []
    parts = split_outside(rest, ",;\n")
    for position, part in enumerate(parts):
        if _OFFICE.match(part):
            return names + _names(", ".join(parts[position:]))
        if position == len(parts) - 1:
            pieces = re.split(r"\s+(?:und|sowie|\+|&)\s+", part) if len(parts) > 1 and position else [part]
            if len(parts) == 1:
                pieces = re.split(r"\s+(?:und|sowie|\+|&)\s+", part)
            elif position == 0:
                pieces = [part]
            names += [f"{singular} {piece}" for piece in pieces]
        else:
            names.append(f"{singular} {part}")
    return names


def _at_and(part: str) -> list[str]:
    """Split at "und", "sowie", "+", "/" where what follows is plainly a name of its own."""
    out, at = [], 0
    for found in _AND.finditer(part):
        before, after = part[at : found.start()], part[found.end() :]
        strong = found.group().strip() in ("sowie", "/", "+")
        if before.rstrip().endswith("-"):
            continue
        first = re.split(r"\s+(?:und|sowie)\s+|,", after)[0]
        if not before.strip() or not (
            _OFFICE.match(after) or (_CAPITALS.match(first.strip()) and _short(before)) or strong
        ):
            continue
        if _ADJECTIVE.match(before.strip()):  # "Sozialpsychiatrischer und Ärztlicher Dienst"
            continue
        if re.search(r"\bfür\b", before) and not _OFFICE.match(after) and not strong:
            continue
        out.append(before)
        at = found.end()
    out.append(part[at:])
    return out


def _short(before: str) -> bool:
    """Is the name before a word of its own, so that an abbreviation behind "und" is another name?"""
    return " " not in before.strip()
