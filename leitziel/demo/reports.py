# SPDX-License-Identifier: EUPL-1.2
"""The demo city's interim reports: one of each round that is over, public, the later beside the earlier."""

from __future__ import annotations

from leitziel.core.models import Municipality, User
from leitziel.reports.actions.issuing import Order, issue_report
from leitziel.reports.actions.publishing import publish_report
from leitziel.reports.library import Format, template
from leitziel.reports.library.common.gathering import Subject
from leitziel.strategy.models import ReportingRound

SITE = "http://127.0.0.1:8000"


def load_reports(municipality: Municipality, planner: User) -> None:
    """Needs the open scope, and the rounds."""
    over = ReportingRound.objects.filter(published_at__isnull=False).select_related("municipality")
    *earlier, newest = over.order_by("reference_date")
    for round_ in [*earlier, newest]:
        formats = () if round_ == newest else (Format.HTML, Format.XLSX)  # all, or what is drawn in no time
        order = Order(template=template("interim"), subject=Subject(round=round_), formats=formats, site=SITE)
        issued = issue_report(municipality=municipality, actor=planner, order=order)
        publish_report(snapshot=issued, actor=planner, version=issued.version)
