# SPDX-License-Identifier: EUPL-1.2
"""kill -9 a hundred times during writes: every acknowledged write is there, none is half, the chain verifies."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.db import connection
from django_scopes import scope

from leitziel.bodies.models import CouncilPaper
from leitziel.core.files import content
from leitziel.core.log import verify
from leitziel.core.models import LogDetail, StoredFile
from leitziel.strategy.actions.concepts import ConceptFacts, create_concept
from leitziel.strategy.models import Concept, Succession

ROOT = Path(__file__).resolve().parents[2]
KILLS = 100


@pytest.fixture
def nursery(transactional_db, settings):
    """Writers with the database of this run, in processes of their own."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{values['NAME']}"
    else:
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**values)
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "leitziel.settings",
        "LEITZIEL_HOME": str(settings.HOME),
        "PYTHONPATH": str(ROOT),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.killed_writer"],
        cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1,
    )  # fmt: skip
    yield process
    process.stdin.close()
    assert process.wait(timeout=30) == 0


def kill_one(nursery, name, delay, after=0):
    """Let a writer begin, kill it `delay` seconds after its `after`th acknowledged write (0: after its start), and
    return what it had acknowledged by then."""
    nursery.stdin.write(f"{name}\n")
    first = nursery.stdout.readline()
    seen = []
    while not first.startswith("pid "):  # the writer may be faster than its parent
        seen.append(first.strip())
        first = nursery.stdout.readline()
    while len(seen) < after:
        seen.append(nursery.stdout.readline().strip())
    time.sleep(delay)
    os.kill(int(first.split()[1]), signal.SIGKILL)
    for line in nursery.stdout:
        if line == "gone\n":
            return seen
        seen.append(line.strip())
    raise AssertionError("the nursery ended")


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_hundred_kills_lose_no_acknowledged_write_and_leave_none_half(nursery, municipality):
    with scope(municipality=municipality):
        create_concept(municipality=municipality, actor=None, facts=ConceptFacts(title="Erstes"))
    delays = random.Random(1848)
    acknowledged = []
    for number in range(KILLS):
        acknowledged += kill_one(nursery, f"k{number}", delays.uniform(0.0, 0.12), after=number % 3)
    assert len(acknowledged) >= KILLS - 1  # none, one and two in turn were waited for

    with scope(municipality=municipality):
        written = set(Concept.objects.exclude(slug="erstes").values_list("title", flat=True))
        assert set(acknowledged) <= written
        # of whatever was begun without being acknowledged, all is there or nothing
        assert set(Succession.objects.values_list("successor__title", flat=True)) == written
        assert set(CouncilPaper.objects.values_list("number", flat=True)) == written
        logged = [
            row["changes"]["title"][1]
            for row in LogDetail.objects.values_list("payload", flat=True)
            if "title" in row["changes"]
        ]
        assert sorted(logged) == sorted([*written, "Erstes"])
        files = {row.name: content(row) for row in StoredFile.objects.all()}
    assert set(acknowledged) <= files.keys()
    assert {name: data for name, data in files.items() if data != name.encode() * 1000} == {}
    assert verify(municipality) == []
