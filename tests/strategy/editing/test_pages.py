# SPDX-License-Identifier: EUPL-1.2
"""The editor's pages as a person meets them, without JavaScript."""

import pytest
from django.test import Client
from django.urls import reverse

from leitziel.core import undo
from leitziel.core.models import LogDetail, Organisation, UndoStep
from leitziel.strategy.actions.editing.measures import edit_measure
from leitziel.strategy.models import Edition, Goal, Measure
from tests.strategy.builders import build_edition
from tests.strategy.editing.conftest import picture


def url(name, edition, *parts):
    return reverse(name, args=["pruefstadt", edition.concept.slug, edition.label, *parts])


def settings_url(measure):
    return reverse("measure-settings", args=["pruefstadt", measure.thread.short_id, measure.edition.label])


@pytest.fixture
def logged_in(planner):
    client = Client()
    client.force_login(planner)
    return client


def first(edition, place=0):
    rows = Measure.objects.filter(edition=edition).select_related("thread", "edition__municipality", "edition__concept")
    return rows.order_by("position")[place]


def form_data(client, path):
    """What a browser would send of the first form on a page, unchanged."""
    form = client.get(path).context["form"]
    data = {}
    for name in form.fields:
        value = form[name].value()
        if value not in (None, "", False):
            data[name] = value
    return data


def test_editor_shows_every_entry_in_constant_queries(draft, logged_in, django_assert_num_queries):
    logged_in.get(url("plan-editor", draft))
    with django_assert_num_queries(10):
        small = logged_in.get(url("plan-editor", draft))
    assert small.text.count('class="lz-entry" id="measure-') == 12
    large = build_edition(draft.municipality, label="2030", fields=8, measures=1000, published=False, state="draft")
    with django_assert_num_queries(10):
        page = logged_in.get(url("plan-editor", large) + "?feld=plan").context["page"]
        assert not page.whole
    one_field = logged_in.get(url("plan-editor", large)).text
    assert 50 < one_field.count('class="lz-entry" id="measure-') < 200


def test_measure_is_edited_on_its_page_and_the_message_offers_undo(draft, logged_in):
    measure, before = first(draft), picture()
    data = form_data(logged_in, settings_url(measure)) | {"title": "Frisch benannt", "areas": []}
    answer = logged_in.post(settings_url(measure) + "?aus=plan", data, follow=True)
    assert answer.redirect_chain[0][0].endswith(f"#measure-{measure.pk}")
    step = UndoStep.objects.get()
    assert f'<a href="{reverse("undo-step", args=["pruefstadt", step.pk])}">' in answer.text
    assert first(draft).title == "Frisch benannt"
    done = logged_in.post(reverse("undo-step", args=["pruefstadt", step.pk]), follow=True)
    assert done.status_code == 200
    assert picture() == before


def test_unchanged_form_changes_nothing(draft, logged_in):
    for place in range(12):
        measure = first(draft, place)
        answer = logged_in.post(settings_url(measure), form_data(logged_in, settings_url(measure)))
        assert answer.status_code == 302
    assert UndoStep.objects.count() == 0


def test_two_sessions_edit_one_measure_and_nothing_typed_is_lost(draft, make_user):
    """Two people with the form open: the second is told, sees both versions, and chooses field by field."""
    anna, bert = Client(), Client()
    anna.force_login(make_user(draft.municipality, "planning", email="anna@pruefstadt.example"))
    bert.force_login(make_user(draft.municipality, "planning", email="bert@pruefstadt.example"))
    measure = first(draft)
    path = settings_url(measure)
    of_anna, of_bert = form_data(anna, path), form_data(bert, path)
    of_anna |= {"text": "Annas neuer Text.", "title": "Annas Titel"}
    of_bert |= {
        "text": "Berts langer neuer Text.",
        "focus": "Berts Fokus",
        "party2_name": "Verein Neu",
        "party2_role": "partner",
    }
    assert anna.post(path, of_anna).status_code == 302
    conflict = bert.post(path, of_bert)
    assert conflict.status_code == 409
    found = {d.group.key: (d.kind, d.mine, d.theirs) for d in conflict.context["differences"]}
    assert found["text"] == ("both", "Berts langer neuer Text.", "Annas neuer Text.")
    assert found["title"][0] == "theirs"
    assert (found["focus"][0], found["responsibilities"][0]) == ("mine", "mine")
    assert [step.who for step in conflict.context["steps"]] == ["Planning Prüfstadt"]
    assert first(draft).text == "Annas neuer Text."
    chosen = {"conflict": "1", "version": conflict.context["version"], "base": conflict.context["base"]}
    for name, value in conflict.context["sent"]:
        chosen.setdefault(name, []).append(value) if isinstance(chosen.get(name, []), list) else None
    chosen |= {"take.text": "mine", "take.title": "theirs", "take.focus": "mine", "take.responsibilities": "mine"}
    assert bert.post(path, chosen).status_code == 302
    saved = first(draft)
    assert (saved.text, saved.title, saved.focus) == ("Berts langer neuer Text.", "Annas Titel", "Berts Fokus")
    assert "Verein Neu" in [p.name for p in saved.responsibilities.all()]


def test_conflict_again_while_choosing_is_told_again(draft, logged_in, planner):
    measure = first(draft)
    data = form_data(logged_in, settings_url(measure)) | {"title": "Meins"}
    edit_measure(actor=planner, measure=measure, version=1, values={"title": "Zwei"})
    conflict = logged_in.post(settings_url(measure), data)
    edit_measure(actor=planner, measure=measure, version=2, values={"title": "Drei"})
    again = logged_in.post(
        settings_url(measure), data | {"conflict": "1", "version": conflict.context["version"], "take.title": "mine"}
    )
    assert again.status_code == 409
    assert [(d.mine, d.theirs) for d in again.context["differences"]] == [("Meins", "Drei")]


def test_reason_is_asked_where_the_plan_is_public(public, logged_in):
    measure = first(public)
    data = form_data(logged_in, settings_url(measure)) | {"title": "Neuer Titel"}
    answer = logged_in.post(settings_url(measure), data)
    assert list(answer.context["form"].errors) == ["reason"]
    assert logged_in.post(settings_url(measure), data | {"reason": "Tippfehler"}).status_code == 302
    assert Edition.objects.get(pk=public.pk).corrected_at is not None


def test_office_sees_only_its_working_facts(public, make_user, client):
    lead = Organisation.objects.get(slug="fd-jugend")
    measure = Measure.objects.select_related("thread", "edition").get(
        edition=public, responsibilities__organisation=lead, responsibilities__role="lead"
    )
    client.force_login(make_user(public.municipality, "office", organisation=lead))
    page = client.get(settings_url(measure))
    assert set(page.context["form"].fields) == {"version", "base", "focus", "examples", "target_groups", "areas"}
    assert settings_url(measure) in client.get(f"/pruefstadt/massnahmen/{measure.thread.short_id}/").text
    sent = {"version": 1, "focus": "Neu", "title": "Untergeschoben", "kind": "lobbying"}
    assert client.post(settings_url(measure), sent).status_code == 302
    measure.refresh_from_db()
    assert (measure.focus, measure.title == "Untergeschoben", measure.kind) == ("Neu", False, "own")
    other = first(public, 0)
    assert client.get(settings_url(other)).status_code == 403


def test_goal_and_field_are_edited_moved_and_added(draft, logged_in):
    goal = Goal.objects.filter(edition=draft).select_related("thread").order_by("position").first()
    path = url("plan-entry", draft, "ziel", goal.thread.short_id)
    assert logged_in.post(path, form_data(logged_in, path) | {"text": "Alle wohnen gut."}).status_code == 302
    new = url("plan-entry-new", draft, "massnahme")
    data = {"version": Edition.objects.get(pk=draft.pk).version, "holder": f"goal-{goal.pk}", "text": "Ganz neu."}
    assert logged_in.post(new, data).status_code == 302
    measure = Measure.objects.select_related("thread").get(text="Ganz neu.")
    assert (measure.goal_id, measure.field_id) == (goal.pk, goal.field_id)
    move = url("plan-entry-move", draft, "massnahme", measure.thread.short_id)
    data = {"version": Edition.objects.get(pk=draft.pk).version, "holder": "plan-0", "place": "first"}
    assert logged_in.post(move, data).status_code == 302
    measure.refresh_from_db()
    assert (measure.goal_id, measure.field_id, measure.position) == (None, None, 1)


def test_old_structure_is_refused_and_can_be_done_all_the_same(draft, logged_in):
    measure = first(draft)
    move = url("plan-entry-move", draft, "massnahme", measure.thread.short_id)
    data = {"version": 1, "holder": "plan-0", "place": "last"}
    assert logged_in.post(move, data).status_code == 302
    answer = logged_in.post(move, data | {"place": "first"})
    assert (answer.status_code, ("place", "first") in answer.context["sent"]) == (409, True)
    assert logged_in.post(move, data | {"place": "first", "version": answer.context["version"]}).status_code == 302


def test_measure_is_split_at_chosen_places(draft, logged_in, planner):
    measure = first(draft)
    text = "Die Stadt lädt ein. Sie hört zu.\nSie handelt auch."
    edit_measure(actor=planner, measure=measure, version=1, values={"text": text})
    path = url("plan-entry-split", draft, "massnahme", measure.thread.short_id)
    shown = logged_in.get(path)
    assert [piece.strip() for _n, piece in shown.context["pieces"]] == [
        "Die Stadt lädt ein.",
        "Sie hört zu.",
        "Sie handelt auch.",
    ]
    parts = logged_in.post(path, {"version": 1, "place": ["2"]}).context["parts"]
    assert parts == ["Die Stadt lädt ein. Sie hört zu.", "Sie handelt auch."]
    sent = {"version": 1, "part": parts, "keeps": "1", "number": ["M 1a", ""]}
    assert logged_in.post(path, sent).status_code == 302
    kept = Measure.objects.get(pk=measure.pk)
    new = Measure.objects.get(edition=draft, number="M 1a")
    assert (kept.text, new.text, new.position, kept.position) == (parts[1], parts[0], 1, 2)
    assert [p.name for p in new.responsibilities.all()] == [p.name for p in kept.responsibilities.all()]


def test_merged_address_leads_on(draft, logged_in, client):
    one, two = first(draft, 0), first(draft, 1)
    path = url("plan-entry-merge", draft, "massnahme", one.thread.short_id)
    sent = {"version": 1, "others": [two.pk], "keep": one.pk}
    assert logged_in.post(path, sent).status_code == 302
    merged = Measure.objects.get(pk=one.pk)
    assert two.text in merged.text
    assert not Measure.objects.filter(pk=two.pk).exists()
    gone = logged_in.get(f"/pruefstadt/massnahmen/{two.thread.short_id}/")
    assert (gone.status_code, gone.url) == (302, f"/pruefstadt/massnahmen/{one.thread.short_id}/")
    assert client.get(f"/pruefstadt/massnahmen/{two.thread.short_id}/").status_code == 404


def test_deleted_field_lies_in_the_trash_and_comes_back_under_its_address(draft, logged_in):
    before = picture()
    field = draft.fields.order_by("position").first()
    path = url("plan-entry-delete", draft, "handlungsfeld", field.short_id)
    assert logged_in.get(path).context["counts"] == {"field": 0, "goal": 2, "measure": 4}
    assert logged_in.post(path, {"version": 1, "seen": field.version}).status_code == 302
    assert Measure.objects.filter(edition=draft).count() == 8
    shown = logged_in.get(reverse("undo-trash", args=["pruefstadt"]))
    step = UndoStep.objects.get()
    assert [row[0] for row in shown.context["rows"]] == [step]
    back = reverse("undo-step", args=["pruefstadt", step.pk])
    assert logged_in.get(back).context["restores"] is True
    assert logged_in.post(back).status_code == 302
    assert picture() == before
    assert logged_in.get(f"/pruefstadt/handlungsfelder/{field.short_id}/").status_code == 200
    assert logged_in.get(reverse("undo-trash", args=["pruefstadt"])).context["rows"] == []


def test_undo_of_something_changed_since_says_what(draft, logged_in, planner):
    measure = first(draft)
    edit_measure(actor=planner, measure=measure, version=1, values={"title": "Eins"})
    step = UndoStep.objects.get()
    edit_measure(actor=planner, measure=measure, version=2, values={"title": "Zwei"})
    answer = logged_in.post(reverse("undo-step", args=["pruefstadt", step.pk]))
    assert answer.status_code == 409
    assert [(d["field"], d["left"], d["now"]) for d in answer.context["differences"]] == [("Titel", "Eins", "Zwei")]
    assert first(draft).title == "Zwei"


def test_many_measures_are_given_the_same(draft, logged_in):
    pks = list(Measure.objects.filter(edition=draft).values_list("pk", flat=True)[:5])
    path = url("plan-bulk", draft)
    page = logged_in.post(path, {"measure": pks})
    assert len(page.context["chosen"]) == 5
    office = Organisation.objects.get(slug="team-wohnen")
    goal = Goal.objects.filter(edition=draft).order_by("position").last()
    sent = {
        "do": "give", "version": 1, "measure": pks, "seen": [f"{pk}:1" for pk in pks], "office": office.pk, "role": "lead",
        "deadline_text": "bis 2032", "holder": f"goal-{goal.pk}",
    }  # fmt: skip
    assert logged_in.post(path, sent).status_code == 302
    rows = Measure.objects.filter(pk__in=pks)
    assert set(rows.values_list("deadline_end", "goal_id")) == {("2032", goal.pk)}
    assert all(row.responsibilities.filter(organisation=office, role="lead").exists() for row in rows)
    assert UndoStep.objects.count() == 1


def test_bulk_page_takes_constant_queries(draft, logged_in, django_assert_num_queries):
    pks = list(Measure.objects.filter(edition=draft).values_list("pk", flat=True))
    logged_in.post(url("plan-bulk", draft), {"measure": pks[:1]})
    for chosen in (pks[:1], pks):
        with django_assert_num_queries(12):
            logged_in.post(url("plan-bulk", draft), {"measure": chosen})


def test_numbers_are_shown_before_they_are_given(draft, logged_in):
    path = url("plan-numbers", draft)
    sent = {
        "version": 1,
        "fields_scheme": "below",
        "goals_scheme": "below",
        "measures_scheme": "running",
        "measure_prefix": "M ",
    }
    shown = logged_in.post(path, sent | {"do": "show"})
    assert {c.after for c in shown.context["changes"] if c.entry.kind == "measure"} == {f"M {n}" for n in range(1, 13)}
    assert not Measure.objects.filter(edition=draft, number="M 1").exists()
    assert logged_in.post(path, sent | {"do": "save"}).status_code == 302
    assert first(draft).number == "M 1"


def test_history_shows_words_and_hides_erased_names(draft, logged_in, planner, django_assert_num_queries):
    measure = first(draft)
    for n in range(1, 4):
        edit_measure(actor=planner, measure=measure, version=n, values={"title": f"Titel Nummer {n}"})
    LogDetail.objects.order_by("pk").first().delete()
    path = url("entry-history", draft, "massnahme", measure.thread.short_id)
    logged_in.get(path)
    with django_assert_num_queries(8):
        page = logged_in.get(path)
    assert [line.who for line in page.context["lines"]] == ["Planning Prüfstadt", "Planning Prüfstadt", "gelöscht"]
    assert "Titel Nummer 1</ins>" not in page.text
    assert (
        '<del><span class="kern-sr-only">entfernt: </span>2</del><ins><span class="kern-sr-only">hinzugefügt: </span>3</ins>'
        in page.text
    )
    whole = logged_in.get(url("edition-history", draft))
    assert len(whole.context["lines"]) == 3


def test_undo_page_of_another_municipality_does_not_exist(draft, logged_in, other_municipality, planner):
    edit_measure(actor=planner, measure=first(draft), version=1, values={"title": "Eins"})
    step = undo.last_steps(draft).first()
    assert logged_in.get(f"/nebenan/arbeit/rueckgaengig/{step.pk}/").status_code in {403, 404}
