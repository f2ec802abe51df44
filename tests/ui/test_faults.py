# SPDX-License-Identifier: EUPL-1.2
"""Pages for when something goes wrong: a fault, a form without its mark, a panel or an entry that breaks."""

import lxml.html
import pytest
from django.test import Client

from leitziel.portal.views import front

pytestmark = pytest.mark.django_db


def test_fault_answers_500_and_says_what_was_not_saved(monkeypatch, municipality):
    def broken(*_args):
        raise RuntimeError("geheimes Detail")

    monkeypatch.setattr(front.queries, "front", broken)
    response = Client(raise_request_exception=False).get("/pruefstadt/")
    page = lxml.html.fromstring(response.content)
    assert response.status_code == 500
    assert page.xpath("//h1")[0].text_content() == "Es ist etwas schiefgegangen"
    assert page.get("lang") == "de"
    assert "geheimes Detail" not in response.content.decode()


def test_form_without_its_mark_is_refused_and_explained(municipality):
    response = Client(enforce_csrf_checks=True).post("/pruefstadt/barrierefreiheit/", {"message": "x"})
    page = lxml.html.fromstring(response.content)
    assert response.status_code == 403
    assert page.xpath("//h1")[0].text_content() == "Das Formular konnte nicht angenommen werden"


def test_display_switches_need_no_mark(municipality):
    client = Client(enforce_csrf_checks=True)
    answers = [client.post("/-/darstellung/", {"theme": "dark"}), client.post("/-/sprache/", {"language": "en"})]
    assert [answer.status_code for answer in answers] == [302, 302]


def test_log_out_needs_its_mark(planner):
    client = Client(enforce_csrf_checks=True)
    client.force_login(planner)
    assert client.post("/abmelden/").status_code == 403


@pytest.mark.parametrize("path", ["/pruefstadt/", "/suche-gibt-es-nicht/", "/design/"])
def test_search_field_stands_once_in_sight(client, municipality, path):
    """The header's field goes where the page brings its own, so that two landmarks are never alike."""
    page = lxml.html.fromstring(client.get(path).content)
    labels = page.xpath("//form[@role='search'][not(ancestor::details)]/@aria-label")
    assert sorted(labels) == sorted(set(labels))


def test_search_page_has_one_search_landmark(client, municipality):
    page = lxml.html.fromstring(client.get("/pruefstadt/suche/?q=wohnen").content)
    assert len(page.xpath("//form[@role='search'][not(ancestor::details)]")) == 1
