# SPDX-License-Identifier: EUPL-1.2
"""The next edition as a draft of the last one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from leitziel.core.access import Access, Refused
from leitziel.core.log import verify
from leitziel.core.models import LogEntry
from leitziel.core.translations import source_digest
from leitziel.strategy.actions.lineage.draft import DraftError, draft_next_edition
from leitziel.strategy.actions.together.texts import keep_languages, write_versions
from leitziel.strategy.exchange.export.plan_json import plan_of_edition
from leitziel.strategy.models import Citation, Edition, Goal, Measure, PlanText, Reference
from leitziel.strategy.queries.lineage.changes import changes_between
from leitziel.strategy.queries.lineage.review import review_of
from leitziel.strategy.queries.lineage.values import ChangeKind
from tests.strategy.builders import build_edition

pytestmark = pytest.mark.usefixtures("scoped")
PLAIN = "de-x-leicht"


@pytest.fixture
def source(municipality):
    return build_edition(municipality, measures=12, fields=4, goals_per_field=2)


def rows(edition):
    """Everything of an edition without its keys."""
    measures = Measure.objects.filter(edition=edition).order_by("position")
    return {
        "fields": list(edition.fields.values_list("position", "number", "title", "parent__position", "guiding_idea")),
        "goals": list(Goal.objects.filter(edition=edition).values_list("position", "thread", "text", "field__position")),
        "measures": list(
            measures.values_list(
                "position", "thread", "number", "title", "text", "focus", "attributes", "deadline_last_day",
                "goal__position", "field__position", "search_text", "notes",
            )
        ),
        "offices": list(measures.values_list("position", "responsibilities__name", "responsibilities__organisation")),
        "examples": list(measures.values_list("position", "example_links__example", "example_links__position")),
        "terms": sorted(measures.values_list("position", "target_groups", "objectives", "areas"), key=str),
        "references": list(Reference.objects.filter(edition=edition).values_list("position", "mark", "text", "concept")),
        "papers": sorted(Reference.objects.filter(edition=edition).values_list("position", "council_papers"), key=str),
        "citations": sorted(
            Citation.objects.filter(reference__edition=edition).values_list(
                "reference__position", "field__position", "goal__position", "measure__position", "at"
            ),
            key=str,
        ),
    }  # fmt: skip


def test_draft_holds_everything_on_the_same_threads(municipality, planner, source):
    draft = draft_next_edition(actor=planner, edition=source, label="2028")
    assert rows(draft) == rows(source)
    assert (draft.state, draft.published_at, draft.council_paper, draft.source_file) == ("draft", None, None, None)
    assert (draft.valid_from, draft.valid_to, draft.as_of) == (None, None, None)
    assert draft.description == source.description
    short_ids = list(draft.fields.values_list("short_id", flat=True))
    assert set(short_ids).isdisjoint(source.fields.values_list("short_id", flat=True))
    assert LogEntry.objects.filter(verb="strategy.edition.drafted").count() == 1
    assert verify(municipality) == []


def test_nothing_has_changed_and_nothing_is_asked(municipality, planner, source):
    draft = draft_next_edition(actor=planner, edition=source, label="2028")
    changes = changes_between(Access(planner, municipality), source, draft)
    assert {kind for c in changes.entries() for kind in c.kinds} == {ChangeKind.SAME}
    review = review_of(draft)
    assert (review.suggestions, review.added, review.dropped) == ((), (), ())


def test_language_versions_go_along_and_count_as_up_to_date(municipality, planner, source):
    keep_languages(codes=[PLAIN], municipality=municipality, actor=planner)
    measure = Measure.objects.filter(edition=source).first()
    seen = {"text": (0, source_digest(measure.text))}
    write_versions(thing=measure, actor=planner, language=PLAIN, texts={"text": "Einfach."}, seen=seen)
    draft = draft_next_edition(actor=planner, edition=source, label="2028")
    (copied,) = PlanText.objects.filter(measure__edition=draft)
    assert (copied.text, copied.measure.thread_id) == ("Einfach.", measure.thread_id)
    assert copied.source_digest == source_digest(copied.measure.text)


def test_copy_reads_as_the_source_does_in_the_exchange_format(planner, source):
    draft = draft_next_edition(actor=planner, edition=source, label="2028")
    assert plan_of_edition(draft)["fields"] == plan_of_edition(source)["fields"]


@pytest.mark.parametrize("label", ["", "2024", "2020", "zwei tausend", "x" * 41, "2028/29"])
def test_name_that_cannot_be_is_refused_and_nothing_is_made(planner, source, label):
    with pytest.raises(DraftError):
        draft_next_edition(actor=planner, edition=source, label=label)
    assert Edition.objects.count() == 1


def test_office_may_not_draft(make_user, municipality, source):
    with pytest.raises(Refused):
        draft_next_edition(actor=make_user(municipality, "office"), edition=source, label="2028")


@pytest.mark.parametrize("measures", [8, 200])
def test_reads_are_constant_in_number(municipality, measures):
    source = build_edition(municipality, measures=measures, fields=4, goals_per_field=2)
    with CaptureQueriesContext(
        connection,
    ) as found:
        draft_next_edition(actor=None, edition=source, label="2028")
    reads = [q["sql"] for q in found.captured_queries if q["sql"].startswith("SELECT")]
    assert len(reads) == READS


READS = 17
