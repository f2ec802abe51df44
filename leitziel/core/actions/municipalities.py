# SPDX-License-Identifier: EUPL-1.2
"""Making a municipality."""

from __future__ import annotations

from django.db import transaction
from django_scopes import scope

from leitziel.core import log
from leitziel.core.models import Municipality
from leitziel.core.text import normalised
from leitziel.core.text import slug as slug_of


@transaction.atomic
def add_municipality(
    *, name: str, ags: str, kind: str, slug: str | None = None, host_name: str | None = None
) -> Municipality:
    """Make an empty municipality. Raises ValidationError for a key, an address part or a host name that cannot be."""
    made = Municipality(
        name=normalised(name).strip(),
        ags=ags.strip(),
        kind=kind,
        slug=slug or slug_of(name, 50),
        host_name=host_name or None,
    )
    made.full_clean()
    made.save()
    with scope(municipality=made):
        log.record(actor=None, verb="core.municipality.created", target=made, municipality=made)
    return made
