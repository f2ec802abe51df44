# SPDX-License-Identifier: EUPL-1.2
"""Load on the public pages: `python -m bench.load`. Starts `leitziel serve --workers 2` over 1,000 measures on SQLite
and on a PostgreSQL of its own, and asks for pages from this machine, so that the asking takes its share of the cores.

With `--minutes N` it asks slowly for that long and prints what the processes take of memory.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKERS, CONNECTIONS = 2, 16
SLUG = "messstadt"
BUILD = f"""
import django; django.setup()
from django_scopes import scope
from leitziel.core.models import Municipality
from leitziel.strategy.models import Measure
from tests.strategy.builders import build_edition
m = Municipality.objects.create(ags="16097001", kind="city", name="Messstadt", slug="{SLUG}")
with scope(municipality=m):
    edition = build_edition(m, measures=1000)
    print(Measure.objects.filter(edition=edition)[500].thread.short_id)
"""


@dataclass
class Result:
    """Answers within a time: latencies in seconds, sorted when asked for."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)
    errors: int = 0
    size: int = 0
    server: float = 0.0  # seconds of processor time that the server took

    def row(self, what: str) -> str:
        rate = len(self.latencies) / self.seconds if self.seconds else 0.0
        ordered = sorted(self.latencies) or [float("nan")]
        p50, p95 = statistics.median(ordered), ordered[min(int(0.95 * len(ordered)), len(ordered) - 1)]
        return (
            f"{what:<46.46} {rate:8.0f}/s {1000 * p50:8.1f} ms {1000 * p95:8.1f} ms {self.errors:5d} "
            f"{self.size / 1024:7.0f} KB {1000 * self.server / max(len(self.latencies), 1):8.1f} ms"
        )


HEAD = f"{'what':<46} {'requests':>10} {'p50':>11} {'p95':>11} {'wrong':>5} {'page':>10} {'server CPU':>11}"


class Load:
    """Keep-alive connections that ask for one address after the other until the time is over."""

    def __init__(self, port: int, paths: list[str], pause: float = 0.0) -> None:
        self.port, self.paths, self.pause = port, paths, pause
        self.result = Result()

    def run(self, seconds: float, connections: int = CONNECTIONS) -> Result:
        asyncio.run(self._all(seconds, connections))
        return self.result

    async def _all(self, seconds: float, connections: int) -> None:
        begun = time.perf_counter()
        await asyncio.gather(*(self._one(number, begun + seconds) for number in range(connections)))
        self.result.seconds = time.perf_counter() - begun

    async def _one(self, number: int, until: float) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
        count = number
        while time.perf_counter() < until:
            path = self.paths[count % len(self.paths)]
            count += 1
            begun = time.perf_counter()
            try:
                status, size = await self._ask(reader, writer, path)
            except (OSError, asyncio.IncompleteReadError):
                self.result.errors += 1
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**22)
                continue
            self.result.latencies.append(time.perf_counter() - begun)
            self.result.errors += status != 200
            self.result.size = size
            if self.pause:
                await asyncio.sleep(self.pause)
        writer.close()

    @staticmethod
    async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> tuple[int, int]:
        writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAccept-Language: de\r\n\r\n".encode())
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        lines = head.split("\r\n")
        length = next(int(line.split(":")[1]) for line in lines if line.lower().startswith("content-length:"))
        await reader.readexactly(length)
        return int(lines[0].split()[1]), length


@contextmanager
def served(database: str, *, cache: bool) -> Iterator[tuple[int, list[str], int]]:
    """A running house over 1,000 measures: its port, the pages to ask for, and the id of its process."""
    home = Path(tempfile.mkdtemp(prefix="leitziel-load-"))
    environment = {k: v for k, v in os.environ.items() if k not in {"DJANGO_SETTINGS_MODULE", "DATABASE_URL"}}
    environment |= {"LEITZIEL_HOME": str(home), "LEITZIEL_LOG_LEVEL": "WARNING"}
    environment |= {"LEITZIEL_PAGE_CACHE": "32" if cache else "0"}
    if database:
        environment["DATABASE_URL"] = database
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = environment | {"DJANGO_SETTINGS_MODULE": "leitziel.settings"}
    python = [sys.executable, "-c", BUILD]
    try:
        subprocess.run([sys.executable, "-m", "leitziel", "migrate"], env=environment, check=True, capture_output=True)
        built = subprocess.run(python, env=settings, cwd=ROOT, check=True, capture_output=True, text=True)
        command = [sys.executable, "-m", "leitziel", "serve", "--port", str(port), "--workers", str(WORKERS)]
        process = subprocess.Popen(command, env=environment)
        try:
            _wait(port)
            yield port, [built.stdout.split()[-1]], process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(timeout=90)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _wait(port: int) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/-/health/", timeout=5).close()
        except OSError:
            time.sleep(0.25)
        else:
            return
    sys.exit("the server did not start")


def family(pid: int) -> list[int]:
    """A process and all below it."""
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            after = status.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        children.setdefault(int(after[1]), []).append(int(status.parent.name))
    found, open_ = [], [pid]
    while open_:
        found.append(open_.pop())
        open_ += children.get(found[-1], [])
    return found


def memory(pid: int) -> float:
    """Resident memory of a process and all below it, in MB."""
    total = 0
    for one in family(pid):
        try:
            lines = Path(f"/proc/{one}/status").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("VmRSS:"))
    return total / 1024


def processor(pid: int) -> float:
    """Seconds of processor time of a process and all below it: what a request costs, whatever else the machine does."""
    total = 0
    for one in family(pid):
        try:
            after = Path(f"/proc/{one}/stat").read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        total += int(after[11]) + int(after[12])
    return total / os.sysconf("SC_CLK_TCK")


def pages(measure: str) -> dict[str, str]:
    base = f"/{SLUG}/massnahmen/"
    return {
        "list of 1,000 measures (aim >= 200/s)": base,
        "the same, searched": f"{base}?q=Teilhabe",
        "search": f"/{SLUG}/suche/?q=Wohnen",
        "page of a measure": f"{base}{measure}/",
    }


def figures(database: str, name: str, seconds: float) -> None:
    """Print one row a page, without and with the page cache."""
    for cache in (False, True):
        with served(database if not cache else renewed(database), cache=cache) as (port, (measure,), pid):
            before = memory(pid)
            for what, path in pages(measure).items():
                Load(port, [path]).run(1.0)
                spent = processor(pid)
                result = Load(port, [path]).run(seconds)
                result.server = processor(pid) - spent
                print(result.row(f"{name}{', cached' if cache else ''}: {what}"), flush=True)
            print(f"{'  memory of all processes before, after':<46} {before:8.0f} MB {memory(pid):8.0f} MB", flush=True)


def renewed(database: str) -> str:
    """The same server with an empty database (SQLite has one in each home)."""
    if not database:
        return ""
    import psycopg

    name = f"load_{int(time.time())}"
    with psycopg.connect(database, autocommit=True) as admin:
        admin.execute(f"CREATE DATABASE {name}")
    return database.rsplit("/", 1)[0] + f"/{name}"


@contextmanager
def cluster() -> Iterator[str]:
    """The address of a PostgreSQL of our own, or "" where there is none."""
    script = str(ROOT / "scripts" / "postgres")
    environment = os.environ | {"LEITZIEL_TEST_CLUSTER": f"/tmp/leitziel-load-cluster-{os.getuid()}"}
    if subprocess.run([script, "available"], check=False).returncode != 0:
        yield ""
        return
    started = subprocess.run([script, "start"], env=environment, check=True, capture_output=True, text=True)
    try:
        yield started.stdout.strip()
    finally:
        subprocess.run([script, "stop"], env=environment, check=False)


def long_run(minutes: float) -> None:
    """Visitors at an easy pace, over many addresses; memory every half minute."""
    with served("", cache=True) as (port, (measure,), pid):
        paths = [*pages(measure).values(), *(f"/{SLUG}/massnahmen/?seite={n}&q=a{n % 7}" for n in range(400))]
        end = time.monotonic() + 60 * minutes
        print(f"{'minutes':>8} {'answers':>8} {'wrong':>6} {'memory':>9}")
        answers = wrong = 0
        begun = time.monotonic()
        print(f"{0:8.1f} {0:8d} {0:6d} {memory(pid):6.0f} MB", flush=True)
        while time.monotonic() < end:
            load = Load(port, paths[answers % len(paths) :] + paths[: answers % len(paths)], pause=0.1)
            result = load.run(min(30.0, max(end - time.monotonic(), 1.0)), connections=2)
            answers, wrong = answers + len(result.latencies), wrong + result.errors
            print(f"{(time.monotonic() - begun) / 60:8.1f} {answers:8d} {wrong:6d} {memory(pid):6.0f} MB", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=6.0, help="how long each page is asked for")
    parser.add_argument("--minutes", type=float, help="the slow run, for memory")
    arguments = parser.parse_args()
    print(f"load {os.getloadavg()[0]:.1f}, {os.cpu_count()} cores, {WORKERS} workers, {CONNECTIONS} connections")
    if arguments.minutes:
        long_run(arguments.minutes)
        return
    print(HEAD)
    figures("", "SQLite", arguments.seconds)
    with cluster() as database:
        if database:
            figures(database, "PostgreSQL", arguments.seconds)
        else:
            print("PostgreSQL is missing: not measured")


if __name__ == "__main__":
    main()
