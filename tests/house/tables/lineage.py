# SPDX-License-Identifier: EUPL-1.2
"""From edition to edition, in the matrix."""

from django.utils import timezone

from leitziel.strategy.models import ActionField, Edition, Goal, GoalThread, Measure, MeasureThread, ThreadLink

ADDRESSES = {
    "edition-changes": "strategy.view_public",
    "edition-changes-since": "strategy.view_public",
    "edition-draft": "strategy.edit_plan",
    "edition-lineage": "strategy.edit_plan",
    "entry-lineage": "strategy.edit_plan",
}
SHOWS_EDITION = {"edition-changes", "edition-changes-since"}


def plant(tenant):
    """An edition before each of the two, public before the public one and a draft before the draft; a measure of it went
    into one of the later edition."""
    for values, word, published in (
        (tenant.published, tenant.word, True),
        (tenant.draft, f"{tenant.word}entwurf", False),
    ):
        measure = Measure.objects.select_related("edition__concept", "thread").get(thread__short_id=values["short_id"])
        earlier = _earlier(tenant, measure, word, published)
        values |= {
            "edition-changes-since.old": earlier.label,
            "entry-lineage.kind": "massnahme",
            "entry-lineage.pk": measure.pk,
        }


def _earlier(tenant, measure, word, published):
    """A small edition before that of a measure, with one that went into it."""
    about = {"municipality": tenant.municipality}
    edition = Edition(
        concept=measure.edition.concept,
        label="1999",
        state="superseded" if published else "draft",
        published_at=timezone.now() if published else None,
        **about,
    )
    edition.save()
    field = ActionField(edition=edition, position=1, short_id=f"f{edition.pk:05}"[:8], title=f"Feld {word}", **about)
    field.save()
    aim = GoalThread(concept=edition.concept, short_id=f"z{edition.pk:05}"[:8], **about)
    aim.save()
    goal = Goal(edition=edition, thread=aim, field=field, position=1, text=f"Früheres Ziel {word}", **about)
    goal.save()
    gone = MeasureThread(concept=edition.concept, short_id=f"m{edition.pk:05}"[:8], merged_into=measure.thread, **about)
    gone.save()
    Measure(
        edition=edition, thread=gone, field=field, goal=goal, position=1, text=f"Aufgegangen {word}", **about
    ).save()
    ThreadLink(
        edition=measure.edition, kind="merged", old_measure=gone, new_measure=measure.thread, at=timezone.now(), **about
    ).save()
    return edition
