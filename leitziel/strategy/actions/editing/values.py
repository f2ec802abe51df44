# SPDX-License-Identifier: EUPL-1.2
"""What a measure can be given: its fields, and how a raw value (of a form, of a sheet) becomes a clean one.

Everything that writes a measure goes through `cleaned`: the editor, the bulk form, the import of a sheet.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitziel.core.models import Organisation, OrganisationAlias, PlanningArea, Term
from leitziel.core.text import name_key, normalised
from leitziel.strategy.enums import DeadlineKind, MeasureKind, ResponsibilityRole
from leitziel.strategy.exchange.dates import last_day

AUTO = -1  # an organisation to be found: that of the line of the same name, or the one that is known by this name
LINE, NAME = 40, 500


class EditError(ValueError):
    """The entry cannot be like this; the message is fit for the screen."""


class FieldError(EditError):
    """A value does not fit its field: `field` is the name, the message is fit for the screen."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody responsible: name as printed, part, and the organisation (id, None for open, AUTO to be found)."""

    name: str
    role: str = ResponsibilityRole.UNSPECIFIED.value
    organisation: int | None = AUTO


class Words:
    """The words of the municipality that values are looked up in; each list is read once, when it is asked for.
    Needs the municipality's scope."""

    @cached_property
    def target_groups(self) -> dict[int, str]:
        return self._terms(Term.Vocabulary.TARGET_GROUP)

    @cached_property
    def objectives(self) -> dict[int, str]:
        return self._terms(Term.Vocabulary.OBJECTIVE)

    @cached_property
    def areas(self) -> dict[int, str]:
        return dict(PlanningArea.objects.order_by("key").values_list("pk", "name"))

    @cached_property
    def area_keys(self) -> dict[str, int]:
        return {key.casefold(): pk for pk, key in PlanningArea.objects.values_list("pk", "key")}

    @cached_property
    def organisations(self) -> dict[int, str]:
        return dict(Organisation.objects.values_list("pk", "name"))

    @cached_property
    def known_names(self) -> dict[str, int]:
        """Organisation by the key of its name or of another name it is known by."""
        found = {name_key(name): pk for pk, name in self.organisations.items()}
        for pk, key in OrganisationAlias.objects.values_list("organisation_id", "key"):
            found.setdefault(key, pk)
        return found

    @staticmethod
    def _terms(vocabulary: str) -> dict[int, str]:
        return dict(Term.objects.filter(vocabulary=vocabulary).order_by("label").values_list("pk", "label"))


Cleaner = Callable[[str, Any, Words], Any]
Shower = Callable[[Any, Words], str]


@dataclass(frozen=True, slots=True)
class MeasureField:
    """A field of a measure.

    `wording`: it is part of what was decided, so that changing it in a plan that counts asks for a reason.
    `lead`: the office that leads the measure may change it too. `clean(name, raw, words)` gives the clean value or
    raises FieldError; `show(value, words)` gives it as text, which `clean` reads again.
    """

    name: str
    label: str | Promise
    clean: Cleaner
    show: Shower
    wording: bool = True
    lead: bool = False


def text_of(raw: Any) -> str:
    """A raw value as text: line ends of one kind, nothing around it; a sheet's whole numbers without ".0"."""
    if raw is None:
        return ""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    lines = normalised(str(raw)).replace("\r\n", "\n").replace("\r", "\n")
    return lines.strip()


def _line(length: int) -> Cleaner:
    def clean(name: str, raw: Any, _words: Words) -> str:
        value = " ".join(text_of(raw).split())
        if len(value) > length:
            raise FieldError(name, _("At most %(n)s characters.") % {"n": length})
        return value

    return clean


def _prose(_name: str, raw: Any, _words: Words) -> str:
    return text_of(raw)


def lines_of(raw: Any) -> list[str]:
    """The entries of a list: of a list, or of a text one a line."""
    found = raw if isinstance(raw, list | tuple) else text_of(raw).split("\n")
    return list(dict.fromkeys(line for line in (" ".join(text_of(item).split()) for item in found) if line))


def _examples(name: str, raw: Any, _words: Words) -> tuple[str, ...]:
    found = lines_of(raw)
    if any(len(line) > NAME for line in found):
        raise FieldError(name, _("At most %(n)s characters a line.") % {"n": NAME})
    return tuple(found)


def _choice(choices: type[MeasureKind | DeadlineKind]) -> Cleaner:
    def clean(name: str, raw: Any, _words: Words) -> str:
        wanted = text_of(raw)
        for choice in choices:
            if wanted == choice.value or name_key(wanted) == name_key(str(choice.label)):
                return str(choice.value)
        offered = ", ".join(str(choice.label) for choice in choices)
        raise FieldError(
            name, _("“%(value)s” is not offered. There are: %(offered)s.") % {"value": wanted, "offered": offered}
        )

    return clean


def _date(name: str, raw: Any, _words: Words) -> str:
    value = text_of(raw)[:10]
    if value and last_day(value) is None:
        raise FieldError(name, _("Write the date as 2027, 2027-06 or 2027-06-30."))
    return value


def _months(name: str, raw: Any, _words: Words) -> int | None:
    value = text_of(raw)
    if not value:
        return None
    if not value.isdecimal() or not 1 <= int(value) <= 600:
        raise FieldError(name, _("Write a whole number of months from 1 to 600."))
    return int(value)


def _labels(name: str, raw: Any, _words: Words) -> dict[str, str]:
    """Labels with their texts: a mapping, or "label: text" a line; a line that begins with a space goes on."""
    if isinstance(raw, Mapping):
        pairs = [(text_of(label), text_of(value)) for label, value in raw.items()]
    else:
        pairs = []
        for line in str(raw or "").replace("\r\n", "\n").rstrip().split("\n"):
            if line[:1].isspace() and pairs:
                pairs[-1] = (pairs[-1][0], f"{pairs[-1][1]}\n{normalised(line.strip())}".strip("\n"))
            elif line.strip():
                label, colon, value = normalised(line).partition(":")
                if not colon or not label.strip():
                    raise FieldError(name, _("Each line needs a label, a colon and a text."))
                pairs.append((label.strip(), value.strip()))
    labels = [label for label, _value in pairs]
    if len(set(labels)) < len(labels):
        raise FieldError(name, _("A label stands there twice."))
    return {label: value for label, value in pairs if label and value}


def _show_labels(value: Mapping[str, Any], _words: Words) -> str:
    return "\n".join(f"{label}: {str(text).replace(chr(10), chr(10) + '  ')}" for label, text in value.items())


ROLE_WORDS = {
    ResponsibilityRole.LEAD.value: gettext_lazy("lead"),
    ResponsibilityRole.PARTNER.value: gettext_lazy("partner"),
    ResponsibilityRole.UNSPECIFIED.value: gettext_lazy("involved"),
}


def _parties(name: str, raw: Any, words: Words) -> tuple[Party, ...]:
    """Who answers for it: Party values, or one a line with "lead:" or "partner:" before the name."""
    found = raw if isinstance(raw, list | tuple) else lines_of(raw)
    parties = [item if isinstance(item, Party) else _party(text_of(item)) for item in found]
    for party in parties:
        if len(party.name) > NAME:
            raise FieldError(name, _("At most %(n)s characters a line.") % {"n": NAME})
        if party.role not in ROLE_WORDS:
            raise FieldError(name, _("An entry has no part: lead, partner or involved."))
        if party.organisation not in {None, AUTO} and party.organisation not in words.organisations:
            raise FieldError(name, _("An organisation or a printed name is no longer there. Load the page again."))
    return tuple(dict.fromkeys(party for party in parties if party.name))


def _party(line: str) -> Party:
    before, colon, behind = line.partition(":")
    for role, word in ROLE_WORDS.items():
        if colon and behind.strip() and before.strip().casefold() in {str(word).casefold(), role}:
            return Party(behind.strip(), role)
    return Party(line)


def _show_parties(value: Iterable[Party], _words: Words) -> str:
    plain = ResponsibilityRole.UNSPECIFIED
    return "\n".join(p.name if p.role == plain else f"{ROLE_WORDS[p.role]}: {p.name}" for p in value)


def _listed(which: str) -> Cleaner:
    """Entries of one of the municipality's lists: rows, ids, or names (one a line, or between semicolons)."""

    def clean(name: str, raw: Any, words: Words) -> tuple[int, ...]:
        known: dict[int, str] = getattr(words, which)
        by_name = {name_key(label): pk for pk, label in known.items()}
        if raw is None or isinstance(raw, str):
            items: Iterable[Any] = [part for part in re.split(r"[;\n]", text_of(raw)) if part.strip()]
        else:
            items = raw
        found = set()
        for item in items:
            pk = _entry(item, known, by_name, words, which)
            if pk is None:
                raise FieldError(name, _("“%(value)s” is not in the list.") % {"value": item})
            found.add(pk)
        return tuple(pk for pk in known if pk in found)

    return clean


def _entry(item: Any, known: Mapping[int, str], by_name: Mapping[str, int], words: Words, which: str) -> int | None:
    if isinstance(item, Model):
        item = item.pk
    if isinstance(item, int):
        return item if item in known else None
    key = text_of(item)
    if which == "areas" and key.casefold() in words.area_keys:
        return words.area_keys[key.casefold()]
    return by_name.get(name_key(key))


def _show_listed(which: str) -> Shower:
    def show(value: Iterable[int], words: Words) -> str:
        known: dict[int, str] = getattr(words, which)
        return "; ".join(known.get(pk, "?") for pk in value)

    return show


def _show_text(value: Any, _words: Words) -> str:
    return "" if value is None else str(value)


def _show_lines(value: Iterable[str], _words: Words) -> str:
    return "\n".join(value)


def _show_choice(choices: type[MeasureKind | DeadlineKind]) -> Shower:
    return lambda value, _words: str(choices(value).label)


def _fields() -> Iterable[MeasureField]:
    lazy, text = gettext_lazy, _show_text
    yield MeasureField("number", lazy("Number"), _line(LINE), text)
    yield MeasureField("title", lazy("Title"), _line(NAME), text)
    yield MeasureField("text", lazy("Text"), _prose, text)
    yield MeasureField("responsible_text", lazy("Responsible, as printed"), _prose, text)
    yield MeasureField("responsibilities", lazy("Responsible, one by one"), _parties, _show_parties)
    yield MeasureField("deadline_text", lazy("Deadline, as printed"), _prose, text)
    kinds = DeadlineKind
    yield MeasureField("deadline_kind", lazy("Deadline, understood as"), _choice(kinds), _show_choice(kinds))
    yield MeasureField("deadline_start", lazy("From"), _date, text)
    yield MeasureField("deadline_end", lazy("Until"), _date, text)
    yield MeasureField("every_months", lazy("Every … months"), _months, text)
    yield MeasureField("focus", lazy("Focus"), _prose, text, wording=False, lead=True)
    yield MeasureField("examples", lazy("Practice examples"), _examples, _show_lines, wording=False, lead=True)
    yield MeasureField("attributes", lazy("Other labels"), _labels, _show_labels)
    kind = _choice(MeasureKind)
    yield MeasureField("kind", lazy("Kind"), kind, _show_choice(MeasureKind), wording=False)
    for name, label, lead in (
        ("target_groups", lazy("Target groups"), True),
        ("objectives", lazy("Cross-cutting objectives"), False),
        ("areas", lazy("Planning areas"), True),
    ):
        yield MeasureField(name, label, _listed(name), _show_listed(name), wording=False, lead=lead)


MEASURE_FIELDS: dict[str, MeasureField] = {field.name: field for field in _fields()}


def cleaned(name: str, raw: Any, words: Words | None = None) -> Any:
    """The clean value of a measure's field out of a raw one: text of a form or a cell, or what is clean already.

    Needs the municipality's scope; hand over the same `words` for many values. Raises FieldError.
    """
    if name not in MEASURE_FIELDS:
        raise FieldError(name, _("A measure has no field “%(name)s”.") % {"name": name})
    return MEASURE_FIELDS[name].clean(name, raw, words or Words())


def shown(name: str, value: Any, words: Words | None = None) -> str:
    """A clean value as text that `cleaned` reads again."""
    return MEASURE_FIELDS[name].show(value, words or Words())
