# SPDX-License-Identifier: EUPL-1.2
"""Writes of council papers: their facts."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from leitziel.bodies.models import Body, CouncilPaper
from leitziel.bodies.models.paper import paper_slug
from leitziel.core import log
from leitziel.core.changes import set_fields
from leitziel.core.conflicts import expect
from leitziel.core.models import Municipality, User


class NumberTakenError(ValueError):
    """Another council paper has this number."""


@transaction.atomic
def ensure_paper(*, municipality: Municipality, number: str, actor: User | None) -> CouncilPaper:
    """The council paper of this number; made if there is none. Spellings that give one address are one paper."""
    number = " ".join(number.split())
    found = CouncilPaper.objects.filter(slug=paper_slug(number)).first()
    if found is not None:
        return found
    paper = CouncilPaper(municipality=municipality, number=number)
    paper.save()
    log.record(
        actor=actor,
        verb="bodies.paper.created",
        target=paper,
        municipality=municipality,
        changes={"number": (None, number)},
    )
    return paper


def paper_by_number(municipality: Municipality, number: str, actor: User | None) -> CouncilPaper | None:
    """The paper a person named by its number in a form; None where they left it empty."""
    return ensure_paper(municipality=municipality, number=number, actor=actor) if paper_slug(number) else None


@transaction.atomic
def edit_paper(
    *,
    paper: CouncilPaper,
    actor: User | None,
    seen: str,
    number: str,
    title: str,
    decided_on: date | None,
    body: Body | None,
    address: str,
) -> CouncilPaper:
    """Change the facts of a council paper. `seen`: fingerprint of the paper as the person saw it.

    Raises ChangedMeanwhileError, or NumberTakenError if the number is another paper's.
    """
    current = CouncilPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    expect(current, seen)
    number = " ".join(number.split())
    if CouncilPaper.objects.filter(slug=paper_slug(number)).exclude(pk=paper.pk).exists():
        raise NumberTakenError(number)
    values = {"number": number, "title": title, "decided_on": decided_on, "body": body, "address": address}
    changes = set_fields(current, values)
    if changes:
        current.save()
        log.record(
            actor=actor,
            verb="bodies.paper.changed",
            target=current,
            municipality=current.municipality,
            changes=changes,
        )
    return current
