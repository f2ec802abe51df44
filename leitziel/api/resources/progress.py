# SPDX-License-Identifier: EUPL-1.2
"""Reporting rounds and what was reported in them."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Path, Query

from leitziel.api import schemas
from leitziel.api.house import operation
from leitziel.api.queries import progress as queries
from leitziel.api.queries.parts import Writer
from leitziel.api.schemas import Paging, Slug


@operation("/rounds", name="api-rounds", response=schemas.Rounds, tag="Progress")
def rounds(request: HttpRequest, paging: Query[Paging]) -> Any:
    """Reporting rounds

    Published ones, the newest first. In a round each office says where its measures stand on one day.
    """
    return queries.rounds(Writer(request), paging.page, paging.limit)


@operation("/rounds/{slug}/reports", name="api-round-reports", response=schemas.MeasureReports, tag="Progress")
def reports(request: HttpRequest, slug: Path[Slug], paging: Query[Paging]) -> Any:
    """What was reported in a round

    One report a measure, in the order of the plans; measures of which nobody reported are left out.
    """
    found = queries.reports(Writer(request), slug, paging.page, paging.limit)
    if found is None:
        raise Http404
    return found
