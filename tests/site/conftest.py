# SPDX-License-Identifier: EUPL-1.2
"""The demo site as a newcomer starts it: `leitziel demo` in a home of its own, visited from outside."""

from __future__ import annotations

import functools
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from leitziel.demo import load
from leitziel.demo.city import city
from tests.site.crawl import Walker


@pytest.fixture(scope="session")
def site_home(tmp_path_factory):
    """The folder of the demo city's data."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def site(site_home):
    """Base address of a freshly set-up demo city."""
    home = site_home
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    environment |= {"LEITZIEL_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    log = (home / "log.txt").open("wb")
    process = subprocess.Popen(
        [sys.executable, "-m", "leitziel", "demo", "--port", str(port)], env=environment, stdout=log, stderr=log
    )
    base = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            if process.poll() is not None:
                pytest.fail((home / "log.txt").read_text())
            try:
                urllib.request.urlopen(f"{base}/-/health/", timeout=5).close()
                break
            except OSError:
                time.sleep(0.5)
        else:
            pytest.fail("the demo did not start:\n" + (home / "log.txt").read_text())
        yield base
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)
        log.close()


@pytest.fixture(scope="session")
def login(site):
    """login(role) -> a walker who is logged in as the demo person of that role."""
    people = city().people

    @functools.cache
    def enter(role: str) -> Walker:
        walker = Walker(site)
        walker.log_in(next(p.email for p in people if p.role == role), load.PASSWORD)
        return walker

    return enter


@pytest.fixture(scope="session")
def passer_by(site):
    """A walker who is not logged in."""
    return Walker(site)
