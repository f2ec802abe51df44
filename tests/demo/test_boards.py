# SPDX-License-Identifier: EUPL-1.2
"""The demo city's boards load through the real actions, and their papers know what became of them."""

import pytest
from django_scopes import scope

from leitziel.bodies.models import Body, CouncilPaper, Exclusion, Meeting, Resolution, SeatHolder
from leitziel.core import log
from leitziel.core.models import User
from leitziel.demo import city as city_data
from leitziel.demo.boards import load_boards
from leitziel.demo.concepts import _papers
from leitziel.demo.load import load_city


@pytest.mark.django_db
def test_boards_load_and_the_papers_know_their_result():
    municipality = load_city()
    with scope(municipality=municipality):
        _papers(municipality, city_data.city())
        load_boards(municipality, User.objects.get(email__startswith="h.lauenroth"))
        found = {body.name: body.state for body in Body.objects.exclude(state="active")}
        assert found == {"Lenkungsgruppe Sozialstrategie": "ended", "Runder Tisch Nachbarschaft": "planned"}
        decided = {p.number: (p.result, p.body.name) for p in CouncilPaper.objects.exclude(result="open")}
        assert decided == {"26/0041-BV": ("adopted", "Stadtrat"), "26/0019-BV": ("adopted", "Sozialausschuss")}
        beirat = Resolution.objects.filter(body__name="Planungsbeirat Soziales")
        assert {row.effect for row in beirat} == {"recommended"}
        assert Exclusion.objects.count() == 2
        groups = SeatHolder.objects.filter(seat__body__name="Planungsbeirat Soziales").values("seat__group").distinct()
        assert groups.order_by().count() == 8
        assert Meeting.objects.filter(state="cancelled").exists()
    assert log.verify(municipality) == []
