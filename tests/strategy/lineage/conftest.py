# SPDX-License-Identifier: EUPL-1.2
"""A concept with two editions: what was reworded, moved, split, merged, dropped, and what is new."""

import pytest
from django.utils import timezone
from django_scopes import scope

from leitziel.strategy.actions.accept import accept_import
from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.models import Edition, Goal, Measure, PlanImport
from tests.strategy.imports.plans import Writer, field, goal, measure, plan

FIRST = {
    ("Wohnen", "Alle finden eine Wohnung."): [
        ("Die Wohnberatung öffnet an vier Tagen in der Woche.", "FD Wohnen"),
        ("Ein Verzeichnis barrierefreier Wohnungen wird angelegt und im Internet gezeigt.", "FD Wohnen"),
        ("Nachbarschaftshelfer und Mietlotsen unterstützen Haushalte vor einer Kündigung.", "Mieterverein"),
    ],
    ("Gesundheit", "Hilfe ist nah."): [
        ("Ein mobiler Impfbus fährt alle Stadtteile an.", "FD Gesundheit"),
        ("Die Pflegeberatung kommt auf Wunsch nach Hause.", "Pflegestützpunkt"),
        ("Das Hitzetelefon ruft alleinlebende Menschen an heißen Tagen an.", "FD Gesundheit"),
    ],
}
SECOND = {
    ("Wohnen", "Alle finden eine Wohnung."): [
        ("Die Wohnberatung öffnet an fünf Tagen in der Woche.", "FD Wohnen"),  # reworded
        ("Ein Verzeichnis barrierefreier Wohnungen wird angelegt und im Internet gezeigt.", "FD Wohnen"),  # same
        ("Stromsparhelfer beraten Haushalte mit wenig Geld.", "Verbraucherzentrale"),  # new
    ],
    ("Gesundheit", "Hilfe ist nah."): [
        ("Die Pflegeberatung kommt auf Wunsch nach Hause.", "Pflegestützpunkt und Seniorenbüro"),  # other office
        ("Gesundheitslotsen erklären, welche Hilfe es gibt.", "FD Gesundheit"),  # a person decides
    ],
}


def plan_of(content):
    fields = []
    for number, ((title, aim), measures) in enumerate(content.items(), start=1):
        built = [
            lambda w, i=i, text=text, office=office: measure(
                w, str(i), text, responsible=office, deadline="fortlaufend"
            )
            for i, (text, office) in enumerate(measures, start=1)
        ]
        fields.append(
            lambda w, number=number, title=title, aim=aim, built=built: field(
                w, str(number), title, goals=[lambda w: goal(w, "1", aim, built)]
            )
        )
    return plan(Writer(), fields=fields)


@pytest.fixture
def scoped(municipality):
    with scope(municipality=municipality):
        yield municipality


@pytest.fixture
def accepted(planner, scoped):
    """Make an edition of a plan through the import: accepted(content, "2026")."""

    def make(content, label, *, published=True):
        staged = PlanImport(
            municipality=scoped,
            state="review",
            concept_title="Konzept Auental",
            edition_label=label,
            plan=tree.with_ids(plan_of(content)),
            created_by=planner,
        )
        staged.save()
        edition = accept_import(actor=planner, plan_import=staged)
        if published:
            Edition.objects.filter(pk=edition.pk).update(published_at=timezone.now())
        return Edition.objects.select_related("concept", "municipality").get(pk=edition.pk)

    return make


@pytest.fixture
def old(accepted):
    return accepted(FIRST, "2022")


@pytest.fixture
def new(accepted, old):
    return accepted(SECOND, "2026")


@pytest.fixture
def of():
    """The measure of an edition whose text begins so: of(edition, "Die Pflege"); `goals` for goals."""

    def find(edition, start, *, goals=False):
        model = Goal if goals else Measure
        return model.objects.select_related("thread").get(edition=edition, text__startswith=start)

    return find
