# SPDX-License-Identifier: EUPL-1.2
"""Making and changing concepts and council papers."""

import pytest
from django_scopes import scope

from leitziel.bodies.models import CouncilPaper
from leitziel.core.conflicts import ChangedMeanwhileError, fingerprint
from leitziel.core.models import LogEntry
from leitziel.strategy.actions.concepts import ConceptError, ConceptFacts, create_concept, edit_concept
from leitziel.strategy.models import Concept
from tests.strategy.builders import build_edition

WORK = "/pruefstadt/arbeit"


@pytest.fixture(autouse=True)
def scoped(municipality):
    with scope(municipality=municipality):
        yield


def create(municipality, title, **facts):
    return create_concept(municipality=municipality, actor=None, facts=ConceptFacts(title=title, **facts))


def edit(concept, *, seen=None, predecessors=(), **facts):
    facts.setdefault("title", concept.title)
    return edit_concept(
        concept=concept,
        actor=None,
        seen=seen or fingerprint(concept),
        facts=ConceptFacts(**facts),
        predecessors=predecessors,
    )


def test_concept_gets_a_free_address_that_stays(municipality):
    one, two = create(municipality, "Bürger & Rat"), create(municipality, "Bürger, Rat")
    assert (one.slug, two.slug) == ("buerger-rat", "buerger-rat-2")
    assert edit(one, title="Ganz anders").slug == "buerger-rat"


def test_concept_cannot_become_a_part_of_its_part(municipality):
    above = create(municipality, "Dach")
    below = create(municipality, "Teil", part_of=above)
    for parent in (above, below):
        with pytest.raises(ConceptError):
            edit(above, part_of=parent)
    assert Concept.objects.get(pk=above.pk).part_of is None


def test_concept_with_editions_cannot_be_kept_elsewhere(municipality):
    edition = build_edition(municipality, fields=1, measures=1)
    with pytest.raises(ConceptError):
        edit(edition.concept, external=True)


def test_predecessors_are_added_removed_and_logged(municipality):
    one, two, three = (create(municipality, title) for title in ("Eins", "Zwei", "Drei"))
    edit(three, predecessors=[one, two])
    edit(three, predecessors=[two])
    assert list(three.predecessors.all()) == [two]
    children = LogEntry.objects.filter(verb="strategy.concept.changed").first().detail.payload["children"]
    assert children == [{"removed predecessor": "eins"}]
    with pytest.raises(ConceptError):
        edit(three, predecessors=[three])


def test_stale_edit_changes_nothing(municipality):
    concept = create(municipality, "Eins")
    seen = fingerprint(concept)
    edit(concept, title="Zwei")
    with pytest.raises(ChangedMeanwhileError):
        edit(concept, seen=seen, title="Drei", paper_number="1/1-BV")
    assert Concept.objects.get().title == "Zwei"
    assert not CouncilPaper.objects.exists()


def test_external_concept_is_added_from_the_page(municipality, planner, client):
    client.force_login(planner)
    assert client.get(f"{WORK}/konzepte/neu/").status_code == 200
    data = {"title": "Jugendplan", "external": "on", "address": "https://x.example/", "paper": "22/1634-BV"}
    response = client.post(f"{WORK}/konzepte/neu/", {**data, "position": "0"})
    assert response["Location"] == "/pruefstadt/konzepte/jugendplan/"
    concept = Concept.objects.get(slug="jugendplan")
    assert (concept.external, concept.council_paper.slug) == (True, "22-1634-bv")
    client.logout()
    assert "Jugendplan" in client.get("/pruefstadt/konzepte/").text


def test_concept_is_edited_from_the_page(municipality, planner, client):
    above, concept = create(municipality, "Dach"), create(municipality, "Teil")
    client.force_login(planner)
    page = f"{WORK}/konzepte/teil/"
    form = client.get(page).context["form"]
    data = {"seen": form.initial["seen"], "title": "Teil A", "position": "3", "part_of": above.pk}
    assert client.post(page, data).status_code == 302
    concept.refresh_from_db()
    assert (concept.title, concept.part_of, concept.position) == ("Teil A", above, 3)
    assert client.post(page, data).context["form"].non_field_errors()


def test_concept_of_another_municipality_cannot_be_chosen(other_municipality, municipality, planner, client):
    with scope(municipality=other_municipality):
        foreign = Concept(municipality=other_municipality, title="Fremd", slug="fremd")
        foreign.save()
    create(municipality, "Teil"), create(municipality, "Dach")
    client.force_login(planner)
    page = f"{WORK}/konzepte/teil/"
    form = client.get(page).context["form"]
    data = {"seen": form.initial["seen"], "title": "Teil", "position": "0", "part_of": foreign.pk}
    assert list(client.post(page, data).context["form"].errors) == ["part_of"]


def test_paper_is_edited_from_the_page(municipality, planner, client):
    build_edition(municipality, fields=1, measures=3)
    client.force_login(planner)
    page = f"{WORK}/vorlagen/19-2056-bv/"
    form = client.get(page).context["form"]
    data = {"seen": form.initial["seen"], "number": "19/2056-BV", "title": "Alt", "decided_on": "2019-05-02"}
    assert client.post(page, data)["Location"] == "/pruefstadt/vorlagen/19-2056-bv/"
    assert CouncilPaper.objects.get(slug="19-2056-bv").title == "Alt"
    assert client.post(page, data).context["form"].non_field_errors()
    fresh = client.get(page).context["form"].initial["seen"]
    taken = client.post(page, {**data, "seen": fresh, "number": "19 / 2234 BV"})
    assert list(taken.context["form"].errors) == ["number"]
    assert LogEntry.objects.filter(verb="bodies.paper.changed").count() == 1


@pytest.mark.parametrize("role", [None, "office", "reader"])
def test_only_planners_change_concepts_and_papers(municipality, make_user, client, role):
    build_edition(municipality, fields=1, measures=3)
    if role:
        client.force_login(make_user(municipality, role))
    for page in ("konzepte/neu/", "konzepte/integrationskonzept/", "vorlagen/21-1108-bv/"):
        assert client.post(f"{WORK}/{page}", {"title": "x", "number": "1"}).status_code == 403
    assert LogEntry.objects.count() == 0
