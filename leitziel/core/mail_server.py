# SPDX-License-Identifier: EUPL-1.2
"""Where mail goes: what LEITZIEL_MAIL_URL says, and a connection to it. Read by the settings, so without Django's."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

TIMEOUT = 20  # seconds without an answer of the mail server
SECURITY = {"smtp": "none", "smtps": "tls"}
PORTS = {"none": 25, "starttls": 587, "tls": 465}
YES, NO = {"1", "true", "yes", "starttls"}, {"", "0", "false", "no"}


class MailUrlError(ValueError):
    """LEITZIEL_MAIL_URL is not understood; the text says what it should look like (and shows no password)."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """`kind`: "none" (mail is kept, not sent), "file" (each mail a file in `folder`) or "smtp".

    `security`: "none", "starttls" or "tls" (encrypted from the first byte).
    """

    kind: str = "none"
    host: str = ""
    port: int = 25
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "none"
    folder: str = ""


def parse_mail_url(url: str) -> MailServer:
    """`smtp://user:password@host:587/?tls=true` (STARTTLS), `smtps://…` (TLS at once), `file:` or `file:/folder`;
    an empty text sends nothing. Raises MailUrlError."""
    if not url:
        return MailServer()
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise MailUrlError("LEITZIEL_MAIL_URL: the port is not a number from 1 to 65535") from error
    if parts.scheme == "file":
        return MailServer(kind="file", folder=unquote(parts.path))
    if parts.scheme not in SECURITY or not parts.hostname:
        raise MailUrlError("LEITZIEL_MAIL_URL: expected smtp://user:password@host:port/?tls=true, smtps://… or file:")
    security = SECURITY[parts.scheme]
    tls = parse_qs(parts.query, keep_blank_values=True).get("tls", [""])[-1].lower()
    if tls not in YES | NO:
        raise MailUrlError("LEITZIEL_MAIL_URL: tls is true or false")
    if security == "none" and tls in YES:
        security = "starttls"
    return MailServer(
        kind="smtp",
        host=parts.hostname,
        port=port or PORTS[security],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        security=security,
    )


def connect(server: MailServer, own_name: str) -> smtplib.SMTP:
    """An open, encrypted (where asked for) and logged-in connection. Raises OSError (SMTPException is one)."""
    context = ssl.create_default_context()
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, local_hostname=own_name, timeout=TIMEOUT, context=context
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, local_hostname=own_name, timeout=TIMEOUT)
    try:
        if server.security == "starttls":
            connection.starttls(context=context)
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection
