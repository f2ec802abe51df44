# SPDX-License-Identifier: EUPL-1.2
"""Is the house fit to work? The checks behind `-/ready/` and `leitziel check`."""

from __future__ import annotations

import os
import secrets
import shutil
import smtplib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django_scopes import scopes_disabled

from leitziel.core import mail_server, schema
from leitziel.core.models import LogEntry, OutgoingMail, PeriodicRun, WorkerProcess

LEAST_ROOM = 500 * 1_048_576  # bytes that should be free
WORKER_SILENCE = timedelta(minutes=3)
CLOCK_SLACK = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: `level` is "ok", "note" (works, but look at it) or "bad"; `text` is German and says what to do."""

    name: str
    level: str
    text: str


def quick() -> list[Finding]:
    """What a load balancer needs to know, in a few milliseconds: database, schema, files, worker."""
    return _all([database, migrations, files, worker])


def thorough() -> list[Finding]:
    """Everything an operator wants to know; asks the mail server as well."""
    return _all([settings_, secret_key, database, migrations, files, room, worker, periodic, outbox, mail, clock])


def _all(checks: list[Callable[[], Finding]]) -> list[Finding]:
    found = []
    for check in checks:
        try:
            found.append(check())
        except DatabaseError as fault:
            found.append(_bad(check, f"Die Datenbank antwortet nicht wie erwartet ({type(fault).__name__})."))
    return found


def _finding(level: str, check: Callable[[], Finding], text: str) -> Finding:
    return Finding(check.__name__.strip("_"), level, text)


def _ok(check: Callable[[], Finding], text: str) -> Finding:
    return _finding("ok", check, text)


def _note(check: Callable[[], Finding], text: str) -> Finding:
    return _finding("note", check, text)


def _bad(check: Callable[[], Finding], text: str) -> Finding:
    return _finding("bad", check, text)


def database() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return _ok(database, f"Die Datenbank ({connection.vendor}) antwortet.")


def migrations() -> Finding:
    state = schema.state()
    if state.unknown:
        newer = ", ".join(state.unknown[:3])
        return _bad(migrations, f"Die Datenbank ist neuer als dieses Programm ({newer}): die neuere Version einsetzen.")
    if state.missing:
        return _bad(
            migrations, f"{len(state.missing)} Änderungen der Datenbank stehen aus: `leitziel upgrade` ausführen."
        )
    return _ok(migrations, "Die Datenbank ist auf dem Stand dieser Version.")


def files() -> Finding:
    root = Path(settings.MEDIA_ROOT)
    try:
        root.mkdir(parents=True, exist_ok=True)
        probe = root / f".probe-{os.getpid()}-{secrets.token_hex(4)}"
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as fault:
        return _bad(files, f"In {root} kann nicht geschrieben werden ({fault.strerror}): Rechte und Platz prüfen.")
    return _ok(files, "Der Ordner der Dateien ist beschreibbar.")


def worker() -> Finding:
    seen = WorkerProcess.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    if seen is None or timezone.now() - seen > WORKER_SILENCE:
        return _note(
            worker,
            "Kein Hintergrundprozess meldet sich: `leitziel worker` starten (oder `systemctl status leitziel-worker`). "
            "Bis dahin werden keine E-Mails verschickt und keine Dokumente gelesen.",
        )
    return _ok(worker, "Der Hintergrundprozess läuft.")


def settings_() -> Finding:
    wrong = []
    if settings.DEBUG:
        wrong.append("LEITZIEL_DEBUG ausschalten (Fehlerseiten zeigen sonst Daten)")
    if not settings.HTTPS:
        wrong.append("LEITZIEL_HTTPS=true setzen, wenn ein Webserver mit TLS davor steht")
    if set(settings.ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}:
        wrong.append("LEITZIEL_HOSTS auf den öffentlichen Rechnernamen setzen")
    elif "*" in settings.ALLOWED_HOSTS:
        wrong.append("LEITZIEL_HOSTS nennt `*`: die eigenen Rechnernamen eintragen")
    if wrong:
        return _note(settings_, "; ".join(wrong) + ".")
    return _ok(settings_, "Die Einstellungen passen für den öffentlichen Betrieb.")


def secret_key() -> Finding:
    if len(settings.SECRET_KEY) < 50 or len(set(settings.SECRET_KEY)) < 5:
        return _bad(secret_key, "LEITZIEL_SECRET_KEY ist zu kurz: mindestens 50 zufällige Zeichen.")
    path = Path(settings.SECRET_KEY_FILE)
    if path.exists() and path.stat().st_mode & 0o077:
        return _bad(secret_key, f"{path} ist für andere lesbar: `chmod 600` ausführen.")
    if settings.HTTPS and not settings.SECRET_KEY_GIVEN:
        return _bad(
            secret_key,
            "LEITZIEL_SECRET_KEY fehlt: Im öffentlichen Betrieb kommt der Schlüssel aus der Umgebung. Den Inhalt von "
            f"{path} in die Datei der Umgebung übernehmen (so bleiben Sitzungen und Links gültig), dann die Datei löschen.",
        )
    return _ok(secret_key, "Der Schlüssel ist lang genug und nicht für andere lesbar.")


def room() -> Finding:
    free = shutil.disk_usage(settings.HOME).free
    text = f"{free / 1_073_741_824:.1f} GB frei in {settings.HOME}."
    return _ok(room, text) if free >= LEAST_ROOM else _bad(room, f"Nur {text} Platz schaffen, bevor nichts mehr geht.")


def periodic() -> Finding:
    failed = list(PeriodicRun.objects.exclude(last_error="").values_list("name", "last_error"))
    if failed:
        names = ", ".join(f"{name} ({error})" for name, error in failed)
        return _note(periodic, f"Wiederkehrende Arbeit ist gescheitert: {names}. Der Grund steht in den Logzeilen.")
    return _ok(periodic, "Alle wiederkehrenden Arbeiten liefen ohne Fehler.")


def outbox() -> Finding:
    failed = OutgoingMail.objects.filter(state=OutgoingMail.State.FAILED).exclude(recipient="").count()
    waiting = OutgoingMail.objects.filter(state=OutgoingMail.State.WAITING)
    late = waiting.filter(created_at__lt=timezone.now() - timedelta(hours=1)).count()
    if failed or late:
        return _note(
            outbox,
            f"{failed} E-Mails wurden aufgegeben, {late} warten länger als eine Stunde: `leitziel mail list` zeigt "
            "den Grund, `leitziel mail retry` schickt aufgegebene noch einmal.",
        )
    return _ok(outbox, "Keine E-Mail hängt fest.")


def mail() -> Finding:
    server = settings.MAIL_SERVER
    if server.kind == "none":
        return _note(
            mail, "Kein Mailserver eingerichtet (LEITZIEL_MAIL_URL): E-Mails werden aufbewahrt, nicht verschickt."
        )
    if server.kind == "file":
        return _note(mail, "E-Mails werden als Dateien abgelegt, nicht verschickt.")
    try:
        mail_server.connect(server, settings.MAIL_DOMAIN).quit()
    except (smtplib.SMTPException, OSError) as fault:
        reason = f"{server.host}:{server.port}, {type(fault).__name__}"
        return _bad(mail, f"Der Mailserver ist nicht erreichbar ({reason}): LEITZIEL_MAIL_URL und Netz prüfen.")
    return _ok(mail, f"Der Mailserver {server.host}:{server.port} nimmt Verbindungen an.")


def clock() -> Finding:
    """The newest entry of the log is never in the future, unless the clock was set back."""
    with scopes_disabled():
        newest = LogEntry.objects.order_by("-at").values_list("at", flat=True).first()
    if newest is not None and newest > timezone.now() + CLOCK_SLACK:
        return _bad(clock, f"Die Uhr geht nach: Der neueste Eintrag im Protokoll ist von {newest:%d.%m.%Y %H:%M} UTC.")
    return _ok(clock, "Die Uhr passt zum Protokoll.")
