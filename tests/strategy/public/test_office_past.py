# SPDX-License-Identifier: EUPL-1.2
"""What the public reads of an office's past."""

import datetime

import pytest
from django_scopes import scope

from leitziel.core.actions.organisations import dissolve, merge, rename
from leitziel.core.models import Organisation
from tests.conftest import make_organisation
from tests.strategy.builders import build_edition

DAY = datetime.date(2024, 6, 30)


@pytest.fixture
def office(municipality):
    with scope(municipality=municipality):
        build_edition(municipality, fields=1, measures=6)
        yield Organisation.objects.select_related("municipality").get(slug="fd-soziales")


def test_address_of_a_merged_entry_leads_on(client, office, planner, municipality):
    other = make_organisation(municipality, "Sozialamt")
    merge(duplicate=other, target=office, actor=planner, versions=(1, 1))
    answer = client.get("/pruefstadt/stellen/sozialamt/")
    assert (answer.status_code, answer["Location"]) == (301, "/pruefstadt/stellen/fd-soziales/")
    assert client.get("/pruefstadt/stellen/gibt-es-nicht/").status_code == 404


def test_address_that_leads_to_an_internal_office_tells_nothing(client, planner, municipality, office):
    hidden, other = make_organisation(municipality, "Geheimamt"), make_organisation(municipality, "Altamt")
    merge(duplicate=other, target=hidden, actor=planner, versions=(1, 1))
    assert client.get("/pruefstadt/stellen/altamt/").status_code == 404
    client.force_login(planner)
    assert client.get("/pruefstadt/stellen/altamt/")["Location"] == "/pruefstadt/stellen/geheimamt/"


def test_page_names_former_names_end_and_successor(client, office, planner, municipality):
    row = rename(organisation=office, actor=planner, version=1, name="FD Teilhabe", until=DAY, note="Beschluss 7")
    heir = Organisation.objects.select_related("municipality").get(slug="fd-jugend")
    hidden = make_organisation(municipality, "Innere Stelle")
    dissolve(organisation=row, actor=planner, version=2, ended_on=DAY, successor=heir)
    dissolve(organisation=hidden, actor=planner, version=1, ended_on=DAY, successor=heir)
    text = " ".join(client.get("/pruefstadt/stellen/fd-soziales/").text.split())
    assert "FD Soziales (bis 30. Juni 2024, Beschluss 7)" in text
    assert "Diese Stelle wurde zum 30. Juni 2024 aufgelöst." in text
    assert '<a href="/pruefstadt/stellen/fd-jugend/">FD Jugend</a>' in text
    before = " ".join(client.get("/pruefstadt/stellen/fd-jugend/").text.split())
    assert '<a href="/pruefstadt/stellen/fd-soziales/">FD Teilhabe</a>' in before
    assert "Innere Stelle" not in before
    client.force_login(planner)
    assert "Innere Stelle" in client.get("/pruefstadt/stellen/fd-jugend/").text
