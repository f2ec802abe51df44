# SPDX-License-Identifier: EUPL-1.2
"""Working together, in the matrix."""

from leitziel.core.actions.comments import add_comment, attach
from leitziel.core.actions.filters import save_filter
from leitziel.core.models import Organisation, SavedFilter
from leitziel.core.translations import source_digest
from leitziel.strategy.actions.together.crosswalk import link_fields
from leitziel.strategy.actions.together.relations import judge
from leitziel.strategy.actions.together.texts import keep_languages, write_versions
from leitziel.strategy.models import (
    ActionField,
    FieldLink,
    Goal,
    Measure,
    MeasureAttachment,
    MeasureComment,
    MeasureRelation,
    Responsibility,
)
from tests.house.tables.groups import PLANNERS

STAFF = PLANNERS | {"office"}
WHO = {
    "strategy.view_comments": STAFF | {"provider"},
    "strategy.comment": STAFF | {"provider"},
    "strategy.view_similar": STAFF,
    "strategy.judge_similar": STAFF,
}
ADDRESSES = {
    "crosswalk": "strategy.view_public",
    "crosswalk-cell": "strategy.edit_plan",
    "crosswalk-link": "strategy.edit_plan",
    "crosswalk-work": "strategy.edit_plan",
    "field-language": "strategy.view_public",
    "goal-language": "strategy.view_public",
    "language-edit": "strategy.edit_plan",
    "language-list": "strategy.view_public",
    "language-work": "strategy.edit_plan",
    "languages-work": "strategy.edit_plan",
    "measure-attachment": "strategy.view_comments",
    "measure-comment": "strategy.view_comments",
    "measure-language": "strategy.view_public",
    "measure-talk": "strategy.view_comments",
    "my-measures": "core.view_internal",
    "readability": "core.view_internal",
    "saved-filter": "core.view_internal",
    "saved-filters": "core.view_internal",
    "similar-measures": "strategy.view_similar",
    "similar-of": "strategy.view_similar",
    "similar-pair": "strategy.view_similar",
}
SHOWS_EDITION = {"field-language", "goal-language", "measure-language"}
PLAIN = "de-x-leicht"


def plant(tenant):
    """Comments, an attachment, versions in plain German, a verdict, a link of fields and a filter. What is internal says
    the word in upper case; the draft's versions say the draft's word."""
    actor, loud = tenant.people["planning"], tenant.word.upper()
    about = {"municipality": tenant.municipality, "actor": actor}
    public = Measure.objects.get(thread__short_id=tenant.published["short_id"])
    draft = Measure.objects.get(thread__short_id=tenant.draft["short_id"])
    for place, role in enumerate(("office", "provider"), start=10):
        organisation = Organisation.objects.get(memberships__user=tenant.people[role], memberships__role=role)
        Responsibility(
            municipality=tenant.municipality,
            measure=public,
            organisation=organisation,
            name=organisation.name,
            role="partner",
            position=place,
        ).save()
    comment = add_comment(model=MeasureComment, thread=public.thread, text=f"{loud}: intern", **about)
    kept = attach(
        model=MeasureAttachment, thread=public.thread, name=f"{loud}.txt", data=loud.encode(), note=loud, **about
    )
    keep_languages(codes=[PLAIN], **about)
    for values, word in ((tenant.published, tenant.word), (tenant.draft, f"{tenant.word}entwurf")):
        measure = public if values is tenant.published else draft
        goal, field = Goal.objects.get(pk=measure.goal_id), ActionField.objects.get(pk=measure.goal.field_id)
        for thing, name in ((measure, "text"), (goal, "text"), (field, "title")):
            seen = {name: (0, source_digest(getattr(thing, name)))}
            write_versions(thing=thing, actor=actor, language=PLAIN, texts={name: f"Einfach: {word}"}, seen=seen)
        values |= {
            "language": PLAIN,
            "goal-language.short_id": goal.thread.short_id,
            "field-language.short_id": field.short_id,
        }
    judge(one=public.thread, two=draft.thread, verdict=MeasureRelation.Verdict.SAME, note=loud, **about)
    fields = [ActionField.objects.select_related("edition").get(pk=m.goal.field_id) for m in (public, draft)]
    link = link_fields(one=fields[0], two=fields[1], kind=FieldLink.Kind.SAME, note=loud, **about)
    saved = save_filter(list=SavedFilter.List.MEASURES, name=loud, query="q=x", shared=True, **about)
    tenant.published |= {
        "measure-comment.pk": comment.pk,
        "measure-attachment.pk": kept.pk,
        "language-edit.kind": "measure",
        "language-edit.pk": public.pk,
        "similar-pair.one": public.thread.short_id,
        "similar-pair.two": draft.thread.short_id,
        "crosswalk-cell.one": fields[0].short_id,
        "crosswalk-cell.two": fields[1].short_id,
        "crosswalk-link.pk": link.pk,
        "saved-filter.pk": saved.pk,
    }
