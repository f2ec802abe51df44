# SPDX-License-Identifier: EUPL-1.2
"""Pages of the room: the archive, ordered and downloaded; the terms of open data; autodiscovery."""

import io
import json
import zipfile

import pytest
from django.test import Client
from django_scopes import scope

from leitziel.api.actions import archive as actions
from leitziel.api.models import OpenData
from leitziel.core.log import verify
from leitziel.core.models import Job, LogEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def administration(make_user, municipality):
    client = Client()
    client.force_login(make_user(municipality, "administration"))
    return client


def verbs(municipality):
    with scope(municipality=municipality):
        return list(LogEntry.objects.order_by("sequence").values_list("verb", flat=True))


@pytest.mark.django_db(transaction=True)
def test_archive_is_ordered_downloaded_and_deleted_and_all_of_it_is_on_the_log(administration, municipality):
    page = f"/{municipality.slug}/arbeit/archiv/"
    assert "Archiv herunterladen" not in administration.get(page).content.decode()
    assert administration.get(f"{page}datei/").status_code == 302
    assert administration.post(page, {"do": "write"}).status_code == 302
    shown = administration.get(page).content.decode()
    assert "Archiv herunterladen" in shown
    answer = administration.get(f"{page}datei/")
    assert answer["Content-Disposition"].startswith('attachment; filename="pruefstadt-')
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/zip", "private, no-store")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        manifest = json.loads(archive.read("manifest.json"))
    assert manifest["municipality"]["slug"] == "pruefstadt"
    assert administration.post(page, {"do": "delete"}).status_code == 302
    assert administration.get(f"{page}datei/").status_code == 302
    done = ["exported", "archive_downloaded", "archive_deleted"]
    assert verbs(municipality) == [f"core.municipality.{what}" for what in done]
    assert verify(municipality) == []


@pytest.mark.django_db(transaction=True)
def test_archive_that_is_being_written_is_not_ordered_twice(administration, municipality, make_user):
    with scope(municipality=municipality):
        job = Job(municipality=municipality, kind=actions.KIND, state=Job.State.RUNNING)
        job.save()
        again = actions.order_archive(municipality=municipality, actor=make_user(municipality, "administration"))
    assert again.pk == job.pk
    progress = administration.get(f"/{municipality.slug}/arbeit/archiv/stand/")
    assert "HX-Refresh" not in progress


@pytest.mark.parametrize("role", ["planning", "office", "reader", "advisor"])
def test_archive_is_for_the_administration_alone(make_user, municipality, role):
    client = Client()
    client.force_login(make_user(municipality, role))
    for part in ("", "stand/", "datei/"):
        answer = client.get(f"/{municipality.slug}/arbeit/archiv/{part}")
        assert answer.status_code == 403
        assert "Verwaltung" in answer.content.decode()


def test_licence_is_set_logged_and_told_by_the_api(administration, municipality, client):
    page = f"/{municipality.slug}/arbeit/offene-daten/"
    assert client.get(f"/{municipality.slug}/api/v1/municipality").json()["licence"] is None
    sent = {"version": 0, "licence": "dl-by-de/2.0", "attribution": "Stadt Prüfstadt"}
    assert administration.post(page, sent).status_code == 302
    told = client.get(f"/{municipality.slug}/api/v1/municipality").json()
    assert (told["licence"], told["attribution"]) == ("dl-by-de/2.0", "Stadt Prüfstadt")
    assert told["licence_url"] == "https://www.govdata.de/dl-de/by-2-0"
    assert verbs(municipality) == ["api.open_data.changed"]


def test_licence_changed_meanwhile_is_not_overwritten(administration, municipality):
    page = f"/{municipality.slug}/arbeit/offene-daten/"
    administration.post(page, {"version": 0, "licence": "CC0-1.0", "attribution": ""})
    answer = administration.post(page, {"version": 0, "licence": "CC-BY-4.0", "attribution": ""})
    assert answer.status_code == 200
    assert "Nichts wurde" in answer.content.decode() or "nichts gespeichert" in answer.content.decode()
    with scope(municipality=municipality):
        assert OpenData.objects.get().licence == "CC0-1.0"


def test_front_page_leads_to_feed_and_interface(client, municipality, edition):
    page = client.get(f"/{municipality.slug}/").content.decode()
    assert f'type="application/atom+xml" href="/{municipality.slug}/aenderungen.atom"' in page
    assert f"/{municipality.slug}/schnittstelle/" in page
