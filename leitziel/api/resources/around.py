# SPDX-License-Identifier: EUPL-1.2
"""The municipality itself, offices, council papers, planning areas, words."""

from typing import Any, Literal

from django.http import Http404, HttpRequest
from ninja import Path, Query, Schema
from pydantic import Field

from leitziel.api import schemas
from leitziel.api.house import operation
from leitziel.api.queries import around as queries
from leitziel.api.queries.parts import Writer
from leitziel.api.schemas import Paging, Slug


@operation("/municipality", name="api-municipality", response=schemas.MunicipalityOut, tag="Municipality")
def municipality(request: HttpRequest) -> Any:
    """The municipality

    With the licence under which it gives its data, and how it wishes to be named.
    """
    writer, here = Writer(request), request.municipality  # type: ignore[attr-defined]
    terms = writer.terms
    return {
        "id": here.slug,
        "name": here.name,
        "kind": here.kind,
        "ags": here.ags,
        "url": writer.url("municipality"),
        "licence": terms.licence or None,
        "licence_url": terms.address or None,
        "attribution": terms.attribution or None,
    }


@operation("/organisations", name="api-organisations", response=schemas.Offices, tag="Municipality")
def organisations(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Offices and other organisations

    Those that a current measure names, and those above them.
    """
    writer = Writer(request)
    part, total = writer.part(queries.offices(writer), paging.page, paging.limit)
    return writer.many(part, total, paging.page, paging.limit)


@operation("/organisations/{slug}", name="api-organisation", response=schemas.OfficeOut, tag="Municipality")
def organisation(request: HttpRequest, slug: Path[Slug]) -> Any:
    """One office"""
    found = next((office for office in queries.offices(Writer(request)) if office["id"] == slug), None)
    if found is None:
        raise Http404
    return found


@operation("/papers", name="api-papers", response=schemas.Papers, tag="Council")
def papers(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Council papers

    Those that something published names; the latest decision first.
    """
    writer = Writer(request)
    part, total = writer.part(queries.papers(writer), paging.page, paging.limit)
    return writer.many(part, total, paging.page, paging.limit)


@operation("/papers/{slug}", name="api-paper", response=schemas.PaperOut, tag="Council")
def paper(request: HttpRequest, slug: Path[Slug]) -> Any:
    """One council paper"""
    found = queries.paper(Writer(request), slug)
    if found is None:
        raise Http404
    return found


@operation("/areas", name="api-areas", response=schemas.Areas, tag="Municipality")
def areas(request: HttpRequest) -> Any:
    """Planning areas

    With their shapes as a GeoJSON FeatureCollection.
    """
    return queries.areas(Writer(request))


class TermFilters(Schema):
    vocabulary: Literal["target_group", "objective", "abbreviation"] = Field(None, description="Only this list.")


@operation("/terms", name="api-terms", response=schemas.Terms, tag="Municipality")
def terms(request: HttpRequest, filters: Query[TermFilters], paging: Query[Paging]) -> Any:
    """Words

    Target groups and cross-cutting objectives that current measures carry, and abbreviations with their meaning.
    """
    writer = Writer(request)
    part, total = writer.part(queries.terms(filters.vocabulary), paging.page, paging.limit)
    return writer.many(part, total, paging.page, paging.limit)
