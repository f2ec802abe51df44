# SPDX-License-Identifier: EUPL-1.2
"""Periodic work: due in time, by one worker only, whatever one piece or a clock does."""

import datetime
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection
from django_tasks_db.models import DBTaskResult

from leitziel.core import files, housekeeping, periodic
from leitziel.core.models import PeriodicRun, WorkerProcess
from leitziel.strategy import tasks
from tests import template

pytestmark = pytest.mark.django_db


@pytest.fixture
def work(monkeypatch):
    """Only the pieces that a test registers: work(minutes, function)."""
    pieces = {}
    monkeypatch.setattr(periodic, "_PIECES", pieces)
    monkeypatch.setattr(periodic, "pieces", lambda: list(pieces.values()))
    return lambda minutes, function: periodic.every(minutes=minutes)(function)


def test_work_runs_when_due_and_not_before(work, clock):
    ran = []
    work(10, ran.append)
    periodic.run_due(clock)
    clock.forward(minutes=9)
    periodic.run_due(clock)
    assert len(ran) == 1
    clock.forward(minutes=1)
    periodic.run_due(clock)
    assert ran == [ran[0], ran[0] + datetime.timedelta(minutes=10)]


def test_piece_that_fails_is_noted_and_keeps_nobody_from_running(work, clock, caplog):
    ran = []

    def broken(_now):
        raise ValueError("anna@amt.example")

    work(10, broken)
    work(10, ran.append)
    periodic.run_due(clock)
    assert len(ran) == 1
    assert list(PeriodicRun.objects.exclude(last_error="").values_list("last_error", flat=True)) == ["ValueError"]
    clock.forward(minutes=11)
    periodic.run_due(clock)
    assert len(ran) == 2


def test_worker_that_died_at_it_blocks_work_for_a_while_only(work, clock):
    ran = []
    piece = work(10, ran.append)
    (registered,) = periodic.pieces()
    assert registered.work is piece
    assert periodic._claim(registered, clock())
    clock.forward(minutes=20)
    assert periodic.run_due(clock) == []
    clock.forward(minutes=11)
    assert periodic.run_due(clock) == [registered.name]


def test_clock_set_back_does_not_stop_work(work, clock):
    ran = []
    work(10, ran.append)
    clock.forward(days=400)
    periodic.run_due(clock)
    clock.forward(days=-400)
    periodic.run_due(clock)
    assert len(ran) == 2


@pytest.mark.django_db(transaction=True)
def test_several_workers_do_work_once(work):
    ran, together = [], threading.Barrier(4)
    work(10, ran.append)

    def go():
        together.wait()
        periodic.run_due()
        connection.close()

    threads = [threading.Thread(target=go) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ran) == 1


def test_rooms_register_their_work():
    names = {piece.name for piece in periodic.pieces()}
    assert {f"core.housekeeping.{n}" for n in ("send_mail", "forget_sessions", "take_up_tasks")} <= names


def test_expired_sessions_and_old_tasks_go(clock):
    now = clock()
    Session.objects.create(session_key="alt", session_data="", expire_date=now - datetime.timedelta(days=1))
    Session.objects.create(session_key="neu", session_data="", expire_date=now + datetime.timedelta(days=1))
    housekeeping.forget_sessions(now)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["neu"]
    old, new = task_row("SUCCESSFUL", clock), task_row("SUCCESSFUL", clock)
    DBTaskResult.objects.filter(pk=old.pk).update(finished_at=now - datetime.timedelta(days=15))
    housekeeping.forget_tasks(now)
    assert [row.pk for row in DBTaskResult.objects.all()] == [new.pk]


def task_row(status, clock, worker_ids=(), started=None):
    return DBTaskResult.objects.create(
        status=status, task_path=tasks.read_plan_import.module_path, args_kwargs={"args": [1, 1], "kwargs": {}},
        backend_name="default", run_after=clock(), worker_ids=list(worker_ids), started_at=started or clock(),
        finished_at=clock() if status == "SUCCESSFUL" else None, exception_class_path="", traceback="",
    )  # fmt: skip


def test_task_of_a_killed_worker_waits_again_and_of_a_living_one_does_not(clock):
    begun = clock() - datetime.timedelta(minutes=10)
    WorkerProcess.objects.create(name="lebt", seen_at=clock())
    WorkerProcess.objects.create(name="tot", seen_at=clock() - datetime.timedelta(minutes=9))
    lost, at_work = task_row("RUNNING", clock, ["tot"], begun), task_row("RUNNING", clock, ["lebt"], begun)
    deadly = task_row("RUNNING", clock, ["a", "b", "tot"], begun)
    housekeeping.take_up_tasks(clock())
    states = dict(DBTaskResult.objects.values_list("pk", "status"))
    assert [states[row.pk] for row in (lost, at_work, deadly)] == ["READY", "RUNNING", "FAILED"]


def test_file_without_a_row_goes_and_others_stay(municipality, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path  # the files of other tests are older the longer the run takes
    kept = files.store(municipality=municipality, name="a.txt", media_type="text/plain", data=b"a")
    orphan = default_storage.save(f"{municipality.pk}/xx/waise", ContentFile(b"b"))
    assert housekeeping.orphans(older_than=3600) == []  # young: its transaction may be open
    for name in (kept.content.name, orphan):
        os.utime(default_storage.path(name), (0, 0))
    assert orphan in housekeeping.orphans(older_than=3600)
    assert not default_storage.exists(orphan)
    assert files.content(kept) == b"a"


def test_worker_process_works_and_ends_on_sigterm(tmp_path):
    """The real command in a home of its own: it shows signs of life, sends mail as files, and ends with 0."""
    environment = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    environment |= {"LEITZIEL_HOME": str(tmp_path), "LEITZIEL_MAIL_URL": f"file:{tmp_path}/post"}
    script = (
        "import django; django.setup()\n"
        "from django.core.management import call_command; call_command('migrate', verbosity=0)\n"
        "from leitziel.core import mail\n"
        "mail.enqueue(municipality=None, to='anna@amt.example', subject='Hallo', text='Text')\n"
    )
    template.sqlite(tmp_path / "leitziel.sqlite3")
    setup = environment | {"DJANGO_SETTINGS_MODULE": "leitziel.settings"}
    subprocess.run([sys.executable, "-c", script], env=setup, check=True, timeout=120)
    process = subprocess.Popen([sys.executable, "-m", "leitziel", "worker"], env=environment, stdout=subprocess.PIPE)
    try:
        deadline = time.monotonic() + 60
        while not list(Path(tmp_path).glob("post/*.eml")):
            assert process.poll() is None
            assert time.monotonic() < deadline, "no mail left"
            time.sleep(0.1)
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 0
    assert b"anna" not in output


def test_old_pdfs_go_and_fresh_ones_stay(settings, tmp_path, clock):
    from leitziel.strategy.housekeeping import prune_plan_pdfs

    settings.HOME = tmp_path
    folder = tmp_path / "cache" / "plans"
    folder.mkdir(parents=True)
    now = time.time()
    for name, days in (("alt.pdf", 31), ("neu.pdf", 29), ("halb.12.ab", 2), ("gerade.12.ab", 0)):
        (folder / name).write_bytes(b"x")
        os.utime(folder / name, (now - days * 86_400,) * 2)
    prune_plan_pdfs(clock())
    assert sorted(p.name for p in folder.iterdir()) == ["gerade.12.ab", "neu.pdf"]
