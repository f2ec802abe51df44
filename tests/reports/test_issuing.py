# SPDX-License-Identifier: EUPL-1.2
"""A report that is issued keeps every value and every file; drawn again it is the same, whatever changed meanwhile."""

import json

import pytest
import time_machine
from django.db import DatabaseError, transaction

from leitziel.core import files, jobs, log
from leitziel.core.models import LogEntry, StoredFile
from leitziel.reports import drawing
from leitziel.reports.actions import issuing
from leitziel.reports.actions.issuing import Order, check, issue_report, order_report
from leitziel.reports.documents import document_of
from leitziel.reports.errors import ReportError
from leitziel.reports.frozen import digest, freeze
from leitziel.reports.library import Format, template
from leitziel.reports.library.common.gathering import Subject
from leitziel.reports.models import IssuedFile, Snapshot
from leitziel.reports.queries.again import draw_again
from leitziel.reports.queries.snapshots import context_of
from leitziel.reports.tasks import check_report
from leitziel.reports.tasks import issue_report as task
from leitziel.strategy.models import Measure, ProgressReport
from tests.conftest import make_organisation
from tests.reports.builders import build_round, build_rounds
from tests.reports.conftest import WORD
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.django_db


def subjects(rounds, edition, municipality):
    """What each kind of report is about; two editions need a second one."""
    later = build_edition(municipality, label="2029", measures=33, fields=3, goals_per_field=2, continues=edition)
    office = Measure.objects.filter(edition=edition).first().responsibilities.get(role="lead").organisation
    return {
        "interim": {"round": rounds[-1]},
        "tasklist": {"round": rounds[-1], "organisation": office},
        "synopsis": {"edition": later, "earlier_edition": edition},
        "factsheet": {"thread": Measure.objects.filter(edition=edition).first().thread},
    }


def test_report_keeps_values_files_and_who_issued_it(here, rounds, issue, planner, municipality):
    row = issue("interim", round=rounds[-1], site="https://plan.example")
    assert (row.template, row.round, row.issued_by, row.published_at, row.version) == (
        "interim", rounds[-1], planner, None, 1,
    )  # fmt: skip
    assert row.title == "Zwischenbericht zum 31.\u00a0Dezember\u00a02027"
    assert row.digest == digest(row.context)
    assert row.renderer == drawing.renderer(template("interim"))
    assert [f.format for f in row.files.all()] == ["html", "pdf", "docx", "xlsx"]
    for file in row.files.all():
        assert files.content(file.file) == drawing.draw(template("interim"), context_of(row), Format(file.format))
    entry = LogEntry.objects.get(verb="reports.report.issued")
    assert entry.detail.payload["changes"]["digest"] == [None, row.digest]
    assert [child["format"] for child in entry.detail.payload["children"]] == ["html", "pdf", "docx", "xlsx"]
    assert log.verify(municipality) == []


@pytest.mark.parametrize("name", ["interim", "tasklist", "synopsis", "factsheet"])
def test_every_kind_drawn_again_is_the_same_after_the_data_has_changed(
    here, rounds, edition, municipality, issue, name
):
    row = issue(name, **subjects(rounds, edition, municipality)[name])
    ProgressReport.objects.update(text="Alles anders.", state="paused")
    Measure.objects.update(title="Umbenannt", text="Umgeschrieben", deadline_text="")
    with time_machine.travel("2029-05-06T07:08:09Z"):
        found = draw_again(Snapshot.objects.get(pk=row.pk))
    assert (found.whole, found.same_renderer, found.differing, found.sound) == (True, True, [], True)
    assert [file.format for file in found.files] == list(template(name).formats)
    assert found.text == "Neu gezeichnet ist jede Datei bis aufs Byte dieselbe."


def test_another_renderer_is_said_and_is_no_fault(here, rounds, issue, monkeypatch):
    row = issue("interim", round=rounds[-1], formats=(Format.HTML,))
    Snapshot.objects.filter(pk=row.pk).update(renderer="leitziel 0.0.1, interim 1, 0123456789abcdef")
    StoredFile.objects.update(sha256="0" * 64)
    found = draw_again(Snapshot.objects.get(pk=row.pk))
    assert (found.whole, found.same_renderer, found.differing, found.sound) == (True, False, [Format.HTML], True)
    assert "leitziel 0.0.1, interim 1, 0123456789abcdef" in found.text


def test_same_renderer_with_other_bytes_is_a_fault(here, rounds, issue):
    row = issue("interim", round=rounds[-1], formats=(Format.HTML,))
    StoredFile.objects.update(sha256="0" * 64)
    found = draw_again(Snapshot.objects.get(pk=row.pk))
    assert (found.same_renderer, found.sound) == (True, False)


def test_values_changed_in_the_database_are_noticed(here, rounds, issue):
    row = issue("interim", round=rounds[-1], formats=(Format.HTML,))
    context = row.context | {"answered": row.context["answered"] + 1}
    Snapshot.objects.filter(pk=row.pk).update(context=context)
    found = draw_again(Snapshot.objects.get(pk=row.pk))
    assert (found.whole, found.sound) == (False, False)


def test_renderer_follows_the_code_that_draws_and_no_other_kind(tmp_path, monkeypatch):
    import shutil

    for folder in ("rendering", "reports", "strategy/documents"):
        shutil.copytree(drawing.ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(drawing, "ROOT", tmp_path)

    def now(name):
        drawing.renderer.cache_clear()
        return drawing.renderer(template(name))

    try:
        before = now("interim"), now("synopsis")
        path = tmp_path / "reports" / "library" / "interim" / "interim.typ"
        path.write_text(path.read_text() + "\n// anders\n")
        assert (now("interim") != before[0], now("synopsis") != before[1]) == (True, False)
        before = now("interim"), now("synopsis")
        path = tmp_path / "rendering" / "xlsx.py"
        path.write_text(path.read_text() + "\n# anders\n")
        assert (now("interim") != before[0], now("synopsis") != before[1]) == (True, True)
    finally:
        drawing.renderer.cache_clear()


def test_values_hold_no_internal_note_and_nobody_who_typed(here, rounds, edition, municipality, issue):
    for name, subject in subjects(rounds, edition, municipality).items():
        row = issue(name, formats=(Format.HTML,), **subject)
        kept = json.dumps(row.context, ensure_ascii=False)
        assert WORD in kept, name
        assert [w for w in (WORD.upper(), "NICHT WEITERGEBEN", "MUSTERHAUS", "BITTE PRÜFEN") if w in kept] == [], name


def test_issued_again_for_the_same_job_is_issued_once(here, rounds, municipality, planner):
    order = Order(template=template("interim"), subject=Subject(round=rounds[-1]), formats=(Format.HTML,))
    job = order_report(municipality=municipality, actor=planner, order=order)
    plain = {**order.plain(), "template": "interim"}
    assert [task.func(job.pk, municipality.pk, plain) for _turn in range(2)] == ["issued", "issued"]
    row = Snapshot.objects.get()
    job.refresh_from_db()
    assert (row.job, row.issued_by, job.state) == (job, planner, "done")
    assert (IssuedFile.objects.count(), LogEntry.objects.filter(verb="reports.report.issued").count()) == (1, 1)


def test_fault_while_drawing_issues_nothing_and_is_said(here, rounds, municipality, planner, monkeypatch):
    order = Order(template=template("interim"), subject=Subject(round=rounds[-1]), formats=(Format.HTML,))
    job = jobs.create(municipality=municipality, kind="report interim", started_by=planner)

    def broken(*_args):
        raise OSError("no room left")

    monkeypatch.setattr(issuing, "draw_all", broken)
    with pytest.raises(OSError):
        task.func(job.pk, municipality.pk, {**order.plain(), "template": "interim"})
    job.refresh_from_db()
    assert (job.state, Snapshot.objects.count(), StoredFile.objects.count()) == ("failed", 0, 0)
    assert job.message.startswith("Der Bericht konnte nicht erstellt werden.")


def test_fault_while_keeping_leaves_neither_report_nor_file(here, rounds, municipality, planner, monkeypatch):
    order = Order(template=template("interim"), subject=Subject(round=rounds[-1]), formats=(Format.HTML, Format.XLSX))
    real, calls = files.store, []

    def second_fails(**values):
        calls.append(values["name"])
        if len(calls) == 2:
            raise OSError("no room left")
        return real(**values)

    monkeypatch.setattr(files, "store", second_fails)
    with pytest.raises(OSError):
        issue_report(municipality=municipality, actor=planner, order=order)
    assert (Snapshot.objects.count(), IssuedFile.objects.count(), StoredFile.objects.count()) == (0, 0, 0)
    assert not LogEntry.objects.filter(verb="reports.report.issued").exists()


def test_subject_that_went_before_the_work_began_is_said(here, rounds, municipality, planner):
    job = jobs.create(municipality=municipality, kind="report interim", started_by=planner)
    order = Order(template=template("interim"), subject=Subject(round=rounds[-1])).plain()
    order["subject"]["round"] = 10**9
    assert task.func(job.pk, municipality.pk, {**order, "template": "interim"}) == "refused"
    job.refresh_from_db()
    assert job.message == "Das, worüber berichtet werden sollte, gibt es nicht mehr."
    assert task.func(10**9, municipality.pk, {**order, "template": "interim"}) == "gone"


def test_check_in_the_background_says_what_it_found(here, rounds, issue, municipality):
    row = issue("interim", round=rounds[-1], formats=(Format.HTML,))
    job = jobs.create(municipality=municipality, kind="report-check", started_by=None)
    assert check_report.func(job.pk, municipality.pk, row.pk) == "sound"
    StoredFile.objects.update(sha256="0" * 64)
    assert check_report.func(job.pk, municipality.pk, row.pk) == "differs"
    job.refresh_from_db()
    assert (job.state, "HTML" in job.message) == ("failed", True)
    assert check_report.func(job.pk, municipality.pk, 10**9) == "gone"


def refusal(**values):
    with pytest.raises(ReportError) as caught:
        check(Order(**values))
    return str(caught.value)


def test_what_cannot_be_issued_is_refused_with_its_reason(here, rounds, edition, municipality):
    interim, synopsis = template("interim"), template("synopsis")
    draft = build_round(municipality, [edition], year=2031, state="draft", published=False, answers=False)
    other = build_edition(municipality, concept="Anderes", measures=3, fields=1, goals_per_field=1)
    assert refusal(template=interim, subject=Subject()) == "Bitte wählen Sie, worüber berichtet wird."
    assert refusal(template=interim, subject=Subject(round=draft)).startswith(
        "Die Berichtsrunde wird noch vorbereitet."
    )
    two = Subject(edition=other, earlier_edition=edition)
    assert refusal(template=synopsis, subject=two) == "Bitte wählen Sie zwei Editionen desselben Konzepts."
    same = Subject(edition=edition, earlier_edition=edition)
    assert refusal(template=synopsis, subject=same) == "Bitte wählen Sie zwei verschiedene Editionen."


def test_subject_is_one_of_four_and_the_database_says_so(here, rounds, edition, issue, municipality):
    row = issue("interim", round=rounds[-1], formats=(Format.HTML,))
    office = make_organisation(municipality, "Amt für Prüfung")
    for wrong in (
        {"round": None},
        {"edition": edition},
        {"round": None, "organisation": office},
        {"round": None, "edition": edition, "earlier_edition": edition},
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            Snapshot.objects.filter(pk=row.pk).update(**wrong)
    Snapshot.objects.filter(pk=row.pk).update(organisation=office)


def test_report_before_is_that_of_the_round_before(here, rounds, issue):
    first = issue("interim", round=rounds[0], formats=(Format.HTML,))
    second = issue("interim", round=rounds[1], formats=(Format.HTML,))
    again = issue("interim", round=rounds[1], formats=(Format.HTML,))
    third = issue("interim", round=rounds[2], formats=(Format.HTML,))
    assert [row.previous for row in (first, second, again, third)] == [None, first, first, again]


GATHER, ISSUE = 10, 23  # reading a round with the one before; the same, kept with one file and logged


def test_workbook_takes_10_queries_and_issuing_it_23_however_many_measures(
    here, municipality, issue, django_assert_num_queries
):
    issue("interim", round=last_round(municipality, 6), formats=(Format.XLSX,))  # the log has its head
    for number in (9, 90):
        order = Order(
            template=template("interim"),
            subject=Subject(round=last_round(municipality, number)),
            formats=(Format.XLSX,),
        )
        with django_assert_num_queries(GATHER):
            document = document_of(order.template, order.subject, municipality, site="")
            document.drawn_alone(Format.XLSX)
        with django_assert_num_queries(ISSUE):
            issue_report(municipality=municipality, actor=None, order=order)


def last_round(municipality, measures):
    edition = build_edition(municipality, concept=f"Konzept {measures}", measures=measures, fields=3)
    return build_rounds(municipality, [edition], title=f"Runde {measures}")[-1]


def test_frozen_values_are_read_back_whole(here, rounds, issue):
    row = Snapshot.objects.get(pk=issue("interim", round=rounds[-1], formats=(Format.HTML,)).pk)
    assert freeze(context_of(row)) == row.context
