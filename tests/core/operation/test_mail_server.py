# SPDX-License-Identifier: EUPL-1.2
"""What LEITZIEL_MAIL_URL may say."""

import pytest

from leitziel.core.mail_server import MailServer, MailUrlError, parse_mail_url

SMTP = {"kind": "smtp", "host": "post.stadt.example"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", MailServer()),
        ("file:", MailServer(kind="file")),
        ("file:/var/spool/leitziel", MailServer(kind="file", folder="/var/spool/leitziel")),
        ("smtp://post.stadt.example", MailServer(**SMTP, port=25)),
        ("smtp://post.stadt.example/?tls=true", MailServer(**SMTP, port=587, security="starttls")),
        ("smtp://post.stadt.example:2525/?tls=false", MailServer(**SMTP, port=2525)),
        ("smtps://post.stadt.example", MailServer(**SMTP, port=465, security="tls")),
        (
            "smtp://plan%40stadt.example:ge%3Aheim%2F@post.stadt.example:587/?tls=true",
            MailServer(**SMTP, port=587, user="plan@stadt.example", password="ge:heim/", security="starttls"),
        ),
    ],
)
def test_mail_url_is_understood(url, expected):
    assert parse_mail_url(url) == expected


@pytest.mark.parametrize(
    "url", ["http://post.stadt.example", "smtp://", "smtp://h:99999", "smtp://h/?tls=maybe", "post.stadt.example"]
)
def test_mail_url_that_means_nothing_is_refused(url):
    with pytest.raises(MailUrlError, match="LEITZIEL_MAIL_URL"):
        parse_mail_url(url)


def test_password_is_not_shown():
    server = parse_mail_url("smtp://u:streng-geheim@h")
    assert "streng-geheim" not in repr(server)
    with pytest.raises(MailUrlError) as refusal:
        parse_mail_url("smtp://u:streng-geheim@h:99999")
    assert "streng-geheim" not in str(refusal.value)
