# SPDX-License-Identifier: EUPL-1.2
"""A document comes in and is read: once, whatever happens."""

import csv
import io

import pytest
from django_scopes import scope

from leitziel.core import files, log
from leitziel.core.models import Job, LogEntry, StoredFile
from leitziel.strategy import tasks
from leitziel.strategy.actions import imports as actions
from leitziel.strategy.actions.accept import accept_import
from leitziel.strategy.actions.columns import choose_columns
from leitziel.strategy.actions.errors import ImportProblem
from leitziel.strategy.exchange.command import import_file
from leitziel.strategy.exchange.staged import spans, tree
from leitziel.strategy.models import Citation, ColumnMapping, Concept, Edition, Measure, PlanImport, Reference
from leitziel.strategy.queries.columns import chosen_mapping, columns_of
from tests.conftest import make_organisation

DOCUMENT = """Konzept Auental

1 Handlungsfeld Wohnen

Ziel 1: Es gibt mehr Wohnungen.

Maßnahme 1: Die Stadt baut zwanzig Wohnungen.
Verantwortung: FD Soziales
Termin: fortlaufend

Maßnahme 2: Ein Lotse berät Mietende.
Verantwortung: Volkshochschule
Termin: bis 2027
""".encode()


def stage(municipality, planner, **more):
    options = {
        "data": DOCUMENT,
        "name": "auental.txt",
        "concept_title": "Konzept Auental",
        "edition_label": "2026",
        "run": "now",
    }
    return actions.stage_import(municipality=municipality, actor=planner, **{**options, **more})


def test_stage_now_keeps_file_and_plan(municipality, planner):
    staged = stage(municipality, planner)
    assert (staged.state, staged.message, staged.version) == ("review", "", 2)
    assert files.content(staged.file) == DOCUMENT
    assert staged.plan["extracted"]["sha256"] == staged.file.sha256
    assert {k: v for k, v in tree.counts(staged.plan).items() if k in {"field", "goal", "measure"}} == {
        "field": 1,
        "goal": 1,
        "measure": 2,
    }
    assert spans.check_conservation(staged.plan) == []
    with scope(municipality=municipality):
        assert (staged.job.state, staged.job.share) == ("done", 1.0)
    assert log.verify(municipality) == []


@pytest.mark.django_db(transaction=True)
def test_stage_in_the_background_reads_after_commit(municipality, planner):
    staged = stage(municipality, planner, run="background")
    staged.refresh_from_db()
    assert staged.state == "review"


def test_reading_twice_gives_one_result(municipality, planner):
    staged = stage(municipality, planner)
    before = (staged.plan, staged.version)
    with scope(municipality=municipality):
        entries = LogEntry.objects.count()
    assert tasks.read_plan_import.call(staged.pk, municipality.pk) == "review"
    with scope(municipality=municipality):
        staged.refresh_from_db()
        assert LogEntry.objects.count() == entries
    assert (staged.plan, staged.version) == before


def test_reading_that_was_overtaken_keeps_the_first_result(municipality, planner):
    staged = stage(municipality, planner, run="hold")
    with scope(municipality=municipality):
        first = tree.empty_plan("zuerst")
        second = tree.empty_plan("danach")
        assert actions.keep_plan(plan_import=staged, plan=first, actor=None) is True
        assert actions.keep_plan(plan_import=staged, plan=second, actor=None) is False
        actions.keep_failure(plan_import=staged, message="zu spät", actor=None)
        staged.refresh_from_db()
    assert (staged.state, staged.plan["title"], staged.message) == ("review", "zuerst", "")


def test_unreadable_document_fails_with_what_to_do(municipality, planner):
    staged = stage(municipality, planner, data=b"%PDF-1.7 kaputt", name="kaputt.pdf")
    assert staged.state == "failed"
    assert staged.message.endswith("hochladen.")
    with scope(municipality=municipality):
        assert (staged.job.state, staged.job.message) == ("failed", staged.message)
        assert Edition.objects.count() == 0


def test_damaged_store_is_told_not_read(municipality, planner):
    staged = stage(municipality, planner, run="hold")
    with scope(municipality=municipality):
        StoredFile.objects.update(sha256="0" * 64)
    assert tasks.read_plan_import.call(staged.pk, municipality.pk) == "failed"


def test_read_again_after_a_failure(municipality, planner):
    staged = stage(municipality, planner, run="hold")
    with scope(municipality=municipality):
        actions.keep_failure(plan_import=staged, message="Speicher voll", actor=None)
        actions.read_again(actor=planner, plan_import=staged, run="now")
        staged.refresh_from_db()
        assert (staged.state, staged.message) == ("review", "")
        with pytest.raises(ImportProblem):
            actions.read_again(actor=planner, plan_import=staged, run="now")
        assert Job.objects.count() == 2


def test_discard_and_reopen_keep_the_plan(municipality, planner):
    staged = stage(municipality, planner)
    actions.discard(actor=planner, plan_import=staged, version=2)
    reopened = actions.reopen(actor=planner, plan_import=staged, version=3)
    assert (reopened.state, reopened.plan) == ("review", staged.plan)


@pytest.mark.parametrize(
    "values",
    [{"concept_title": " "}, {"concept_title": "x" * 301}, {"edition_label": "–"}, {"edition_label": "9" * 50}],
)
def test_stage_refuses_names_that_do_not_do(municipality, planner, values):
    with pytest.raises(ImportProblem):
        stage(municipality, planner, **values)
    with scope(municipality=municipality):
        assert (PlanImport.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_stage_takes_the_concept_of_that_title(municipality, planner):
    with scope(municipality=municipality):
        concept = Concept(municipality=municipality, title="Konzept Auental", slug="auental")
        concept.save()
    assert stage(municipality, planner, concept_title="konzept  auental").concept == concept


def list_of(rows):
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    return out.getvalue().encode()


ROWS = [
    ["Nr.", "Handlungsfeld", "Maßnahme", "Zuständig", "Umsetzung bis", "Stand"],
    ["1", "Wohnen", "Die Stadt baut.", "FD Soziales", "2027", "begonnen"],
    ["2", "Sprache", "Kurse am Abend.", "Volkshochschule", "fortlaufend", "offen"],
]


def test_list_is_read_with_the_mapping_a_person_chose_and_keeps_it(municipality, planner):
    staged = stage(municipality, planner, data=list_of(ROWS), name="liste.csv", run="hold")
    with scope(municipality=municipality):
        suggested = columns_of(staged)
        assert (suggested.rows, suggested.kept) == (2, False)
        parts = [column.part for column in suggested.columns]
        assert parts[1] == "field"
        parts[5] = "ignore"
        choose_columns(actor=planner, plan_import=staged, version=1, mapping=chosen_mapping(staged, parts), run="now")
        staged.refresh_from_db()
        assert staged.state == "review", staged.message
        assert [f["title"] for f in staged.plan["fields"]] == ["Wohnen", "Sprache"]
        assert [p.node["attributes"] for p in tree.walk(staged.plan) if p.kind == "measure"] == [{}, {}]
        assert ColumnMapping.objects.count() == 1
        again = stage(
            municipality,
            planner,
            data=list_of([[c.upper() for c in ROWS[0]], *ROWS[1:]]),
            name="neu.csv",
            edition_label="2027",
            run="hold",
        )
        assert columns_of(again).kept is True
        assert [c.part for c in columns_of(again).columns][:5] == parts[:5]


def test_command_stages_for_review(municipality):
    said = []
    status = import_file(
        DOCUMENT,
        "ordner/auental.txt",
        municipality_slug="pruefstadt",
        concept="Konzept",
        edition="2026",
        echo=said.append,
    )
    assert status == 0
    assert any("2 Maßnahmen" in line for line in said)
    with scope(municipality=municipality):
        assert PlanImport.objects.get().file.name == "auental.txt"
        assert Edition.objects.count() == 0


def test_command_accepts_and_assigns_exact_names_only(municipality):
    with scope(municipality=municipality):
        office = make_organisation(municipality, "FD Soziales")
        make_organisation(municipality, "Volkshochschulen")
    status = import_file(
        DOCUMENT, "a.txt", municipality_slug="pruefstadt", concept="K", edition="1", accept=True, echo=[].append
    )
    assert status == 0
    with scope(municipality=municipality):
        measures = Measure.objects.order_by("position")
        assert [m.responsibilities.get().organisation for m in measures] == [office, None]


@pytest.mark.parametrize(
    ("data", "name", "slug", "status"),
    [
        (b"%PDF-1.7 kaputt", "a.pdf", "pruefstadt", 2),
        (DOCUMENT, "a.txt", "unbekannt", 2),
        (b"Nur ein Satz ohne Plan.", "a.txt", "pruefstadt", 1),
    ],
)
def test_command_status_of_what_does_not_go(municipality, data, name, slug, status):
    said = []
    got = import_file(data, name, municipality_slug=slug, concept="K", edition="1", accept=True, echo=said.append)
    assert got == status
    assert said[-1] != ""
    with scope(municipality=municipality):
        assert Edition.objects.count() == 0


def test_command_refuses_an_edition_that_exists(municipality):
    options = {"municipality_slug": "pruefstadt", "concept": "K", "edition": "1", "accept": True, "echo": [].append}
    assert import_file(DOCUMENT, "a.txt", **options) == 0
    assert import_file(DOCUMENT, "a.txt", **options) == 2


def test_integrationskonzept_becomes_an_edition_with_all_of_it(municipality, planner, shared):
    data = (shared / "sources" / "integrationskonzept.txt").read_bytes()
    staged = stage(
        municipality, planner, data=data, name="integrationskonzept.txt", concept_title="Integrationskonzept"
    )
    with scope(municipality=municipality):
        edition = accept_import(actor=planner, plan_import=staged)
        assert edition.measures.count() == 63
        assert edition.goals.count() == 27
        assert edition.fields.filter(parent=None).count() == 8
        assert edition.fields.exclude(parent=None).count() == 5
        assert edition.fields.exclude(guiding_idea="").count() == 11
        assert edition.references.count() == 14
        assert Citation.objects.filter(reference__edition=edition).count() == 14
        papers = Reference.council_papers.through.objects.values_list("councilpaper__number", flat=True)
        assert sorted(set(papers)) == [
            "17/1217-BV",
            "18/1793-BV",
            "19/2056-BV",
            "19/2219-BV",
            "19/2234-BV",
            "19/2255-BV",
            "21/1108-BV",
            "22/1634-BV",
        ]
        assert edition.measures.exclude(focus="").count() == 9
        assert edition.measures.filter(example_links__isnull=False).distinct().count() == 28
        assert any(reference.notes for reference in edition.references.all())
        titles = dict(
            Reference.council_papers.through.objects.values_list("councilpaper__number", "councilpaper__title")
        )
        assert titles["22/1634-BV"] == "Jugendförderplan"
