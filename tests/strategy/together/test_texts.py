# SPDX-License-Identifier: EUPL-1.2
"""Language versions: their state, writing them, what readers get."""

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import KeptLanguage
from leitziel.core.translations import State, changes, source_digest, state_of
from leitziel.strategy.actions.together.texts import TextError, carry_over, keep_languages, write_versions
from leitziel.strategy.models import ActionField, Goal, Measure, PlanText
from leitziel.strategy.queries.together import texts as queries
from tests.strategy.builders import build_edition

PLAIN, ARABIC = "de-x-leicht", "ar"


@dataclass
class Made:
    text: str
    source_digest: str


words = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=30)
filled = words.filter(lambda t: t.strip())


@given(filled, filled)
def test_version_made_from_this_source_is_current(source, text):
    assert state_of(source, Made(text, source_digest(source))) == State.CURRENT


@given(filled, filled, filled)
def test_version_is_outdated_exactly_when_the_words_differ(before, after, text):
    same = source_digest(before) == source_digest(after)
    assert state_of(after, Made(text, source_digest(before))) == (State.CURRENT if same else State.OUTDATED)


@given(filled, st.sampled_from(["", " ", "\n\t"]))
def test_blank_version_or_none_is_missing(source, blank):
    assert state_of(source, None) == state_of(source, Made(blank, source_digest(source))) == State.MISSING


@given(st.sampled_from(["", "  ", "\n"]), filled)
def test_blank_source_needs_no_version_and_outdates_one(source, text):
    assert state_of(source, None) == State.CURRENT
    assert state_of(source, Made(text, source_digest("vorher"))) == State.OUTDATED


@given(st.lists(st.text("abä", min_size=1), min_size=1), st.sampled_from([" ", "\n", "  ", "\t\n"]))
def test_wrapping_anew_outdates_nothing(parts, space):
    assert source_digest(" ".join(parts)) == source_digest(space.join(parts))


@given(st.text("ab \n", max_size=40), st.text("ab \n", max_size=40))
def test_changes_hold_both_texts_whole(before, after):
    found = changes(before, after)
    assert "".join(c.text for c in found if c.kind != "new") == before
    assert "".join(c.text for c in found if c.kind != "gone") == after


def seen(thing, *names):
    rows = {r.name: r.version for r in PlanText.objects.filter(language=PLAIN)}
    return {name: (rows.get(name, 0), source_digest(getattr(thing, name))) for name in names}


def write(thing, planner, language=PLAIN, mark=None, **texts):
    marks = {n: (0, source_digest(getattr(thing, n))) for n in texts}
    return write_versions(thing=thing, actor=planner, language=language, texts=texts, seen=mark or marks)


def test_versions_are_written_changed_and_taken_away(scoped, measure, planner):
    assert write(measure, planner, text="Die Stadt hilft.", title="") == 1
    row = PlanText.objects.get()
    assert (row.name, row.source_text, row.version) == ("text", measure.text, 1)
    assert write(measure, planner, mark=seen(measure, "text"), text="Die Stadt hilft.") == 0
    assert write(measure, planner, mark=seen(measure, "text"), text="Die Stadt hilft allen.") == 1
    assert PlanText.objects.get().version == 2
    assert write(measure, planner, mark=seen(measure, "text"), text=" ") == 1
    assert PlanText.objects.count() == 0
    assert log.verify(scoped) == []


def test_version_of_another_or_of_an_older_source_is_refused(measure, planner):
    write(measure, planner, text="Erste")
    with pytest.raises(ChangedMeanwhileError):
        write(measure, planner, text="Zweite")
    mark = seen(measure, "text")
    Measure.objects.filter(pk=measure.pk).update(text="Ganz anders.")
    with pytest.raises(ChangedMeanwhileError):
        write(measure, planner, mark=mark, text="Zweite")
    assert PlanText.objects.get().text == "Erste"


@pytest.mark.parametrize(("language", "part"), [("xx", "text"), (PLAIN, "notes"), ("de", "text")])
def test_unknown_language_or_part_is_refused(measure, planner, language, part):
    with pytest.raises(TextError):
        write_versions(thing=measure, actor=planner, language=language, texts={part: "x"}, seen={part: (0, "")})
    assert PlanText.objects.count() == 0


def test_confirming_an_outdated_version_makes_it_current(measure, planner):
    write(measure, planner, text="Die Stadt hilft.")
    measure.text = "Die Stadt hilft weiter."
    measure.save()
    assert any(p.outdated for p in queries.read_in(measure, PLAIN))
    mark = {"text": (1, source_digest(measure.text))}
    assert write(measure, planner, mark=mark, text="Die Stadt hilft.") == 1
    assert not any(p.outdated for p in queries.read_in(measure, PLAIN))


def test_work_list_counts_states_of_every_kept_language(scoped, edition, measure, planner, django_assert_num_queries):
    keep_languages(municipality=scoped, actor=planner, codes=[PLAIN, ARABIC])
    for name in ("title", "text", "focus"):
        if getattr(measure, name):
            write(measure, planner, **{name: "Version"})
    total = 4 + 2 + 2  # measures, goals, fields
    with django_assert_num_queries(6):
        found = {o.language.code: o.counts for o in queries.overviews()}
    assert found[PLAIN] == {"current": 1, "outdated": 0, "missing": total - 1}
    assert found[ARABIC] == {"current": 0, "outdated": 0, "missing": total}
    Goal.objects.filter(edition=edition).update(text="neu")
    assert {o.language.code: o.counts for o in queries.overviews()} == found


def test_language_left_out_hides_its_texts_and_keeps_them(client, scoped, measure, planner):
    keep_languages(municipality=scoped, actor=planner, codes=[PLAIN])
    write(measure, planner, text="Ganz einfach gesagt.")
    page = f"/pruefstadt/massnahmen/{measure.thread.short_id}/"
    assert f"{page}sprachen/{PLAIN}/" in client.get(page).text
    keep_languages(municipality=scoped, actor=planner, codes=[])
    assert f"{page}sprachen/" not in client.get(page).text
    assert client.get(f"{page}sprachen/{PLAIN}/").status_code == 404
    assert (KeptLanguage.objects.count(), PlanText.objects.count()) == (0, 1)


def test_reader_gets_the_version_with_language_direction_and_warning(client, scoped, measure, planner):
    keep_languages(municipality=scoped, actor=planner, codes=[PLAIN, ARABIC])
    write(measure, planner, language=ARABIC, text="نص")
    address = f"/pruefstadt/massnahmen/{measure.thread.short_id}/sprachen/{ARABIC}/"
    shown = client.get(address)
    assert '<div class="lz-prose" lang="ar" dir="rtl">نص</div>' in shown.text
    assert f'<h1 lang="de" dir="ltr">{measure.title}</h1>' in shown.text  # no Arabic title: German stays
    assert (shown.context["partly"], shown.context["outdated"]) == (True, False)
    assert "Set-Cookie" not in shown.headers
    measure.text = "Anderer Text."
    measure.save()
    assert client.get(address).context["outdated"] is True
    listed = client.get(f"/pruefstadt/sprachen/{ARABIC}/")
    assert [e.short_id for e in listed.context["entries"]] == [measure.thread.short_id]


def test_versions_go_on_into_a_new_edition(scoped, edition, measure, planner):
    field = ActionField.objects.filter(edition=edition).order_by("position").first()
    write(measure, planner, text="Einfach.")
    write(field, planner, title="Wohnen")
    new = build_edition(scoped, label="2028", fields=2, goals_per_field=1, measures=4, continues=edition)
    fresh = Measure.objects.get(edition=new, thread=measure.thread)
    fresh.text = "Neu gefasst."
    fresh.save()
    assert carry_over(edition=new, actor=planner) == 2
    assert carry_over(edition=new, actor=planner) == 0
    states = {e.id: dict(e.states) for e in queries.entries(PLAIN)}
    assert states[fresh.pk]["text"] == State.OUTDATED
    twin = ActionField.objects.get(edition=new, title=field.title)
    assert states[twin.pk]["title"] == State.CURRENT


def test_editor_shows_what_changed_and_refuses_an_old_form(client, scoped, measure, planner):
    client.force_login(planner)
    address = f"/pruefstadt/arbeit/sprachen/{PLAIN}/measure/{measure.pk}/"
    form = client.get(address).context["form"]
    sent = {f"seen_{n}": form[f"seen_{n}"].value() for n in form.parts} | dict.fromkeys(form.parts, "")
    assert client.post(address, sent | {"text": "Die Stadt hilft."}).status_code == 302
    late = client.post(address, sent | {"text": "Zu spät"})
    assert late.context["form"].non_field_errors() == [str(ChangedMeanwhileError())]
    measure.text = measure.text.replace("zweimal", "dreimal")
    measure.save()
    shown = client.get(address).text
    assert "<del>zweimal</del><ins>dreimal</ins>" in shown


def test_readability_beside_the_editor_is_a_piece_for_htmx_and_a_page_without(client, scoped, planner):
    client.force_login(planner)
    sent = {"lesbarkeit": "focus", "focus": "Die Stadt hilft. Sie berät Familien kostenlos.", "version": "3"}
    page = client.post("/pruefstadt/arbeit/lesbarkeit/", sent)
    assert (page.context["result"].counts.words, page.context["elsewhere"]) == (7, True)
    piece = client.post("/pruefstadt/arbeit/lesbarkeit/", sent, headers={"HX-Request": "true"})
    assert ("<h1>" in piece.text, "LIX" in piece.text) == (False, True)
