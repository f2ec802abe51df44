# SPDX-License-Identifier: EUPL-1.2
"""What the pages of the room share."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.text import Truncator

from leitziel.strategy.models import Edition
from leitziel.strategy.queries.values import EditionRef, Link

T = TypeVar("T")
Crumb = tuple[str, str | None]


def address(request: HttpRequest, name: str, *args: str) -> str:
    """Address of a page of the request's municipality."""
    return reverse(name, args=[request.municipality.slug, *args])  # type: ignore[attr-defined]


def site(request: HttpRequest) -> str:
    """Scheme and host under which the person sees the house, for what leaves it (PDF)."""
    return request.build_absolute_uri("/").rstrip("/")


def require_view(request: HttpRequest, edition: Edition) -> None:
    """Refuse an edition that this person may not see, and say why."""
    request.access.require("strategy.view_edition", edition)  # type: ignore[attr-defined]


def found(thing: T | None) -> T:
    """The thing, or the page that says it is not here."""
    if thing is None:
        raise Http404
    return thing


def shortened(text: str) -> str:
    """A name short enough for the line that says where one is."""
    return Truncator(text).chars(60)


def edition_trail(request: HttpRequest, edition: EditionRef, fields: Iterable[Link]) -> list[Crumb]:
    """From the concept over the edition and the fields down: the addresses above a page of a plan."""
    return [
        (shortened(edition.concept), address(request, "concept", edition.slug)),
        (edition.label, address(request, "edition", edition.slug, edition.label)),
        *((shortened(link.full), address(request, "field", link.key)) for link in fields),
    ]
