# SPDX-License-Identifier: EUPL-1.2
"""Files: what may come in under which name, and as what it goes out again."""

import io
import zipfile
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import resolve, reverse
from django_scopes import scope

from leitziel.core import files
from leitziel.core.models import StoredFile
from leitziel.strategy.models import Measure
from tests.house.test_matrix import content
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.django_db
NAMES = [
    "../../../etc/passwd",
    "..\\..\\windows\\win.ini",
    "/etc/cron.d/x",
    'a"; filename="b.html',
    "a\r\nSet-Cookie: x=1\r\n.txt",
    "<svg onload=alert(1)>.txt",
    "\u202egnp.exe.txt",
    "x" * 400 + ".txt",
    ".htaccess",
    "con.txt",
]
DANGEROUS = {
    "page.html": b"<!doctype html><script>alert(1)</script>",
    "drawing.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "drawing.txt": b'  \n<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "sheet.xml": b'<?xml version="1.0"?><x/>',
    "program.pdf": b"MZ\x90\x00" + bytes(range(256)),
    "script.txt": b"#!/bin/sh\nrm -rf /",
    "empty.pdf": b"",
}


@pytest.mark.parametrize("name", NAMES)
def test_given_name_is_no_path_and_breaks_no_header(municipality, name):
    with scope(municipality=municipality):
        stored = files.store(municipality=municipality, name=name, media_type="text/plain", data=b"Text")
    root, where = Path(configured.MEDIA_ROOT).resolve(), Path(stored.content.path).resolve()
    assert where.is_relative_to(root)
    assert where.name not in name
    assert "/" not in stored.name
    assert "\\" not in stored.name
    assert len(stored.name) <= 255


def attached(client, path, name, data):
    upload = SimpleUploadedFile("x", data)
    upload.name = name
    return client.post(path, {"what": "attach", "attach-file": upload, "attach-note": ""})


@pytest.fixture
def talking(client, municipality, planner):
    with scope(municipality=municipality):
        build_edition(municipality, measures=1, fields=1, goals_per_field=1)
        short_id = Measure.objects.get().thread.short_id
    client.force_login(planner)
    return reverse("measure-talk", args=["pruefstadt", short_id])


@pytest.mark.parametrize("name", sorted(DANGEROUS))
def test_attachment_that_could_be_run_is_refused(client, municipality, talking, name):
    answer = attached(client, talking, name, DANGEROUS[name])
    assert answer.status_code == 200
    assert "attach-file" in answer.content.decode()
    with scope(municipality=municipality):
        assert StoredFile.objects.count() == 0


@pytest.mark.parametrize("name", NAMES[:7])
def test_attachment_goes_out_as_bytes_under_a_harmless_name(client, municipality, talking, name):
    assert attached(client, talking, name, b"Nur Text").status_code == 302
    with scope(municipality=municipality):
        stored = StoredFile.objects.get()
    page = client.get(talking).content.decode()
    link = next(part for part in page.split('"') if part.startswith(talking) and part != talking and "anlagen" in part)
    answer = client.get(link)
    assert resolve(link).url_name == "measure-attachment"
    assert content(answer) == b"Nur Text"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer.get("Set-Cookie") is None
    assert not any(c in answer["Content-Disposition"] for c in "\r\n/")
    assert stored.content.name not in page


def test_stored_files_have_no_address_of_their_own(client, municipality):
    with scope(municipality=municipality):
        stored = files.store(municipality=municipality, name="a.txt", media_type="text/plain", data=b"Text")
    for path in (
        f"{configured.MEDIA_URL}{stored.content.name}",
        f"/files/{stored.content.name}",
        f"/{stored.content.name}",
    ):
        assert client.get(path).status_code == 404
    assert default_storage.exists(stored.content.name)


@pytest.mark.parametrize("path", ["/anmelden/", "/pruefstadt/barrierefreiheit/", "/pruefstadt/importe/neu/"])
def test_body_that_is_too_large_is_refused_unread(client, municipality, planner, path):
    if "importe" in path:
        client.force_login(planner)
    body = b'--grenze\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\nx\r\n--grenze--\r\n'
    kind = "multipart/form-data; boundary=grenze"
    answer = client.generic("POST", path, body, kind, CONTENT_LENGTH=str(configured.LARGEST_BODY + 1))
    assert answer.status_code == 400


def bomb(member):
    """An archive that is small and would unpack to 300 MB."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, b"<a/>" + b" " * 300_000_000)
    return held.getvalue()


def test_bomb_as_a_working_table_changes_nothing(client, municipality, planner):
    with scope(municipality=municipality):
        edition = build_edition(municipality, measures=1, fields=1, goals_per_field=1)
        slug, label = edition.concept.slug, edition.label
        before = list(Measure.objects.values_list("text", flat=True))
    client.force_login(planner)
    upload = SimpleUploadedFile("plan.xlsx", bomb("xl/workbook.xml"))
    answer = client.post(reverse("sheets", args=["pruefstadt", slug, label]), {"file": upload}, follow=True)
    assert answer.status_code in {200, 422}
    with scope(municipality=municipality):
        assert list(Measure.objects.values_list("text", flat=True)) == before


def test_bomb_as_an_attachment_is_not_unpacked(client, municipality, talking):
    """Only the table of contents is read; what is kept is the small file that came."""
    data = bomb("xl/workbook.xml")
    assert len(data) < 400_000
    assert attached(client, talking, "liste.xlsx", data).status_code == 302
    with scope(municipality=municipality):
        assert StoredFile.objects.get().size == len(data)
