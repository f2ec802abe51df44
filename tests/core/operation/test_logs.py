# SPDX-License-Identifier: EUPL-1.2
"""Log lines name nobody: personal data is planted wherever a request can carry it, and then looked for."""

import io
import json
import logging

import pytest
from django.db import IntegrityError, OperationalError
from django.test import Client

from leitziel.core.models import User
from leitziel.core.observing import logs
from leitziel.portal.views import front

EMAIL, NAME, ADDRESS = "erika.mustermann@amt.example", "Erika Mustermann", "203.0.113.77"
SEARCH, TOKEN = "trennung-vom-ehemann", "eyJhbGciOi1KNJ2mFzRtq8YvW3sXa7c"
PLANTED = [EMAIL, NAME, ADDRESS, SEARCH, TOKEN, "Mustermann", "2001:db8", "erika.mustermann"]


@pytest.fixture(params=["json", "text"])
def written(request):
    """All that the house writes, in either form."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.JsonLines() if request.param == "json" else logs.PlainLines())
    root, ours = logging.getLogger(), logging.getLogger("leitziel")
    before = root.level, ours.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    ours.setLevel(logging.DEBUG)
    stream.form = request.param
    yield stream
    root.removeHandler(handler)
    root.setLevel(before[0])
    ours.setLevel(before[1])


def found_in(text):
    return [planted for planted in PLANTED if planted.lower() in text.lower()]


def visitor():
    return Client(raise_request_exception=False, REMOTE_ADDR=ADDRESS, HTTP_USER_AGENT=f"Browser von {NAME}")


@pytest.mark.django_db
def test_requests_leave_no_personal_data(written, municipality, monkeypatch):
    User.objects.create_user(email=EMAIL, name=NAME, password="geheim-geheim")
    client = visitor()
    client.post("/anmelden/", {"login": EMAIL, "email": EMAIL, "password": "falsch-falsch"})
    client.get(f"/einladung/{TOKEN}/")
    client.get(f"/pruefstadt/einladung/{TOKEN}:1abcde:{TOKEN}/?name={NAME}")
    client.get(f"/pruefstadt/suche/?q={SEARCH}&von={EMAIL}")
    client.get("/pruefstadt/", headers={"Host": f"{NAME.replace(' ', '-')}.example"})

    def broken(*_args):
        raise IntegrityError(f"Key (email)=({EMAIL}) already exists for {NAME}")

    monkeypatch.setattr(front.queries, "front", broken)
    assert client.get(f"/pruefstadt/?q={SEARCH}").status_code == 500
    text = written.getvalue()
    assert text.count("request") >= 6
    assert "IntegrityError" in text
    assert "leitziel/portal/views/front.py" in text
    assert found_in(text) == []


@pytest.mark.django_db
def test_json_line_of_a_request_says_what_happened(written, municipality):
    if written.form != "json":
        return
    answer = Client().get("/pruefstadt/impressum/?von=" + EMAIL)
    (line,) = [json.loads(line) for line in written.getvalue().splitlines() if '"leitziel.request"' in line]
    assert line["ms"] > 0
    del line["ms"], line["at"]
    assert line == {
        "level": "info",
        "logger": "leitziel.request",
        "event": "request",
        "request": answer["X-Request-ID"],
        "view": "imprint",
        "method": "GET",
        "status": 200,
    }


@pytest.mark.django_db
def test_every_answer_has_its_own_number(client, municipality):
    sent = {"X-Request-ID": "0" * 32}
    numbers = [client.get("/-/health/", headers=sent)["X-Request-ID"] for _ in range(2)]
    assert len(set(numbers)) == 2
    assert "0" * 32 not in numbers


def test_other_libraries_leave_their_template_only(written):
    logging.getLogger("some.library").error("user %s at %s", NAME, ADDRESS)
    put_together = f"mail to {EMAIL} from {ADDRESS} [2001:db8::17], /x?q={SEARCH}, {NAME}"
    logging.getLogger("some.library").error(put_together)
    text = written.getvalue()
    assert "user %s at %s" in text
    assert text.count("test_logs.py:") == 2
    assert found_in(text) == []


def test_exception_and_its_causes_are_told_without_their_messages(written):
    try:
        try:
            raise ValueError(EMAIL)  # noqa: TRY301
        except ValueError as error:
            raise OperationalError(NAME) from error
    except OperationalError:
        logging.getLogger("leitziel.worker").exception("task failed", extra={"task": "read", "recipient": EMAIL})
    text = written.getvalue()
    assert "django.db.utils.OperationalError" in text
    assert "builtins.ValueError" in text
    assert "test_exception_and_its_causes" in text
    assert "read" in text
    assert found_in(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"an {EMAIL}!", "an […]!"),
        (f"von {ADDRESS} um 12:30:05", "von […] um 12:30:05"),
        ("von 2001:db8::1 und ::1", "von […] und […]"),
        ("/suche/?q=x&y=z danach", "/suche/?[…] danach"),
        (f"/einladung/{TOKEN}/", "/einladung/[…]/"),
        ("leitziel.core.housekeeping.send_mail", "leitziel.core.housekeeping.send_mail"),
        ("strategy.tasks.read_plan_import done in 3.4 s", "strategy.tasks.read_plan_import done in 3.4 s"),
    ],
)
def test_net_catches_addresses_queries_and_tokens_and_nothing_else(text, expected):
    assert logs.scrubbed(text) == expected
