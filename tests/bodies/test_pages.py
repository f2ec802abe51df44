# SPDX-License-Identifier: EUPL-1.2
"""The room's pages: who sees what, and what a person does on them."""

import datetime as dt

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from leitziel.bodies.actions import agenda, minutes, votes
from leitziel.bodies.actions.seats import HolderFacts, edit_holder
from leitziel.bodies.enums import Choice, Effect, ExclusionBasis, ExclusionReason, MinutesState, Result, VotingMethod
from leitziel.bodies.models import AgendaItem, Body, Meeting, Resolution, Seat, SeatHolder, Vote
from leitziel.core.models import OutgoingMail
from tests.bodies.conftest import at

BASE = "/pruefstadt/gremien/sozialausschuss/"
WORK = "/pruefstadt/arbeit/gremien/"
NOW = at(2026, 3, 4)


@pytest.fixture(autouse=True)
def march():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def seated(make_user, house):
    """seated(holder, role) -> somebody with that role who holds the seat with an account."""

    def make(holder, role="committee"):
        user = make_user(house, role)
        holder.refresh_from_db()
        facts = HolderFacts(holder.name, holder.begins, user=user, public=holder.public, ends=holder.ends)
        edit_holder(holder=holder, actor=None, version=holder.version, facts=facts)
        return user

    return make


@pytest.fixture
def done(room, publish):
    """The meeting was held and is public: an exclusion, a vote by name, resolutions, approved minutes with a file."""
    agenda.exclude(
        item=room.item,
        actor=None,
        holder=room.members[4],
        reason=ExclusionReason.ORGAN,
        basis=ExclusionBasis.MUNICIPAL_CODE,
        note="Vorstand des Trägers",
    )
    ballots = {room.members[0].pk: Choice.YES, room.members[1].pk: Choice.YES, room.members[2].pk: Choice.NO}
    vote = votes.record_vote(
        item=room.item,
        actor=None,
        facts=votes.VoteFacts("Zustimmen?", method=VotingMethod.ROLL_CALL, ballots=ballots),
    )
    for item, number, chosen in ((room.item, "1/2026", vote), (room.private, "2/2026", None)):
        votes.record_resolution(
            item=item,
            actor=None,
            facts=votes.ResolutionFacts(
                number, f"Beschluss {number}", Effect.DECIDED, Result.ADOPTED, dt.date(2026, 3, 3), vote=chosen
            ),
        )
    for item, text in ((room.item, "Öffentlich beraten"), (room.private, "Kaufpreis beraten")):
        item.refresh_from_db()
        agenda.write_minutes_of_item(item=item, actor=None, version=item.version, minutes=text)
    Meeting.objects.filter(pk=room.meeting.pk).update(state="held")
    publish(room.meeting)
    draft = minutes.write_minutes(
        meeting=room.meeting, actor=None, version=0, opening="Eröffnet.", file_public=False, file=("n.pdf", b"%PDF-1")
    )
    minutes.change_minutes_state(
        minutes=draft, actor=None, version=1, state=MinutesState.APPROVED, day=dt.date(2026, 3, 4)
    )
    return room


def meeting_page(room):
    return f"{BASE}sitzungen/{room.meeting.short_id}/"


def work_page(room):
    return f"{WORK}sozialausschuss/sitzungen/{room.meeting.short_id}/"


def test_public_reads_the_public_part_without_names_that_are_not_public(client, done):
    text = client.get(meeting_page(done)).text
    shown = ["Richtlinie", "26/0101-BV", "Öffentlich beraten", "Beschluss 1/2026", "Mitglied 1", "Mitglied 3"]
    hidden = ["Grundstück", "Kaufpreis", "2/2026", "Mitglied 2", "Mitglied 5", "Vorstand", "/niederschrift/"]
    assert ([w for w in shown if w not in text], [w for w in hidden if w in text]) == ([], [])
    assert "1 Mitglied nahm an Beratung und Abstimmung nicht teil" in text
    assert "1 Punkt wird nichtöffentlich behandelt." in text
    assert "1 Name ist nicht öffentlich." in text


def test_member_of_the_body_reads_the_private_part_of_it(client, done, seated):
    client.force_login(seated(done.members[1]))
    text = client.get(meeting_page(done)).text
    wanted = ["Grundstück", "Kaufpreis beraten", "Beschluss 2/2026", "Mitglied 5", "/niederschrift/"]
    assert [word for word in wanted if word not in text] == []
    assert "Vorstand des Trägers" not in text


def test_member_of_another_body_reads_the_public_part(client, done, board, make_seat, make_holder, seated):
    client.force_login(seated(make_holder(make_seat(board), "Fremde")))
    text = client.get(meeting_page(done)).text
    assert [word for word in ("Grundstück", "Kaufpreis", "Mitglied 5") if word in text] == []


def test_term_that_is_over_opens_nothing(client, done, seated):
    user = seated(done.members[1])
    SeatHolder.objects.filter(user=user).update(ends=dt.date(2026, 3, 3))
    client.force_login(user)
    assert "Grundstück" not in client.get(meeting_page(done)).text


def test_meeting_that_is_not_published_is_for_its_members(client, room, seated):
    refused = client.get(meeting_page(room))
    assert (refused.status_code, "Richtlinie" in refused.text) == (403, False)
    assert "Geschäftsstelle" in refused.text
    assert room.meeting.title not in client.get(BASE).text
    client.force_login(seated(room.members[1]))
    assert client.get(meeting_page(room)).status_code == 200
    assert room.meeting.title in client.get(BASE).text


def test_minutes_file_is_public_only_where_somebody_said_so(client, done, seated, planner):
    address = f"{meeting_page(done)}niederschrift/"
    assert client.get(address).status_code == 404
    client.force_login(seated(done.members[1]))
    answer = client.get(address)
    assert (answer.status_code, answer.content) == (200, b"%PDF-1")
    assert answer["Content-Disposition"] == 'attachment; filename="niederschrift-sozialausschuss-2026-03-03.pdf"'


def test_draft_minutes_are_not_public(client, done, house):
    row = minutes.minutes_of(done.meeting)
    minutes.change_minutes_state(minutes=row, actor=None, version=row.version, state=MinutesState.DRAFT)
    assert "Öffentlich beraten" not in client.get(meeting_page(done)).text


def test_disclosed_resolution_is_public_without_its_item(client, done):
    Resolution.objects.filter(number="2/2026").update(disclosed=True)
    text = client.get(meeting_page(done)).text
    assert ("Beschluss 2/2026" in text, "Grundstück" in text) == (True, False)
    assert "Beschluss 2/2026" in client.get(f"{BASE}beschluesse/").text


def test_office_of_a_body_manages_it_and_no_other(client, room, board, make_seat, make_holder, make_meeting, seated):
    office = make_seat(room.body, "Geschäftsstelle", "Verwaltung", voting=False, keeps_office=True)
    client.force_login(seated(make_holder(office, "Sekretärin"), "reader"))
    other = make_meeting(board)
    answers = {
        address: client.get(address).status_code
        for address in (
            WORK,
            f"{WORK}sozialausschuss/",
            work_page(room),
            f"{WORK}punkte/{room.item.pk}/",
            f"{WORK}planungsbeirat/",
            f"{WORK}planungsbeirat/sitzungen/{other.short_id}/",
            f"{WORK}neu/",
            f"{WORK}funktionen/{office.pk}/",
        )
    }
    assert list(answers.values()) == [200, 200, 200, 200, 403, 403, 403, 403]
    assert "Planungsbeirat" not in client.get(WORK).text
    sent = {"group": "Verwaltung", "title": "Zweite", "count": 1, "position": 0, "keeps_office": "on"}
    client.post(f"{WORK}sozialausschuss/funktion/", sent)
    assert Seat.objects.get(title="Zweite").keeps_office is False


def test_member_without_the_office_manages_nothing(client, room, seated):
    client.force_login(seated(room.members[0]))
    assert [client.get(a).status_code for a in (WORK, work_page(room))] == [403, 403]
    assert client.post(f"{WORK}punkte/{room.item.pk}/", {"title": "Anders", "version": 1}).status_code == 403
    assert AgendaItem.objects.get(pk=room.item.pk).title == "Richtlinie"


def test_planner_makes_a_body_with_a_function_a_member_and_a_meeting(client, house, planner):
    client.force_login(planner)
    client.post(f"{WORK}neu/", {"name": "Runder Tisch Wohnen", "kind": "round_table", "state": "planned"})
    page = f"{WORK}runder-tisch-wohnen/"
    client.post(
        f"{page}funktion/", {"group": "Träger", "title": "Vertretung", "count": 2, "voting": "on", "position": 1}
    )
    seat = Seat.objects.get()
    client.post(f"{WORK}funktionen/{seat.pk}/mitglied/", {"name": "Frau Ahorn", "begins": "2026-03-01"})
    sent = {"title": "Auftakt", "day": "2026-05-05", "start": "17:00", "end": "19:00", "place": "Rathaus"}
    answer = client.post(f"{page}sitzungen/neu/", sent)
    meeting = Meeting.objects.get()
    assert answer["Location"].endswith(f"/sitzungen/{meeting.short_id}/")
    assert (meeting.starts, meeting.ends) == (at(2026, 5, 5), at(2026, 5, 5, 19))
    client.post(f"{page}stand/", {"version": 1, "state": "active", "day": "2026-05-05"})
    body = Body.objects.get()
    assert (body.state, body.begins, body.decides) == ("active", dt.date(2026, 5, 5), False)


def test_planner_orders_the_agenda_by_buttons(client, room, planner):
    client.force_login(planner)
    page = client.get(work_page(room))
    assert page.text.count('name="step"') == 2
    version = page.context["meeting"].version
    address = f"{WORK}punkte/{room.private.pk}/verschieben/"
    assert client.post(address, {"version": version, "step": "up"}, follow=True).status_code == 200
    assert [i.title for i in room.meeting.items.all()] == ["Grundstück", "Richtlinie"]
    stale = client.post(address, {"version": version, "step": "down"}, follow=True)
    assert "Nichts wurde gespeichert" in stale.text or "nichts gespeichert" in stale.text.lower()
    assert [i.title for i in room.meeting.items.all()] == ["Grundstück", "Richtlinie"]


def test_planner_writes_vote_and_resolution_from_the_suggestion(client, room, planner):
    client.force_login(planner)
    item = f"{WORK}punkte/{room.item.pk}/"
    sent = {"wording": "Der Richtlinie wird zugestimmt.", "majority": "simple", "method": "open", "yes": 4, "no": 1}
    client.post(f"{item}abstimmung/", sent)
    vote = Vote.objects.get()
    suggested = client.get(f"{item}beschluss/").context["form"].initial
    assert suggested == {
        "number": "1/2026",
        "text": "Der Richtlinie wird zugestimmt.",
        "effect": "decided",
        "result": "adopted",
        "vote": vote.pk,
        "resolved_on": dt.date(2026, 3, 3),
    }
    client.post(f"{item}beschluss/", suggested | {"with_paper": "on"})
    row = Resolution.objects.get()
    assert (row.paper.result, row.vote, row.effect) == ("adopted", vote, "decided")


def test_board_is_not_offered_a_decision(client, board, make_meeting, make_item, planner):
    item = make_item(make_meeting(board))
    client.force_login(planner)
    page = f"{WORK}punkte/{item.pk}/beschluss/"
    form = client.get(page).context["form"]
    assert [value for value, _label in form.fields["effect"].choices] == ["recommended", "noted"]
    sent = {"number": "1", "text": "Ja", "effect": "decided", "result": "adopted", "resolved_on": "2026-03-03"}
    assert client.post(page, sent).context["form"].errors.keys() == {"effect"}
    assert not Resolution.objects.exists()


def test_planner_invites_and_takes_attendance(client, room, planner, seated):
    user = seated(room.members[0])
    client.force_login(planner)
    form = client.get(f"{work_page(room)}einladung/").context["form"].initial
    client.post(f"{work_page(room)}einladung/", form)
    assert OutgoingMail.objects.get().recipient == user.email
    room.meeting.refresh_from_db()
    sent = {"version": room.meeting.version, f"member_{room.members[0].pk}": "present"}
    client.post(f"{work_page(room)}anwesenheit/", sent)
    assert [(a.holder, a.presence) for a in room.meeting.attendances.all()] == [(room.members[0], "present")]


def test_planner_keeps_the_minutes_file_and_refused_files_say_why(client, room, planner):
    client.force_login(planner)
    page = f"{work_page(room)}niederschrift/"
    wrong = {"version": 0, "opening": "Eröffnet.", "file": SimpleUploadedFile("n.docx", b"PK", "application/pdf")}
    assert "kein PDF" in client.post(page, wrong).text
    right = {"version": 0, "opening": "Eröffnet.", "file": SimpleUploadedFile("n.pdf", b"%PDF-1", "application/pdf")}
    assert client.post(page, right).status_code == 302
    assert minutes.minutes_of(room.meeting).file.name == "n.pdf"


def test_planner_sets_the_way_of_a_paper(client, room, board, planner):
    client.force_login(planner)
    paper = room.item.paper
    page = f"/pruefstadt/arbeit/vorlagen/{paper.slug}/beratungsfolge/"
    sent = {"seen": client.get(page).context["form"].initial["seen"], "kind": "motion", "result": "open"}
    sent |= {"order_1": 2, "body_1": room.body.pk, "purpose_1": "decided"}
    sent |= {"order_2": 1, "body_2": board.pk, "purpose_2": "recommended", "on_2": "2026-02-01"}
    assert client.post(page, sent).status_code == 302
    assert [(s.body, s.purpose, s.item) for s in paper.deliberations.all()] == [
        (board, "recommended", None),
        (room.body, "decided", room.item),
    ]
    shown = client.get(f"/pruefstadt/vorlagen/{paper.slug}/").text
    assert [w for w in ("Beratungsfolge", "Planungsbeirat", "Sozialausschuss") if w not in shown] == []


def test_next_meetings_of_own_bodies_stand_on_the_work_page(client, room, board, make_meeting, seated):
    make_meeting(room.body, "2. Sitzung", at(2026, 4, 7))
    make_meeting(board, "Klausur", at(2026, 4, 8))
    client.force_login(seated(room.members[0]))
    text = client.get("/pruefstadt/arbeit/").text
    assert ("2. Sitzung" in text, "Klausur" in text, "1. Sitzung" in text) == (True, False, False)


def test_queries_of_lists_and_pages_do_not_grow(
    client, done, make_body, make_seat, make_holder, make_meeting, make_item, publish, django_assert_num_queries
):
    pages = {
        "/pruefstadt/gremien/": 4,
        BASE: 8,
        meeting_page(done): 9,
        f"{BASE}beschluesse/": 4,
        f"{BASE}sitzungen/": 4,
    }

    def walk():
        for address, count in pages.items():
            with django_assert_num_queries(count):
                assert client.get(address).status_code == 200

    walk()
    for n in range(12):
        body = make_body(f"Ausschuss {n}")
        make_holder(make_seat(body), f"Frau {n}")
        publish(make_meeting(body, f"{n}. Sitzung", at(2026, 5, 1 + n)))
        publish(make_meeting(done.body, f"{n + 2}. Sitzung", at(2026, 6, 1 + n)))
        make_holder(make_seat(done.body, f"Funktion {n}"), f"Herr {n}")
        item = make_item(done.meeting, f"Punkt {n}", paper=f"26/{n:04}-BV")
        vote = votes.record_vote(item=item, actor=None, facts=votes.VoteFacts("Dafür?", yes=2))
        votes.record_resolution(
            item=item,
            actor=None,
            facts=votes.ResolutionFacts(
                f"{n + 3}/2026", "Ja.", Effect.DECIDED, Result.ADOPTED, dt.date(2026, 3, 3), vote=vote, paper=item.paper
            ),
        )
    walk()
