# SPDX-License-Identifier: EUPL-1.2
"""Drafts, internal notes and other tenants never reach a public page."""

import pytest
from django_scopes import scope

from leitziel.strategy.actions.editions import publish, unpublish
from leitziel.strategy.models import SearchWord
from tests.conftest import make_organisation
from tests.strategy.builders import build_concept, build_edition, build_paper

FORBIDDEN = [b"geheimwort", b"bitte pr\xc3\xbcfen", b"interner hinweis", b"nachbarwort", b"2028/", b"99/9999-zz"]


@pytest.fixture
def planted(municipality, other_municipality, draft):
    """A draft with a council paper of its own, and another municipality with a published plan."""
    with scope(municipality=municipality):
        paper = build_paper(municipality, "99/9999-ZZ", "Geheimwort")
        draft.council_paper = paper
        draft.save()
        reference = draft.references.first()
        reference.council_papers.add(paper)
    build_edition(other_municipality, concept="Nachbarwort", measures=4, plant="Nachbarwort")
    return draft


def test_public_pages_show_nothing_internal(planted, addresses, client):
    for page in [*addresses.public(), f"{addresses.measure()}2024/"]:
        response = client.get(page)
        assert response.status_code == 200, page
        found = [word for word in FORBIDDEN if word in response.content.lower()]
        assert found == [], page


def test_pdf_shows_nothing_internal(planted, addresses, client):
    import pypdfium2

    document = pypdfium2.PdfDocument(client.get(f"{addresses.edition}plan.pdf").content)
    text = " ".join(page.get_textpage().get_text_range() for page in document).lower()
    assert "sozialwohnungsbau" in text
    assert [word.decode() for word in FORBIDDEN if word.decode() in text] == []


def test_search_for_planted_words_finds_nothing(planted, edition, client):
    for word in ("Geheimwort", "Nachbarwort", "Geheimwrt", "BITTE PRÜFEN"):
        for page in ("suche", "massnahmen"):
            context = client.get(f"/pruefstadt/{page}/", {"q": word}).context
            assert (context["found"], list(context["lines"]), context["answer"].instead) == (0, [], ()), word


@pytest.mark.parametrize("role", [None, "provider", "advisor"])
def test_draft_pages_are_refused_to_outsiders(draft_addresses, client, make_user, municipality, role):
    if role:
        client.force_login(make_user(municipality, role))
    pages = [
        draft_addresses.edition,
        f"{draft_addresses.edition}ueberblick/",
        f"{draft_addresses.edition}plan.pdf",
        draft_addresses.field(),
        f"{draft_addresses.measure()}2028/",
        f"{draft_addresses.goal()}2028/",
    ]
    for page in pages:
        response = client.get(page)
        assert response.status_code == 403, page
        assert b"eheimwort" not in response.content, page


@pytest.mark.parametrize("role", ["planning", "administration", "office", "reader"])
def test_insiders_see_drafts_marked_as_such(draft_addresses, client, make_user, municipality, role):
    client.force_login(make_user(municipality, role))
    for page in (draft_addresses.edition, draft_addresses.field(), f"{draft_addresses.measure()}2028/"):
        response = client.get(page)
        assert response.status_code == 200, page
        assert 'class="lz-draft"' in response.text, page
        assert "Geheimwort" in response.text
        assert "GEHEIMWORT" not in response.text  # notes are for the review alone


def test_insider_of_another_municipality_sees_no_draft(draft_addresses, client, make_user, other_municipality):
    client.force_login(make_user(other_municipality, "planning"))
    assert client.get(draft_addresses.edition).status_code == 403


def test_measure_known_only_in_a_draft_is_refused(municipality, client, planner):
    from .conftest import Addresses

    hidden = Addresses(municipality, build_edition(municipality, measures=2, published=False, state="draft"))
    assert client.get(hidden.measure()).status_code == 403
    assert client.get(hidden.concept).status_code == 403
    assert "Integrationskonzept" not in client.get("/pruefstadt/konzepte/").text
    assert client.get("/pruefstadt/stellen/fd-soziales/").status_code == 404
    assert client.get("/pruefstadt/vorlagen/21-1108-bv/").status_code == 404
    client.force_login(planner)
    assert client.get(hidden.measure()).status_code == 200
    assert client.get(hidden.concept).status_code == 200


def test_publishing_fills_the_search_and_taking_back_empties_it(municipality, draft, edition, client):
    with scope(municipality=municipality):
        assert not SearchWord.objects.filter(word="geheimwort").exists()
        published = publish(edition=draft, actor=None, version=draft.version)
        assert SearchWord.objects.filter(word="geheimwort").exists()
        assert client.get("/pruefstadt/konzepte/integrationskonzept/2028/").status_code == 200
        unpublish(edition=published, actor=None, version=published.version)
        assert not SearchWord.objects.filter(word="geheimwort").exists()
    assert client.get("/pruefstadt/konzepte/integrationskonzept/2028/").status_code == 403


def test_filter_does_not_tell_the_name_of_an_unpublished_concept_or_office(municipality, edition, client):
    with scope(municipality=municipality):
        build_concept(municipality, "Geheimwort Konzept")
        make_organisation(municipality, "Geheimwort Stelle")
    for query in ("konzept=geheimwort-konzept", "stelle=geheimwort-stelle"):
        response = client.get(f"/pruefstadt/massnahmen/?{query}")
        assert "Geheimwort" not in response.text
        assert response.context["chips"] == []


def test_footnote_does_not_link_an_unpublished_concept(municipality, edition, addresses, planner, client):
    with scope(municipality=municipality):
        reference = edition.references.get(mark="1")
        reference.concept = build_concept(municipality, "Geheimwort Konzept")
        reference.save()
    pages = [addresses.edition, addresses.measure(), addresses.field(), addresses.goal()]
    assert [page for page in pages if "Geheimwort" in client.get(page).text] == []
    client.force_login(planner)
    assert [page for page in pages if "Geheimwort" in client.get(page).text] == pages
