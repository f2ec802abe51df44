# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the room share."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitziel.core import files
from leitziel.core.models import Municipality
from leitziel.reports.drawing import typeset
from leitziel.reports.library import Format, Template, template, templates
from leitziel.reports.models import IssuedFile, Snapshot
from leitziel.reports.page import body, body_of
from leitziel.reports.queries.snapshots import context_of
from leitziel.strategy.views.common import address, site

__all__ = ["address", "site"]
Crumb = tuple[str, str | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report as a page names it."""

    name: str
    title: str
    description: str


def kind_of(found: Template) -> Kind:
    language = get_language() or "de"
    return Kind(found.name, found.title(language), found.description(language))


def kind_name(name: str) -> str:
    """The name of a kind of report, also of one that is no more."""
    found = templates().get(name)
    return kind_of(found).title if found else name


def wanted_format(found: Template, name: str) -> Format:
    """The format of an address; 404 for one that this kind does not have."""
    if name not in set(found.formats):
        raise Http404
    return Format(name)


def municipality_of(request: HttpRequest) -> Municipality:
    return request.municipality  # type: ignore[attr-defined, no-any-return]


def as_download(data: bytes, wanted: Format, name: str, *, public: bool) -> HttpResponse:
    """A file of a report, never shown within the house; what is not public is kept by no cache."""
    response = HttpResponse(data, content_type=wanted.media_type)
    filename = f"{name}.{wanted}"
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=filename) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    if not public:
        response["Cache-Control"] = "private, no-store"
    return response


def file_answer(row: Snapshot, name: str, *, public: bool) -> HttpResponse:
    """A kept file of an issued report as it left the house."""
    found = next((file for file in row.files.all() if file.format == name), None)
    if found is None:
        raise Http404
    return as_download(files.content(found.file), Format(found.format), _base(found), public=public)


def _base(found: IssuedFile) -> str:
    return str(found.file.name).rsplit(".", 1)[0]


def body_answer(row: Snapshot) -> SafeString:
    """The report for a page: out of the file that was issued; drawn from its values where it has none as HTML, or one
    that our own code cannot have made."""
    kept = next((file for file in row.files.all() if file.format == Format.HTML), None)
    if kept is not None:
        with suppress(ValueError):
            return body_of(files.content(kept.file))
    found = template(row.template)
    return body(found, typeset(context_of(row)))


def work_trail(request: HttpRequest, *more: Crumb) -> list[Crumb]:
    return [
        (_("My work"), address(request, "work")),
        (_("Reports"), address(request, "reports") if more else None),
        *more,
    ]
