# SPDX-License-Identifier: EUPL-1.2
"""Readers: the bytes of a document -> `Source`.

`read` finds out what the bytes are and calls the reader for it; the readers themselves are imported when they
are needed, because some of them carry heavy libraries.
"""

from __future__ import annotations

from leitziel.methods.plantext.errors import LimitExceededError, PlanTextError, UnreadableDocumentError
from leitziel.methods.plantext.reading.archive import DAMAGED, TOO_DEEP
from leitziel.methods.plantext.reading.limits import DEFAULT, Limits, Progress, Watch, too_large
from leitziel.methods.plantext.reading.sniff import sniff
from leitziel.methods.plantext.source import Source

__all__ = ["DEFAULT", "Limits", "Progress", "Watch", "kind_of", "read", "read_with"]

NO_TEXT = "Das Dokument enthält keinen Text. Bitte prüfen, ob das richtige Dokument ausgewählt wurde."


def read(data: bytes, name: str = "", limits: Limits = DEFAULT, progress: Progress | None = None) -> Source:
    """The text of a document with what its format says of each stretch.

    `data` are the bytes of the file, `name` is its name (used only where the bytes do not tell). `progress` is
    called with the share done (0 to 1) and a German phrase. Raises UnreadableDocumentError (wrong type,
    damaged, scanned, protected) or LimitExceededError; their messages say what to do. Memory is not limited
    here: `plantext.guarded` reads in a process of its own.
    """
    return read_with(data, name, Watch(limits, progress))


def read_with(data: bytes, name: str, watch: Watch, share: float = 1.0) -> Source:
    """As `read`, under a watch that goes on afterwards; reading is `share` of the whole work."""
    with watch.part(share):
        watch.step(0.0, "Dateityp wird bestimmt")
        kind = kind_of(data, name, watch.limits)
        try:
            source = _read(kind, data, watch)
        except (PlanTextError, MemoryError):
            raise
        except RecursionError as error:
            raise LimitExceededError(TOO_DEEP) from error
        except Exception as error:
            # Parsers let all kinds of exceptions out of damaged files; a person can do one thing about them.
            raise UnreadableDocumentError(DAMAGED) from error
        if not source.blocks:
            raise UnreadableDocumentError(NO_TEXT)
        watch.step(1.0, "Text gelesen")
    return source


def kind_of(data: bytes, name: str, limits: Limits = DEFAULT) -> str:
    """What the bytes are: pdf, docx, odt, xlsx, html, markdown, csv or text; raises as `read` does."""
    if len(data) > limits.size:
        raise LimitExceededError(too_large(len(data), limits))
    return sniff(data, name, limits)


def _read(kind: str, data: bytes, watch: Watch) -> Source:
    if kind == "pdf":
        from leitziel.methods.plantext.reading.pdf import read_pdf

        return read_pdf(data, watch)
    if kind == "docx":
        from leitziel.methods.plantext.reading.docx import read_docx

        return read_docx(data, watch)
    if kind == "odt":
        from leitziel.methods.plantext.reading.odt import read_odt

        return read_odt(data, watch)
    if kind == "html":
        from leitziel.methods.plantext.reading.html import read_html

        return read_html(data, watch)
    if kind == "markdown":
        from leitziel.methods.plantext.reading.markdown import read_markdown

        return read_markdown(data, watch)
    if kind in ("xlsx", "csv"):
        from leitziel.methods.plantext.sheet import read_sheet, source_of_sheet

        return source_of_sheet(read_sheet(data, f"liste.{kind}", watch=watch))
    from leitziel.methods.plantext.reading.text import read_text

    return read_text(data, watch)
