# SPDX-License-Identifier: EUPL-1.2
"""Atom feeds of what changed in public."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from leitziel.api.house import fresh, open_to_all, page_address
from leitziel.api.queries.feeds import Change, changes, progress_changes
from leitziel.core.access import requires
from leitziel.strategy.models import Concept
from leitziel.strategy.queries.visibility import published

BEGINNING = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)  # of a feed without entries: the same bytes each time


class Feed(Atom1Feed):
    """The same bytes while nothing changed: its time is that of the newest entry, not of the request."""

    def latest_post_date(self) -> dt.datetime:
        return max((item["updateddate"] for item in self.items), default=BEGINNING)

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        handler.addQuickElement("generator", "Leitziel")


@require_safe
@requires("api.read")
def municipality_feed(request: HttpRequest) -> HttpResponse:
    """What a municipality published and changed in public."""
    title = _("%(name)s: changes of the plans") % {"name": request.municipality.name}  # type: ignore[attr-defined]
    return _feed(request, changes(), title, page_address(request, "municipality"))


@require_safe
@requires("api.read")
def progress_feed(request: HttpRequest) -> HttpResponse:
    """What changed in the progress of the measures, by published rounds."""
    title = _("%(name)s: progress of the measures") % {"name": request.municipality.name}  # type: ignore[attr-defined]
    return _feed(request, progress_changes(), title, page_address(request, "measures"))


@require_safe
@requires("api.read")
def concept_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """The same of one concept that has something published."""
    concept = Concept.objects.filter(slug=slug, pk__in=published().values("concept")).first()
    if concept is None:
        raise Http404
    title = _("%(name)s: changes") % {"name": concept.title}
    return _feed(request, changes(concept), title, page_address(request, "concept", slug))


def _feed(request: HttpRequest, found: Iterable[Change], title: str, page: str) -> HttpResponse:
    here = request.build_absolute_uri(request.path)
    feed = Feed(
        title=title,
        link=page,
        description=None,
        language=get_language(),
        author_name=request.municipality.name,  # type: ignore[attr-defined]
        feed_url=here,
        feed_guid=here,
    )
    for change in found:
        address = page_address(request, change.page, *change.parts)
        guid = f"{page_address(request, 'municipality')}#{change.key}"
        feed.add_item(
            title=change.title,
            link=address,
            description=escape(change.text),  # Django says type="html"
            unique_id=guid,
            pubdate=change.at,
            updateddate=change.at,
        )
    response = HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")
    response["Last-Modified"] = http_date(feed.latest_post_date().timestamp())
    return open_to_all(fresh(request, response))
