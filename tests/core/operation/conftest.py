# SPDX-License-Identifier: EUPL-1.2
"""A real mail server in a thread, whose answers a test chooses."""

from __future__ import annotations

import datetime
import email
import email.policy
import socket

import pytest
from aiosmtpd.controller import Controller

from leitziel.core.mail_server import MailServer


class Postbox:
    """Keeps what it is given; `refusals` are the answers to the next messages, one each (None takes the message)."""

    def __init__(self):
        self.messages = []
        self.refusals = []
        self.recipients = []

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.refusals.pop(0) if self.refusals else None
        if answer:
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        self.recipients += envelope.rcpt_tos
        self.messages.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 taken"


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class SmtpServer:
    """A mail server that can be taken down and brought up again on the same port."""

    def __init__(self):
        self.box = Postbox()
        self.port = free_port()
        self.controller = None

    @property
    def settings(self):
        return MailServer(kind="smtp", host="127.0.0.1", port=self.port)

    def up(self):
        self.controller = Controller(self.box, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def down(self):
        if self.controller is not None:
            self.controller.stop()
            self.controller = None


@pytest.fixture
def smtp(settings):
    server = SmtpServer()
    settings.MAIL_SERVER = server.settings
    settings.MAIL_FROM = "leitziel@pruefstadt.example"
    server.up()
    yield server
    server.down()


class Clock:
    """A time that moves when told."""

    def __init__(self, at):
        self.at = at

    def __call__(self):
        return self.at

    def forward(self, **span):

        self.at += datetime.timedelta(**span)


@pytest.fixture
def clock():
    from django.utils import timezone

    return Clock(timezone.now() + datetime.timedelta(seconds=5))  # after what the test writes
