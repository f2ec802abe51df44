# SPDX-License-Identifier: EUPL-1.2
"""Processes that write until they are killed."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def nursery_of(what, home):
    """Writers of `what` (see `killed_writer`) with the database of this run, in processes of their own."""
    values = connection.settings_dict
    if connection.vendor == "sqlite":
        url = f"sqlite:///{values['NAME']}"
    else:
        url = "postgres://{USER}:{PASSWORD}@{HOST}:{PORT}/{NAME}".format(**values)
    environment = os.environ | {
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "leitziel.settings",
        "LEITZIEL_HOME": str(home),
        "PYTHONPATH": str(ROOT),
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.killed_writer", what],
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
