# SPDX-License-Identifier: EUPL-1.2
"""Out of one house and into another: every row, every file, every public page is the same."""

import hashlib
import json
import re
import time
from zipfile import ZipFile

import pytest
from django.urls import reverse
from django_scopes import scope

from leitziel.core.archive.tables import sources
from leitziel.core.models import Membership
from tests.core.archive.visit import visit
from tests.house.tables import ADDRESSES, WHO
from tests.house.tables.groups import ANYBODY
from tests.house.world import patterns

pytestmark = pytest.mark.django_db


def members(path):
    with ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.startswith(("data/", "files/"))}


def rows(found, name):
    return [json.loads(line) for line in found[f"data/{name}.jsonl"].splitlines()]


def public_paths(tenant):
    """One address of every public page, as far as the tenant has the thing it shows."""
    found = []
    for name, (_item, parts) in sorted(patterns().items()):
        if WHO[ADDRESSES[name]] != ANYBODY or "municipality" not in parts:
            continue
        values = {part: tenant.published.get(f"{name}.{part}", tenant.published.get(part)) for part in parts}
        values["municipality"] = tenant.municipality.slug
        if None not in values.values():
            found.append(reverse(name, kwargs=values))
    return found


def test_every_table_has_a_row_and_none_of_the_other_municipality(full, archive):
    assert full.unfilled == []
    found = members(archive)
    assert [s.name for s in sources() if not found[f"data/{s.name}.jsonl"].strip()] == []
    assert [name for name, body in found.items() if b"fremdig" in body] == []
    owners = {row["municipality"] for s in sources() for row in rows(found, s.name) if "municipality" in row}
    assert owners == {full.municipality.pk}
    assert {row["id"] for row in rows(found, "core.municipality")} == {full.municipality.pk}


def test_manifest_tells_checksum_and_count_of_everything(archive):
    with ZipFile(archive) as zipped:
        manifest = json.loads(zipped.read("manifest.json"))
        assert set(zipped.namelist()) == manifest["members"].keys() | {"manifest.json"}
        for name, facts in manifest["members"].items():
            body = zipped.read(name)
            assert facts == {"sha256": hashlib.sha256(body).hexdigest(), "bytes": len(body)}
        for name, facts in manifest["tables"].items():
            assert facts["rows"] == zipped.read(f"data/{name}.jsonl").count(b"\n")
        assert "leitziel municipality import" in zipped.read("LIESMICH.txt").decode()


def test_archive_holds_no_password_and_only_people_of_the_municipality(full, archive):
    found = members(archive)
    people = rows(found, "core.user")
    assert {"password", "is_operator"} & set(people[0]) == set()
    with scope(municipality=full.municipality):
        members_here = set(Membership.objects.values_list("user_id", flat=True))
    assert len(members_here) > 5
    assert members_here <= {row["id"] for row in people}
    assert [row["email"] for row in people if row["email"].endswith("@nebenan.example")] == []
    assert not re.search(rb"(md5|scrypt|pbkdf2)[$_]", b"".join(found.values()))


def test_other_house_has_every_row_file_and_page_as_before(full, archive, empty_house, tmp_path):
    paths = public_paths(full)
    assert len(paths) > 20
    assert empty_house.run("migrate").returncode == 0
    done = empty_house.run("municipality", "import", str(archive), "--quiet")
    assert done.returncode == 0, done.stderr
    assert "übernommen" in done.stdout
    checked = empty_house.run("log", "verify")
    assert checked.returncode == 0, checked.stdout

    second = empty_house.run("municipality", "import", str(archive), "--quiet")
    assert second.returncode == 2
    assert "nicht leer" in second.stderr
    assert "LEITZIEL_HOME" in second.stderr

    again = tmp_path / "wieder.zip"
    assert empty_house.run("municipality", "export", full.municipality.slug, str(again), "--quiet").returncode == 0
    before, after = members(archive), members(again)
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"data/core.loghead.jsonl", "data/core.logentry.jsonl", "data/core.logdetail.jsonl"}
    for name in ("core.logentry", "core.logdetail"):
        old, new = rows(before, name), rows(after, name)
        assert new[: len(old)] == old
        assert len(new) == len(old) + 2  # the import and the second export
    verbs = [row["verb"] for row in rows(after, "core.logentry")[-2:]]
    assert verbs == ["core.municipality.imported", "core.municipality.exported"]

    moment = time.time()
    here = visit(paths, moment)
    assert empty_house.pages(paths, moment) == here
    assert {status for status, _digest in here.values()} <= {200, 202, 302}
