# SPDX-License-Identifier: EUPL-1.2
"""The PDF of a plan is made once: at once for small plans, in the background for long ones."""

import pypdfium2
import pytest
from django_scopes import scope

from leitziel.core.models import Job
from leitziel.strategy.actions.editions import publish, set_edition_facts
from leitziel.strategy.documents import issued
from leitziel.strategy.models import Edition
from leitziel.strategy.tasks import draw_plan_pdf
from leitziel.strategy.views import plan_pdf
from tests.strategy.builders import build_edition

SITE = "http://testserver"
PDF = "/pruefstadt/konzepte/integrationskonzept/2024/plan.pdf"


@pytest.fixture
def scoped(municipality, settings, tmp_path):
    settings.HOME = tmp_path
    with scope(municipality=municipality):
        yield municipality


@pytest.fixture
def long_plan(scoped, monkeypatch):
    """A plan that counts as long."""
    monkeypatch.setattr(plan_pdf, "AT_ONCE", 5)
    return build_edition(scoped, fields=2, goals_per_field=1, measures=6)


def files(home):
    folder = home / "cache" / "plans"
    return sorted(folder.iterdir()) if folder.exists() else []


def links(data):
    """Addresses that a PDF holds (they are not compressed)."""
    return {part.partition(b")")[0].decode() for part in data.split(b"/URI(")[1:]} | {
        part.partition(b")")[0].decode() for part in data.split(b"/URI (")[1:]
    }


def read(edition):
    return Edition.objects.select_related("concept", "council_paper__body", "municipality").get(pk=edition.pk)


def test_measures_are_counted_wherever_they_stand(scoped):
    for fields, goals in ((3, 2), (3, 0), (0, 0)):
        made = build_edition(scoped, concept=f"Plan {fields} {goals}", fields=fields, goals_per_field=goals, measures=7)
        assert issued.measure_count(issued.public_document(read(made), SITE)) == 7


def test_long_plan_is_made_in_the_background(long_plan, client, tmp_path, django_capture_on_commit_callbacks):
    waiting = client.get(PDF)
    assert (waiting.status_code, waiting["Cache-Control"]) == (202, "no-store")
    assert "Das PDF wird erstellt" in waiting.text
    assert files(tmp_path) == []
    assert client.get(f"{PDF}/stand/").headers.get("HX-Refresh") is None
    assert client.get(PDF).status_code == 202
    job = Job.objects.get()  # the second request did not order it again
    assert draw_plan_pdf.call(long_plan.pk, long_plan.municipality_id, SITE, job.pk) == "made"
    assert Job.objects.get().state == "done"
    assert client.get(f"{PDF}/stand/")["HX-Refresh"] == "true"
    served = client.get(PDF)
    assert (served.status_code, served["Content-Type"]) == (200, "application/pdf")
    assert len(files(tmp_path)) == 1


def test_failed_job_is_told_and_not_repeated_at_once(long_plan, client):
    client.get(PDF)
    Job.objects.update(state="failed", message="Das ging nicht.")
    answer = client.get(PDF)
    assert "Das ging nicht." in answer.text
    assert "hx-get" not in answer.text
    assert Job.objects.count() == 1


def test_task_twice_makes_one_file_and_gone_edition_fails_the_job(long_plan, tmp_path):
    job = Job.objects.create(municipality=long_plan.municipality, kind="plan-pdf x")
    for _ in range(2):
        assert draw_plan_pdf.call(long_plan.pk, long_plan.municipality_id, SITE) == "made"
    assert len(files(tmp_path)) == 1
    assert draw_plan_pdf.call(0, long_plan.municipality_id, SITE, job.pk) == "gone"
    assert Job.objects.get().state == "failed"


def test_publishing_and_changing_make_the_pdf_ready(
    scoped, planner, client, tmp_path, monkeypatch, django_capture_on_commit_callbacks
):
    draft = build_edition(scoped, fields=1, goals_per_field=1, measures=3, published=False, state="draft")
    with django_capture_on_commit_callbacks(execute=True):
        edition = publish(edition=draft, actor=planner, version=1, site=SITE)
    (ready,) = files(tmp_path)
    assert client.get(PDF).content == ready.read_bytes()
    with django_capture_on_commit_callbacks(execute=True):
        facts = {"paper_number": "", "valid_from": None, "valid_to": None, "as_of": None}
        set_edition_facts(edition=edition, actor=planner, version=2, description="Anders", site=SITE, **facts)
    assert len(files(tmp_path)) == 2
    monkeypatch.setattr(issued, "plan_pdf", None)  # nothing is typeset any more
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(client.get(PDF).content))
    assert "Anders" in text


def test_publishing_without_an_address_orders_nothing(scoped, planner, django_capture_on_commit_callbacks):
    draft = build_edition(scoped, fields=1, goals_per_field=1, measures=3, published=False, state="draft")
    with django_capture_on_commit_callbacks() as ordered:
        publish(edition=draft, actor=planner, version=1)
    assert ordered == []


def test_own_host_name_comes_before_the_one_asked(scoped, client, settings):
    build_edition(scoped, fields=1, goals_per_field=1, measures=2)
    assert issued.site_of(scoped, "http://elsewhere.example/") == "http://elsewhere.example"
    assert {u.partition("/pruefstadt/")[0] for u in links(client.get(PDF).content) if "/pruefstadt/" in u} == {SITE}
    scoped.host_name = "plan.pruefstadt.example"
    scoped.save()
    found = {u.partition("/pruefstadt/")[0] for u in links(client.get(PDF).content) if "/pruefstadt/" in u}
    assert found == {"http://plan.pruefstadt.example"}


def test_everybody_gets_the_same_file(scoped, planner, client, tmp_path):
    build_edition(scoped, fields=1, goals_per_field=1, measures=2)
    german = client.get(PDF).content
    client.force_login(planner)
    assert client.get(PDF, headers={"accept-language": "en"}).content == german
    assert len(files(tmp_path)) == 1
