# SPDX-License-Identifier: EUPL-1.2
"""The words by which the grammar knows labels and headings: data a user can extend.

A vocabulary maps concepts (field, goal, measure, responsible, deadline, ...) to the labels that offices print for
them. `Vocabulary.default()` is what comes with the package (`default.toml`); `extended` adds labels.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any

STRUCTURE = ("field", "guiding_idea", "goal", "measure")
SECTIONS = ("measures", "goals", "end", "prose")

_SIGNS = re.compile(r"[\s\u00ad\-\u2010-\u2015*_:/()|.,!#\"'„“”’]+|in(?:nen)?\b(?<=\*in)")


@lru_cache(maxsize=32768)
def key(label: str) -> str:
    """A label as it is compared: without case, spaces, hyphens, punctuation and gender signs; `?` counts."""
    folded = label.casefold().replace("&", "und").replace("*innen", "").replace("*in", "")
    return _SIGNS.sub("", folded)


class VocabularyError(ValueError):
    """The extension of a vocabulary has the wrong shape; the message (German) says where."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels by concept. `labels` maps the compared form of a label (see `key`) to its concepts, most usual first;
    `weak` holds the forms that need support by the document; `sections` maps headings to what they open."""

    labels: Mapping[str, tuple[str, ...]]
    weak: frozenset[str]
    sections: Mapping[str, str]
    longest: int

    @classmethod
    def default(cls) -> Vocabulary:
        """The vocabulary that comes with the package."""
        return _default()

    def extended(self, extension: Mapping[str, Any] | str) -> Vocabulary:
        """A vocabulary with more labels. `extension` is TOML text or a mapping of the shape of `default.toml`:
        ``{"concepts": {"responsible": {"labels": [...], "weak": [...]}}, "sections": {...}}``; a plain list instead
        of the inner table is taken as its labels. Raises `VocabularyError`."""
        if isinstance(extension, str):
            try:
                extension = tomllib.loads(extension)
            except tomllib.TOMLDecodeError as error:
                raise VocabularyError(f"Die Wortliste ist kein gültiges TOML: {error}") from error
        return _build(extension, self)

    def concepts(self, label: str) -> tuple[str, ...]:
        """Concepts of a printed label, or nothing."""
        return self.labels.get(key(label), ())


@cache
def _default() -> Vocabulary:
    text = resources.files(__package__).joinpath("default.toml").read_text(encoding="utf-8")
    return _build(tomllib.loads(text), None)


def _lists(table: Any, where: str) -> tuple[list[str], list[str]]:
    if isinstance(table, Mapping):
        labels, weak = table.get("labels", []), table.get("weak", [])
    else:
        labels, weak = table, []
    for value in (labels, weak):
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise VocabularyError(f"„{where}“ muss eine Liste von Bezeichnungen sein.")
    return labels, weak


def _build(data: Mapping[str, Any], base: Vocabulary | None) -> Vocabulary:
    labels: dict[str, tuple[str, ...]] = dict(base.labels) if base else {}
    weak = set(base.weak) if base else set()
    sections: dict[str, str] = dict(base.sections) if base else {}
    for name in data:
        if name not in ("concepts", "sections"):
            raise VocabularyError(f"Unbekannter Abschnitt „{name}“: erlaubt sind „concepts“ und „sections“.")
    for concept, table in _tables(data, "concepts"):
        more, unsure = _lists(table, concept)
        for form in _forms(more + unsure):
            known = labels.get(form, ())
            if concept not in known:
                labels[form] = (concept, *known) if base else (*known, concept)
        weak.update(_forms(unsure))
        if base:
            weak.difference_update(set(_forms(more)) - set(_forms(unsure)))
    for section, table in _tables(data, "sections"):
        if section not in SECTIONS:
            raise VocabularyError(f"Unbekannte Art von Überschrift „{section}“: erlaubt sind {', '.join(SECTIONS)}.")
        for form in _forms(_lists(table, section)[0]):
            sections.setdefault(form, section)
    longest = max((len(form) for form in labels), default=0)
    return Vocabulary(MappingProxyType(labels), frozenset(weak), MappingProxyType(sections), longest)


def _tables(data: Mapping[str, Any], name: str) -> Iterable[tuple[str, Any]]:
    tables = data.get(name, {})
    if not isinstance(tables, Mapping):
        raise VocabularyError(f"„{name}“ muss eine Tabelle sein.")
    return tables.items()


def _forms(labels: Iterable[str]) -> list[str]:
    return [form for form in map(key, labels) if form]
