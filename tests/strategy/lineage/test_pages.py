# SPDX-License-Identifier: EUPL-1.2
"""The pages: what changed, the comparison, one entry, the next edition, and the panels on other pages."""

import re

import pytest
from django.urls import reverse

from leitziel.strategy.actions.lineage.settle import Verdict, settle
from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.models import Edition, Measure, PlanImport, ThreadLink
from leitziel.strategy.queries.lineage.review import review_of
from tests.strategy.builders import build_edition

from .conftest import SECOND, plan_of


def place(municipality, name, edition, *more):
    return reverse(name, args=[municipality.slug, edition.concept.slug, edition.label, *more])


@pytest.fixture
def web(client, planner):
    client.force_login(planner)
    return client


def text_of(answer):
    """The text of the main part of a page, without its markup."""
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_everybody_reads_what_changed(client, municipality, old, new):
    answer = client.get(place(municipality, "edition-changes", new))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert '<del><span class="kern-sr-only">entfernt: </span>vier</del>' in page
    assert '<ins><span class="kern-sr-only">hinzugefügt: </span>fünf</ins>' in page
    shown = text_of(answer)
    assert "Stromsparhelfer beraten Haushalte" in shown
    assert "Ein mobiler Impfbus" in shown
    assert "Ein Verzeichnis barrierefreier Wohnungen" not in shown  # it is the same


@pytest.mark.parametrize(
    ("kind", "there", "gone"),
    [
        ("new", "Stromsparhelfer", "Impfbus"),
        ("dropped", "Impfbus", "Stromsparhelfer"),
        ("same", "Verzeichnis", "Impfbus"),
    ],
)
def test_kind_of_change_is_filtered(client, municipality, old, new, kind, there, gone):
    shown = text_of(client.get(place(municipality, "edition-changes", new), {"art": kind}))
    assert (there in shown, gone in shown) == (True, False)


def test_whole_plan_and_unknown_kinds_are_answered(client, municipality, old, new):
    shown = text_of(client.get(place(municipality, "edition-changes", new), {"art": "alle"}))
    assert ("Verzeichnis" in shown, "Impfbus" in shown) == (True, True)
    assert client.get(place(municipality, "edition-changes", new), {"art": "%00"}).status_code == 200


def test_two_editions_named_the_other_way_round_are_turned(client, municipality, old, new):
    answer = client.get(place(municipality, "edition-changes-since", old, new.label))
    assert answer.url == place(municipality, "edition-changes-since", new, old.label)
    assert client.get(place(municipality, "edition-changes-since", new, new.label)).status_code == 404
    assert client.get(place(municipality, "edition-changes-since", new, "1999")).status_code == 404


def test_first_edition_says_that_there_is_nothing_to_compare(client, municipality, old):
    answer = client.get(place(municipality, "edition-changes", old))
    assert "Es gibt nichts zu vergleichen" in text_of(answer)


def test_public_meets_no_draft_neither_as_new_nor_as_old(client, web, municipality, old, new):
    Edition.objects.filter(pk=new.pk).update(published_at=None)
    client.logout()
    assert client.get(place(municipality, "edition-changes", new)).status_code in {302, 403}
    Edition.objects.filter(pk=new.pk).update(published_at=old.published_at)
    Edition.objects.filter(pk=old.pk).update(published_at=None)
    assert client.get(place(municipality, "edition-changes-since", new, old.label)).status_code in {302, 403}
    shown = text_of(client.get(place(municipality, "edition-changes", new)))
    assert "Impfbus" not in shown


def test_concept_page_and_measure_page_lead_to_what_changed(client, municipality, old, new, of):
    concept = client.get(reverse("concept", args=[municipality.slug, new.concept.slug])).content.decode()
    assert place(municipality, "edition-changes", new) in concept
    measure = of(new, "Die Wohnberatung")
    page = client.get(reverse("measure", args=[municipality.slug, measure.thread.short_id])).content.decode()
    assert "Was sich seit 2022 geändert hat" in page
    assert "<ins>" in page


def test_planner_says_yes_by_one_click(web, municipality, old, new, of):
    before, after = of(old, "Das Hitzetelefon"), of(new, "Gesundheitslotsen")
    address = place(municipality, "edition-lineage", new)
    value = f"same:measure:{before.pk}:{after.pk}"
    answer = web.post(address, {"version": new.version, "verdict": value}, follow=True)
    assert "1 Eintrag ist geklärt." in text_of(answer)
    assert Measure.objects.get(pk=after.pk).thread_id == before.thread_id


def test_planner_says_yes_to_many_at_once(web, municipality, planner, old, new, of):
    pairs = [(of(old, s), of(new, s)) for s in ("Die Wohnberatung", "Die Pflegeberatung")]
    settle(
        actor=planner,
        edition=new,
        version=None,
        verdicts=[Verdict(what, "measure", o.pk, n.pk) for what in ("apart", "open") for o, n in pairs],
    )
    waiting = [s for s in review_of(new).suggestions if s.sure]
    assert len(waiting) == 2
    address = place(municipality, "edition-lineage", new)
    page = web.get(address).content.decode()
    assert page.count(" checked") >= 2
    version = Edition.objects.get(pk=new.pk).version
    picks = [f"{s.what}:{s.value}" for s in waiting]
    web.post(address, {"version": version, "bulk": "1", "pick": picks})
    assert [s for s in review_of(new).suggestions if s.sure] == []


@pytest.mark.parametrize(
    "values", [{}, {"verdict": "x"}, {"verdict": "same:field:1:2"}, {"bulk": "1"}, {"verdict": "same:measure:1:"}]
)
def test_nothing_or_nonsense_chosen_changes_nothing(web, municipality, old, new, values):
    links = ThreadLink.objects.count()
    answer = web.post(place(municipality, "edition-lineage", new), {"version": new.version, **values}, follow=True)
    assert answer.status_code == 200
    assert ThreadLink.objects.count() == links


def test_page_that_is_too_old_says_so(web, municipality, old, new, of):
    address = place(municipality, "edition-lineage", new)
    value = f"new:measure:-:{of(new, 'Stromspar').pk}"
    answer = web.post(address, {"version": new.version + 7, "verdict": value}, follow=True)
    assert ThreadLink.objects.filter(kind="new").count() == 0
    assert "inzwischen" in answer.content.decode()


@pytest.mark.parametrize("state", ["", "verbunden", "ohne", "unsinn"])
def test_each_view_of_the_comparison_is_shown(web, municipality, old, new, state):
    assert web.get(place(municipality, "edition-lineage", new), {"stand": state}).status_code == 200


def test_first_edition_has_no_comparison(web, municipality, old):
    answer = web.get(place(municipality, "edition-lineage", old))
    assert "keine Edition vor dieser" in text_of(answer)


def test_counterpart_is_chosen_by_hand(web, municipality, old, new, of):
    before, after = of(old, "Ein mobiler"), of(new, "Gesundheitslotsen")
    address = place(municipality, "entry-lineage", new, "massnahme", after.pk)
    assert web.get(address).status_code == 200
    refused = web.post(address, {"version": new.version, "what": "part"})
    assert (refused.status_code, ThreadLink.objects.filter(kind="part").count()) == (422, 0)
    web.post(address, {"version": new.version, "what": "part", "old": before.pk})
    assert ThreadLink.objects.get(kind="part").new_measure_id == after.thread_id


@pytest.mark.parametrize(("what", "left"), [("new", "new"), ("part", "part")])
def test_joined_entry_that_is_called_something_else_is_taken_apart(web, municipality, old, new, of, what, left):
    before, after = of(old, "Die Wohnberatung"), of(new, "Die Wohnberatung")
    address = place(municipality, "entry-lineage", new, "massnahme", after.pk)
    data = {"version": new.version, "what": what, "old": before.pk if what == "part" else ""}
    assert web.post(address, data).status_code == 302
    after.refresh_from_db()
    assert after.thread_id != before.thread_id
    assert left in ThreadLink.objects.filter(new_measure=after.thread_id).values_list("kind", flat=True)


def test_entry_of_another_edition_or_kind_is_not_found(web, municipality, old, new, of):
    measure = of(old, "Ein mobiler")
    assert web.get(place(municipality, "entry-lineage", new, "massnahme", measure.pk)).status_code == 404
    assert web.get(place(municipality, "entry-lineage", new, "feld", measure.pk)).status_code == 404


def test_accepted_document_leads_to_what_is_to_be_decided(web, municipality, planner, old):
    staged = PlanImport(
        municipality=municipality,
        state="review",
        concept_title="Konzept Auental",
        edition_label="2026",
        plan=tree.with_ids(plan_of(SECOND)),
        created_by=planner,
    )
    staged.save()
    answer = web.post(reverse("plan-import-accept", args=[municipality.slug, staged.pk]), {"version": staged.version})
    made = Edition.objects.select_related("concept").get(label="2026")
    waiting = len(review_of(made).suggestions)
    assert (waiting > 0, answer.url) == (True, place(municipality, "edition-lineage", made))


def test_next_edition_is_made_from_the_settings(web, municipality, new):
    settings = web.get(place(municipality, "edition-settings", new)).content.decode()
    address = place(municipality, "edition-draft", new)
    assert address in settings
    assert web.get(address).status_code == 200
    wrong = web.post(address, {"label": "2026"})
    assert (wrong.status_code, Edition.objects.count()) == (422, 2)
    made = web.post(address, {"label": "2030"})
    draft = Edition.objects.select_related("concept").get(label="2030")
    assert made.url == place(municipality, "edition-settings", draft)
    assert draft.measures.count() == new.measures.count()


@pytest.mark.parametrize("measures", [6, 120])
def test_public_page_takes_a_constant_number_of_queries(
    client, municipality, scoped, django_assert_num_queries, measures
):
    old = build_edition(municipality, measures=measures)
    new = build_edition(municipality, label="2028", measures=measures, continues=old)
    address = place(municipality, "edition-changes", new) + "?art=alle"
    client.get(address)
    with django_assert_num_queries(PUBLIC):
        assert client.get(address, headers={"cache-control": "no-cache"}).status_code == 200


PUBLIC = 12


@pytest.mark.parametrize("measures", [6, 120])
def test_comparison_takes_a_constant_number_of_queries(web, municipality, scoped, django_assert_num_queries, measures):
    old = build_edition(municipality, measures=measures)
    new = build_edition(municipality, label="2028", measures=measures, continues=old)
    address = place(municipality, "edition-lineage", new) + "?stand=verbunden"
    web.get(address)
    with django_assert_num_queries(WORK):
        assert web.get(address).status_code == 200


WORK = 11
