# SPDX-License-Identifier: EUPL-1.2
"""Addresses that people enter: only http and https become links, and nobody here ever asks them (SSRF)."""

import ast
import socket
from pathlib import Path

import pytest
from django_scopes import scope

from leitziel.bodies.models import CouncilPaper
from leitziel.core.text import web_address
from leitziel.strategy.models import Concept, Edition
from tests.strategy.builders import build_edition

ROOT = Path(__file__).resolve().parents[2]
NETWORK = {
    "socket",
    "smtplib",
    "ftplib",
    "http.client",
    "urllib.request",
    "requests",
    "httpx",
    "aiohttp",
    "urllib3",
    "imaplib",
}
# Who may open a connection, and to whom.
REACHES = {
    "leitziel/core/mail_server.py": "the mail server of the settings",
    "leitziel/core/outbox.py": "the same",
    "leitziel/core/observing/readiness.py": "the same, asked whether it answers",
    "leitziel/core/worker.py": "the name of this machine",
    "leitziel/portal/account/views.py": "the kinds of faults of the identity provider of the settings",
}
REFUSED = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "file:///etc/passwd",
    "gopher://127.0.0.1:25/_HELO",
    "ftp://intern.example/",
    "vbscript:x",
    "\x01javascript:alert(1)",
]
INNER = [
    "http://169.254.169.254/latest/meta-data/",
    "http://127.0.0.1:8000/",
    "http://[::1]/",
    "https://intern.example/",
]


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def test_only_named_files_can_open_a_connection():
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "leitziel").rglob("*.py")
        if any(name in NETWORK or name.split(".")[0] in NETWORK for name in imported(path))
    }
    assert found == REACHES.keys()


@pytest.fixture
def no_network(monkeypatch):
    """Whoever connects anywhere (but to a database) is noted."""
    asked, connect, resolve = [], socket.socket.connect, socket.getaddrinfo

    def watched(self, address):
        if self.family in {socket.AF_INET, socket.AF_INET6} and address[1] != 5432:
            asked.append(address)
        return connect(self, address)

    def resolved(host, port, *args, **kwargs):
        if port not in {5432, "5432"}:
            asked.append(host)
        return resolve(host, port, *args, **kwargs)

    monkeypatch.setattr(socket.socket, "connect", watched)
    monkeypatch.setattr(socket, "getaddrinfo", resolved)
    return asked


@pytest.mark.django_db
@pytest.mark.parametrize("address", REFUSED)
def test_address_that_is_no_web_address_is_refused(client, municipality, planner, address):
    client.force_login(planner)
    answer = client.post(
        "/pruefstadt/arbeit/konzepte/neu/", {"title": "Anderswo", "external": "on", "position": "1", "address": address}
    )
    assert answer.status_code == 200
    assert set(answer.context["form"].errors) == {"address"}
    with scope(municipality=municipality):
        assert Concept.objects.count() == 0
    assert web_address(address) == ""


@pytest.mark.django_db
@pytest.mark.parametrize("address", INNER)
def test_web_address_is_kept_and_never_asked(client, municipality, planner, no_network, address):
    client.force_login(planner)
    sent = client.post(
        "/pruefstadt/arbeit/konzepte/neu/", {"title": "Anderswo", "external": "on", "position": "1", "address": address}
    )
    assert sent.status_code == 302
    with scope(municipality=municipality):
        edition = build_edition(municipality, measures=2, fields=1, goals_per_field=1)
        CouncilPaper.objects.update(address=address)
        slug, label = edition.concept.slug, Edition.objects.get().label
        paper = CouncilPaper.objects.first()
        number = paper.slug
    pages = ["konzepte/", "konzepte/anderswo/", "vorlagen/", f"vorlagen/{number}/", "api/konzepte/", "api/vorlagen/"]
    pages += [f"konzepte/{slug}/{label}/plan.{kind}" for kind in ("pdf", "docx", "xlsx", "json")]
    statuses = {page: client.get(f"/pruefstadt/{page}").status_code for page in pages}
    assert set(statuses.values()) <= {200, 404}, statuses
    assert sum(s == 200 for s in statuses.values()) >= 8, statuses
    assert no_network == []


@pytest.mark.django_db
def test_address_that_came_in_by_another_way_becomes_no_link(client, municipality):
    """An archive of another house may hold anything; it is shown as text or not at all."""
    bad = "javascript:alert(document.domain)"
    with scope(municipality=municipality):
        edition = build_edition(municipality, measures=2, fields=1, goals_per_field=1)
        CouncilPaper.objects.update(address=bad)
        Concept.objects.update(address=bad, external=True)
        slug = CouncilPaper.objects.first().slug
    for page in (f"vorlagen/{slug}/", "konzepte/", f"konzepte/{edition.concept.slug}/"):
        assert f'href="{bad}' not in client.get(f"/pruefstadt/{page}").content.decode()
