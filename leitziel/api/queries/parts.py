# SPDX-License-Identifier: EUPL-1.2
"""What the answers share: references, provenance, pages of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from leitziel.api.house import page_address
from leitziel.api.models import OpenData
from leitziel.strategy.models import Edition
from leitziel.strategy.queries.values import Link, Paper

Json = dict[str, Any]


@dataclass(slots=True)
class Writer:
    """Makes references with addresses of the request's host; reads the municipality's terms once."""

    request: HttpRequest
    _terms: OpenData | None = None

    def url(self, name: str, *args: str) -> str:
        return page_address(self.request, name, *args)

    def ref(self, name: str, key: str, label: str, number: str | None = None) -> Json:
        """Of the page `name` with the address part `key`."""
        return {"id": key, "name": label, "number": number or None, "url": self.url(name, key)}

    def link(self, name: str, link: Link | None) -> Json | None:
        return self.ref(name, link.key, link.label, link.number) if link else None

    def paper(self, paper: Paper | None) -> Json | None:
        return self.ref("paper", paper.slug, paper.title, paper.number) if paper else None

    @property
    def terms(self) -> OpenData:
        if self._terms is None:
            self._terms = OpenData.objects.first() or OpenData()
        return self._terms

    def edition(self, edition: Edition) -> Json:
        concept = edition.concept
        return {
            "concept": concept.slug,
            "title": concept.title,
            "label": edition.label,
            "state": edition.state,
            "url": self.url("edition", concept.slug, edition.label),
        }

    def provenance(self, edition: Edition | None) -> Json:
        """Source and terms; needs the edition's concept and council paper at hand (select_related)."""
        found: Json = {
            "publisher": self.request.municipality.name,  # type: ignore[attr-defined]
            "licence": self.terms.licence or None,
        }
        if edition is not None:
            paper = edition.council_paper
            found |= {
                "edition": self.edition(edition),
                "as_of": edition.as_of,
                "council_paper": self.ref("paper", paper.slug, paper.title, paper.number) if paper else None,
                "published_at": edition.published_at,
            }
        return found

    def many(self, items: Sequence[Any], total: int, page: int, limit: int) -> Json:
        """Items with the addresses of the pages before and after."""
        return {
            "total": total,
            "items": list(items),
            "next": self._page(page + 1) if page * limit < total else None,
            "previous": self._page(page - 1) if 1 < page <= -(-total // limit) + 1 else None,
        }

    def _page(self, number: int) -> str:
        parameters = self.request.GET.copy()
        parameters["page"] = str(number)
        return f"{self.request.build_absolute_uri(self.request.path)}?{parameters.urlencode()}"

    def part(self, rows: Sequence[Any], page: int, limit: int) -> tuple[Sequence[Any], int]:
        """(rows of the page, how many there are in all) of a list at hand or a queryset; empty behind the end."""
        paginator = Paginator(rows, limit)
        start = (page - 1) * limit
        return (rows[start : start + limit] if start < paginator.count else [], paginator.count)
