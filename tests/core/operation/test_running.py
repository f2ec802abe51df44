# SPDX-License-Identifier: EUPL-1.2
"""`leitziel serve`, `upgrade`, and the units that start them."""

import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import click
import pytest

from leitziel.cli import leitziel
from leitziel.cli.backup import BackupGroup
from tests.core.operation.places import ROOT, places

DEPLOY = ROOT / "deploy"

OLD = """
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
executor = MigrationExecutor(connection)
first = [(app, name) for app, name in executor.loader.graph.nodes if app in ("core", "bodies", "strategy", "portal") and name.startswith("0001")]
others = [key for key in executor.loader.graph.leaf_nodes() if key[0] in ("auth", "sessions", "contenttypes", "django_tasks_database")]
state = executor.migrate(first + others)
apps = executor.loader.project_state(first).apps
import datetime
m = apps.get_model("core", "Municipality").objects.create(ags="16099001", kind="city", name="Altstadt", slug="altstadt")
user = apps.get_model("core", "User").objects.create(email="h.alt@altstadt.example", name="Helga Alt")
apps.get_model("core", "Membership").objects.create(municipality=m, user=user, role="planning", valid_from=datetime.date(2026, 1, 1))
concept = apps.get_model("strategy", "Concept").objects.create(municipality=m, title="Sozialplan", slug="sozialplan")
edition = apps.get_model("strategy", "Edition").objects.create(municipality=m, concept=concept, label="2026", state="adopted")
thread = apps.get_model("strategy", "MeasureThread").objects.create(municipality=m, concept=concept, short_id="abcd23")
apps.get_model("strategy", "Measure").objects.create(municipality=m, edition=edition, thread=thread, title="Mittagstisch", position=1)
"""
NOW = """
from django_scopes import scopes_disabled
from leitziel.core.models import Membership
from leitziel.strategy.models import Measure
with scopes_disabled():
    measure = Measure.objects.select_related("thread", "edition__concept", "municipality").get()
    member = Membership.objects.select_related("user").get()
    print(measure.title, measure.thread.short_id, measure.edition.label, measure.edition.concept.title, measure.municipality.name, member.user.name, member.role, sep="|")
"""


@pytest.mark.django_db
def test_upgrade_of_the_last_landed_database_keeps_its_rows(django_db_setup, tmp_path):
    with places(tmp_path) as make:
        old = make("old")
        old.python(OLD)
        refused = old.leitziel("serve", "--port", "1")
        assert refused.returncode == 1
        assert "Bitte `leitziel upgrade` ausführen; es wurde nichts geändert." in refused.stderr
        done = old.leitziel("upgrade", "--backup-to", tmp_path / "before")
        assert done.returncode == 0, done.stderr
        (saved,) = (tmp_path / "before").glob("leitziel-*.tar")
        assert done.stdout.startswith(f"Gesichert: {saved}\n")
        assert "umgestellt: core.0002" in done.stdout
        assert old.python(NOW).strip() == "Mittagstisch|abcd23|2026|Sozialplan|Altstadt|Helga Alt|planning"
        again = old.leitziel("upgrade")
        assert again.stdout.startswith("Es war nichts umzustellen.\n")
        old.python(
            "from django.db import connection\n"
            "from django.db.migrations.recorder import MigrationRecorder\n"
            "MigrationRecorder(connection).record_applied('core', '9999_from_the_future')"
        )
        for command in (["upgrade"], ["migrate"], ["serve", "--port", "1"]):
            newer = old.leitziel(*command)
            assert newer.returncode == 1
            assert "wurde schon von einer neueren Version benutzt (core.9999_from_the_future)" in newer.stderr


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def fetch(address, headers=None):
    request = urllib.request.Request(address, headers=headers or {})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return answer.status, answer.read().decode()


@pytest.mark.django_db
def test_serve_answers_counts_over_processes_and_ends_cleanly(django_db_setup, tmp_path):
    with places(tmp_path) as make:
        place, port = make("served"), free_port()
        place.environment |= {"LEITZIEL_METRICS_TOKEN": "zwanzig-und-mehr-zeichen", "LEITZIEL_LOG_LEVEL": "INFO"}
        command = [sys.executable, "-m", "leitziel", "serve", "--port", str(port), "--workers", "2"]
        process = subprocess.Popen(
            command, env=place.environment, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        base = f"http://127.0.0.1:{port}"
        try:
            wait_for(f"{base}/-/health/", process)
            for _ in range(20):
                assert fetch(f"{base}/robots.txt")[0] == 200
            assert fetch(f"{base}/-/ready/")[0] == 200
            _status, numbers = fetch(f"{base}/-/metrics", {"Authorization": "Bearer zwanzig-und-mehr-zeichen"})
            busy = place.leitziel("restore", __file__)
            assert busy.returncode == 1
            assert "Leitziel läuft noch" in busy.stderr
        finally:
            process.send_signal(signal.SIGTERM)
            output, _ = process.communicate(timeout=90)
        assert process.returncode == 0, output
        assert 'leitziel_requests_total{method="GET",status="200",view="robots"} 20.0' in numbers
        assert output.count('"view": "robots"') == 20
        assert "Traceback" not in output
        assert "terminating current task" not in output  # a second signal would end the worker's task by force


def wait_for(address, process):
    for _ in range(1200):  # a busy machine migrates slowly
        assert process.poll() is None, process.stdout.read()
        try:
            fetch(address)
        except (OSError, urllib.error.URLError):
            time.sleep(0.25)
        else:
            return
    pytest.fail("the server did not start")


def commands_of_units():
    for unit in sorted(DEPLOY.glob("*.service")):
        for line in unit.read_text(encoding="utf-8").splitlines():
            if line.startswith("ExecStart"):
                yield unit.name, shlex.split(line.split("=", 1)[1])


def leaf(command, arguments):
    """The subcommand that a command line means, and what is left for it."""
    if not isinstance(command, click.Group):
        return command, arguments
    if isinstance(command, BackupGroup):
        arguments = command.completed(arguments)
    return leaf(command.get_command(click.Context(command), arguments[0]), arguments[1:])


def test_units_start_commands_that_exist_with_options_that_exist():
    found = list(commands_of_units())
    assert {unit for unit, _command in found} == {p.name for p in DEPLOY.glob("*.service")}
    for unit, (program, *arguments) in found:
        assert Path(program).name == "leitziel", unit
        command, rest = leaf(leitziel, arguments)
        command.make_context(unit, rest)  # raises for an unknown option or a value that does not fit


def test_units_are_locked_down_alike():
    wanted = {"NoNewPrivileges=true", "ProtectSystem=strict", "ProtectHome=true", "PrivateTmp=true", "UMask=0077",
              "CapabilityBoundingSet=", "RestrictSUIDSGID=true", "User=leitziel"}  # fmt: skip
    for unit in DEPLOY.glob("*.service"):
        assert wanted <= set(unit.read_text(encoding="utf-8").splitlines()), unit.name


def test_units_are_understood_by_systemd():
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is missing")
    units = [str(p) for pattern in ("*.service", "*.timer") for p in DEPLOY.glob(pattern)]
    done = subprocess.run([program, "verify", *units], capture_output=True, text=True, check=False)
    complaints = [line for line in done.stderr.splitlines() if "is not executable" not in line]
    assert [line for line in complaints if "leitziel" in line] == []


def test_example_of_settings_names_settings_that_exist():
    settings = (ROOT / "leitziel" / "settings.py").read_text(encoding="utf-8")
    named = re.findall(r"^([A-Z_]+)=", (DEPLOY / "leitziel.env.example").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in named if f'"{name}"' not in settings] == []
