# SPDX-License-Identifier: EUPL-1.2
"""kill -9 while a report is issued leaves none of it or all of it; begun again, it is issued once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone
from django_scopes import scope

from leitziel.core import files, jobs, log
from leitziel.core.housekeeping import orphans
from leitziel.core.models import Job, LogEntry, StoredFile
from leitziel.reports.models import IssuedFile, Snapshot
from leitziel.reports.queries.again import draw_again
from tests.reports.builders import build_rounds
from tests.strategy.builders import build_edition

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
CHILD = Path(__file__).with_name("killed_child.py")
ROOT = Path(__file__).resolve().parents[2]
FORMATS = ["html", "docx", "xlsx"]


@pytest.fixture
def world(municipality):
    """(municipality, its last round, a job that waits for its report)."""
    with scope(municipality=municipality):
        edition = build_edition(municipality, measures=12, fields=2, goals_per_field=1)
        last = build_rounds(municipality, [edition], number=2)[-1]
        job = jobs.create(municipality=municipality, kind="report interim", started_by=None)
        Job.objects.filter(pk=job.pk).update(updated_at=timezone.now())
    return municipality, last, job


@pytest.fixture
def run(world, settings):
    """Issue in a process of its own with the database and the files of this run; gives its status and what it says."""
    municipality, last, job = world
    values = connection.settings_dict
    url = f"sqlite:///{values['NAME']}"
    if connection.vendor != "sqlite":
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**values)
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "leitziel.settings",
        "LEITZIEL_HOME": str(settings.HOME),
        "PYTHONPATH": str(ROOT),
    }
    about = [str(row.pk) for row in (municipality, job, last)]

    def child(*how):
        return subprocess.run(
            [sys.executable, str(CHILD), *about, *map(str, how)],
            env=environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip

    return child


def state(municipality):
    """How much of a report an observer finds."""
    with scope(municipality=municipality):
        rows = list(Snapshot.objects.all())
        kept = [f.format for row in rows for f in row.files.all()]
        whole = [draw_again(row).sound and not draw_again(row).differing for row in rows]
        logged = LogEntry.objects.filter(verb="reports.report.issued").count()
        assert (IssuedFile.objects.count(), StoredFile.objects.count()) == (len(kept), len(kept))
        assert all(files.content(file) for file in StoredFile.objects.all())
    assert log.verify(municipality) == []
    return len(rows), kept, whole, logged


NOTHING, WHOLE = (0, [], [], 0), (1, FORMATS, [True], 1)


def test_killed_anywhere_leaves_nothing_or_all_and_the_work_is_done_once(world, run):
    municipality, _last, job = world
    wanted = [("drawn", 2), *(("query", number) for number in (1, 2, 4, 7, 10, 13, 16))]
    for how in wanted:
        killed = run(*how)
        assert killed.returncode == -signal.SIGKILL, (how, killed.stdout, killed.stderr[-500:])
        assert state(municipality) == NOTHING, how
    killed = run("kept")
    assert killed.returncode == -signal.SIGKILL
    assert state(municipality) == WHOLE
    with scope(municipality=municipality):
        assert Job.objects.get(pk=job.pk).state != Job.State.DONE  # nobody told it
    again = run("never")
    assert (again.returncode, again.stdout.split()[0]) == (0, "issued")
    assert state(municipality) == WHOLE
    with scope(municipality=municipality):
        assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    gone = orphans(older_than=-1.0)  # what the killed processes had written to the disk
    assert state(municipality) == WHOLE
    assert len(gone) >= 6


def test_statements_of_keeping_are_those_that_were_killed_at(world, run):
    """The numbers above reach into the transaction up to its last statements."""
    done = run("never")
    assert done.returncode == 0, done.stderr[-1000:]
    assert done.stdout.split() == ["issued", str(KEEPING[connection.vendor]), "3"]
    assert state(world[0]) == WHOLE


KEEPING = {"sqlite": 21, "postgresql": 20}
