# SPDX-License-Identifier: EUPL-1.2
"""What a coordinator does on the pages of a round, and what these cost."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone
from django_scopes import scope

from leitziel.core.models import LogEntry, OutgoingMail
from leitziel.strategy.actions.progress.links import office_of
from leitziel.strategy.actions.progress.rounds import create_round
from leitziel.strategy.enums import ReportChannel, RoundState
from leitziel.strategy.models import MeasureThread, ProgressReport, ReportingRound
from tests.strategy.builders import build_edition
from tests.strategy.progress.conftest import answer, closed, facts, office, opened, threads

pytestmark = pytest.mark.django_db


@pytest.fixture
def visit(client, scoped, planner):
    """visit(name, *parts, post=None, query="") -> the answer to a planner."""
    client.force_login(planner)

    def go(name, *parts, post=None, query=""):
        address = reverse(name, args=[scoped.slug, *parts]) + query
        return client.get(address) if post is None else client.post(address, post)

    return go


def values(edition, **more):
    given = {
        "version": 0,
        "title": "Sachstand 2026",
        "editions": [edition.pk],
        "period_start": "2026-01-01",
        "reference_date": "2026-12-31",
        "deadline": "2027-01-31",
        "message": "Danke!",
    }
    return given | more


def text(response):
    return " ".join(response.content.decode().split())


def test_round_is_prepared_opened_closed_and_published(visit, scoped, edition):
    made = visit("round-new", post=values(edition))
    assert made.status_code == 302
    assert made.url == reverse("round", args=["pruefstadt", "sachstand-2026"])
    assert OutgoingMail.objects.count() == 0
    for name, more, state in (
        ("round-state", {"stand": "open"}, ("open", False)),
        ("round-state", {"stand": "closed"}, ("closed", False)),
        ("round-publication", {"veroeffentlichen": "ja"}, ("closed", True)),
        ("round-publication", {"veroeffentlichen": "nein"}, ("closed", False)),
        ("round-state", {"stand": "open"}, ("open", False)),
    ):
        row = ReportingRound.objects.get()
        assert visit(name, row.slug, query="?stand=" + more.get("stand", "")).status_code == 200
        visit(name, row.slug, post={"version": row.version, **more})
        row.refresh_from_db()
        assert (row.state, row.published_at is not None) == state


def test_new_round_goes_on_where_the_last_one_ended(visit, scoped, edition):
    opened(scoped, edition, title="Vorher", reference_date=dt.date(2026, 3, 31))
    form = visit("round-new").context["form"]
    assert form.initial["period_start"] == dt.date(2026, 4, 1)
    assert form.initial["previous"] == ReportingRound.objects.get().pk
    assert form.initial["editions"] == [edition.pk]


def test_round_called_new_has_an_address_of_its_own(visit, edition):
    assert visit("round-new", post=values(edition, title="Neu")).url.endswith("/berichtsrunden/neu-2/")


def test_form_says_what_cannot_be(visit, edition):
    response = visit("round-new", post=values(edition, reference_date="2025-12-31", editions=[]))
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"reference_date", "editions"}
    assert ReportingRound.objects.count() == 0


def test_plans_are_no_field_any_more_once_the_round_is_open(visit, edition, round_):
    form = visit("round-edit", round_.slug).context["form"]
    assert "editions" not in form.fields
    saved = visit("round-edit", round_.slug, post=values(edition, version=round_.version, title="Anders"))
    assert saved.status_code == 302
    round_.refresh_from_db()
    assert (round_.title, [e.pk for e in round_.editions.all()]) == ("Anders", [edition.pk])


def test_two_who_edit_a_round_are_told(visit, edition, round_):
    visit("round-edit", round_.slug, post=values(edition, version=round_.version, title="Zuerst"))
    second = visit("round-edit", round_.slug, post=values(edition, version=round_.version, title="Danach"))
    assert second.status_code == 409
    assert "Zuerst" in text(second)
    assert "Danach" in text(second)
    round_.refresh_from_db()
    assert round_.title == "Zuerst"


def test_only_a_round_that_was_never_opened_is_removed(visit, scoped, edition, round_):
    draft = create_round(municipality=scoped, actor=None, facts=facts(edition, title="Irrtum"))
    assert visit("round-delete", draft.slug).status_code == 200
    visit("round-delete", draft.slug, post={"version": draft.version})
    visit("round-delete", round_.slug, post={"version": round_.version})
    assert [row.slug for row in ReportingRound.objects.all()] == [round_.slug]


def test_opening_asks_first_and_says_who_gets_mail_and_who_does_not(visit, scoped, edition, make_user):
    make_user(scoped, "office", office("fd-soziales"))
    draft = create_round(municipality=scoped, actor=None, facts=facts(edition))
    shown = visit("round-state", draft.slug, query="?stand=open")
    assert [row.office.name for row in shown.context["told"]] == ["FD Soziales"]
    assert {row.office.name for row in shown.context["unreachable"]} == {
        "Dezernat Soziales", "Team Wohnen", "FD Jugend", "FD Gesundheit",
    }  # fmt: skip
    assert ReportingRound.objects.get().state == RoundState.DRAFT


def test_overview_says_who_is_missing_and_how_they_are_reached(visit, scoped, edition, round_, make_user):
    make_user(scoped, "office", office("fd-soziales"))
    visit("round-office", round_.slug, "fd-jugend", post={"name": "Frau Vogel", "email": "vogel@jugend.example"})
    for thread in threads(edition)[::5]:  # both of Dezernat Soziales
        state = "happened" if thread == threads(edition)[0] else "underway"
        answer(round_, thread, state, text="Getan", evidence="Bericht")
    shown = visit("round", round_.slug)
    assert [(r.office.name, r.open, r.people, r.contact) for r in shown.context["missing"]] == [
        ("FD Gesundheit", 2, 0, ""),
        ("FD Jugend", 2, 0, "Frau Vogel"),
        ("FD Soziales", 2, 1, ""),
        ("Team Wohnen", 2, 0, ""),
    ]
    assert [row.office.name for row in shown.context["complete"]] == ["Dezernat Soziales"]
    assert "2 Stellen mit offenen Maßnahmen sind nicht erreichbar" in text(shown)
    assert "2 von 10 Maßnahmen sind gemeldet" in text(shown)


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 0), ("?sachstand=alle", 10), ("?sachstand=no_report", 9), ("?sachstand=on_track", 1), ("?stelle=fd-jugend", 2),
     ("?sachstand=on_track&stelle=fd-jugend", 0), ("?stelle=gibt-es-nicht", 0), ("?sachstand=quatsch", 10)],
)  # fmt: skip
def test_measures_of_a_round_are_chosen(visit, edition, round_, query, count):
    answer(round_, threads(edition)[1], "underway")
    assert visit("round", round_.slug, query=query).context["found"] == count


def test_field_of_a_filter_holds_the_fields_below_it(visit, edition, round_):
    fields = list(edition.fields.order_by("position"))
    assert visit("round", round_.slug, query=f"?feld={fields[0].short_id}").context["found"] == 10
    assert visit("round", round_.slug, query=f"?feld={fields[1].short_id}").context["found"] == 5


def test_link_is_shown_once_and_ends_when_it_is_taken_back(visit, scoped, round_):
    shown = visit("round-office", round_.slug, "fd-jugend", post={"do": "link"})
    token = shown.context["link"].rstrip("/").rpartition("/")[2]
    assert office_of(scoped, token).organisation == office("fd-jugend")
    assert token not in text(visit("round-office", round_.slug, "fd-jugend"))
    assert "no-store" in shown["Cache-Control"]
    visit("round-office", round_.slug, "fd-jugend", post={"do": "end"})
    assert visit("office-link", token).status_code == 410


def test_contact_without_an_address_is_refused(visit, round_):
    response = visit("round-office", round_.slug, "fd-jugend", post={"name": "Frau Vogel", "email": ""})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"email"}


def test_coordinator_answers_for_an_office_and_the_log_says_so(visit, edition, round_, planner):
    thread = threads(edition)[1]
    post = {"version": 0, "state": "underway", "text": "Am Telefon erfragt", "bleiben": "1"}
    saved = visit("round-measure", round_.slug, thread.short_id, post=post, query="?stelle=fd-soziales")
    assert saved.url == reverse("round-office", args=["pruefstadt", round_.slug, "fd-soziales"])
    row = ProgressReport.objects.get()
    assert (row.organisation, row.channel, row.by) == (office("fd-soziales"), ReportChannel.COORDINATOR, planner)
    entry = LogEntry.objects.get(verb="strategy.progress.reported")
    assert entry.detail.payload["children"][0]["channel"] == "coordinator"
    assert entry.detail.payload["children"][0]["office"] == "FD Soziales"


def test_coordinator_goes_on_with_the_next_measure_of_the_office(visit, edition, round_):
    first, second = (threads(edition)[n] for n in (1, 6))
    post = {"version": 0, "state": "underway"}
    saved = visit("round-measure", round_.slug, first.short_id, post=post, query="?stelle=fd-soziales")
    expected = reverse("round-measure", args=["pruefstadt", round_.slug, second.short_id])
    assert saved.url == f"{expected}?stelle=fd-soziales"


def test_measure_of_no_office_is_answered_by_the_coordinator(visit, edition, round_):
    thread = threads(edition)[3]
    edition.measures.get(thread=thread).responsibilities.all().delete()
    shown = visit("round", round_.slug)
    assert [m.short_id for m in shown.context["overview"].nobody] == [thread.short_id]
    saved = visit("round-measure", round_.slug, thread.short_id, post={"version": 0, "state": "quiet"})
    assert saved.url == reverse("round", args=["pruefstadt", round_.slug])
    assert ProgressReport.objects.get().organisation is None


def test_rounds_of_another_municipality_are_no_earlier_rounds(visit, edition, round_, other_municipality):
    with scope(municipality=other_municipality):
        theirs = build_edition(other_municipality, measures=4)
        opened(other_municipality, theirs, title="Fremde Runde", reference_date=dt.date(2026, 6, 30))
    assert visit("round", round_.slug).context["overview"].previous is None
    assert visit("round", "fremde-runde").status_code == 404


def reported(round_, rows, number):
    """A report on each thread, in one go."""
    now = timezone.now()
    ProgressReport.objects.bulk_create(
        ProgressReport(
            municipality=round_.municipality, round=round_, thread=thread, state="paused", text=f"Ruht {number}",
            channel="coordinator", submitted_at=now,
        )
        for thread in rows
    )  # fmt: skip


@pytest.mark.parametrize("count", [10, 1000])
def test_round_at_a_glance_takes_10_queries_over_three_rounds(visit, scoped, django_assert_num_queries, count):
    edition = build_edition(scoped, measures=count)
    rows = list(MeasureThread.objects.filter(measures__edition=edition))
    for number, month in enumerate((3, 6, 9)):
        round_ = opened(scoped, edition, title=f"Runde {number}", reference_date=dt.date(2026, month, 28))
        reported(round_, rows[: count // 2], number)
        if number < 2:
            closed(round_)
    visit("round", round_.slug)
    with django_assert_num_queries(10):  # four of the login, five of the round, one of the panel of reports
        shown = visit("round", round_.slug)
    assert len(shown.context["overview"].measures) == count


@pytest.mark.parametrize("count", [1, 12])
def test_list_of_rounds_takes_8_queries(visit, scoped, edition, django_assert_num_queries, count):
    for number in range(count):
        opened(
            scoped,
            edition,
            title=f"Runde {number}",
            period_start=dt.date(2025, 1, 1),
            reference_date=dt.date(2025, number + 1, 28),
        )
    with django_assert_num_queries(8):
        shown = visit("rounds")
    assert len(shown.context["page"].object_list) == count
