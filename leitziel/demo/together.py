# SPDX-License-Identifier: EUPL-1.2
"""What people of the demo city added while working together, through the real actions."""

from __future__ import annotations

from typing import Any

from leitziel.core.actions.comments import add_comment, attach, mark_comment
from leitziel.core.actions.filters import save_filter
from leitziel.core.models import Municipality, SavedFilter, User
from leitziel.core.translations import source_digest
from leitziel.demo import city as city_data
from leitziel.strategy.actions.together.crosswalk import link_fields
from leitziel.strategy.actions.together.relations import judge
from leitziel.strategy.actions.together.texts import keep_languages, write_versions
from leitziel.strategy.models import (
    ActionField,
    FieldLink,
    Measure,
    MeasureAttachment,
    MeasureComment,
    MeasureRelation,
    PlanText,
)
from leitziel.strategy.queries.together.crosswalk import fields_of, matrix, public_editions
from leitziel.strategy.queries.visibility import current_editions

LINKS = 5  # the best suggestions become links, so that the crosswalk has something to show


def load_together(municipality: Municipality, planner: User) -> None:
    """Languages and versions, comments, an attachment, verdicts, links of fields, filters."""
    rows = city_data.read("together.toml")
    people = {p.role: User.objects.get(email=p.email) for p in reversed(city_data.city().people)}
    about: dict[str, Any] = {"municipality": municipality}
    keep_languages(actor=planner, codes=rows["languages"], **about)
    for row in rows["texts"]:
        measure = _measure(row["concept"], row["find"])
        for language, text in row["versions"].items():
            seen = {"text": (0, source_digest(measure.text))}
            write_versions(thing=measure, actor=planner, language=language, texts={"text": text}, seen=seen)
        old = f"{measure.text} Die Teilnahme ist freiwillig."  # the wording has been tightened since
        PlanText.objects.filter(measure=measure, language__in=row.get("outdated", [])).update(
            source_text=old, source_digest=source_digest(old)
        )
    for row in rows["comments"]:
        actor, thread = people[row["by"]], _measure(row["concept"], row["find"]).thread
        comment = add_comment(model=MeasureComment, actor=actor, text=row["text"], thread=thread, **about)
        if row.get("resolved"):
            mark_comment(comment=comment, actor=planner, resolved=True)
    for row in rows["attachments"]:
        attach(
            model=MeasureAttachment,
            actor=people["office"],
            name=row["name"],
            data=row["text"].encode(),
            note=row["note"],
            thread=_measure(row["concept"], row["find"]).thread,
            **about,
        )
    for row in rows["verdicts"]:
        judge(
            actor=planner,
            one=_measure(*row["one"]).thread,
            two=_measure(*row["two"]).thread,
            verdict=MeasureRelation.Verdict(row["verdict"]),
            note=row["note"],
            **about,
        )
    for row in rows["filters"]:
        save_filter(
            actor=people[row["by"]],
            list=SavedFilter.List.MEASURES,
            name=row["name"],
            query=row["query"],
            shared=row["shared"],
            **about,
        )
    _crosswalk(municipality, planner)


def _measure(concept: str, words: str) -> Measure:
    """The first measure of a concept's current edition whose title or text holds the words."""
    rows = Measure.objects.filter(edition__in=current_editions(), edition__concept__slug=concept)
    rows = rows.select_related("thread").order_by("position")
    return next(m for m in rows if words in f"{m.title} {m.text}")


def _crosswalk(municipality: Municipality, planner: User) -> None:
    """Link the fields of the two large concepts that look most alike, as a planner would who follows the suggestions."""
    editions = {e.concept.slug: e for e in public_editions()}
    one, two = editions["sozialstrategie"].concept_id, editions["inklusion"].concept_id
    found = matrix(fields_of(editions.values(), with_measures=True), [], one, two, suggest=True)
    best = sorted(found.cells.items(), key=lambda item: -item[1].score)[:LINKS]
    rows = ActionField.objects.select_related("edition").in_bulk()
    for number, ((left, right), _cell) in enumerate(best):
        kind = FieldLink.Kind.SAME if number == 0 else FieldLink.Kind.OVERLAPS
        link_fields(municipality=municipality, actor=planner, one=rows[left], two=rows[right], kind=kind)
