# SPDX-License-Identifier: EUPL-1.2
"""Health, readiness, metrics, and the operator's check."""

import datetime
import os
import subprocess
import sys

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families

from leitziel.core import log, mail, schema
from leitziel.core.mail_server import MailServer
from leitziel.core.models import OutgoingMail, PeriodicRun, WorkerProcess
from leitziel.core.observing import readiness

pytestmark = pytest.mark.django_db
TOKEN = {"Authorization": "Bearer zwanzig-und-mehr-zeichen"}


def levels(found):
    return {finding.name: finding.level for finding in found}


def test_ready_when_all_is_well(client):
    WorkerProcess.objects.create(name="lebt", seen_at=timezone.now())
    answer = client.get("/-/ready/")
    assert answer.status_code == 200
    assert answer.json()["checks"] == {"database": "ok", "migrations": "ok", "files": "ok", "worker": "ok"}
    assert "no-store" in answer["Cache-Control"]


def test_silent_worker_is_told_and_takes_nothing_out_of_service(client):
    WorkerProcess.objects.create(name="tot", seen_at=timezone.now() - datetime.timedelta(hours=1))
    answer = client.get("/-/ready/")
    assert (answer.status_code, answer.json()["checks"]["worker"]) == (200, "note")


def test_not_ready_with_a_migration_to_come(client):
    MigrationRecorder.Migration.objects.filter(app="core").order_by("-name").first().delete()
    answer = client.get("/-/ready/")
    assert (answer.status_code, answer.json()["ready"], answer.json()["checks"]["migrations"]) == (503, False, "bad")


def test_not_ready_with_a_database_of_a_newer_version(client):
    MigrationRecorder(connection).record_applied("core", "9999_from_the_future")
    assert client.get("/-/ready/").status_code == 503
    with pytest.raises(schema.NewerDatabaseError, match=r"core\.9999_from_the_future"):
        schema.refuse_newer()


def test_not_ready_where_files_cannot_be_written(client, settings, tmp_path):
    (tmp_path / "datei").write_text("")
    settings.MEDIA_ROOT = tmp_path / "datei"
    answer = client.get("/-/ready/")
    assert (answer.status_code, answer.json()["checks"]["files"]) == (503, "bad")
    assert str(tmp_path) not in answer.content.decode()


@pytest.mark.parametrize(
    "headers", [{}, {"Authorization": "Bearer falsch"}, {"Authorization": "zwanzig-und-mehr-zeichen"}]
)
def test_metrics_are_for_the_token_only(client, settings, headers):
    settings.METRICS_TOKEN = "zwanzig-und-mehr-zeichen"
    answer = client.get("/-/metrics", headers=headers)
    assert answer.status_code == 403
    assert b"leitziel_requests" not in answer.content


def test_without_a_token_nobody_reads_metrics(client, settings):
    settings.METRICS_TOKEN = ""
    assert client.get("/-/metrics", headers={"Authorization": "Bearer "}).status_code == 403


def numbers(client):
    answer = client.get("/-/metrics", headers=TOKEN)
    assert answer.status_code == 200
    families = list(text_string_to_metric_families(answer.content.decode()))
    return {(s.name, *sorted(s.labels.items())): s.value for family in families for s in family.samples}


def test_metrics_count_requests_by_view_and_show_the_house(client, settings, municipality, other_municipality):
    settings.METRICS_TOKEN = "zwanzig-und-mehr-zeichen"
    mail.enqueue(municipality=None, to="anna@amt.example", subject="a", text="b")
    log.record(actor=None, verb="core.x.y", target=municipality, municipality=municipality)
    key = ("leitziel_requests_total", ("method", "GET"), ("status", "200"), ("view", "imprint"))
    before = numbers(client).get(key, 0)
    for slug in ("pruefstadt", "nebenan"):
        client.get(f"/{slug}/impressum/?q=anna@amt.example")
    found = numbers(client)
    assert found[key] == before + 2
    assert found[("leitziel_mail", ("state", "waiting"))] == 1
    assert found[("leitziel_log_sequence", ("municipality", "pruefstadt"))] == 1
    assert found[("leitziel_worker_silence_seconds",)] == float("inf")
    text = client.get("/-/metrics", headers=TOKEN).content.decode()
    assert "anna" not in text
    assert "/impressum/" not in text


def test_several_processes_count_together(tmp_path):
    """The trap of Prometheus' library: each web process has counts of its own unless they share files."""
    code = (
        "import django; django.setup()\n"
        "from leitziel.core.observing import metrics\n"
        "metrics.requests.labels('imprint', 'GET', '200').inc()\n"
        "from prometheus_client import CollectorRegistry, generate_latest\n"
        "from prometheus_client.multiprocess import MultiProcessCollector\n"
        "r = CollectorRegistry(); MultiProcessCollector(r); print(generate_latest(r).decode())\n"
    )
    environment = os.environ | {"PROMETHEUS_MULTIPROC_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "tests.settings"}
    outputs = [
        subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    assert 'leitziel_requests_total{method="GET",status="200",view="imprint"} 2.0' in outputs[1]


def test_check_names_what_is_wrong_and_what_to_do(settings, municipality):
    settings.MAIL_SERVER = MailServer(kind="smtp", host="127.0.0.1", port=1)
    PeriodicRun.objects.create(name="core.x", due_at=timezone.now(), last_error="ValueError")
    row = mail.enqueue(municipality=None, to="anna@amt.example", subject="a", text="b")
    OutgoingMail.objects.filter(pk=row.pk).update(state="failed")
    log.record(actor=None, verb="core.x.y", target=municipality, municipality=municipality)
    found = readiness.thorough()
    assert levels(found) == {
        "settings": "note", "secret_key": "ok", "database": "ok", "migrations": "ok", "files": "ok", "room": "ok",
        "worker": "note", "periodic": "note", "outbox": "note", "mail": "bad", "clock": "ok",
    }  # fmt: skip
    text = "\n".join(finding.text for finding in found)
    assert "LEITZIEL_MAIL_URL" in text
    assert "`leitziel mail retry`" in text
    assert "anna" not in text


def test_clock_that_was_set_back_is_noticed(municipality):
    import time_machine

    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        log.record(actor=None, verb="core.x.y", target=municipality, municipality=municipality)
    finding = readiness.clock()
    assert finding.level == "bad"
    assert finding.text.startswith("Die Uhr geht nach: ")


def test_check_command_ends_with_1_if_something_is_broken(settings):
    from click.testing import CliRunner

    from leitziel.cli import leitziel

    settings.SECRET_KEY = "kurz"
    result = CliRunner().invoke(leitziel, ["check"])
    assert result.exit_code == 1
    assert "FEHLER   LEITZIEL_SECRET_KEY ist zu kurz" in result.output


def test_health_needs_no_login_and_no_municipality():
    assert Client().get("/-/health/").content == b"ok"
