# SPDX-License-Identifier: EUPL-1.2
"""Backup and restore through the command, on the database the tests run on."""

import fcntl
import io
import os
import resource
import subprocess
import sys
import tarfile

import pytest
from django.db import connection

from leitziel.core.backup import BackupError, read_manifest
from tests.core.operation.places import ROOT, places

pytestmark = pytest.mark.django_db

WRITER = """
import django
django.setup()
from django.db import transaction
from leitziel.core import files, log
from leitziel.core.models import Municipality
from django_scopes import scope
m = Municipality.objects.get()
for number in range(100_000):
    with transaction.atomic(), scope(municipality=m):
        stored = files.store(municipality=m, name=f"{number}.txt", media_type="text/plain", data=b"x" * number)
        log.record(actor=None, verb="core.file.stored", target=stored, municipality=m)
    print(number, flush=True)
"""


@pytest.fixture(scope="module")
def make(django_db_setup, tmp_path_factory):
    with places(tmp_path_factory.mktemp("places")) as made:
        yield made


@pytest.fixture(scope="module")
def source(make):
    """A place with data; nobody writes to it after this."""
    place = make("source", migrated=True)
    place.before = place.build()
    return place


@pytest.fixture(scope="module")
def archive(source, tmp_path_factory):
    target = tmp_path_factory.mktemp("backups") / "stand.tar"
    done = source.leitziel("backup", target)
    assert (done.returncode, done.stderr) == (0, "")
    assert target.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in target.parent.iterdir()] == ["stand.tar"]
    return target


def test_restored_system_answers_the_same_bytes(source, archive, make):
    other = make("other")
    done = other.leitziel("restore", archive)
    assert (done.returncode, done.stderr) == (0, "")
    assert other.pages() == source.before
    assert {status for status, _digest in source.before["pages"].values()} == {200}
    assert source.before["files"] == {"plan.txt": "Anlage Merkwort"}
    verified = other.leitziel("log", "verify")
    assert (verified.returncode, verified.stdout) == (0, "Prüfstadt: 5 Einträge, unversehrt\n")


def test_backup_says_what_it_holds(source, archive):
    done = source.leitziel("backup", "check", archive)
    assert done.returncode == 0
    assert done.stdout.startswith("stand.tar ist unversehrt.\n")
    assert "Protokoll     pruefstadt: 5 Einträge" in done.stdout


def test_backup_never_overwrites(source, archive):
    done = source.leitziel("backup", archive)
    assert done.returncode == 1
    assert "gibt es schon" in done.stderr


def test_place_in_use_is_refused_and_replaced_only_when_told(archive, make):
    other = make("replaced", migrated=True)
    before = other.build("Anderswort")
    refused = other.leitziel("restore", archive)
    assert refused.returncode == 1
    assert "Hier gibt es schon Daten; es wurde nichts geändert." in refused.stderr
    assert other.pages() == before
    done = other.leitziel("restore", "--replace", archive)
    assert done.returncode == 0, done.stderr
    assert other.pages()["files"] == {"plan.txt": "Anlage Merkwort"}
    (safety,) = (other.home / "backups").glob("leitziel-*.tar")
    assert other.leitziel("restore", "--replace", safety).returncode == 0
    assert other.pages() == before


def test_running_system_is_not_replaced(source, archive):
    with (source.home / "running.lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_SH)
        done = source.leitziel("restore", "--replace", archive)
    assert done.returncode == 1
    assert "Leitziel läuft noch" in done.stderr
    assert not (source.home / "backups").exists()
    assert source.pages() == source.before


def damaged_copies(archive, folder):
    whole = archive.read_bytes()
    with tarfile.open(archive) as tar:
        members = [info for info in tar if info.size]
    places = [info.offset_data + info.size // 2 for info in members]
    # The end of a tar is padding; what is cut off must reach the last member.
    for length in (0, len(whole) // 3, members[-1].offset, members[-1].offset_data + 10):
        cut = folder / f"cut-{length}.tar"
        cut.write_bytes(whole[:length])
        yield cut
    for number, offset in enumerate(places):
        flipped = bytearray(whole)
        flipped[offset] ^= 0x01
        file = folder / f"flipped-{number}.tar"
        file.write_bytes(flipped)
        yield file


def test_damaged_backup_is_known(archive, tmp_path):
    copies = list(damaged_copies(archive, tmp_path))
    assert len(copies) >= 7
    for copy in copies:
        with pytest.raises(BackupError, match=copy.name):
            read_manifest(copy)


def test_damaged_backup_changes_nothing(source, archive, tmp_path):
    copy = list(damaged_copies(archive, tmp_path))[-2]
    done = source.leitziel("restore", "--replace", copy)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: flipped-")
    assert source.pages() == source.before
    assert not (source.home / "backups").exists()


def added(archive, target, info, data=b""):
    target.write_bytes(archive.read_bytes())
    with tarfile.open(target, "a") as tar:
        tar.addfile(info, io.BytesIO(data))
    return target


@pytest.mark.parametrize("name", ["../draussen.txt", "files/../../draussen.txt", "/tmp/draussen.txt", "anderes.txt"])
def test_backup_with_a_member_that_leads_outside_is_refused(archive, tmp_path, name):
    info = tarfile.TarInfo(name)
    info.size = 1
    with pytest.raises(BackupError, match="das in keine Sicherung gehört"):
        read_manifest(added(archive, tmp_path / "böse.tar", info, b"x"))


def test_backup_with_a_link_is_refused(archive, tmp_path):
    info = tarfile.TarInfo("files/link")
    info.type, info.linkname = tarfile.SYMTYPE, "/etc/passwd"
    with pytest.raises(BackupError, match="etwas anderes als eine Datei"):
        read_manifest(added(archive, tmp_path / "link.tar", info))


def test_backup_keeps_as_many_as_told_and_touches_no_other_file(source, tmp_path):
    (tmp_path / "wichtig.tar").write_text("anderes")
    for day in (1, 2, 3):
        (tmp_path / f"leitziel-2020010{day}-000000-000000.tar").write_text("alt")
    assert source.leitziel("backup", "--keep", "2", tmp_path).returncode == 0
    left = sorted(p.name for p in tmp_path.iterdir())
    assert left[0] == "leitziel-20200103-000000-000000.tar"
    assert [left[1][:11], left[2:]] == ["leitziel-20", ["wichtig.tar"]]


def test_backup_without_room_leaves_nothing_behind(source, tmp_path):
    def small():
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    done = source.leitziel("backup", tmp_path, preexec_fn=small)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: ")
    assert list(tmp_path.iterdir()) == []


def test_backup_while_somebody_writes_is_whole(make, tmp_path):
    place = make("busy", migrated=True)
    place.build()
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER], env=place.environment, cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    try:
        for _ in range(10):
            last = int(writer.stdout.readline())
        for number in range(3):
            done = place.leitziel("backup", tmp_path / f"{number}.tar")
            assert (done.returncode, done.stderr) == (0, "")
    finally:
        writer.kill()
        writer.wait()
    restored = make("after")
    done = restored.leitziel("restore", tmp_path / "2.tar")
    assert (done.returncode, done.stderr) == (0, "")
    found = restored.pages()
    (sequence, _digest) = found["heads"][0]
    assert sequence >= 5 + last
    assert len(found["files"]) == sequence - 5 + 1  # each entry with its file, none by half
    next(p for p in (restored.home / "files").rglob("*") if p.is_file()).unlink()
    incomplete = restored.leitziel("backup", tmp_path / "incomplete.tar")
    assert incomplete.returncode == 1
    assert "Die Datenbank kennt eine Datei, die fehlt: " in incomplete.stderr
    assert (tmp_path / "incomplete.tar").exists()  # better than none


def test_backup_of_another_database_is_refused(archive, make, tmp_path):
    if connection.vendor == "sqlite":
        other = make("foreign")
        other.environment["DATABASE_URL"] = "postgres://niemand@127.0.0.1:1/nichts"
        done = other.leitziel("restore", archive)
        assert done.returncode == 1
        assert "Die Sicherung stammt von sqlite, hier läuft postgresql" in done.stderr
    else:
        other = make("foreign")
        del other.environment["DATABASE_URL"]
        done = other.leitziel("restore", archive)
        assert done.returncode == 1
        assert "Die Sicherung stammt von postgresql, hier läuft sqlite" in done.stderr


def test_missing_program_of_postgresql_is_named(source, tmp_path):
    if connection.vendor == "sqlite":
        assert source.leitziel("backup", tmp_path / "a.tar").returncode == 0  # needs no program
        return
    source.environment["PATH"] = str(tmp_path)
    try:
        done = source.leitziel("backup", tmp_path / "a.tar")
    finally:
        source.environment["PATH"] = os.environ["PATH"]
    assert done.returncode == 1
    assert "Das Programm pg_dump fehlt" in done.stderr
