# SPDX-License-Identifier: EUPL-1.2
"""`leitziel report`: issue on the command line, and prove what was issued."""

import pytest

from leitziel.core.models import StoredFile
from leitziel.reports import command
from leitziel.reports.models import Snapshot
from leitziel.strategy.models import Measure
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.django_db


@pytest.fixture
def said():
    return []


@pytest.fixture
def issue(municipality, said):
    def run(name, *, formats=("html",), folder=None, **about):
        names = command.Names(**about)
        return command.issue(
            municipality=municipality.slug, name=name, about=names, formats=formats, folder=folder, echo=said.append
        )

    return run


def test_report_is_issued_and_its_files_are_written(here, rounds, issue, said, tmp_path):
    assert issue("interim", round=rounds[-1].slug, formats=("html", "xlsx"), folder=tmp_path) == 0
    row = Snapshot.objects.get()
    assert (row.issued_by, row.published_at, row.round) == (None, None, rounds[-1])
    assert any(line.startswith(f"Ausgegeben: {row.title} ({row.short_id})") for line in said)
    kept = {file.file.name: file.file.sha256 for file in row.files.all()}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(kept)
    assert all(any(sum_ in line for line in said) for sum_ in kept.values())


def test_every_kind_is_issued(here, rounds, edition, municipality, issue, said):
    build_edition(municipality, label="2029", measures=6, fields=1, continues=edition)
    measure = Measure.objects.filter(edition=edition).first()
    office = measure.responsibilities.get(role="lead").organisation
    editions = (f"{edition.concept.slug}/{edition.label}", f"{edition.concept.slug}/2029")
    assert issue("tasklist", round=rounds[-1].slug, office=office.slug) == 0
    assert issue("factsheet", measure=measure.thread.short_id) == 0
    assert issue("synopsis", editions=editions) == 0
    assert sorted(Snapshot.objects.values_list("template", flat=True)) == ["factsheet", "synopsis", "tasklist"]


@pytest.mark.parametrize(
    ("name", "about", "answer"),
    [
        ("interim", {"round": "nie"}, "Eine Berichtsrunde „nie“ gibt es hier nicht. Bekannt sind: berichtsrunde-2025,"),
        ("tasklist", {"office": "nie"}, "Eine Stelle „nie“ gibt es hier nicht. Bekannt sind: dezernat-soziales,"),
        ("factsheet", {"measure": "nie"}, "Eine Maßnahme „nie“ gibt es hier nicht."),
        ("synopsis", {"editions": ("a/1", "b/2")}, "Eine Edition „a/1“ gibt es hier nicht. Bekannt sind: integrations"),
        ("synopsis", {"editions": ("a/1",)}, "Eine Synopse braucht zwei Editionen, zuerst die frühere:"),
        ("controlling", {}, "Eine Berichtsart „controlling“ gibt es nicht. Es gibt: factsheet, interim,"),
        ("interim", {}, "Bitte wählen Sie, worüber berichtet wird."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_issued(here, rounds, issue, said, name, about, answer):
    assert issue(name, **about) == 2
    assert said[-1].startswith(answer)
    assert not Snapshot.objects.exists()


def test_unknown_municipality_is_said(municipality, said):
    about = command.Names()
    assert command.issue(municipality="nirgends", name="interim", about=about, echo=said.append) == 2
    assert command.check(municipality="nirgends", echo=said.append) == 2
    assert said == ["Eine Kommune „nirgends“ gibt es hier nicht. Bekannt sind: pruefstadt."] * 2


def test_issued_reports_are_proved(here, rounds, issue, municipality, said):
    def check(short_id=""):
        said.clear()
        return command.check(municipality=municipality.slug, short_id=short_id, echo=said.append)

    assert (check(), said) == (0, ["Es wurde noch kein Bericht ausgegeben."])
    for row in rounds[1:]:
        issue("interim", round=row.slug)
    assert (check(), len(said)) == (0, 2)
    first, second = Snapshot.objects.order_by("pk")
    StoredFile.objects.filter(pk=second.files.get().file_id).update(sha256="0" * 64)
    assert (check(first.short_id), check(second.short_id), check()) == (0, 1, 1)
    assert (check("nie"), said) == (2, ["Einen Bericht „nie“ gibt es hier nicht."])
