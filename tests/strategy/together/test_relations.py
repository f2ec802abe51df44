# SPDX-License-Identifier: EUPL-1.2
"""What people say about measures that look alike."""

import pytest

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import LogEntry
from leitziel.strategy.actions.together.relations import RelationError, judge
from leitziel.strategy.models import Measure, MeasureRelation
from leitziel.strategy.queries.together import similar
from tests.strategy.builders import build_edition

Verdict = MeasureRelation.Verdict


@pytest.fixture
def pair(scoped, measure, other_edition):
    """Two measures of different concepts with nearly the same text."""
    two = Measure.objects.filter(edition=other_edition).select_related("thread").order_by("position").first()
    Measure.objects.filter(pk=measure.pk).update(title="Hitzetelefon", text="Ehrenamtliche rufen an heißen Tagen an.")
    Measure.objects.filter(pk=two.pk).update(focus="", title="", text="Das Hitzetelefon ruft an heißen Tagen an.")
    return measure.thread, two.thread


def say(pair, actor, verdict, version=0, note=""):
    return judge(
        municipality=pair[0].municipality, actor=actor, one=pair[0], two=pair[1], verdict=verdict, version=version, note=note
    )  # fmt: skip


def suggested(scoped):
    return [(a.first.thread, a.second.thread) for a in similar.alike(scoped)]


def test_verdict_is_kept_once_whichever_measure_is_named_first(scoped, pair, planner):
    first = say(pair, planner, Verdict.SAME, note="Beide anrufen")
    second = say(pair[::-1], planner, Verdict.JOINED, version=1)
    assert (first.pk, second.verdict, second.version) == (second.pk, "joined", 2)
    assert (second.first, second.second) == tuple(sorted(pair, key=lambda t: t.pk))
    assert LogEntry.objects.filter(verb="strategy.relation.judged").count() == 2
    assert log.verify(scoped) == []


def test_old_version_and_a_measure_itself_are_refused(pair, planner):
    say(pair, planner, Verdict.SAME)
    with pytest.raises(ChangedMeanwhileError):
        say(pair, planner, Verdict.DIFFERENT)
    with pytest.raises(RelationError):
        say((pair[0], pair[0]), planner, Verdict.SAME)
    assert MeasureRelation.objects.get().verdict == "same"


def test_different_never_comes_back_until_it_is_taken_back(scoped, pair, planner):
    both = tuple(sorted(t.pk for t in pair))
    assert both in suggested(scoped)
    say(pair, planner, Verdict.DIFFERENT)
    assert both not in suggested(scoped)
    assert [a.relation.verdict for a in similar.alike(scoped, state=similar.DIFFERENT)] == ["different"]
    assert similar.alike_one(scoped, pair[0].short_id)[1] == [] or both not in [
        (a.first.thread, a.second.thread) for a in similar.alike_one(scoped, pair[0].short_id)[1]
    ]
    say(pair, planner, None, version=1)
    assert both in suggested(scoped)


def test_suggestions_know_what_has_changed(scoped, pair):
    found = {(a.first.thread, a.second.thread): a for a in similar.alike(scoped)}
    entry = found[tuple(sorted(t.pk for t in pair))]
    assert "Hitzetelefon" in next(r.values for r in entry.pair.reasons if r.kind == "words")
    changed = Measure.objects.get(thread=pair[1], edition__concept__slug="inklusionskonzept")
    changed.text, changed.version = "Bäume werden gepflanzt.", changed.version + 1
    changed.save()
    assert tuple(sorted(t.pk for t in pair)) not in suggested(scoped)


def test_filters_ask_for_a_concept_or_an_office_on_either_side(scoped, pair):
    everything = similar.alike(scoped)
    assert len(similar.alike(scoped, concept="inklusionskonzept")) == len(everything)
    assert similar.alike(scoped, concept="gibt-es-nicht") == []
    led = similar.alike(scoped, office="dezernat-soziales")
    assert all("dezernat-soziales" in dict(a.first.offices) | dict(a.second.offices) for a in led)


def test_public_page_names_joined_measures_and_no_drafts_and_no_note(scoped, client, pair, planner):
    say(pair, planner, Verdict.JOINED, note="INTERN")
    draft = build_edition(
        scoped,
        concept="Entwurf",
        fields=1,
        measures=1,
        published=False,
        state="draft",
        plant="Geheim",
        references=False,
    )
    hidden = Measure.objects.select_related("thread").get(edition=draft).thread
    say((pair[0], hidden), planner, Verdict.SAME)
    page = client.get(f"/pruefstadt/massnahmen/{pair[0].short_id}/").text
    assert f"/pruefstadt/massnahmen/{pair[1].short_id}/" in page
    assert ("INTERN" in page, "Geheim" in page, hidden.short_id in page) == (False, False, False)
    other = client.get(f"/pruefstadt/massnahmen/{pair[1].short_id}/").text
    assert f"/pruefstadt/massnahmen/{pair[0].short_id}/" in other
    client.force_login(planner)
    assert hidden.short_id in client.get(f"/pruefstadt/massnahmen/{pair[0].short_id}/").text


def test_planner_judges_on_the_page_and_a_conflict_saves_nothing(client, pair, planner):
    client.force_login(planner)
    address = f"/pruefstadt/arbeit/aehnliche/{pair[0].short_id}/{pair[1].short_id}/"
    assert client.get(address).context["form"]["version"].value() == 0
    assert client.post(address, {"version": 0, "verdict": "same", "note": ""}).status_code == 302
    late = client.post(address, {"version": 0, "verdict": "different", "note": ""})
    assert late.context["form"].non_field_errors() == [str(ChangedMeanwhileError())]
    assert MeasureRelation.objects.get().verdict == "same"
    assert client.post(address, {"version": 1, "what": "withdraw", "note": ""}).status_code == 302
    assert MeasureRelation.objects.count() == 0


def test_office_judges_its_own_measures_only(client, pair, office, outsider):
    Measure.objects.get(thread=pair[1]).responsibilities.all().delete()
    address = f"/pruefstadt/arbeit/aehnliche/{pair[0].short_id}/{pair[1].short_id}/"
    client.force_login(outsider)
    assert client.post(address, {"version": 0, "verdict": "same", "note": ""}).status_code == 403
    client.force_login(office)
    assert client.post(address, {"version": 0, "verdict": "same", "note": ""}).status_code == 302


def test_htmx_gets_the_piece_and_others_the_page(client, pair, planner):
    client.force_login(planner)
    address = f"/pruefstadt/arbeit/aehnliche/{pair[0].short_id}/"
    assert "<h1>" in client.get(address).text
    piece = client.get(address, headers={"HX-Request": "true"}).text
    assert ("<h1>" in piece, pair[1].short_id in piece) == (False, True)


def test_list_takes_the_same_queries_for_few_and_many_pairs(scoped, client, planner, django_assert_num_queries):
    client.force_login(planner)
    for number, size in enumerate((3, 40)):
        build_edition(scoped, concept=f"A{number}", measures=size, references=False)
        build_edition(scoped, concept=f"B{number}", measures=size, references=False)
        client.get("/pruefstadt/arbeit/aehnliche/")
        with django_assert_num_queries(12):
            client.get("/pruefstadt/arbeit/aehnliche/?seite=1")
