# SPDX-License-Identifier: EUPL-1.2
"""The pages of the room: issuing one, reading, comparing, publishing, checking; and the slots of other pages."""

import io

import docx
import lxml.html
import pytest
from django.urls import reverse
from django.utils import timezone

from leitziel.core import files, jobs
from leitziel.core.models import Job, Organisation
from leitziel.reports.actions.publishing import publish_report
from leitziel.reports.library import Format, templates
from leitziel.reports.models import IssuedFile, Snapshot
from leitziel.strategy.actions.progress.links import new_office_link
from leitziel.strategy.models import Edition, Measure, ReportingRound
from tests.reports.builders import build_round
from tests.reports.conftest import WORD
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(municipality):
    return lambda name, *parts: reverse(name, args=[municipality.slug, *parts])


@pytest.fixture
def signed_in(client, planner):
    client.force_login(planner)
    return client


def text(answer):
    return " ".join(lxml.html.fromstring(answer.content.decode()).text_content().split())


def test_planner_issues_a_report_and_is_led_to_it(signed_in, path, here, rounds, django_capture_on_commit_callbacks):
    page = signed_in.get(path("report-new", "interim"), {"runde": rounds[-1].pk})
    form = page.context["form"]
    assert (form["round"].value(), form["formats"].value()) == (str(rounds[-1].pk), ["html", "pdf", "docx", "xlsx"])
    sent = {"round": rounds[-1].pk, "formats": ["html", "xlsx"], "title": "Bericht an den Rat"}
    with django_capture_on_commit_callbacks(execute=True):
        answer = signed_in.post(path("report-new", "interim"), sent)
    job = Job.objects.get(kind="report interim")
    assert answer["Location"] == path("report-job", job.pk)
    row = Snapshot.objects.get()
    assert (row.title, row.job, [f.format for f in row.files.all()]) == ("Bericht an den Rat", job, ["html", "xlsx"])
    assert signed_in.get(answer["Location"])["Location"] == path("report", row.pk)
    assert "Bericht an den Rat" in text(signed_in.get(path("report", row.pk)))


@pytest.mark.parametrize("name", sorted(templates()))
def test_form_asks_what_the_kind_is_about_and_says_what_is_missing(signed_in, path, here, rounds, name):
    answer = signed_in.post(path("report-new", name), {})
    fields = {
        "interim": ["round"], "tasklist": ["round", "organisation"], "synopsis": ["earlier_edition", "edition"],
        "factsheet": ["measure"],
    }[name]  # fmt: skip
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [*fields, "formats"]


def test_every_kind_is_issued_from_its_form(
    signed_in, path, here, rounds, edition, municipality, django_capture_on_commit_callbacks
):
    later = build_edition(municipality, label="2029", measures=6, fields=1, continues=edition)
    measure = Measure.objects.filter(edition=edition).first()
    office = measure.responsibilities.get(role="lead").organisation
    for name, subject in {
        "interim": {"round": rounds[0].pk},
        "tasklist": {"round": rounds[0].pk, "organisation": office.pk},
        "synopsis": {"earlier_edition": edition.pk, "edition": later.pk},
        "factsheet": {"measure": f" {measure.thread.short_id.upper()} "},
    }.items():
        with django_capture_on_commit_callbacks(execute=True):
            answer = signed_in.post(path("report-new", name), {**subject, "formats": ["html"]})
        assert answer.status_code == 302, (name, answer.context and answer.context["form"].errors)
    assert sorted(Snapshot.objects.values_list("template", flat=True)) == sorted(templates())


def test_what_the_action_refuses_stands_on_the_form(signed_in, path, here, edition):
    sent = {"earlier_edition": edition.pk, "edition": edition.pk, "formats": ["html"]}
    answer = signed_in.post(path("report-new", "synopsis"), sent)
    assert answer.status_code == 422
    assert "Bitte wählen Sie zwei verschiedene Editionen." in text(answer)


def test_unknown_measure_and_unknown_kind_are_said(signed_in, path, here):
    answer = signed_in.post(path("report-new", "factsheet"), {"measure": "zzzzzz", "formats": ["html"]})
    assert "Es gibt keine Maßnahme mit diesen Zeichen." in text(answer)
    assert signed_in.get(path("report-new", "controlling")).status_code == 404


def test_job_page_tells_how_far_it_is_and_what_went_wrong(signed_in, path, here, municipality):
    job = jobs.create(municipality=municipality, kind="report interim", started_by=None)
    assert "Sie können diese Seite verlassen" in text(signed_in.get(path("report-job", job.pk)))
    assert "HX-Refresh" not in signed_in.get(path("report-job-progress", job.pk))
    jobs.fail(job, "Der Bericht konnte nicht erstellt werden.")
    assert "Der Bericht konnte nicht erstellt werden." in text(signed_in.get(path("report-job", job.pk)))
    assert signed_in.get(path("report-job-progress", job.pk))["HX-Refresh"] == "true"
    other = jobs.create(municipality=municipality, kind="sheet", started_by=None)
    assert signed_in.get(path("report-job", other.pk)).status_code == 404


def test_member_reads_the_report_and_downloads_what_was_issued(client, make_user, municipality, path, rounds, issue):
    row = issue("interim", round=rounds[-1], formats=(Format.HTML, Format.DOCX))
    client.force_login(make_user(municipality, "office"))
    read = client.get(path("report-read", row.pk))
    assert WORD in read.content.decode()
    file = client.get(path("report-file", row.pk, "docx"))
    assert file["Content-Disposition"].startswith('attachment; filename="zwischenbericht-zum-31-dezember-2027.docx"')
    assert file["Cache-Control"] == "private, no-store"
    assert docx.Document(io.BytesIO(file.content)).core_properties.title == row.title
    assert client.get(path("report-file", row.pk, "pdf")).status_code == 404
    page = client.get(path("report", row.pk)).content.decode()
    assert path("report-publication", row.pk) not in page
    assert path("report-check", row.pk) not in page
    assert client.get(path("report-new", "interim")).status_code == 403


def test_report_without_a_page_of_its_own_is_drawn_from_its_values(signed_in, path, here, rounds, issue):
    row = issue("interim", round=rounds[-1], formats=(Format.XLSX,))
    assert WORD in signed_in.get(path("report-read", row.pk)).content.decode()


def test_file_of_another_house_that_is_no_report_is_drawn_anew_instead(
    signed_in, path, here, rounds, issue, municipality
):
    row = issue("interim", round=rounds[-1], formats=(Format.HTML,))
    own = row.files.get()
    data = files.content(own.file).replace(b"<article", b"<script>alert(1)</script><article")
    IssuedFile.objects.filter(pk=own.pk).update(
        file=files.store(municipality=municipality, name="fremd.html", media_type="text/html", data=data)
    )
    page = signed_in.get(path("report-read", row.pk)).content.decode()
    assert (WORD in page, "alert(1)" in page) == (True, False)


def test_reports_of_two_rounds_are_compared(signed_in, path, here, rounds, issue):
    first, second = (issue("interim", round=row, formats=(Format.XLSX,)) for row in rounds[1:])
    page = signed_in.get(path("report-compare", second.pk))
    assert (page.context["old"], page.context["new"]) == (first, second)
    assert len(page.context["found"].rows) > 0
    turned = signed_in.get(path("report-compare", first.pk), {"mit": second.pk})
    assert (turned.context["old"], turned.context["new"]) == (first, second)
    assert "Es gibt nichts zu vergleichen" in text(signed_in.get(path("report-compare", first.pk)))
    assert signed_in.get(path("report-compare", first.pk), {"mit": "99999"}).status_code == 404


def test_publication_is_asked_for_and_refused_with_its_reason(signed_in, path, here, rounds, issue):
    row = issue("interim", round=rounds[-1], formats=(Format.HTML,))
    ReportingRound.objects.filter(pk=rounds[-1].pk).update(published_at=None)
    page = signed_in.get(path("report-publication", row.pk))
    assert ("Veröffentlichen Sie sie zuerst" in text(page), "<button" in _main(page)) == (True, False)
    signed_in.post(path("report-publication", row.pk), {"version": 1, "veroeffentlichen": "ja"})
    assert Snapshot.objects.get().published_at is None
    ReportingRound.objects.update(published_at=timezone.now())
    signed_in.post(path("report-publication", row.pk), {"version": 7, "veroeffentlichen": "ja"})
    assert Snapshot.objects.get().published_at is None
    signed_in.post(path("report-publication", row.pk), {"version": 1, "veroeffentlichen": "ja"})
    assert Snapshot.objects.get().published_at is not None
    signed_in.post(path("report-publication", row.pk), {"version": 2, "veroeffentlichen": "nein"})
    assert Snapshot.objects.get().published_at is None


def _main(answer):
    main = lxml.html.fromstring(answer.content.decode()).get_element_by_id("content")
    return lxml.html.tostring(main).decode()


def test_check_from_the_page_says_that_all_is_the_same(
    signed_in, path, here, rounds, issue, django_capture_on_commit_callbacks
):
    row = issue("interim", round=rounds[-1], formats=(Format.HTML, Format.XLSX))
    with django_capture_on_commit_callbacks(execute=True):
        signed_in.post(path("report-check", row.pk))
    assert "Neu gezeichnet ist jede Datei bis aufs Byte dieselbe." in text(signed_in.get(path("report", row.pk)))
    assert signed_in.get(path("report-check-progress", row.pk))["HX-Refresh"] == "true"


def test_round_shows_its_reports_and_the_button(signed_in, path, here, rounds, issue):
    row = issue("interim", round=rounds[-1], formats=(Format.HTML,))
    page = signed_in.get(path("round", rounds[-1].slug)).content.decode()
    assert path("report", row.pk) in page
    assert f"{path('report-new', 'interim')}?runde={rounds[-1].pk}" in page
    other = signed_in.get(path("round", rounds[0].slug)).content.decode()
    assert path("report", row.pk) not in other


def test_front_page_names_the_newest_published_reports(client, path, here, rounds, issue, planner):
    row = issue("interim", round=rounds[-1], formats=(Format.HTML,))
    assert path("report-public", row.short_id) not in client.get(path("municipality")).content.decode()
    publish_report(snapshot=row, actor=planner, version=1)
    assert path("report-public", row.short_id) in client.get(path("municipality")).content.decode()


# --- Drawn on demand ---------------------------------------------------------------------------------------------


def test_fact_sheet_is_a_public_download_with_public_rounds_only(client, path, here, edition, rounds):
    measure = Measure.objects.filter(edition=edition).order_by("position").first()
    address = path("measure-factsheet", measure.thread.short_id, "docx")
    assert address in client.get(path("measure", measure.thread.short_id)).content.decode()

    def shown():
        file = client.get(address)
        return "".join(docx.Document(io.BytesIO(file.content)).element.itertext())

    assert [title in shown() for title in ("runde 2025", "runde 2026", "runde 2027")] == [True, True, True]
    ReportingRound.objects.filter(pk=rounds[1].pk).update(published_at=None)
    assert [title in shown() for title in ("runde 2025", "runde 2026", "runde 2027")] == [True, False, True]
    assert WORD.upper() not in shown()


def test_fact_sheet_of_a_draft_is_for_members_and_kept_by_no_cache(client, signed_in, path, here, edition, settings):
    from django.test import Client

    Edition.objects.filter(pk=edition.pk).update(published_at=None, state="draft")
    measure = Measure.objects.filter(edition=edition).first()
    address = path("measure-factsheet", measure.thread.short_id, "docx")
    assert Client().get(address).status_code == 403
    file = signed_in.get(address)
    assert (file.status_code, file["Cache-Control"]) == (200, "private, no-store")
    assert client.get(path("measure-factsheet", measure.thread.short_id, "doc")).status_code == 404


def test_same_document_is_drawn_once(client, path, here, edition, monkeypatch):
    from leitziel.reports import documents

    drawn, real = [], documents.draw
    monkeypatch.setattr(documents, "draw", lambda *args: drawn.append(args[2]) or real(*args))
    measure = Measure.objects.filter(edition=edition).last()
    address = path("measure-factsheet", measure.thread.short_id, "docx")
    first, second = client.get(address).content, client.get(address).content
    assert (first == second, drawn) == (True, [Format.DOCX])
    measure.focus = "Ganz neu"
    measure.save()
    assert client.get(address).content != first
    assert len(drawn) == 2


def test_synopsis_is_a_download_for_who_may_see_both_editions(client, signed_in, path, here, edition, municipality):
    from django.test import Client

    draft = build_edition(municipality, label="2030", measures=20, fields=3, published=False, continues=edition)
    address = path("synopsis", edition.concept.slug, draft.label, edition.label, "docx")
    changes = path("edition-changes-since", edition.concept.slug, draft.label, edition.label)
    assert address in signed_in.get(changes).content.decode()
    assert (Client().get(address).status_code, signed_in.get(address).status_code) == (403, 200)
    assert signed_in.get(address)["Cache-Control"] == "private, no-store"
    Edition.objects.filter(pk=draft.pk).update(published_at=timezone.now())
    assert Client().get(address).status_code == 200
    same = path("synopsis", edition.concept.slug, edition.label, edition.label, "docx")
    assert client.get(same).status_code == 404


def test_long_synopsis_is_drawn_in_the_background_and_then_downloads(
    client, path, here, edition, municipality, monkeypatch, django_capture_on_commit_callbacks
):
    from leitziel.reports.views import documents as views

    later = build_edition(municipality, label="2031", measures=20, fields=3, continues=edition)
    monkeypatch.setattr(views, "AT_ONCE", 10)
    address = path("synopsis", edition.concept.slug, later.label, edition.label, "pdf")
    with django_capture_on_commit_callbacks(execute=False) as waiting:
        answer = client.get(address)
    assert (answer.status_code, "wird erstellt" in text(answer)) == (202, True)
    progress = path("synopsis-progress", edition.concept.slug, later.label, edition.label, "pdf")
    assert "HX-Refresh" not in client.get(progress)
    for callback in waiting:
        callback()
    assert client.get(progress)["HX-Refresh"] == "true"
    file = client.get(address)
    assert (file.status_code, file["Content-Type"], file.content[:5]) == (200, "application/pdf", b"%PDF-")


def test_task_list_is_for_members_and_for_the_provider_it_is_about(
    client, make_user, municipality, path, here, edition
):
    current = build_round(municipality, [edition], year=2026, state="open", published=False, answers=False)
    measure = Measure.objects.filter(edition=edition).first()
    office = measure.responsibilities.get(role="lead").organisation
    other = Organisation.objects.exclude(pk=office.pk).exclude(parent=office).exclude(pk=office.parent_id).first()
    address = path("tasklist", current.slug, office.slug, "docx")
    client.force_login(make_user(municipality, "provider", other))
    assert client.get(address).status_code == 403
    client.force_login(make_user(municipality, "provider", office))
    file = client.get(address)
    assert (file.status_code, file["Cache-Control"]) == (200, "private, no-store")
    shown = "".join(docx.Document(io.BytesIO(file.content)).element.itertext())
    assert (measure.heading in shown, "Bitte ankreuzen" in shown) == (True, True)
    client.force_login(make_user(municipality, "office"))
    assert client.get(address).status_code == 200
    client.force_login(make_user(municipality, "reader"))
    assert client.get(address).status_code == 403


def test_holder_of_the_office_link_downloads_the_list_until_the_link_ends(client, path, here, municipality, edition):
    current = build_round(municipality, [edition], year=2026, state="open", published=False, answers=False)
    ReportingRound.objects.filter(pk=current.pk).update(deadline=timezone.localdate())
    current.refresh_from_db()
    office = Measure.objects.filter(edition=edition).first().responsibilities.get(role="lead").organisation
    token = new_office_link(round_=current, organisation=office, actor=None)
    address = path("tasklist-by-link", token, "docx")
    assert address in client.get(path("office-link", token)).content.decode()
    assert client.get(address).status_code == 200
    new_office_link(round_=current, organisation=office, actor=None)
    answer = client.get(address)
    assert (answer.status_code, "Dieser Link öffnet nichts" in text(answer)) == (410, True)


def test_coordinator_and_office_find_the_list_on_their_pages(
    client, signed_in, path, here, municipality, edition, make_user
):
    current = build_round(municipality, [edition], year=2026, state="open", published=False, answers=False)
    office = Measure.objects.filter(edition=edition).first().responsibilities.get(role="lead").organisation
    address = path("tasklist", current.slug, office.slug, "pdf")
    assert address in signed_in.get(path("round-office", current.slug, office.slug)).content.decode()
    client.force_login(make_user(municipality, "office", office))
    assert address in client.get(path("round-answer", current.slug)).content.decode()


@pytest.mark.parametrize(("name", "count"), [("reports", 8), ("report", 8), ("report-read", 7), ("report-compare", 11)])
def test_pages_for_members_take_the_same_queries_for_one_report_and_for_many(
    signed_in, path, here, rounds, issue, django_assert_num_queries, name, count
):
    first = issue("interim", round=rounds[0], formats=(Format.HTML, Format.XLSX))
    row = issue("interim", round=rounds[1], formats=(Format.HTML, Format.XLSX))
    address = path(name) if name == "reports" else path(name, row.pk)
    signed_in.get(address)
    with django_assert_num_queries(count):
        signed_in.get(address)
    for _turn in range(5):
        issue("interim", round=rounds[0], formats=(Format.HTML,))
    with django_assert_num_queries(count):
        signed_in.get(address)
    assert first.previous is None


@pytest.mark.parametrize(("name", "count"), [("reports-public", 5), ("report-public", 4)])
def test_public_pages_take_the_same_queries_for_one_report_and_for_many(
    client, path, here, rounds, issue, planner, django_assert_num_queries, name, count
):
    def published():
        row = issue("interim", round=rounds[0], formats=(Format.HTML, Format.XLSX))
        return publish_report(snapshot=row, actor=planner, version=1)

    address = path(name) if name == "reports-public" else path(name, published().short_id)
    published()
    with django_assert_num_queries(count):
        client.get(address)
    for _turn in range(4):
        published()
    with django_assert_num_queries(count):
        client.get(address)
