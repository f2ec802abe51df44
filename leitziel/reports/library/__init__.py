# SPDX-License-Identifier: EUPL-1.2
"""Kinds of reports, a folder each: what it is (`template.toml`), its words, its values, and how each format is drawn.

A folder holds
- `template.toml`: title and description (German, English), subject, formats, audience, version;
- `words.toml`: its fixed words; `values.py`: the frozen values (`Context`); `gather.py`: `gather(subject, about)`;
- `<name>.typ` (PDF), `page.html` (HTML), `word.py` (`document(context)`), `sheets.py` (`sheets(context)`);
- where they are needed, `pictures.py` (`for_print(context)`) and `page.py` (`shown(context)`: more for `page.html`).
A new kind is a new folder; nothing else names it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from leitziel.rendering.docx import MEDIA_TYPE_DOCX
from leitziel.rendering.xlsx import MEDIA_TYPE_XLSX
from leitziel.reports.library.common.wording import read_words

FOLDER = Path(__file__).resolve().parent


class SubjectKind(StrEnum):
    """What a kind of report is about."""

    ROUND = "round"
    OFFICE = "office"  # an office in a round
    EDITIONS = "editions"  # two editions of a concept
    MEASURE = "measure"


class Format(StrEnum):
    """In which formats a report is issued."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"
    XLSX = "xlsx"

    @property
    def media_type(self) -> str:
        return _MEDIA_TYPES[self]

    @property
    def label(self) -> str:
        return {"html": "HTML", "pdf": "PDF", "docx": "Word", "xlsx": "Excel"}[self]


_MEDIA_TYPES = {
    Format.HTML: "text/html; charset=utf-8",
    Format.PDF: "application/pdf",
    Format.DOCX: MEDIA_TYPE_DOCX,
    Format.XLSX: MEDIA_TYPE_XLSX,
}


class UnknownTemplateError(LookupError):
    """There is no such kind of report; the message names those there are."""


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of report. `public`: it may be published; others are for members only."""

    name: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    subject: SubjectKind
    formats: tuple[Format, ...]
    public: bool
    version: int

    def __hash__(self) -> int:
        return hash(self.name)

    @property
    def folder(self) -> Path:
        return FOLDER / self.name

    def title(self, language: str) -> str:
        return self.titles["en" if language.startswith("en") else "de"]

    def description(self, language: str) -> str:
        return self.descriptions["en" if language.startswith("en") else "de"]

    def words(self, language: str) -> Mapping[str, str]:
        return read_words(self.folder, language)

    def module(self, name: str) -> ModuleType:
        """A part of the folder: `values`, `gather`, `word`, `sheets`, `pictures`, `page`."""
        return import_module(f"{__name__}.{self.name}.{name}")

    def has(self, name: str) -> bool:
        return (self.folder / f"{name}.py").exists()

    @property
    def context(self) -> type[Any]:
        """The class of its frozen values."""
        found: type[Any] = self.module("values").Context
        return found


def _read(folder: Path) -> Template:
    said = tomllib.loads((folder / "template.toml").read_text(encoding="utf-8"))
    return Template(
        name=folder.name,
        titles=said["title"],
        descriptions=said["description"],
        subject=SubjectKind(said["subject"]),
        formats=tuple(Format(name) for name in said["formats"]),
        public={"public": True, "internal": False}[said["audience"]],
        version=said["version"],
    )


@cache
def templates() -> Mapping[str, Template]:
    """All kinds of reports by name."""
    return {path.parent.name: _read(path.parent) for path in sorted(FOLDER.glob("*/template.toml"))}


def template(name: str) -> Template:
    """The kind of report called `name`. Raises UnknownTemplateError."""
    try:
        return templates()[name]
    except KeyError:
        raise UnknownTemplateError(f"no report is called {name!r}; there are {', '.join(templates())}") from None
