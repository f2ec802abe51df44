# SPDX-License-Identifier: EUPL-1.2
"""An archive that is damaged, foreign or malicious changes nothing and says what to do."""

import hashlib
import json
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import transaction
from django_scopes import scope, scopes_disabled

from leitziel.core import files
from leitziel.core.archive.errors import ArchiveError, NotEmptyError
from leitziel.core.archive.restoring import restore
from leitziel.core.archive.tables import rooms
from leitziel.core.archive.writing import write
from leitziel.core.models import Municipality, StoredFile, User

pytestmark = pytest.mark.django_db


@pytest.fixture
def small(municipality, planner):
    """A municipality with one person and one file."""
    files.store(municipality=municipality, name="plan.txt", media_type="text/plain", data=b"Ein Plan\n" * 50)
    return municipality


@pytest.fixture
def archive(small, tmp_path):
    path = tmp_path / "stadt.zip"
    write(small, path)
    return path


@pytest.fixture
def emptied(archive):
    """The archive, and the installation without a row: what is refused is refused for another reason."""
    for label in rooms():
        for model in apps.get_app_config(label).get_models(include_auto_created=True):
            model._base_manager.all()._raw_delete("default")
    return archive


def rebuilt(path, tmp_path, change=None, manifest=None, extra=(), skip=()):
    """The archive anew: `change` maps a member to its new bytes (manifest and checksums follow), `manifest` edits it."""
    target = tmp_path / "anders.zip"
    with ZipFile(path) as old, ZipFile(target, "w", ZIP_DEFLATED) as new:
        facts = json.loads(old.read("manifest.json"))
        for name in old.namelist():
            if name == "manifest.json" or name in skip:
                continue
            body = (change or {}).get(name, old.read(name))
            if name in (change or {}):
                facts["members"][name] = {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)}
            new.writestr(name, body)
        for name, body in extra:
            new.writestr(name, body)
        if manifest:
            manifest(facts)
        new.writestr("manifest.json", json.dumps(facts))
    return target


def refused(path):
    """The message of the refusal; nothing was written."""
    with scopes_disabled():
        before = (User.objects.count(), Municipality.objects.count(), StoredFile.objects.count())
    stored = {name for folder in _folders() for name in folder}
    with pytest.raises(ArchiveError) as caught, transaction.atomic():
        restore(path)
    with scopes_disabled():
        assert (User.objects.count(), Municipality.objects.count(), StoredFile.objects.count()) == before
    assert {name for folder in _folders() for name in folder} == stored
    return str(caught.value)


def _folders(path="."):
    try:
        folders, names = default_storage.listdir(path)
    except FileNotFoundError:
        return
    yield [f"{path}/{name}" for name in names]
    for folder in folders:
        yield from _folders(f"{path}/{folder}")


def test_installation_with_a_row_is_refused(archive):
    with pytest.raises(NotEmptyError, match="nicht leer"):
        restore(archive)


def test_file_that_is_no_archive_is_refused(emptied, tmp_path):
    (tmp_path / "text.zip").write_bytes(b"kein Archiv")
    assert "kein ZIP-Archiv" in refused(tmp_path / "text.zip")
    with ZipFile(tmp_path / "leer.zip", "w"):
        pass
    assert "manifest.json" in refused(tmp_path / "leer.zip")


def test_archive_cut_off_is_refused(emptied, tmp_path):
    (tmp_path / "halb.zip").write_bytes(emptied.read_bytes()[:-4000])
    assert "kein ZIP-Archiv oder beschädigt" in refused(tmp_path / "halb.zip")


def test_byte_flipped_is_found_before_the_first_write(emptied, tmp_path):
    with ZipFile(emptied) as zipped:
        info = zipped.getinfo("data/core.user.jsonl")
    data = bytearray(emptied.read_bytes())
    data[info.header_offset + 80] ^= 0xFF
    (tmp_path / "gekippt.zip").write_bytes(data)
    assert "core.user" in refused(tmp_path / "gekippt.zip")


def test_checksum_that_does_not_fit_is_refused(emptied, tmp_path):
    def lie(facts):
        facts["members"]["LIESMICH.txt"]["sha256"] = "0" * 64

    assert "Prüfsumme" in refused(rebuilt(emptied, tmp_path, manifest=lie))


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "data/../x.jsonl", "/data/x", "files/..", "C:\\x", "data/x.jsonl\x00"]
)
def test_member_outside_of_the_archive_is_refused(emptied, tmp_path, name):
    other = rebuilt(emptied, tmp_path, extra=[(ZipInfo(name) if "\x00" not in name else name, b"x")])
    assert "nicht hineingehört" in refused(other)


def test_member_that_nobody_lists_is_refused(emptied, tmp_path):
    stray = f"files/{'a' * 64}"
    assert stray in refused(rebuilt(emptied, tmp_path, extra=[(stray, b"x")]))


def test_member_that_is_missing_is_refused(emptied, tmp_path):
    assert "data/core.term.jsonl" in refused(rebuilt(emptied, tmp_path, skip=["data/core.term.jsonl"]))


def test_archive_that_unpacks_to_too_much_is_refused(emptied, tmp_path, monkeypatch):
    monkeypatch.setattr("leitziel.core.archive.reading.FREE", 10**6)
    bomb = rebuilt(emptied, tmp_path, change={"LIESMICH.txt": b"0" * 20_000_000})
    assert "unwahrscheinlich viel" in refused(bomb)


def test_format_of_the_future_is_refused(emptied, tmp_path):
    message = refused(rebuilt(emptied, tmp_path, manifest=lambda facts: facts.update(format_version=2)))
    assert "aktualisieren" in message


def test_other_state_of_the_database_is_refused_with_what_to_do(emptied, tmp_path):
    message = refused(rebuilt(emptied, tmp_path, manifest=lambda facts: facts["schema"]["core"].append("0099_later")))
    assert "core" in message
    assert "gleiche Version" in message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda row: row | {"is_operator": True}, "nicht die erwarteten Felder"),
        (lambda row: {k: v for k, v in row.items() if k != "name"}, "nicht die erwarteten Felder"),
        (lambda row: row | {"created_at": "gestern"}, "Zeile 1"),
        (lambda row: row | {"email": 5}, "Zeile 1"),
        (lambda row: row | {"name": None}, "core.user"),
    ],
)
def test_row_of_another_form_is_refused_with_its_line(emptied, tmp_path, change, said):
    name = "data/core.user.jsonl"
    with ZipFile(emptied) as zipped:
        row = json.loads(zipped.read(name).splitlines()[0])
    other = rebuilt(emptied, tmp_path, change={name: json.dumps(change(row)).encode() + b"\n"})
    message = refused(other)
    assert said in message
    assert "core.user" in message


def test_row_of_another_municipality_is_refused(emptied, small, tmp_path):
    name = "data/core.membership.jsonl"
    with ZipFile(emptied) as zipped:
        row = json.loads(zipped.read(name).splitlines()[0])
    other = rebuilt(emptied, tmp_path, change={name: json.dumps(row | {"municipality": small.pk + 1}).encode() + b"\n"})
    assert "gehört nicht zur Kommune" in refused(other)


def test_failure_in_the_middle_takes_stored_files_away_again(emptied, tmp_path):
    """The file is stored before the log is read, which is damaged here."""
    name = "data/core.storedfile.jsonl"
    with ZipFile(emptied) as zipped:
        row = json.loads(zipped.read(name).splitlines()[0])
    twice = json.dumps(row).encode() + b"\n"
    other = rebuilt(
        emptied,
        tmp_path,
        change={name: twice + twice},
        manifest=lambda facts: facts["tables"]["core.storedfile"].update(rows=2),
    )
    assert "core.storedfile" in refused(other)


def test_archive_comes_in_and_new_rows_get_new_keys(emptied, small):
    restored = restore(emptied)
    assert (restored.municipality.pk, restored.files, restored.breaks) == (small.pk, 1, [])
    person = User.objects.get()
    assert (person.is_operator, person.has_usable_password(), person.last_login) == (False, False, None)
    with scope(municipality=small):
        stored = StoredFile.objects.get()
        assert files.content(stored) == b"Ein Plan\n" * 50
        second = files.store(municipality=small, name="neu.txt", media_type="text/plain", data=b"neu")
    assert second.pk > stored.pk


def test_damaged_stored_file_stops_the_export(small, tmp_path):
    with scope(municipality=small):
        stored = StoredFile.objects.get()
    default_storage.delete(stored.content.name)
    with pytest.raises(ArchiveError, match="fehlt im Ordner"):
        write(small, tmp_path / "stadt.zip")
    assert list(tmp_path.iterdir()) == []
