# SPDX-License-Identifier: EUPL-1.2
"""A template folder and a context -> the bytes of a PDF that everyone can read.

The context travels as data (`sys.inputs`, JSON), never as Typst source: whatever a text contains is shown, not run.
Only the shipped font is used, nothing of the system, and the time of issue is an argument; so the same input gives
the same bytes on every machine with the same version of `typst`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import functools
import json
from collections.abc import Mapping
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from importlib.resources import as_file
from importlib.resources.abc import Traversable
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from leitziel.rendering.pdf import glyphs
from leitziel.rendering.pdf.archive import settle_stream_ends
from leitziel.rendering.pdf.typography import bind, breakable

if TYPE_CHECKING:
    import typst

PACKAGES = Path(__file__).resolve().parent / "packages"
LANGUAGES = ("de", "en")


class PdfError(Exception):
    """A template could not be made into a PDF; the message is Typst's and names the file and line."""


@functools.cache
def _fonts() -> typst.Fonts:
    import typst  # 40 MB of machine code: only a process that writes a PDF pays for it

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(glyphs.FONT_FOLDER)])


def prepare(value: Any, missing: set[str]) -> Any:
    """`value` as plain JSON, every text drawable by the font and bound as German typesetting wants it.

    Dataclasses become dictionaries, dates ISO texts, enums their values. A text that begins with '<svg' is a
    picture and stays as it is. Raises TypeError for anything else that JSON has no word for.
    """
    if isinstance(value, Enum):
        return prepare(value.value, missing)
    if isinstance(value, str):
        if value.startswith("<svg"):
            return value
        return breakable(bind(glyphs.clean(value, missing)))
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: prepare(getattr(value, field.name), missing) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): prepare(item, missing) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [prepare(item, missing) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be part of a template's context")


def _whole_seconds(issued: datetime) -> datetime:
    """With a fixed offset and without fractions: what a PDF can say of a time."""
    offset = issued.utcoffset()
    if offset is None:
        raise ValueError("issued must know its time zone")
    minutes = round(offset.total_seconds() / 60)
    return issued.astimezone(timezone(timedelta(minutes=minutes))).replace(microsecond=0)


def render_pdf(
    template: str | PathLike[str] | Traversable,
    context: Mapping[str, Any],
    *,
    language: str = "de",
    issued: datetime,
    title: str,
    author: str = "",
) -> bytes:
    """Render the template folder `template` with `context` as PDF/UA-1 and PDF/A-2a.

    `template` is a folder; the file it starts with has the folder's name (`plan/plan.typ`) and imports what is
    common with `#import "@leitziel/base:1.0.0": *`. It reads the context by `data` and title, author, language and
    time of issue by `meta`. Context values: mappings, sequences, texts, numbers, booleans, None, dates, enums and
    frozen dataclasses; a chart is a text beginning with '<svg' that the template hands to `picture()`.
    `issued` must be aware (else ValueError): it is the document's date and the only clock there is.
    Raises PdfError when the template does not compile or breaks a rule of PDF/UA (a picture without alternative
    text, a skipped heading).
    """
    import typst

    if language not in LANGUAGES:
        raise ValueError(f"no words for the language {language!r}; there are {', '.join(LANGUAGES)}")
    if not title.strip():
        raise ValueError("a PDF for everyone needs a title")
    moment = _whole_seconds(issued)
    missing: set[str] = set()
    data = prepare(context, missing)
    meta = {
        "title": prepare(" ".join(title.split()), missing),
        "author": prepare(author.strip(), missing),
        "language": language,
        "issued": moment.isoformat(),
    }
    meta["missing"] = glyphs.describe(missing)
    standards: list[typst.PDFStandard] = ["a-2a", "ua-1"]
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(as_file(template)) if isinstance(template, Traversable) else Path(template)
        main = folder / f"{folder.name}.typ"
        if not main.is_file():
            raise PdfError(f"the template folder {folder.name} has no file {main.name}")
        try:
            result = typst.compile(
                main,
                root=folder,
                font_paths=_fonts(),
                ignore_system_fonts=True,
                format="pdf",
                sys_inputs={"context": json.dumps(data, ensure_ascii=False), "meta": json.dumps(meta)},
                pdf_standards=standards,
                package_path=PACKAGES,
                package_cache_path=PACKAGES,
                timestamp=moment,
            )
        except typst.TypstError as error:
            raise PdfError(f"{error.message}\n{error.diagnostic}") from error
    return settle_stream_ends(bytes(result))
