# SPDX-License-Identifier: EUPL-1.2
"""What a person says about two entries: obeyed, remembered, on the log, to be taken back."""

import pytest

from leitziel.core import undo
from leitziel.core.access import Access, Refused
from leitziel.core.actions.comments import add_comment
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.log import verify
from leitziel.core.models import LogEntry
from leitziel.strategy.actions.editing.splitting import merge_measures, split_measure
from leitziel.strategy.actions.editing.structure import Editing
from leitziel.strategy.actions.lineage.settle import LineageError, Verdict, settle
from leitziel.strategy.models import Measure, MeasureComment, MeasureThread, ThreadLink
from leitziel.strategy.queries.lineage.changes import changes_between
from leitziel.strategy.queries.lineage.review import review_of
from leitziel.strategy.queries.merged import leads_on_to


def say(planner, edition, *verdicts, version=None):
    return settle(actor=planner, edition=edition, version=version, verdicts=list(verdicts))


def suggested(edition):
    return {(s.what, s.pair.old.id, s.pair.new.id) for s in review_of(edition).suggestions}


def kinds(municipality, old, new):
    found = changes_between(Access(None, municipality), old, new)
    return {c.main.heading[:20]: [str(k) for k in c.kinds] for c in found.entries("measure")}


def test_joined_measure_goes_on_the_old_thread_with_what_was_said_of_it(municipality, planner, old, new, of):
    before, after = of(old, "Das Hitzetelefon"), of(new, "Gesundheitslotsen")
    own = after.thread
    add_comment(model=MeasureComment, thread=own, text="Wichtig", municipality=municipality, actor=planner)
    say(planner, new, Verdict("same", "measure", before.pk, after.pk))
    after.refresh_from_db()
    assert after.thread_id == before.thread_id
    assert list(MeasureComment.objects.values_list("thread", flat=True)) == [before.thread_id]
    own.refresh_from_db()
    assert own.merged_into_id == before.thread_id
    assert leads_on_to(Access(None, municipality), own.short_id) == before.thread.short_id
    assert kinds(municipality, old, new)["Gesundheitslotsen er"] == ["reworded"]
    assert verify(municipality) == []
    assert LogEntry.objects.filter(verb="strategy.edition.lineage_settled").count() == 1


def test_step_can_be_taken_back(municipality, planner, old, new, of):
    before, after = of(old, "Das Hitzetelefon"), of(new, "Gesundheitslotsen")
    add_comment(model=MeasureComment, thread=after.thread, text="Wichtig", municipality=municipality, actor=planner)
    images = _everything()
    step = say(
        planner,
        new,
        Verdict("same", "measure", before.pk, after.pk),
        Verdict("merged", "measure", of(old, "Nachbarschaft").pk, of(new, "Stromspar").pk),
        Verdict("apart", "measure", of(old, "Die Wohnberatung").pk, of(new, "Die Wohnberatung").pk),
        Verdict("dropped", "measure", of(old, "Ein mobiler").pk),
    )
    assert _everything() != images
    undo.take_back(actor=planner, step_=step)
    assert _everything() == images


def _everything():
    return (
        sorted(Measure.objects.values_list("pk", "thread")),
        sorted(MeasureThread.objects.values_list("pk", "merged_into")),
        sorted(ThreadLink.objects.values_list("pk", "kind", "old_measure", "new_measure")),
        sorted(MeasureComment.objects.values_list("pk", "thread")),
    )


def test_measure_taken_apart_begins_a_thread_and_is_not_suggested_again(municipality, planner, old, new, of):
    before, after = of(old, "Die Wohnberatung"), of(new, "Die Wohnberatung")
    assert before.thread_id == after.thread_id
    say(planner, new, Verdict("apart", "measure", before.pk, after.pk))
    after.refresh_from_db()
    assert after.thread_id != before.thread_id
    found = changes_between(Access(None, municipality), old, new)
    about = [(str(c.kinds[0]), c.main.id) for c in found.entries("measure") if c.main.heading.startswith("Die Wohnb")]
    assert sorted(about) == [("dropped", before.pk), ("new", after.pk)]
    assert ("same", before.pk, after.pk) not in suggested(new)
    assert leads_on_to(Access(None, municipality), before.thread.short_id) is None


def test_suggestion_that_was_denied_does_not_come_again_until_it_is_opened(planner, old, new, of):
    before, after = of(old, "Die Wohnberatung"), of(new, "Die Wohnberatung")
    say(planner, new, Verdict("apart", "measure", before.pk, after.pk))
    say(planner, new, Verdict("open", "measure", before.pk, after.pk))
    assert ("same", before.pk, after.pk) in suggested(new)
    say(planner, new, Verdict("different", "measure", before.pk, after.pk))
    assert ("same", before.pk, after.pk) not in suggested(new)


def test_part_and_merger_are_linked_and_the_merged_address_leads_on(municipality, planner, old, new, of):
    whole, gone, kept = of(old, "Das Hitzetelefon"), of(old, "Nachbarschaft"), of(new, "Stromspar")
    part = of(new, "Gesundheitslotsen")
    say(planner, new, Verdict("part", "measure", whole.pk, part.pk), Verdict("merged", "measure", gone.pk, kept.pk))
    found = kinds(municipality, old, new)
    assert (found["Gesundheitslotsen er"], found["Stromsparhelfer bera"]) == (["split"], ["merged"])
    access = Access(None, municipality)
    assert leads_on_to(access, gone.thread.short_id) == kept.thread.short_id
    assert MeasureThread.objects.get(pk=gone.thread_id).merged_into_id == kept.thread_id
    say(planner, new, Verdict("different", "measure", gone.pk, kept.pk))
    assert MeasureThread.objects.get(pk=gone.thread_id).merged_into_id is None
    assert kinds(municipality, old, new)["Stromsparhelfer bera"] == ["new"]


def test_goal_is_joined_and_taken_apart(planner, old, new, of):
    before, after = of(old, "Hilfe", goals=True), of(new, "Hilfe", goals=True)
    say(planner, new, Verdict("apart", "goal", before.pk, after.pk))
    after.refresh_from_db()
    own = after.thread
    assert own.pk != before.thread_id
    say(planner, new, Verdict("same", "goal", before.pk, after.pk))
    after.refresh_from_db()
    own.refresh_from_db()
    assert (after.thread_id, own.merged_into_id) == (before.thread_id, before.thread_id)


def test_confirmed_new_and_dropped_are_remembered(planner, old, new, of):
    added, gone = of(new, "Stromspar"), of(old, "Ein mobiler")
    say(planner, new, Verdict("new", "measure", None, added.pk), Verdict("dropped", "measure", gone.pk))
    review = review_of(new)
    assert {lone.side.id for lone in review.added if lone.decided} == {added.pk}
    assert {lone.side.id for lone in review.dropped if lone.decided} == {gone.pk}
    say(planner, new, Verdict("part", "measure", gone.pk, added.pk))  # a later word counts
    assert set(ThreadLink.objects.filter(edition=new).exclude(kind="same").values_list("kind", flat=True)) == {"part"}


def test_thread_that_goes_on_already_is_refused_with_a_reason(planner, old, new, of):
    with pytest.raises(LineageError, match="wird schon durch"):
        say(planner, new, Verdict("same", "measure", of(old, "Die Wohnberatung").pk, of(new, "Stromspar").pk))


def test_nothing_is_written_where_one_of_several_verdicts_cannot_be(planner, old, new, of):
    images = _everything()
    with pytest.raises(LineageError):
        say(
            planner,
            new,
            Verdict("new", "measure", None, of(new, "Stromspar").pk),
            Verdict("same", "measure", of(old, "Die Wohnberatung").pk, of(new, "Stromspar").pk),
        )
    assert _everything() == images


@pytest.mark.parametrize(
    "verdict",
    [
        Verdict("same", "measure", 999_999, 999_998),
        Verdict("same", "measure", None, None),
        Verdict("new", "measure", 999_999, None),
    ],
)
def test_entry_that_is_not_there_is_refused(planner, new, verdict):
    with pytest.raises(LineageError):
        say(planner, new, verdict)


def test_somebody_who_was_faster_is_not_overwritten(planner, old, new, of):
    seen = new.version
    added = of(new, "Stromspar")
    say(planner, new, Verdict("new", "measure", None, added.pk), version=seen)
    with pytest.raises(ChangedMeanwhileError):
        say(planner, new, Verdict("new", "measure", None, of(new, "Gesundheitslotsen").pk), version=seen)


def test_office_may_not_settle(make_user, municipality, old, new, of):
    office = make_user(municipality, "office")
    with pytest.raises(Refused):
        say(office, new, Verdict("new", "measure", None, of(new, "Stromspar").pk))


def test_first_edition_has_nothing_to_settle(planner, old, of):
    with pytest.raises(LineageError):
        say(planner, old, Verdict("new", "measure", None, of(old, "Ein mobiler").pk))


def test_split_and_merge_in_the_editor_are_told_as_such(municipality, planner, old, new, of):
    who = Editing(actor=planner, edition=new, version=None, reason="Nachtrag")
    split_measure(who, measure=of(new, "Die Pflege"), seen=None, parts=["Die Pflegeberatung ruft an.", "Sie besucht."])
    merge_measures(
        Editing(actor=planner, edition=new, version=None, reason="Nachtrag"),
        keep=of(new, "Die Wohnberatung"),
        others=[of(new, "Ein Verzeichnis")],
    )
    found = kinds(municipality, old, new)
    assert found["Die Pflegeberatung r"] == ["split"]
    assert found["Die Wohnberatung öff"] == ["merged"]
    threads = {s.pair.old.thread_id for s in review_of(new).suggestions}
    assert threads.isdisjoint({of(old, "Die Pflege").thread_id, of(old, "Ein Verzeichnis").thread_id})
