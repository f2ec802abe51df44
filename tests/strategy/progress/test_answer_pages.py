# SPDX-License-Identifier: EUPL-1.2
"""An office answers, logged in or by its link: quickly, nothing lost, nothing of others seen."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from leitziel.strategy.actions.progress.links import new_office_link, set_contact
from leitziel.strategy.actions.progress.reports import Answering
from leitziel.strategy.enums import ReportChannel
from leitziel.strategy.models import ProgressReport, Responsibility
from tests.strategy.progress.conftest import answer, closed, office, opened

pytestmark = pytest.mark.django_db
SAID = {"version": 0, "state": "underway", "text": "Die Räume sind gefunden.", "next_step": "Eröffnung im März"}


@pytest.fixture
def worker(make_user, scoped, edition):
    return make_user(scoped, "office", office("fd-soziales"), "fd-soziales@stadt.example")


@pytest.fixture
def desk(client, worker, scoped, round_):
    """desk(short_id or "", post=None, query="") -> the answer to the office's person."""
    client.force_login(worker)

    def go(short_id="", post=None, query=""):
        name = "round-answer-measure" if short_id else "round-answer"
        address = reverse(name, args=[scoped.slug, round_.slug, *filter(None, [short_id])]) + query
        return client.get(address) if post is None else client.post(address, post)

    return go


@pytest.fixture
def holder(scoped, round_):
    """holder(short_id or "", post=None) -> the answer to whoever holds the link of FD Jugend."""
    set_contact(
        round_=round_, organisation=office("fd-jugend"), actor=None, name="Frau Vogel", email="v@jugend.example"
    )
    token = new_office_link(round_=round_, organisation=office("fd-jugend"), actor=None)
    client = Client()

    def go(short_id="", post=None):
        name = "office-link-measure" if short_id else "office-link"
        address = reverse(name, args=[scoped.slug, token, *filter(None, [short_id])])
        return client.get(address) if post is None else client.post(address, post)

    go.token = token
    return go


def own(edition, slug="fd-soziales"):
    """The threads that an office leads, in the order of the plan."""
    leads = Responsibility.objects.filter(organisation=office(slug), role="lead").values("measure")
    return [m.thread for m in edition.measures.filter(pk__in=leads).select_related("thread").order_by("position")]


def text(response):
    return " ".join(response.content.decode().split())


def lines(response):
    return [m.short_id for m, _address in response.context["page"]]


def test_office_sees_its_own_measures_and_those_of_offices_below_it(desk, edition):
    # Team Wohnen stands below FD Soziales
    assert sorted(lines(desk())) == sorted(t.short_id for t in [*own(edition), *own(edition, "team-wohnen")])


def test_saving_leads_to_the_next_open_measure_and_then_to_the_list(desk, edition, worker):
    rows = lines(desk())
    seen = []
    short_id = rows[0]
    for _turn in rows:
        seen.append(short_id)
        done = desk(short_id, SAID | {"state": state_of(edition, short_id), "evidence": "Bericht"})
        short_id = done.url.rstrip("/").rpartition("/")[2]
    assert sorted(seen) == sorted(rows)
    assert short_id == "melden"
    assert "Alles ist gemeldet" in text(desk())
    row = ProgressReport.objects.first()
    assert (row.channel, row.by, row.internal_note) == (ReportChannel.LOGIN, worker, "")


def state_of(edition, short_id):
    kind = edition.measures.get(thread__short_id=short_id).deadline_kind
    return "happened" if kind in {"ongoing", "recurring"} else "underway"


def test_report_counts_for_the_office_that_is_asked(desk, edition):
    thread = own(edition, "team-wohnen")[0]
    desk(thread.short_id, SAID)
    assert ProgressReport.objects.get().organisation == office("team-wohnen")


def test_states_fit_the_measure(desk, edition):
    first, second = own(edition)
    assert [s for s, _label in desk(first.short_id).context["form"].fields["state"].choices] == [
        "not_started", "underway", "completed", "paused", "dropped",
    ]  # fmt: skip
    assert [s for s, _label in desk(second.short_id).context["form"].fields["state"].choices] == [
        "happened", "quiet", "paused", "ended",
    ]  # fmt: skip
    assert "Was ist in diesem Zeitraum passiert?" in text(desk(second.short_id))


def test_what_cannot_be_is_said_at_its_field_and_kept(desk, edition):
    second = own(edition)[1]
    response = desk(second.short_id, {"version": 0, "state": "happened", "text": "Ein Fest", "next_step": "Noch eins"})
    assert response.status_code == 422
    assert set(response.context["form"].errors) == {"evidence_date"}
    assert "Noch eins" in text(response)
    assert ProgressReport.objects.count() == 0


@pytest.fixture
def before(scoped, edition, planner):
    """An earlier round with answers to the measures of FD Soziales: one under way, one that took place."""
    earlier = opened(scoped, edition, planner, title="Vorher", reference_date=dt.date(2026, 6, 30))
    first, second = own(edition)
    answer(earlier, first, "underway", text="Begonnen", missing="Geld", next_step="Antrag")
    answer(earlier, second, "happened", text="Ein Fest", evidence="Foto", next_step="Noch eins")
    return closed(earlier)


def test_last_answer_is_taken_over_without_scripts_and_without_saving(desk, edition, before):
    first, second = own(edition)
    form = desk(first.short_id, query="?uebernehmen=ja").context["form"]
    assert [form[name].value() for name in ("state", "text", "missing", "next_step")] == [
        "underway", "Begonnen", "Geld", "Antrag",
    ]  # fmt: skip
    form = desk(second.short_id, query="?uebernehmen=ja").context["form"]
    # that it took place is asked anew
    assert [form[name].value() for name in ("state", "text", "evidence", "next_step")] == [None, "", None, "Noch eins"]
    assert ProgressReport.objects.exclude(round=before).count() == 0


def test_several_are_reported_as_unchanged_but_not_what_took_place(desk, edition, before, worker):
    first, second = own(edition)
    shown = desk()
    assert shown.context["repeatable"] == {first.short_id}
    desk(post={"wie-zuletzt": [first.short_id, second.short_id]})
    row = ProgressReport.objects.exclude(round=before).get()
    assert (row.thread, row.state, row.missing, row.next_step, row.text, row.by) == (
        first, "underway", "Geld", "Antrag", "", worker,
    )  # fmt: skip
    assert "Nicht gespeichert, bitte sehen Sie sie einzeln an" in text(desk())


def test_nothing_ticked_saves_nothing(desk, before):
    desk(post={})
    assert ProgressReport.objects.exclude(round=before).count() == 0


def test_measure_of_somebody_else_is_refused_and_named(desk, edition):
    other = own(edition, "fd-gesundheit")[0]
    shown = desk(other.short_id)
    assert shown.status_code == 403
    assert "Zuständig ist laut Plan jetzt: FD Gesundheit" in text(shown)


def test_measure_that_moved_away_while_typing_keeps_what_was_typed_on_the_screen(desk, edition):
    thread = own(edition)[0]
    Responsibility.objects.filter(measure__thread=thread, role="lead").update(organisation=office("fd-gesundheit"))
    answered = desk(thread.short_id, SAID | {"internal_note": "Nur für uns"})
    assert answered.status_code == 409
    assert "Zuständig ist laut Plan jetzt: FD Gesundheit" in text(answered)
    for words in ("Die Räume sind gefunden.", "Eröffnung im März", "Nur für uns"):
        assert words in text(answered)
    assert ProgressReport.objects.count() == 0


def test_two_who_answer_at_once_see_both_versions(desk, edition, round_):
    thread = own(edition)[0]
    desk(thread.short_id)
    answer(round_, thread, "paused", text="Ruht seit Mai")
    answered = desk(thread.short_id, SAID)
    assert answered.status_code == 409
    assert "Ruht seit Mai" in text(answered)
    assert "Die Räume sind gefunden." in text(answered)
    row = ProgressReport.objects.get()
    assert row.state == "paused"
    post = SAID | {
        "conflict": "1",
        "version": row.version,
        "take.state": "mine",
        "take.text": "theirs",
        "take.next_step": "mine",
    }
    assert desk(thread.short_id, post).status_code == 302
    row.refresh_from_db()
    assert (row.state, row.text, row.next_step) == ("underway", "Ruht seit Mai", "Eröffnung im März")


def test_answer_that_was_taken_back_meanwhile_is_a_conflict_too(desk, edition, round_):
    thread = own(edition)[0]
    row = answer(round_, thread, "paused", text="Ruht seit Mai")
    row.delete()
    answered = desk(thread.short_id, SAID | {"version": 1})
    assert answered.status_code == 409
    assert "Die Räume sind gefunden." in text(answered)


def test_round_closed_while_typing_saves_nothing_and_loses_nothing(desk, edition, round_):
    closed(round_)
    answered = desk(own(edition)[0].short_id, SAID)
    assert answered.status_code == 422
    assert "Die Berichtsrunde ist nicht mehr offen" in text(answered)
    assert "Die Räume sind gefunden." in text(answered)
    assert ProgressReport.objects.count() == 0


def test_round_that_is_not_opened_is_nothing_for_a_provider(client, make_user, scoped, edition):
    from leitziel.strategy.actions.progress.rounds import create_round
    from tests.strategy.progress.conftest import facts

    draft = create_round(municipality=scoped, actor=None, facts=facts(edition))
    client.force_login(make_user(scoped, "provider", office("fd-soziales")))
    assert client.get(reverse("round-answer", args=[scoped.slug, draft.slug])).status_code == 404


def test_planner_who_is_not_asked_answers_for_the_office(client, planner, scoped, edition, round_):
    client.force_login(planner)
    thread = own(edition)[0]
    answered = client.get(reverse("round-answer-measure", args=[scoped.slug, round_.slug, thread.short_id]))
    assert answered.url == reverse("round-measure", args=[scoped.slug, round_.slug, thread.short_id])


# by link
def test_holder_answers_under_a_name_that_is_kept(holder, edition):
    first, second = own(edition, "fd-jugend")
    assert holder(first.short_id).context["form"]["by_name"].value() == "Frau Vogel"
    done = holder(first.short_id, {"version": 0, "state": "quiet", "by_name": "Herr Specht"})
    assert done.status_code == 302
    assert done.url.endswith(f"/{second.short_id}/")
    row = ProgressReport.objects.get()
    assert (row.channel, row.by, row.by_name, row.organisation) == (
        ReportChannel.LINK, None, "Herr Specht", office("fd-jugend"),
    )  # fmt: skip
    assert holder(second.short_id).context["form"]["by_name"].value() == "Herr Specht"


def test_holder_says_who_they_are(holder, edition):
    answered = holder(own(edition, "fd-jugend")[0].short_id, {"version": 0, "state": "quiet", "by_name": ""})
    assert answered.status_code == 422
    assert set(answered.context["form"].errors) == {"by_name"}


def test_holder_opens_only_what_the_office_is_asked_for(holder, edition):
    assert sorted(lines(holder())) == sorted(t.short_id for t in own(edition, "fd-jugend"))
    assert holder(own(edition)[0].short_id).status_code == 403


def test_holder_learns_nothing_of_a_draft_that_is_not_theirs(holder, edition):
    edition.published_at = None
    edition.save()
    shown = text(holder(own(edition)[0].short_id))
    assert "FD Soziales" not in shown
    assert edition.measures.get(thread=own(edition)[0]).text not in shown


def test_note_of_social_planning_is_hidden_from_the_holder_and_stays(holder, edition, round_):
    thread = own(edition, "fd-jugend")[0]
    row = answer(round_, thread, "quiet", text="Am Telefon", internal_note="GEHEIM: ruft nie zurück")
    assert "GEHEIM" not in text(holder(thread.short_id))
    post = {"version": row.version, "state": "quiet", "text": "So ist es", "by_name": "Frau Vogel"}
    assert holder(thread.short_id, post).status_code == 302
    row.refresh_from_db()
    assert (row.text, row.internal_note) == ("So ist es", "GEHEIM: ruft nie zurück")


def test_note_of_the_office_itself_is_shown_to_the_holder(holder, edition, round_):
    thread = own(edition, "fd-jugend")[0]
    by = Answering(None, office("fd-jugend"), ReportChannel.LINK, "Frau Vogel")
    answer(round_, thread, "quiet", by=by, internal_note="Für Herrn Specht")
    assert "Für Herrn Specht" in text(holder(thread.short_id))


def test_pages_of_a_link_are_kept_nowhere_and_sent_on_to_nobody(holder, edition, capsys):
    for short_id in ("", own(edition, "fd-jugend")[0].short_id):
        answered = holder(short_id)
        assert "no-store" in answered["Cache-Control"]
        assert answered["Referrer-Policy"] == "same-origin"
        assert answered["X-Robots-Tag"] == "noindex, nofollow"
    said = capsys.readouterr()
    assert holder.token not in said.out + said.err


def test_link_of_a_closed_round_says_what_to_do_and_keeps_nothing(holder, edition, round_):
    closed(round_)
    answered = holder(own(edition, "fd-jugend")[0].short_id, {"version": 0, "state": "quiet", "by_name": "Frau Vogel"})
    assert answered.status_code == 410
    assert "Diese Berichtsrunde ist geschlossen" in text(answered)
    assert ProgressReport.objects.count() == 0


def test_evidence_that_is_no_web_address_is_refused(holder, edition):
    post = {"version": 0, "state": "quiet", "by_name": "Frau Vogel", "evidence_address": "javascript:alert(1)"}
    answered = holder(own(edition, "fd-jugend")[0].short_id, post)
    assert answered.status_code == 422
    assert set(answered.context["form"].errors) == {"evidence_address"}


@pytest.mark.parametrize("count", [10, 300])
def test_pages_of_an_office_take_the_same_queries_for_few_and_many(
    client, worker, scoped, planner, django_assert_num_queries, count
):
    from tests.strategy.builders import build_edition

    many = build_edition(scoped, concept="Großer Plan", measures=count)
    round_ = opened(scoped, many, planner, title="Groß")
    client.force_login(worker)
    listed = reverse("round-answer", args=[scoped.slug, round_.slug])
    client.get(listed)
    with django_assert_num_queries(12):  # six of the login and the tree of organisations, the round, five of the list
        shown = client.get(listed)
    first = shown.context["page"].object_list[0][0]
    with django_assert_num_queries(13):  # and what the plan says of the measure
        client.get(reverse("round-answer-measure", args=[scoped.slug, round_.slug, first.short_id]))
