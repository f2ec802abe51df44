# SPDX-License-Identifier: EUPL-1.2
"""Commands that run the house: `migrate`, `serve`, `worker`."""

import hashlib
import os
import shutil
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
PATIENCE = 45  # seconds that web server and worker have to end in: a task and a piece of periodic work may be at hand


@click.command()
@with_django
def migrate() -> None:
    """Datenbank anlegen oder auf den Stand dieser Version bringen.

    Für den Betrieb ist `leitziel upgrade` da, das vorher sichert.
    """
    make_ready()
    click.echo("Die Datenbank ist auf dem neuesten Stand.")


@click.command()
@with_django
def worker() -> None:
    """Hintergrundaufgaben ausführen: Dokumente lesen, E-Mails verschicken, aufräumen."""
    from leitziel.core.running import InUseError, at_work
    from leitziel.core.worker import run_worker

    try:
        with at_work():
            run_worker()
    except InUseError as error:
        raise click.ClickException(str(error)) from error


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Adresse, an der gelauscht wird.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="Port der Adresse.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Webprozesse.")
@click.option("--no-worker", is_flag=True, help="Nur den Webserver starten; `leitziel worker` läuft für sich.")
@with_django
def serve(host: str, port: int, workers: int, no_worker: bool) -> None:
    """Webserver und Hintergrundprozess zusammen starten.

    Eine neue Datenbank wird angelegt; eine ältere wird nicht angefasst, bevor `leitziel upgrade` sie gesichert hat.
    """
    from django.conf import settings

    from leitziel.core.schema import NewerDatabaseError, refuse_newer

    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    try:
        state = refuse_newer()
    except NewerDatabaseError as error:
        raise click.ClickException(str(error)) from error
    if state.missing and not state.fresh:
        raise click.ClickException(
            f"Die Datenbank ist älter als dieses Programm ({len(state.missing)} Änderungen stehen aus). "
            "Bitte `leitziel upgrade` ausführen; es wurde nichts geändert."
        )
    make_ready()
    sys.exit(run_house(host, port, workers, with_worker=not no_worker))


def make_ready() -> None:
    """Migrate the database, and gather the static files if they changed since the last start. Ends the command if
    the database was used by a newer version."""
    from django.conf import settings
    from django.core.management import call_command

    from leitziel.core.schema import NewerDatabaseError, refuse_newer

    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    try:
        refuse_newer()
    except NewerDatabaseError as error:
        raise click.ClickException(str(error)) from error
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


def run_house(host: str, port: int, workers: int, *, with_worker: bool = True) -> int:
    """Run web server and background worker until one of them ends or a signal comes; then end both. Returns 0 after
    a signal, else 1: whoever watches us starts us again."""
    from leitziel.core.running import InUseError, at_work

    try:
        with at_work():
            return _run(host, port, workers, with_worker=with_worker)
    except InUseError as error:
        raise click.ClickException(str(error)) from error


def _run(host: str, port: int, workers: int, *, with_worker: bool) -> int:
    processes: list[subprocess.Popen[bytes]] = []
    asked = False

    def stop(*_: Any) -> None:
        nonlocal asked
        asked = True
        for process in processes:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)

    # Before anything is started: a signal that comes early must not leave a process behind.
    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    # In sessions of their own: Ctrl+C reaches us alone, and each is told once (a worker told twice drops its task).
    web, environment = web_command(host, port, workers), _web_environment(port)
    processes.append(subprocess.Popen(web, env=environment, start_new_session=True))  # noqa: S603 - our own commands
    if with_worker:
        processes.append(subprocess.Popen([sys.executable, "-m", "leitziel", "worker"], start_new_session=True))
    while not asked and all(process.poll() is None for process in processes):
        time.sleep(0.2)
    by_signal = asked
    if not by_signal:
        stop()
    for process in processes:
        try:
            process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
    return 0 if by_signal else 1


def web_command(host: str, port: int, workers: int) -> list[str]:
    """The web server: few threads and a short queue, so that a crowd waits in line and does not fill the memory."""
    return [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)),
        *("--workers", str(workers), "--blocking-threads", "4", "--backpressure", "16", "--log-level", "warning"),
        *("--respawn-failed-workers", "--workers-kill-timeout", "20", "leitziel.wsgi:application"),
    ]


def _web_environment(port: int) -> dict[str, str]:
    """With a fresh folder in which the web processes share their counts."""
    from django.conf import settings

    from leitziel.core.observing import SHARED_COUNTS

    folder = Path(settings.HOME) / "run" / f"counts-{port}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return os.environ | {SHARED_COUNTS: str(folder)}
