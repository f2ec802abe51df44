# SPDX-License-Identifier: EUPL-1.2
"""Commands that run the house: `migrate`, `serve`, `worker`."""

import hashlib
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import click

from leitziel.cli.django import with_django

# Parts of the KERN theme's wheel that no page of ours uses (one of them refers to a file that is not there).
UNUSED = ["highlightjs"]


@click.command()
@with_django
def migrate() -> None:
    """Datenbank anlegen oder auf den Stand dieser Version bringen."""
    make_ready()
    click.echo("Die Datenbank ist auf dem neuesten Stand.")


@click.command()
@with_django
def worker() -> None:
    """Hintergrundaufgaben ausführen (Importe lesen)."""
    from django.core.management import call_command

    call_command("db_worker", interval=0.5, queue_name="*", verbosity=0)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse, an der gelauscht wird.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Webprozesse.")
@with_django
def serve(host: str, port: int, workers: int) -> None:
    """Webserver und Hintergrundprozess zusammen starten."""
    make_ready()
    run_house(host, port, workers)


def make_ready() -> None:
    """Migrate the database, and gather the static files if they changed since the last start."""
    from django.conf import settings
    from django.core.management import call_command

    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    stamp, wanted = Path(settings.STATIC_ROOT) / ".stamp", _static_fingerprint()
    if not stamp.exists() or stamp.read_text() != wanted:
        call_command("collectstatic", verbosity=0, interactive=False, clear=True, ignore_patterns=UNUSED)
        stamp.write_text(wanted)


def _static_fingerprint() -> str:
    from django.contrib.staticfiles.finders import get_finders

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list(UNUSED):
            digest.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    return digest.hexdigest()


def run_house(host: str, port: int, workers: int) -> None:
    """Run web and background worker until one of them ends or a signal comes; then end both."""
    web = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web += ["--workers", str(workers), "--blocking-threads", "4", "--backpressure", "16", "--log-level", "warning"]
    processes = [
        subprocess.Popen([*web, "leitziel.wsgi:application"]),  # noqa: S603 - our own commands
        subprocess.Popen([sys.executable, "-m", "leitziel", "worker"]),
    ]

    def stop(*_: Any) -> None:
        for process in processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    try:
        while all(process.poll() is None for process in processes):
            time.sleep(0.2)
    finally:
        stop()
        for process in processes:
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
