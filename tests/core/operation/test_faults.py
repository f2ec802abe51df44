# SPDX-License-Identifier: EUPL-1.2
"""The disk is full, the database is away: people are told what happened, and nothing is kept by half."""

import errno
import json

import lxml.html
import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test import Client

from leitziel.core import faults
from leitziel.portal.views import front
from tests.core.operation.places import places

FILL = """
from django.db import DatabaseError, connection, transaction
from django.test import Client
from leitziel.core import log
from leitziel.core.models import Municipality
from leitziel.portal.models import Feedback
from django_scopes import scopes_disabled
m = Municipality.objects.get()
with connection.cursor() as cursor:
    pages = cursor.execute("PRAGMA page_count").fetchone()[0]
    cursor.execute(f"PRAGMA max_page_count = {pages + 2}")
client = Client(SERVER_NAME="localhost", raise_request_exception=False)
answers = []
for number in range(200):
    answer = client.post("/pruefstadt/barrierefreiheit/", {"message": "x" * 1900, "page": "", "email": "", "name": ""})
    answers.append(answer.status_code)
    if answer.status_code >= 500:
        break
with scopes_disabled():
    kept = Feedback.objects.count()
import json
reading = client.get("/pruefstadt/").status_code
print(json.dumps({"answers": answers, "kept": kept, "breaks": len(log.verify(m)), "page": answer.content.decode(), "reading": reading}))
"""

SMALL_FILES = """
import json, resource
from django.core.files.storage import default_storage
from django_scopes import scope, scopes_disabled
from django.db import transaction
from leitziel.core import faults, files, log
from leitziel.core.models import Municipality, StoredFile
from pathlib import Path
from django.conf import settings
m = Municipality.objects.get()
before = sorted(str(p) for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file())
resource.setrlimit(resource.RLIMIT_FSIZE, (2_000_000, 2_000_000))
told = None
try:
    with transaction.atomic(), scope(municipality=m):
        files.store(municipality=m, name="zu-gross.pdf", media_type="application/pdf", data=b"x" * 3_000_000)
except OSError as error:
    told = faults.is_full(error)
after = sorted(str(p) for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file())
with scopes_disabled():
    rows = list(StoredFile.objects.values_list("name", flat=True))
print(json.dumps({"told": told, "same": before == after, "rows": rows, "breaks": len(log.verify(m))}))
"""


@pytest.mark.django_db
def test_full_disk_is_told_and_nothing_is_kept_by_half(django_db_setup, tmp_path):
    with places(tmp_path) as make:
        place = make("full", migrated=True)
        place.build()
        found = json.loads(place.python(SMALL_FILES).splitlines()[-1])
        assert found == {"told": True, "same": True, "rows": ["plan.txt"], "breaks": 0}
        if connection.vendor != "sqlite":
            return  # PostgreSQL's own message is tested below: its disk cannot be filled from here
        found = json.loads(place.python(FILL).splitlines()[-1])
        assert found["answers"][-1] == 507
        assert set(found["answers"][:-1]) <= {302}
        assert found["kept"] == len(found["answers"]) - 1
        assert (found["breaks"], found["reading"]) == (0, 200)
        page = lxml.html.fromstring(found["page"])
        assert page.xpath("//h1")[0].text_content() == "Zum Speichern ist kein Platz mehr"


@pytest.mark.parametrize(
    ("fault", "full"),
    [
        (OSError(errno.ENOSPC, "x"), True),
        (OSError(errno.EDQUOT, "x"), True),
        (OSError(errno.EACCES, "x"), False),
        (OperationalError("database or disk is full"), True),
        (OperationalError('could not extend file "base/1": No space left on device'), True),
        (OperationalError("database is locked"), False),
        (ValueError("database or disk is full"), False),
        (None, False),
    ],
)
def test_full_disk_is_known_by_what_the_system_says(fault, full):
    assert faults.is_full(fault) is full


def test_full_disk_is_known_behind_another_fault():
    fault = RuntimeError("outer")
    fault.__cause__ = OSError(errno.ENOSPC, "x")
    assert faults.is_full(fault)


def answer_to(monkeypatch, fault):
    def broken(*_args):
        raise fault

    monkeypatch.setattr(front.queries, "front", broken)
    return Client(raise_request_exception=False).get("/pruefstadt/")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fault", "status", "heading"),
    [
        (OSError(errno.ENOSPC, "x"), 507, "Zum Speichern ist kein Platz mehr"),
        (OperationalError("connection refused"), 503, "Leitziel ist gerade nicht erreichbar"),
        (InterfaceError("connection already closed"), 503, "Leitziel ist gerade nicht erreichbar"),
        (RuntimeError("x"), 500, "Es ist etwas schiefgegangen"),
    ],
)
def test_page_of_a_fault_says_what_happened(monkeypatch, municipality, fault, status, heading):
    answer = answer_to(monkeypatch, fault)
    page = lxml.html.fromstring(answer.content)
    assert (answer.status_code, page.xpath("//h1")[0].text_content()) == (status, heading)
    assert page.get("lang") == "de"
    assert ("Retry-After" in answer) == (status == 503)
