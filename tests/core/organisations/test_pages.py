# SPDX-License-Identifier: EUPL-1.2
"""The pages for the keepers of organisations."""

import datetime

import pytest

from leitziel.core.actions.organisations import dissolve, rename
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import Organisation, OrganisationAlias, OrganisationDistinction, UndoStep
from leitziel.core.models.base import prepare
from leitziel.core.queries.organisations import tree as queries
from leitziel.core.queries.organisations.duplicates import suspects
from tests.conftest import make_organisation
from tests.strategy.builders import build_edition

HOME = "/pruefstadt/arbeit/stellen/"


@pytest.fixture
def keeper(client, planner, tree):
    client.force_login(planner)
    return client


def grow(municipality, count):
    """`count` offices below ten departments, each with a team."""
    rows = [
        Organisation(
            municipality=municipality, name=f"Amt {n:04}", kind="office", slug=f"amt-{n:04}", sort_key=f"amt {n:04}"
        )
        for n in range(count)
    ]
    for row in rows:
        prepare(row)
    made = Organisation.objects.bulk_create(rows)
    for row in made[10:]:
        row.parent = made[row.pk % 10]
    Organisation.objects.bulk_update(made, ["parent"])


def test_tree_shows_each_organisation_at_its_place(keeper):
    items = [(item.row.name, item.depth) for item in keeper.get(HOME).context["items"]]
    assert items == [
        ("Dezernat 2", 0),
        ("FD Soziales", 1),
        ("Team Wohnen", 2),
        ("Dezernat 3", 0),
        ("Sozialamt", 0),
    ]


def test_tree_markup_is_closed_at_every_depth(keeper):
    page = keeper.get(HOME).text.split('<ul class="lz-tree">')[1].split("</section>")[0]
    for tag in ("ul", "li", "details"):
        opened = page.count(f"<{tag}>") + page.count(f"<{tag} ") + (1 if tag == "ul" else 0)
        assert opened == page.count(f"</{tag}>"), tag


@pytest.mark.parametrize("count", [0, 1000])
def test_tree_takes_the_same_queries_at_any_size(keeper, municipality, count, django_assert_num_queries):
    grow(municipality, count)
    with django_assert_num_queries(7):  # session, person, municipality, memberships; organisations, uses, names
        page = keeper.get(HOME)
    assert len(page.context["items"]) == 5 + count
    assert page.context["unfolded"] == (count == 0)


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("q=wohnungs", ["Team Wohnen"]),
        ("q=SOZIALES+fd", ["FD Soziales"]),
        ("art=department", ["Dezernat 2", "Dezernat 3"]),
        ("zeigen=unbenutzt", ["Dezernat 3", "Sozialamt", "Team Wohnen"]),
        ("zeigen=aufgeloest", ["Sozialamt"]),
        ("q=gibt+es+nicht", []),
    ],
)
def test_search_finds_by_all_names_kind_and_use(keeper, municipality, planner, make_user, tree, query, names):
    make_user(municipality, "office", tree["FD Soziales"])
    OrganisationAlias(municipality=municipality, organisation=tree["Team Wohnen"], name="Wohnungshilfe").save()
    day = datetime.date(2024, 1, 1)
    dissolve(organisation=tree["Sozialamt"], actor=planner, version=1, ended_on=day, successor=None)
    assert [row.name for row in keeper.get(f"{HOME}?{query}").context["page"]] == names


def test_tree_counts_what_hangs_on_each(keeper, municipality, tree, make_user):
    make_user(municipality, "office", tree["FD Soziales"])
    build_edition(municipality, fields=1, measures=10)
    row = queries.read().rows[tree["FD Soziales"].pk]
    assert {use.label: use.count for use in row.uses} == {"Mitgliedschaften": 1, "Verantwortungen": 3}


def test_cycle_in_the_rows_does_not_hang_the_page(keeper, tree):
    """The actions make none; should one come in by hand, the rest is shown."""
    Organisation.objects.filter(pk=tree["Dezernat 2"].pk).update(parent=tree["Team Wohnen"])
    assert [item.row.name for item in keeper.get(HOME).context["items"]] == ["Dezernat 3", "Sozialamt"]


def test_new_organisation_is_created_below_another(keeper, tree):
    shown = keeper.get(f"{HOME}neu/?name=Team Kasse&unter={tree['FD Soziales'].pk}").context["form"]
    assert (shown["name"].value(), shown["kind"].value(), shown["parent"].value()) == (
        "Team Kasse", "team", str(tree["FD Soziales"].pk),
    )  # fmt: skip
    answer = keeper.post(f"{HOME}neu/", {"name": "Team Kasse", "kind": "team", "parent": tree["FD Soziales"].pk})
    row = Organisation.objects.get(name="Team Kasse")
    assert (answer.status_code, answer["Location"], row.parent) == (302, f"{HOME}{row.pk}/", tree["FD Soziales"])
    taken = keeper.post(f"{HOME}neu/", {"name": "team kasse", "kind": "team", "parent": ""})
    assert "Team Kasse" in taken.context["form"].errors["name"][0]


def test_parent_offers_neither_itself_nor_what_is_below(keeper, tree):
    form = keeper.get(f"{HOME}{tree['FD Soziales'].pk}/").context["form"]
    assert [label for _pk, label in form.fields["parent"].choices][1:] == ["Dezernat 2", "Dezernat 3", "Sozialamt"]


def test_place_is_saved_and_an_old_version_is_told(keeper, tree, again):
    page = f"{HOME}{tree['FD Soziales'].pk}/"
    sent = {"version": 1, "kind": "enterprise", "parent": tree["Dezernat 3"].pk}
    assert keeper.post(page, sent).status_code == 302
    assert (again(tree["FD Soziales"]).kind, again(tree["FD Soziales"]).parent) == ("enterprise", tree["Dezernat 3"])
    late = keeper.post(page, {**sent, "kind": "office"})
    assert late.context["form"].non_field_errors() == [str(ChangedMeanwhileError())]
    below = keeper.post(page, {**sent, "version": 2, "parent": tree["Team Wohnen"].pk})
    assert "Team Wohnen" in below.context["form"].errors["parent"][0]


def test_names_page_renames_adds_and_removes(keeper, tree, again):
    row = tree["Sozialamt"]
    page = f"{HOME}{row.pk}/namen/"
    keeper.post(page, {
        "what": "rename", "rename-version": 1, "rename-name": "Amt 50", "rename-until": "2024-12-31", "rename-note": "",
    })  # fmt: skip
    assert again(row).name == "Amt 50"
    keeper.post(page, {"what": "alias", "alias-version": 2, "alias-name": "Fürsorge"})
    aliases = dict(row.aliases.values_list("name", "pk"))
    assert sorted(aliases) == ["Amt 50", "Fürsorge", "Sozialamt"]
    keeper.post(page, {"what": "remove", "version": 3, "alias": aliases["Fürsorge"]})
    assert sorted(row.aliases.values_list("name", flat=True)) == ["Amt 50", "Sozialamt"]
    wrong = keeper.post(page, {"what": "alias", "alias-version": 4, "alias-name": "Dezernat 3"})
    assert "Dezernat 3" in wrong.context["alias"].errors["name"][0]


def test_ending_page_dissolves_and_reopens(keeper, tree, again):
    row = tree["Sozialamt"]
    page = f"{HOME}{row.pk}/ende/"
    keeper.post(page, {"what": "dissolve", "version": 1, "ended_on": "2024-12-31", "successor": tree["FD Soziales"].pk})
    assert (again(row).ended_on, again(row).successor) == (datetime.date(2024, 12, 31), tree["FD Soziales"])
    keeper.post(page, {"what": "reopen", "version": 2})
    assert (again(row).ended_on, again(row).successor) == (None, None)


def test_merge_page_shows_before_it_does(keeper, tree, municipality, make_user):
    make_user(municipality, "office", tree["Sozialamt"])
    page = f"{HOME}{tree['Sozialamt'].pk}/zusammenfuehren/"
    assert keeper.get(page).context["target"] is None
    shown = keeper.get(f"{page}?ziel={tree['FD Soziales'].pk}")
    assert {m.label: (m.moved, m.folded) for m in shown.context["moving"]} == {
        "andere Namen": (1, 0),
        "Mitgliedschaften": (1, 0),
    }
    assert Organisation.objects.filter(name="Sozialamt").exists()
    answer = keeper.post(f"{page}?ziel={tree['FD Soziales'].pk}", {"version": 1, "target_version": 1})
    assert answer["Location"] == f"{HOME}{tree['FD Soziales'].pk}/"
    assert not Organisation.objects.filter(name="Sozialamt").exists()


def test_merge_page_with_an_old_version_does_nothing(keeper, tree):
    page = f"{HOME}{tree['Sozialamt'].pk}/zusammenfuehren/?ziel={tree['FD Soziales'].pk}"
    answer = keeper.post(page, {"version": 1, "target_version": 7})
    assert [str(m) for m in answer.context["messages"]] == [str(ChangedMeanwhileError())]
    assert Organisation.objects.filter(name="Sozialamt").exists()


def test_history_tells_of_merged_entries_and_takes_back(keeper, tree, planner):
    rename(organisation=tree["Sozialamt"], actor=planner, version=1, name="Amt 50", until=datetime.date(2024, 1, 1))
    page = f"{HOME}{tree['Sozialamt'].pk}/zusammenfuehren/?ziel={tree['FD Soziales'].pk}"
    keeper.post(page, {"version": 2, "target_version": 1})
    history = f"{HOME}{tree['FD Soziales'].pk}/verlauf/"
    events = [(event.what, event.who) for event in keeper.get(history).context["page"]]
    assert events == [("anderer Eintrag hineingeführt", planner.name), ("umbenannt", planner.name)]
    step = keeper.get(history).context["steps"][0]
    assert keeper.get(f"{history}{step.pk}/").status_code == 200
    keeper.post(f"{history}{step.pk}/")
    assert Organisation.objects.get(pk=tree["Sozialamt"].pk).name == "Amt 50"
    assert keeper.post(f"{history}{step.pk}/").status_code == 404


def test_unused_organisation_is_deleted_after_a_question(keeper, tree):
    page = f"{HOME}{tree['Dezernat 3'].pk}/"
    assert keeper.get(page).context["deletable"] is True
    assert keeper.get(f"{page}loeschen/").status_code == 200
    assert keeper.post(f"{page}loeschen/", {"version": 1})["Location"] == HOME
    assert not Organisation.objects.filter(name="Dezernat 3").exists()
    assert keeper.get(f"{HOME}{tree['FD Soziales'].pk}/").context["deletable"] is False


def test_alike_names_are_offered_until_told_apart(keeper, municipality, tree):
    make_organisation(municipality, "Team-Wohnen e. V.", "provider")
    found = suspects(municipality)
    assert [(s.duplicate.name, s.target.name) for s in found] == [("Team-Wohnen e. V.", "Team Wohnen")]
    page = f"{HOME}dubletten/"
    assert "Team-Wohnen e. V." in keeper.get(page).text
    keeper.post(page, {"first": found[0].duplicate.id, "second": found[0].target.id})
    assert OrganisationDistinction.objects.count() == 1
    assert suspects(municipality) == []
    assert keeper.post(page, {"first": "x"}).status_code == 400


def test_duplicates_take_the_same_queries_at_any_size(municipality, tree, django_assert_num_queries):
    grow(municipality, 300)
    with django_assert_num_queries(5):
        suspects(municipality)


def test_office_may_not_keep_organisations(client, municipality, make_user, tree):
    client.force_login(make_user(municipality, "office", tree["FD Soziales"]))
    assert client.get(HOME).status_code == 403
    assert UndoStep.objects.count() == 0
