# SPDX-License-Identifier: EUPL-1.2
"""A report is internal until somebody publishes it, and only what is public can be published."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import LogEntry
from leitziel.reports.actions.publishing import publish_report, why_not, withdraw_report
from leitziel.reports.errors import ReportError
from leitziel.reports.library import Format
from leitziel.reports.models import Snapshot
from leitziel.strategy.models import Edition, Measure, ReportingRound
from tests.reports.conftest import WORD
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(here, rounds, issue):
    return issue("interim", round=rounds[-1], formats=(Format.HTML, Format.XLSX))


def visits(client, municipality, report):
    """What a visitor gets: the list, the page, a file."""
    addresses = [
        reverse("reports-public", args=[municipality.slug]),
        reverse("report-public", args=[municipality.slug, report.short_id]),
        reverse("report-public-file", args=[municipality.slug, report.short_id, "xlsx"]),
    ]
    return [client.get(address) for address in addresses]


def test_report_is_for_members_until_it_is_published_and_after_it_is_taken_back(client, municipality, planner, report):
    def seen():
        listed, page, file = visits(client, municipality, report)
        return report.title in listed.content.decode(), page.status_code, file.status_code

    assert seen() == (False, 404, 404)
    report = publish_report(snapshot=report, actor=planner, version=1)
    assert seen() == (True, 200, 200)
    report = withdraw_report(snapshot=report, actor=planner, version=2)
    assert (seen(), report.version) == ((False, 404, 404), 3)
    verbs = LogEntry.objects.filter(verb__startswith="reports.").order_by("sequence").values_list("verb", flat=True)
    assert list(verbs) == ["reports.report.issued", "reports.report.published", "reports.report.withdrawn"]
    assert log.verify(municipality) == []


def test_public_page_shows_what_was_issued_and_nothing_internal(client, municipality, planner, report):
    publish_report(snapshot=report, actor=planner, version=1)
    _list, page, _file = visits(client, municipality, report)
    body = page.content.decode()
    assert WORD in body
    assert [word for word in (WORD.upper(), "NICHT WEITERGEBEN", "MUSTERHAUS", planner.name) if word in body] == []
    assert "Word" not in page.context["files"]
    assert [wanted.value for wanted, _size in page.context["files"]] == ["xlsx"]


def test_public_page_shows_the_kept_file_after_the_data_has_changed(client, municipality, planner, report):
    publish_report(snapshot=report, actor=planner, version=1)
    before = visits(client, municipality, report)
    Measure.objects.update(title="Umbenannt", text="Umgeschrieben")
    after = visits(client, municipality, report)
    assert before[1].context["body"] == after[1].context["body"]
    assert before[2].content == after[2].content


def test_published_twice_is_published_once_and_an_old_page_changes_nothing(report, planner):
    first = publish_report(snapshot=report, actor=planner, version=1)
    again = publish_report(snapshot=first, actor=planner, version=2)
    assert (again.version, LogEntry.objects.filter(verb="reports.report.published").count()) == (2, 1)
    with pytest.raises(ChangedMeanwhileError):
        withdraw_report(snapshot=first, actor=planner, version=1)


def refused(report, planner):
    with pytest.raises(ReportError) as caught:
        publish_report(snapshot=report, actor=planner, version=1)
    assert Snapshot.objects.get(pk=report.pk).published_at is None
    return str(caught.value)


def test_report_issued_while_offices_could_still_answer_is_refused(report, planner, rounds):
    later = report.issued_at + dt.timedelta(hours=1)
    ReportingRound.objects.filter(pk=rounds[-1].pk).update(closed_at=later)
    assert refused(report, planner).startswith("Der Bericht wurde ausgegeben, als Stellen noch melden konnten.")


def test_synopsis_with_the_editions_the_wrong_way_round_is_refused(municipality, edition, issue):
    later = build_edition(municipality, label="2028", fields=1, goals_per_field=1, measures=2, continues=edition)
    with pytest.raises(ReportError, match="die ältere Edition als frühere"):
        issue("synopsis", edition=edition, earlier_edition=later)
    assert issue("synopsis", edition=later, earlier_edition=edition, formats=(Format.HTML,)).title.endswith(
        "2024 und 2028"
    )


def test_report_of_a_round_that_is_not_public_is_refused(report, planner, rounds):
    ReportingRound.objects.filter(pk=rounds[-1].pk).update(published_at=None)
    assert refused(report, planner).startswith("Die Berichtsrunde ist noch nicht öffentlich.")


def test_report_that_compares_with_a_round_that_is_not_public_is_refused(report, planner, rounds):
    ReportingRound.objects.filter(pk=rounds[0].pk).update(published_at=None)
    assert refused(report, planner).startswith("Eine frühere Berichtsrunde ist noch nicht öffentlich.")


def test_report_of_a_plan_that_is_not_public_is_refused(report, planner, edition):
    Edition.objects.filter(pk=edition.pk).update(published_at=None)
    assert refused(report, planner).startswith("Ein Plan der Berichtsrunde ist noch nicht öffentlich.")


def test_synopsis_with_a_draft_is_for_members_until_the_draft_is_public(here, issue, municipality, planner, edition):
    draft = build_edition(municipality, label="2030", measures=5, fields=1, published=False, continues=edition)
    report = issue("synopsis", edition=draft, earlier_edition=edition, formats=(Format.HTML,))
    assert refused(report, planner).startswith("Eine der beiden Editionen ist noch nicht öffentlich.")
    Edition.objects.filter(pk=draft.pk).update(published_at=timezone.now())
    assert publish_report(snapshot=report, actor=planner, version=1).published_at is not None


def test_fact_sheet_of_a_measure_that_is_not_public_any_more_is_refused(here, issue, planner, edition, rounds):
    thread = Measure.objects.filter(edition=edition).first().thread
    report = issue("factsheet", thread=thread, formats=(Format.HTML,))
    Edition.objects.filter(pk=edition.pk).update(published_at=None)
    assert refused(report, planner).startswith("Die Maßnahme ist noch nicht öffentlich.")


def test_task_list_is_never_published(here, issue, planner, edition, rounds):
    office = Measure.objects.filter(edition=edition).first().responsibilities.get(role="lead").organisation
    report = issue("tasklist", round=rounds[-1], organisation=office, formats=(Format.HTML,))
    assert refused(report, planner) == "Diese Berichtsart ist nur für Mitglieder der Kommune."


def test_kind_that_is_no_more_is_not_published(report):
    report.template = "controlling"
    assert why_not(report) == "Diese Berichtsart ist nur für Mitglieder der Kommune."
