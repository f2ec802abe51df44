# SPDX-License-Identifier: EUPL-1.2
"""Installations of their own: a home and a database each, worked on through the real command."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

from tests import template

ROOT = Path(__file__).resolve().parents[3]

BUILD = """
from django.core.management import call_command
call_command("migrate", verbosity=0)
import hashlib, json
from django.db import transaction
from django_scopes import scope
from leitziel.core import files, log
from leitziel.core.models import Municipality, StoredFile
from tests.strategy.builders import build_edition
m = Municipality.objects.create(ags="16099001", kind="city", name="Prüfstadt", slug="pruefstadt", paper_address="https://rat.pruefstadt.example/{number}")
with transaction.atomic(), scope(municipality=m):
    edition = build_edition(m, measures=12, fields=2, goals_per_field=2, plant=WORD)
    stored = files.store(municipality=m, name="plan.txt", media_type="text/plain", data=("Anlage " + WORD).encode())
    for number in range(5):
        log.record(actor=None, verb="strategy.edition.made", target=edition, municipality=m, changes={"n": (None, number)})
"""
PAGES = """
import hashlib, json
from django.test import Client
from django_scopes import scopes_disabled
from leitziel.core import files
from leitziel.core.models import LogHead, StoredFile
from leitziel.strategy.models import Measure
client = Client(SERVER_NAME="localhost")
with scopes_disabled():
    threads = [m.thread.short_id for m in Measure.objects.select_related("thread").order_by("pk")[:3]]
    stored = {row.name: files.content(row).decode() for row in StoredFile.objects.order_by("pk")}
    concept = Measure.objects.first().edition.concept.slug
paths = ["/pruefstadt/", "/pruefstadt/massnahmen/", "/pruefstadt/massnahmen/?q=Beratung", "/pruefstadt/suche/?q=Familien"]
paths += [f"/pruefstadt/massnahmen/{t}/" for t in threads] + [f"/pruefstadt/konzepte/{concept}/"]
answers = {}
for path in paths:
    answer = client.get(path)
    answers[path] = [answer.status_code, hashlib.sha256(answer.content).hexdigest()]
print(json.dumps({"pages": answers, "files": stored, "heads": list(LogHead.objects.values_list("sequence", "digest"))}))
"""


class Place:
    def __init__(self, home: Path, database: str) -> None:
        self.home = home
        self.environment = os.environ | {
            "LEITZIEL_HOME": str(home),
            "DATABASE_URL": database,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "LEITZIEL_LOG_LEVEL": "ERROR",
        }
        if not database:
            del self.environment["DATABASE_URL"]

    def run(self, *command, **more):
        return subprocess.run(
            [str(part) for part in command], env=self.environment, cwd=ROOT, capture_output=True, text=True,
            timeout=300, check=False, **more,
        )  # fmt: skip

    def leitziel(self, *arguments, **more):
        """Run the command; CompletedProcess."""
        return self.run(sys.executable, "-m", "leitziel", *arguments, **more)

    def python(self, code: str) -> str:
        """Run code with Django set up; what it printed."""
        done = self.run(sys.executable, "-c", f"import django\ndjango.setup()\n{code}")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def build(self, word: str = "Merkwort") -> dict:
        self.python(f"WORD = {word!r}\n{BUILD}")
        return self.pages()

    def pages(self) -> dict:
        """What visitors see, the stored files, and where the logs stand."""
        return json.loads(self.python(PAGES).splitlines()[-1])


@contextmanager
def places(folder: Path):
    """make(name, migrated=False): one new place after the other, on the database the tests run on."""
    with template.databases(connection) as create:

        def make(name: str, *, migrated: bool = False) -> Place:
            home = folder / name
            home.mkdir(parents=True)
            return Place(home, create(home, migrated=migrated))

        yield make
