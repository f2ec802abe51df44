# SPDX-License-Identifier: EUPL-1.2
"""Issued PDFs are kept: the same facts give the same bytes, so they are typeset once.

Everybody gets the same document: what the public may read, in the installation's language. Its links are absolute,
because it leaves the site: they begin with the municipality's own host name where it has one, else with the address
under which it was asked for or published. That address is printed, so it is part of the key: a file made under
another address is never handed out.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import override

from leitziel import __version__
from leitziel.core.access import Access
from leitziel.core.models import Municipality
from leitziel.rendering.plan_document import FieldPart, GoalPart, PlanDocument, plan_pdf
from leitziel.strategy.models import Edition

from .plan import plan_document


def site_of(municipality: Municipality, asked: str) -> str:
    """Where the links of a PDF begin, without a slash at the end; `asked`: scheme and host of the request, or ""
    where nobody asked (a command), and then there may be none: ""."""
    if municipality.host_name:
        return f"{'https' if settings.HTTPS else 'http'}://{municipality.host_name}"
    return asked.rstrip("/")


def public_document(edition: Edition, site: str) -> PlanDocument:
    """The edition as everybody may read it, with links that begin with `site`; some 13 queries."""
    slug = edition.municipality.slug
    access = Access(AnonymousUser(), edition.municipality)
    with override(settings.LANGUAGE_CODE):
        return plan_document(edition, access, lambda name, *args: site + reverse(name, args=[slug, *args]))


def digest(document: PlanDocument) -> str:
    """Stands for everything that is printed, and for the version that prints it."""
    return hashlib.sha256(f"{__version__}\n{document!r}".encode()).hexdigest()


def measure_count(document: PlanDocument) -> int:
    """How many measures there are to print."""

    def of_goals(goals: Iterable[GoalPart]) -> int:
        return sum(len(goal.measures) for goal in goals)

    def of_field(field: FieldPart) -> int:
        return len(field.measures) + of_goals(field.goals) + sum(map(of_field, field.fields))

    return len(document.measures) + of_goals(document.goals) + sum(map(of_field, document.fields))


def stored_pdf(document: PlanDocument) -> bytes | None:
    """The PDF of this very document if it was set before; the key tells, so nothing stale can be handed out."""
    try:
        return _path(document).read_bytes()
    except FileNotFoundError:
        return None


def issued_pdf(document: PlanDocument) -> bytes:
    """The PDF of a document, typeset and kept unless it was before.

    The files lie in `LEITZIEL_HOME/cache/plans` and may be deleted at any time.
    """
    data = stored_pdf(document)
    if data is None:
        data = plan_pdf(document)
        path = _path(document)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
        fresh.write_bytes(data)
        fresh.replace(path)
    return data


def _path(document: PlanDocument) -> Path:
    return Path(settings.HOME) / "cache" / "plans" / f"{digest(document)}.pdf"
