# SPDX-License-Identifier: EUPL-1.2
"""Sending what waits in the outbox.

A message is claimed, handed to the mail server, and marked. A worker that dies between the last two leaves a claimed
message, which becomes due again after `CLAIM` and goes out with the same Message-ID: at least once, never lost.
"""

from __future__ import annotations

import logging
import os
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.errors import MessageError
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid
from pathlib import Path

from django.conf import settings
from django.db.models import F, Q
from django.utils import timezone

from leitziel.core.mail_server import MailServer, connect
from leitziel.core.models import OutgoingMail

log = logging.getLogger("leitziel.mail")
State = OutgoingMail.State

CLAIM = timedelta(minutes=10)  # longer than any conversation with a mail server
BACKOFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240)]  # then every 12 hours
LONGEST = timedelta(hours=12)
FURTHEST = LONGEST + CLAIM
GIVE_UP = timedelta(days=3)
ROUND = 100  # messages in one go, so that other periodic work has its turn
KEEP_SENT, KEEP_FAILED = timedelta(days=30), timedelta(days=90)


@dataclass(slots=True)
class Sent:
    """How a round went: messages sent, put off, and given up."""

    sent: int = 0
    deferred: int = 0
    failed: int = 0


class ServerDownError(Exception):
    """The mail server cannot be used now; no message is to blame."""


class RefusedError(Exception):
    """The mail server will never take this message."""


class LaterError(Exception):
    """The mail server wants this message to come again later."""


def send_due(*, server: MailServer | None = None, now: Callable[[], datetime] = timezone.now) -> Sent:
    """Send what is due, at most `ROUND` messages, over one connection. Safe to run in several workers at once.

    When the server cannot be reached, only the message at hand is put off; the others stay due, so that all leave
    as soon as it is back.
    """
    server = server or settings.MAIL_SERVER
    done = Sent()
    if server.kind == "none":
        return done
    carrier = _Carrier(server)
    try:
        for _count in range(ROUND):
            mail = _claim(now())
            if mail is None or not _deliver(carrier, mail, done, now):
                break
    finally:
        carrier.close()
    return done


def _claim(now: datetime) -> OutgoingMail | None:
    """Take the message that has waited longest. The update is the lock: of two workers one changes the row."""
    # No wait is longer than the longest: a row further in the future was written by a clock that was set back since.
    due = Q(state__in=[State.WAITING, State.SENDING]) & (Q(next_try_at__lte=now) | Q(next_try_at__gt=now + FURTHEST))
    while True:
        mail = OutgoingMail.objects.filter(due).order_by("next_try_at", "pk").first()
        if mail is None:
            return None
        same = OutgoingMail.objects.filter(due, pk=mail.pk, next_try_at=mail.next_try_at)
        if same.update(state=State.SENDING, attempts=F("attempts") + 1, next_try_at=now + CLAIM):
            mail.refresh_from_db()
            return mail


def _deliver(carrier: _Carrier, mail: OutgoingMail, done: Sent, now: Callable[[], datetime]) -> bool:
    """Send one claimed message and mark it; False if the server is down."""
    try:
        carrier.carry(mail)
    except RefusedError as error:
        _give_up(mail, str(error), done)
    except LaterError as error:
        _put_off(mail, str(error), done, now())
    except ServerDownError as error:
        _put_off(mail, str(error), done, now())
        return False
    else:
        _mark(mail, state=State.SENT, sent_at=now(), last_error="")
        done.sent += 1
    return True


def _put_off(mail: OutgoingMail, reason: str, done: Sent, now: datetime) -> None:
    if now - mail.created_at >= GIVE_UP:
        _give_up(mail, reason, done)
        return
    wait = BACKOFF[mail.attempts - 1] if mail.attempts <= len(BACKOFF) else LONGEST
    _mark(mail, state=State.WAITING, next_try_at=now + wait, last_error=reason[:300])
    done.deferred += 1
    log.warning("mail put off", extra={"mail": mail.pk, "attempts": mail.attempts, "error": _class(reason)})


def _give_up(mail: OutgoingMail, reason: str, done: Sent) -> None:
    _mark(mail, state=State.FAILED, last_error=reason[:300])
    done.failed += 1
    log.error("mail given up", extra={"mail": mail.pk, "attempts": mail.attempts, "error": _class(reason)})


def _mark(mail: OutgoingMail, **values: object) -> None:
    """Only who holds the claim writes: a claim that ran out belongs to somebody else."""
    OutgoingMail.objects.filter(pk=mail.pk, state=State.SENDING, attempts=mail.attempts).update(**values)


def _class(reason: str) -> str:
    """The part of a reason that names nobody: the code of the answer, or the kind of the fault."""
    return reason.split(":", 1)[0]


def message_of(mail: OutgoingMail) -> EmailMessage:
    """The message as it goes out: plain text in UTF-8, the same Message-ID in every try. Raises RefusedError for
    an address or a subject that cannot stand in a header."""
    message = EmailMessage(policy=SMTP)
    try:
        message["From"] = settings.MAIL_FROM
        message["To"] = mail.recipient
        message["Subject"] = mail.subject
    except (ValueError, MessageError) as error:
        raise RefusedError("header: the address or the subject cannot stand in a header") from error
    if len(message["To"].addresses) != 1 or message["To"].defects:
        raise RefusedError("address: not one mail address")
    message["Date"] = format_datetime(mail.created_at)
    message["Message-ID"] = mail.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(mail.text, cte="quoted-printable")
    return message


class _Carrier:
    """One connection for a round, opened with the first message."""

    def __init__(self, server: MailServer) -> None:
        self.server = server
        self.connection: smtplib.SMTP | None = None

    def carry(self, mail: OutgoingMail) -> None:
        message = message_of(mail)
        if self.server.kind == "file":
            _write(self.server, mail, message)
            return
        try:
            if self.connection is None:
                self.connection = connect(self.server, settings.MAIL_DOMAIN)
            self.connection.send_message(message)
        except smtplib.SMTPRecipientsRefused as refusal:
            code, text = next(iter(refusal.recipients.values()))
            raise _judged(code, text) from refusal
        except smtplib.SMTPDataError as refusal:
            raise _judged(refusal.smtp_code, refusal.smtp_error) from refusal
        except smtplib.SMTPResponseException as refusal:  # the log-in or our own sender: a matter of settings
            self.close()
            raise ServerDownError(_reason(refusal.smtp_code, refusal.smtp_error)) from refusal
        except (smtplib.SMTPException, OSError) as fault:
            self.close()
            raise ServerDownError(f"{type(fault).__name__}: {fault}") from fault

    def close(self) -> None:
        connection, self.connection = self.connection, None
        if connection is not None:
            try:
                connection.quit()
            except (smtplib.SMTPException, OSError):
                connection.close()


def _judged(code: int, text: bytes | str) -> RefusedError | LaterError:
    """5xx is for good (RFC 5321, 4.2.1), 4xx for now; 421 closes the connection, which the next message notices."""
    return (RefusedError if code >= 500 else LaterError)(_reason(code, text))


def _reason(code: int, text: bytes | str) -> str:
    return f"{code}: {text.decode(errors='replace') if isinstance(text, bytes) else text}"


def _write(server: MailServer, mail: OutgoingMail, message: EmailMessage) -> None:
    folder = Path(server.folder or Path(settings.HOME) / "mail")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f".{mail.pk}.{os.getpid()}"
        fresh.write_bytes(message.as_bytes())
        fresh.replace(folder / f"{mail.created_at:%Y%m%d-%H%M%S}-{mail.pk}.eml")
    except OSError as fault:
        raise ServerDownError(f"{type(fault).__name__}: {fault}") from fault


def purge(now: datetime) -> int:
    """Empty text, subject and address of messages whose purpose is over; the key stays, so that nothing is sent
    again. Returns how many were emptied."""
    old = Q(state=State.SENT, sent_at__lt=now - KEEP_SENT) | Q(state=State.FAILED, created_at__lt=now - KEEP_FAILED)
    return (
        OutgoingMail.objects.filter(old)
        .exclude(text="", recipient="")
        .update(text="", subject="", recipient="", last_error="")
    )


def retry_failed(now: datetime) -> int:
    """Let what was given up wait again, with three new days (an operator's order). Returns how many."""
    failed = OutgoingMail.objects.filter(state=State.FAILED).exclude(recipient="")
    return failed.update(state=State.WAITING, attempts=0, created_at=now, next_try_at=now)


def try_out(address: str) -> str:
    """Send one message right away, past the outbox; returns what went wrong, or "" if the server took it."""
    if settings.MAIL_SERVER.kind == "none":
        return "Es ist kein Mailserver eingerichtet (LEITZIEL_MAIL_URL)."
    carrier = _Carrier(settings.MAIL_SERVER)
    text = "Diese Nachricht zeigt, dass Leitziel E-Mails verschicken kann.\n"
    mail = OutgoingMail(
        recipient=address,
        subject="Leitziel: Probe",
        text=text,
        created_at=timezone.now(),
        message_id=make_msgid(domain=settings.MAIL_DOMAIN),
    )
    try:
        carrier.carry(mail)
    except (RefusedError, LaterError, ServerDownError) as error:
        return str(error)
    finally:
        carrier.close()
    return ""
