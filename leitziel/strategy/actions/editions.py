# SPDX-License-Identifier: EUPL-1.2
"""What may happen to an edition: its facts, its way through the council, its publication."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.bodies.actions import paper_by_number
from leitziel.bodies.models import CouncilPaper
from leitziel.core import log
from leitziel.core.changes import set_fields
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import User
from leitziel.strategy.enums import EDITION_TRANSITIONS, EditionState
from leitziel.strategy.models import Edition

from .plan_pdf import warm_pdf
from .search_index import refresh_search_texts, refresh_search_words


class TransitionError(ValueError):
    """The transition table has no such step; the message is fit for the screen."""


@transaction.atomic
def set_edition_facts(
    *,
    edition: Edition,
    actor: User | None,
    version: int,
    description: str,
    paper_number: str,
    valid_from: date | None,
    valid_to: date | None,
    as_of: date | None,
    site: str = "",
) -> Edition:
    """Set description, dates and council paper (made if there is none of this number; "" for none).

    `site`: scheme and host for the links of the PDF that is made ready (see `actions.plan_pdf`).

    Raises ChangedMeanwhileError if `version` is not the newest.
    """
    current = _locked(edition, version)
    paper = paper_by_number(current.municipality, paper_number, actor)
    values: dict[str, Any] = {
        "description": description,
        "council_paper": paper,
        "valid_from": valid_from,
        "valid_to": valid_to,
        "as_of": as_of,
    }
    changes = set_fields(current, values, _plain)
    if changes:
        _save(current)
        _record(current, actor, "strategy.edition.changed", changes)
        warm_pdf(edition=current, site=site)
    return current


@transaction.atomic
def change_state(*, edition: Edition, actor: User | None, version: int, state: EditionState, site: str = "") -> Edition:
    """Take the edition a step further (or back) in the council.

    When it is adopted, the adopted editions of the same concept before it are superseded in the same step.
    Raises TransitionError for a step the table does not have, ChangedMeanwhileError for an old `version`.
    """
    current = _locked(edition, version)
    old = EditionState(current.state)
    if state not in EDITION_TRANSITIONS[old]:
        raise TransitionError(
            _("An edition that is “%(old)s” cannot become “%(new)s”.") % {"old": old.label, "new": state.label}
        )
    current.state = state
    _save(current)
    superseded = _supersede_others(current) if state is EditionState.ADOPTED else []
    _record(current, actor, "strategy.edition.state_changed", {"state": (old.value, state.value)}, superseded)
    warm_pdf(edition=current, site=site)
    return current


def _supersede_others(adopted: Edition) -> list[dict[str, Any]]:
    """Mark the concept's other adopted editions of an earlier label as superseded; what was done, for the log."""
    others = Edition.objects.select_for_update().filter(concept=adopted.concept_id, state=EditionState.ADOPTED)
    done: list[dict[str, Any]] = []
    for other in others.exclude(pk=adopted.pk).filter(label__lt=adopted.label):
        other.state = EditionState.SUPERSEDED
        _save(other)
        done.append({"edition": other.label, "state": [EditionState.ADOPTED, EditionState.SUPERSEDED]})
    return done


@transaction.atomic
def publish(*, edition: Edition, actor: User | None, version: int, site: str = "") -> Edition:
    """Show the edition to everybody, make it searchable and its PDF ready. Publishing twice changes nothing."""
    current = _locked(edition, version)
    if current.published_at is None:
        current.published_at = timezone.now()
        _save(current)
        refresh_search_texts(current)
        refresh_search_words(current.municipality)
        _record(current, actor, "strategy.edition.published", {"published_at": (None, current.published_at)})
        warm_pdf(edition=current, site=site)
    return current


@transaction.atomic
def unpublish(*, edition: Edition, actor: User | None, version: int) -> Edition:
    """Take the edition back from the public; its words leave the search at once."""
    current = _locked(edition, version)
    if current.published_at is not None:
        before = current.published_at
        current.published_at = None
        _save(current)
        refresh_search_words(current.municipality)
        _record(current, actor, "strategy.edition.unpublished", {"published_at": (before, None)})
    return current


def _locked(edition: Edition, version: int) -> Edition:
    current = (
        Edition.objects.select_for_update(of=("self",)).select_related("concept", "municipality").get(pk=edition.pk)
    )
    if current.version != version:
        raise ChangedMeanwhileError
    return current


def _save(edition: Edition) -> None:
    edition.version += 1
    edition.save()


def _plain(value: Any) -> Any:
    return value.number if isinstance(value, CouncilPaper) else value


def _record(
    edition: Edition,
    actor: User | None,
    verb: str,
    changes: dict[str, tuple[Any, Any]],
    children: list[dict[str, Any]] | None = None,
) -> None:
    log.record(
        actor=actor,
        verb=verb,
        target=edition,
        municipality=edition.municipality,
        changes=changes,
        children=children or [],
    )
