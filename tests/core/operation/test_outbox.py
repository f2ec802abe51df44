# SPDX-License-Identifier: EUPL-1.2
"""Mail leaves through a real SMTP server: once, in the end, whatever happens to the server or to the worker."""

import datetime
import threading

import pytest
from django.db import connection

from leitziel.core import mail, outbox
from leitziel.core.models import OutgoingMail

pytestmark = pytest.mark.django_db
State = OutgoingMail.State


@pytest.fixture
def write(municipality):
    def make(to="anna@amt.example", subject="Einladung", text="Guten Tag,\n\nüber Öffnungszeiten.\n", key=None):
        return mail.enqueue(municipality=municipality, to=to, subject=subject, text=text, key=key)

    return make


def state_of(row):
    row.refresh_from_db()
    return row.state, row.attempts


def test_mail_due_is_sent_as_written_and_marked(smtp, write, clock):
    row = write()
    assert outbox.send_due(now=clock) == outbox.Sent(sent=1)
    (message,) = smtp.box.messages
    row.refresh_from_db()
    assert (row.state, row.sent_at) == (State.SENT, clock.at)
    assert message["To"] == "anna@amt.example"
    assert message["From"] == "leitziel@pruefstadt.example"
    assert message["Subject"] == "Einladung"
    assert message["Message-ID"] == row.message_id
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "text/plain"
    assert message.get_content_charset() == "utf-8"
    assert message.get_content().replace("\r\n", "\n") == "Guten Tag,\n\nüber Öffnungszeiten.\n"


def test_second_round_sends_nothing_again(smtp, write, clock):
    write()
    outbox.send_due(now=clock)
    clock.forward(days=2)
    assert outbox.send_due(now=clock) == outbox.Sent()
    assert len(smtp.box.messages) == 1


def test_server_down_keeps_all_and_sends_each_once_when_it_is_up_again(smtp, write, clock):
    rows = [write(subject=f"Nachricht {number}") for number in range(5)]
    smtp.down()
    assert outbox.send_due(now=clock) == outbox.Sent(deferred=1)  # one try tells that the server is down
    assert [state_of(row) for row in rows] == [(State.WAITING, 1)] + [(State.WAITING, 0)] * 4
    smtp.up()
    clock.forward(minutes=2)
    assert outbox.send_due(now=clock) == outbox.Sent(sent=5)
    assert sorted(m["Subject"] for m in smtp.box.messages) == [f"Nachricht {number}" for number in range(5)]


def test_server_down_for_days_gives_up_and_tells(smtp, write, clock):
    row = write()
    smtp.down()
    waits, rounds = [], 0
    while state_of(row)[0] != State.FAILED:
        outbox.send_due(now=clock)
        row.refresh_from_db()
        waits.append(int((row.next_try_at - clock.at).total_seconds() / 60))
        clock.at = row.next_try_at
        rounds += 1
        assert rounds < 30
    assert waits[:6] == [1, 5, 15, 60, 240, 720]
    assert clock.at - row.created_at >= datetime.timedelta(days=3)
    assert row.last_error.startswith("ConnectionRefusedError: ")


def test_greylisting_server_gets_the_same_message_later(smtp, write, clock):
    row = write()
    smtp.box.refusals = ["451 4.7.1 come back later"]
    assert outbox.send_due(now=clock) == outbox.Sent(deferred=1)
    assert smtp.box.messages == []
    assert outbox.send_due(now=clock) == outbox.Sent()  # not before the minute is over
    clock.forward(seconds=61)
    assert outbox.send_due(now=clock) == outbox.Sent(sent=1)
    assert [m["Message-ID"] for m in smtp.box.messages] == [row.message_id]


def test_unknown_recipient_fails_at_once_and_holds_up_nobody(smtp, write, clock):
    wrong, right = write(to="weg@amt.example"), write(to="da@amt.example")
    smtp.box.refusals = ["550 5.1.1 no such user"]
    assert outbox.send_due(now=clock) == outbox.Sent(sent=1, failed=1)
    assert [state_of(wrong)[0], state_of(right)[0]] == [State.FAILED, State.SENT]
    assert wrong.last_error == "550: 5.1.1 no such user"
    clock.forward(days=4)
    assert outbox.send_due(now=clock) == outbox.Sent()


def test_worker_killed_after_sending_sends_again_with_the_same_id(smtp, write, clock):
    """At least once: the copy can be told by its Message-ID."""
    row = write()
    claimed = outbox._claim(clock())
    outbox._Carrier(smtp.settings).carry(claimed)  # and here the worker dies, before the mark
    assert outbox.send_due(now=clock) == outbox.Sent()  # the claim holds
    clock.forward(minutes=11)
    assert outbox.send_due(now=clock) == outbox.Sent(sent=1)
    assert [m["Message-ID"] for m in smtp.box.messages] == [row.message_id] * 2
    assert state_of(row) == (State.SENT, 2)


def test_who_lost_the_claim_marks_nothing(smtp, write, clock):
    row = write()
    slow = outbox._claim(clock())
    clock.forward(minutes=11)
    outbox.send_due(now=clock)
    outbox._put_off(slow, "451: too late", outbox.Sent(), clock())
    assert state_of(row) == (State.SENT, 2)


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_mail_once(smtp, write):
    ids = {write(subject=f"Nachricht {number}").message_id for number in range(30)}
    results = []

    def work():
        results.append(outbox.send_due())
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(result.sent for result in results) == 30
    assert sorted(m["Message-ID"] for m in smtp.box.messages) == sorted(ids)


def test_line_break_in_subject_makes_no_header(smtp, write, clock):
    write(subject="Hallo\r\nBcc: opfer@anderswo.example")
    assert outbox.send_due(now=clock).sent == 1
    (message,) = smtp.box.messages
    assert message["Bcc"] is None
    assert message["Subject"] == "Hallo Bcc: opfer@anderswo.example"
    assert smtp.box.recipients == ["anna@amt.example"]


@pytest.mark.parametrize(
    "address",
    ["a@b.example, c@d.example", "a@b.example\r\nBcc: c@d.example", "kein-konto", "A <a@b.example>, c@d.example"],
)
def test_more_or_less_than_one_address_fails_and_is_not_sent(smtp, write, clock, address):
    row = write()
    OutgoingMail.objects.filter(pk=row.pk).update(recipient=address)
    assert outbox.send_due(now=clock) == outbox.Sent(failed=1)
    assert smtp.box.messages == []
    assert smtp.box.recipients == []


def test_same_occasion_is_written_once(smtp, write, clock):
    assert write(key="invitation:17") is not None
    assert write(key="invitation:17") is None
    assert outbox.send_due(now=clock) == outbox.Sent(sent=1)


def test_without_a_server_mail_is_kept(settings, write, clock):
    from leitziel.core.mail_server import MailServer

    settings.MAIL_SERVER = MailServer()
    row = write()
    assert outbox.send_due(now=clock) == outbox.Sent()
    assert state_of(row) == (State.WAITING, 0)


def test_file_mode_writes_the_message_as_a_file(settings, tmp_path, write, clock):
    from leitziel.core.mail_server import MailServer

    settings.MAIL_SERVER = MailServer(kind="file", folder=str(tmp_path / "mail"))
    row = write()
    assert outbox.send_due(now=clock) == outbox.Sent(sent=1)
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name.endswith(f"-{row.pk}.eml")
    assert b"Message-ID: " + row.message_id.encode() in file.read_bytes()


def test_text_is_forgotten_after_a_month_and_the_key_stays(smtp, write, clock):
    sent, other = write(key="einmal"), write(key="noch-einmal")
    outbox.send_due(now=clock)
    OutgoingMail.objects.filter(pk=other.pk).update(sent_at=clock.at + datetime.timedelta(days=10))
    clock.forward(days=31)
    assert outbox.purge(clock()) == 1
    sent.refresh_from_db()
    assert (sent.text, sent.recipient, sent.subject, sent.key) == ("", "", "", "einmal")
    assert outbox.purge(clock()) == 0
    assert write(key="einmal") is None


def test_failed_mail_can_be_tried_again(smtp, write, clock):
    row = write()
    smtp.box.refusals = ["550 no"]
    outbox.send_due(now=clock)
    assert outbox.retry_failed(clock()) == 1
    assert outbox.send_due(now=clock) == outbox.Sent(sent=1)
    assert state_of(row)[0] == State.SENT
