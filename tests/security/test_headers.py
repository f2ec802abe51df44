# SPDX-License-Identifier: EUPL-1.2
"""What every answer says to the browser, on pages of every kind, without and with HTTPS."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client

from leitziel.core.observing import readiness
from tests import template

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = [
    "/",
    "/pruefstadt/",
    "/pruefstadt/massnahmen/",
    "/pruefstadt/suche/?q=wohnen",
    "/pruefstadt/barrierefreiheit/",
    "/pruefstadt/api/massnahmen/",
    "/pruefstadt/gibt-es-nicht/",
    "/gibt-es-nicht/",
    "/anmelden/",
    "/robots.txt",
    "/-/health/",
    "/-/ready/",
    "/-/metrics",
    "/pruefstadt/arbeit/",
]
POLICY = {
    "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
    "connect-src 'self'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'", "manifest-src 'self'",
}  # fmt: skip
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


@pytest.mark.django_db
@pytest.mark.parametrize("path", PUBLIC)
def test_every_kind_of_page_carries_the_headers(client, municipality, path):
    answer = client.get(path)
    policy = {part.strip() for part in answer["Content-Security-Policy"].split(";") if part.strip()}
    assert policy == POLICY
    assert {name: answer.get(name) for name in ALWAYS} == ALWAYS
    kind = answer.get("Content-Type", "")
    if kind.startswith("text/"):
        assert "charset=utf-8" in kind


@pytest.mark.django_db
def test_fault_page_carries_the_headers_too(municipality, monkeypatch):
    from leitziel.portal.views import front

    def broken(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(front.queries, "front", broken)
    answer = Client(raise_request_exception=False).get("/pruefstadt/")
    assert answer.status_code == 500
    assert {name: answer.get(name) for name in ALWAYS} == ALWAYS


def test_policy_allows_nothing_inline_and_nothing_foreign():
    directives = configured.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    sources = {source for values in directives.values() for source in values}
    assert sources == {"'none'", "'self'", "data:"}
    assert [name for name, values in directives.items() if "data:" in values] == ["img-src"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path", ["/pruefstadt/", "/pruefstadt/arbeit/", "/pruefstadt/massnahmen/massnahmen.csv", "/konto/"]
)
def test_answers_to_logged_in_people_are_stored_nowhere(client, municipality, planner, path):
    client.force_login(planner)
    answer = client.get(path)
    assert "no-store" in answer["Cache-Control"]
    if path.startswith("/pruefstadt/") and "arbeit" not in path:
        assert "no-store" not in Client().get(path).get("Cache-Control", "")


@pytest.mark.django_db
def test_logging_out_empties_the_store_of_the_browser(client, municipality, planner):
    client.force_login(planner)
    assert client.get("/pruefstadt/arbeit/").get("Clear-Site-Data") is None
    assert client.post("/abmelden/").get("Clear-Site-Data") == '"cache", "storage"'
    assert client.get("/pruefstadt/arbeit/").status_code == 403


@pytest.mark.django_db
def test_messages_are_kept_on_the_server(client, municipality, planner):
    client.force_login(planner)
    answer = client.post("/pruefstadt/barrierefreiheit/", {"message": "Der Kontrast ist zu schwach."})
    assert answer.status_code == 302
    assert set(answer.cookies) <= {configured.SESSION_COOKIE_NAME}
    assert "Vielen Dank" in client.get(answer["Location"]).content.decode()


def run(code, **environment):
    """The last line that `code` prints in a process of its own with these settings."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("LEITZIEL_", "DJANGO_", "DATABASE_"))}
    done = subprocess.run(
        [sys.executable, "-c", code], env=clean | {"DJANGO_SETTINGS_MODULE": "leitziel.settings"} | environment,
        capture_output=True, text=True, check=False, timeout=120, cwd=ROOT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.strip().splitlines()[-1])


@pytest.fixture
def https(tmp_path):
    return {
        "LEITZIEL_HOME": str(tmp_path),
        "LEITZIEL_HTTPS": "true",
        "LEITZIEL_HOSTS": "plan.pruefstadt.example",
        "LEITZIEL_SECRET_KEY": "ein-langer-zufaelliger-Schluessel-0123456789-abcdefghijklmnop",
    }


ANSWERS = """
import json, django; django.setup()
from django.core.management import call_command
from django.test import Client
from django.test.utils import override_settings
from django.conf import settings
plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}).enable()
call_command("migrate", verbosity=0)
from leitziel.core.models import Municipality, User
Municipality.objects.create(ags="16099001", kind="city", name="Prüfstadt", slug="pruefstadt")
User.objects.create_user(email="a@b.example", name="A", password="drei-graue-Dachse")
host = {"headers": {"host": "plan.pruefstadt.example"}}
browser = Client()
plain = browser.get("/pruefstadt/", **host)
host["secure"] = True
page = browser.get("/pruefstadt/", **host)
browser.get("/anmelden/", **host)
browser.post("/anmelden/", {"login": "a@b.example", "password": "drei-graue-Dachse"}, **host)
browser.post("/-/sprache/", {"language": "en"}, **host)
browser.post("/-/darstellung/", {"theme": "dark"}, **host)
cookies = {m.key: [bool(m["secure"]), bool(m["httponly"]), m["samesite"], m["path"], m["domain"]] for m in browser.cookies.values()}
print(json.dumps({"plain": [plain.status_code, plain["Location"]], "hsts": page["Strict-Transport-Security"],
    "dark": 'data-kern-theme="dark"' in browser.get("/pruefstadt/", **host).content.decode(), "cookies": cookies}))
"""


@pytest.mark.slow
def test_https_sends_hsts_and_cookies_of_this_host_only(https):
    template.sqlite(Path(https["LEITZIEL_HOME"]) / "leitziel.sqlite3")
    found = run(ANSWERS, **https)
    assert found["plain"] == [301, "https://plan.pruefstadt.example/pruefstadt/"]
    assert found["hsts"] == "max-age=31536000; includeSubDomains"
    assert found["dark"] is True
    assert found["cookies"] == {
        "__Host-sitzung": [True, True, "Lax", "/", ""],
        "__Host-csrf": [True, False, "Lax", "/", ""],
        "__Host-sprache": [True, False, "Lax", "/", ""],
        "__Host-darstellung": [True, False, "Lax", "/", ""],
    }


DEPLOY = """
import json, django; django.setup()
from django.core.checks import run_checks
print(json.dumps([str(m) for m in run_checks(include_deployment_checks=True) if not m.is_silenced()]))
"""


@pytest.mark.slow
def test_check_of_the_deployment_is_clean(https):
    assert run(DEPLOY, **https) == []
    with_debug = run(DEPLOY, **https | {"LEITZIEL_DEBUG": "true"})
    assert [m for m in with_debug if "security.W018" in m] != []


def test_key_of_a_public_house_comes_from_the_environment(settings):
    settings.HTTPS, settings.SECRET_KEY_GIVEN = True, False
    missing = readiness.secret_key()
    assert (missing.level, "LEITZIEL_SECRET_KEY fehlt" in missing.text) == ("bad", True)
    settings.SECRET_KEY_GIVEN = True
    assert readiness.secret_key().level == "ok"
