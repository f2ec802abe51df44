# SPDX-License-Identifier: EUPL-1.2
"""Two municipalities that are alike: what the matrix walks through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, get_resolver
from django.utils import timezone
from django_scopes import scope

from leitziel.core.models import Deputy, Membership, Municipality, OperatorSession, User
from leitziel.strategy.actions.imports import stage_import
from leitziel.strategy.models import ActionField, Goal, Measure, PlanImport
from tests.house.tables import MODULES
from tests.strategy.builders import build_edition

DOCUMENT = """Handlungsfeld Teilhabe

Ziel 1: Alle nehmen teil.

Maßnahme 1: Die Stadt lädt ein.

Verantwortung: FD Soziales

Termin: fortlaufend

Maßnahme 2: Die Stadt hört zu.

Verantwortung: FD Soziales

Termin: bis 2027
"""


@dataclass
class Tenant:
    """A municipality with a published and a draft edition, an import in review, and one person a role; `word` stands
    in all that is public of it, its upper case in all that is internal."""

    municipality: Municipality
    word: str
    people: dict[str, User] = field(default_factory=dict)
    published: dict[str, Any] = field(default_factory=dict)
    draft: dict[str, Any] = field(default_factory=dict)


def build_tenant(municipality: Municipality, make_user: Any, word: str) -> Tenant:
    tenant = Tenant(municipality, word)
    for role in Membership.Role.values:
        tenant.people[role] = make_user(municipality, role)
    tenant.people |= special_people(municipality, make_user, tenant.people)
    published = build_edition(municipality, measures=6, fields=2, goals_per_field=1, plant=word)
    draft = build_edition(
        municipality, concept="Entwurfskonzept", measures=6, fields=2, goals_per_field=1, published=False, state="draft",
        plant=f"{word}entwurf",
    )  # fmt: skip
    with scope(municipality=municipality):
        tenant.published = arguments(published)
        tenant.draft = arguments(draft)
        staged = stage_import(
            municipality=municipality,
            actor=tenant.people["planning"],
            data=DOCUMENT.encode(),
            name="entwurf.txt",
            concept_title="Teilhabe",
            edition_label="2027",
            run="now",
        )
    tenant.published |= import_arguments(staged)
    tenant.draft |= import_arguments(staged)
    for module in MODULES:
        if plant := getattr(module, "plant", None):
            with scope(municipality=municipality):
                plant(tenant)
    return tenant


def special_people(municipality: Municipality, make_user: Any, people: dict[str, User]) -> dict[str, User]:
    """Who is more, or less, than a role: see `tests.house.tables.groups`."""
    now, today = timezone.now(), timezone.localdate()
    operators = [
        User.objects.create_user(
            email=f"betrieb-{n}@{municipality.slug}.example", name=f"Betrieb {n}", password="geheim-geheim"
        )
        for n in (1, 2)
    ]
    User.objects.filter(pk__in=[o.pk for o in operators]).update(is_operator=True)
    deputy, ended, deactivated = (make_user(municipality, role) for role in ("reader", "planning", "planning"))
    User.objects.filter(pk=deactivated.pk).update(is_active=False)
    day = dt.timedelta(days=1)
    with scope(municipality=municipality):
        Membership.objects.filter(user=ended).update(valid_to=today - day)
        OperatorSession(
            municipality=municipality,
            operator=operators[1],
            reason="Hilfe bei der Einrichtung",
            started_at=now,
            ends_at=now + dt.timedelta(hours=1),
        ).save()
        Deputy(
            municipality=municipality,
            person=people["planning"],
            deputy=deputy,
            valid_from=today,
            valid_to=today + day,
        ).save()
    return {
        "operator": operators[0],
        "operator_in_session": operators[1],
        "deputy": deputy,
        "ended": ended,
        "deactivated": deactivated,
    }


def arguments(edition: Any) -> dict[str, Any]:
    """What the addresses of an edition need, by the name of the address and of its part."""
    measure = Measure.objects.filter(edition=edition).first()
    goal = Goal.objects.filter(edition=edition).first()
    office = measure.responsibilities.exclude(organisation=None).first()
    area = measure.areas.first()
    papers = [p for r in edition.references.all() for p in r.council_papers.all()]
    return {
        "slug": edition.concept.slug,
        "label": edition.label,
        "field.short_id": ActionField.objects.filter(edition=edition).first().short_id,
        "goal.short_id": goal.thread.short_id,
        "goal-edition.short_id": goal.thread.short_id,
        "short_id": measure.thread.short_id,
        "vocabulary-term.pk": measure.target_groups.first().pk,
        "office.slug": office.organisation.slug if office else None,
        "area.slug": area.slug if area else None,
        "paper.slug": papers[0].slug if papers else None,
        "paper-edit.slug": papers[0].slug if papers else None,
    }


def import_arguments(staged: PlanImport) -> dict[str, Any]:
    assert staged.state == "review", staged.message
    return {
        "pk": staged.pk,
        "node": staged.plan["fields"][0]["goals"][0]["measures"][0]["id"],
        "start": staged.plan["unassigned"][0]["span"][0] if staged.plan["unassigned"] else 0,
    }


def patterns() -> dict[str, tuple[URLPattern, tuple[str, ...]]]:
    """All addresses of ours by name, with the names of their parts."""
    found: dict[str, tuple[URLPattern, tuple[str, ...]]] = {}

    def walk(items: Any, above: tuple[str, ...]) -> None:
        for item in items:
            parts = (*above, *item.pattern.converters)
            if isinstance(item, URLPattern):
                assert item.name, f"an address without a name: {item.pattern}"
                assert item.name not in found, f"two addresses are called {item.name}"
                found[item.name] = (item, parts)
            else:
                walk(item.url_patterns, parts)

    walk(get_resolver().url_patterns, ())
    return found
