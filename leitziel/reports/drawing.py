# SPDX-License-Identifier: EUPL-1.2
"""Frozen values -> the bytes of a file. The same values and the same renderer give the same bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from leitziel import __version__
from leitziel.rendering.docx import write_docx
from leitziel.rendering.pdf import render_pdf
from leitziel.rendering.pdf.typography import bind
from leitziel.rendering.xlsx import write_xlsx
from leitziel.reports.frozen import mapped
from leitziel.reports.library import Format, Template
from leitziel.reports.library.common import pictures
from leitziel.reports.page import draw_page

ROOT = Path(__file__).resolve().parents[1]
LIBRARIES = ("typst", "openpyxl", "lxml", "vl-convert-python", "django")
_SUFFIXES = {".py", ".typ", ".toml", ".html", ".css"}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file of a report."""

    format: Format
    data: bytes


def draw(template: Template, context: Any, wanted: Format) -> bytes:
    """The report in a format. `context` is an instance of the template's own class of values."""
    return _DRAW[wanted](template, context)


def draw_all(template: Template, context: Any, wanted: Iterable[Format]) -> Iterable[Drawn]:
    """One file after the other, in the order of the template."""
    chosen = set(wanted)
    for one in template.formats:
        if one in chosen:
            yield Drawn(one, draw(template, context, one))


def typeset(context: Any) -> Any:
    """The values with no-break spaces where German text must not break."""
    return mapped(context, bind)


def _pdf(template: Template, context: Any) -> bytes:
    data: dict[str, Any] = {"report": context, "words": context.head.words, "pictures": {}, "signs": {}}
    if standings := getattr(context, "standings", ()):
        data["signs"] = pictures.signs(standings)
    if template.has("pictures"):
        data["pictures"] = template.module("pictures").for_print(context)
    head = context.head
    return render_pdf(
        template.folder, data, language=head.language, issued=head.issued, title=head.title, author=head.municipality
    )


def _docx(template: Template, context: Any) -> bytes:
    return write_docx(template.module("word").document(typeset(context)))


def _xlsx(template: Template, context: Any) -> bytes:
    head = context.head
    return write_xlsx(
        template.module("sheets").sheets(context),
        title=head.title,
        issued=head.issued,
        author=head.municipality,
        language=head.language,
    )


def _html(template: Template, context: Any) -> bytes:
    return draw_page(template, typeset(context))


_DRAW: dict[Format, Callable[[Template, Any], bytes]] = {
    Format.PDF: _pdf,
    Format.DOCX: _docx,
    Format.XLSX: _xlsx,
    Format.HTML: _html,
}


@cache
def renderer(template: Template) -> str:
    """What draws the reports of a template: changes whenever something changed that could change their bytes.

    Version of Leitziel and of the template, a digest of what draws (our code and templates, and the libraries).
    """
    found = hashlib.sha256()
    folders = (ROOT / "rendering", ROOT / "reports", ROOT / "strategy" / "documents")
    for path in sorted(p for folder in folders for p in folder.rglob("*") if p.suffix in _SUFFIXES):
        name = path.relative_to(ROOT).as_posix()
        other = name.startswith("reports/library/") and not name.startswith(
            (f"reports/library/{template.name}/", "reports/library/common/")
        )
        if not other and "migrations" not in path.parts:
            found.update(f"{name}\n{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    for library in LIBRARIES:
        found.update(f"{library} {version(library)}\n".encode())
    return f"leitziel {__version__}, {template.name} {template.version}, {found.hexdigest()[:16]}"
