# SPDX-License-Identifier: EUPL-1.2
"""Remembering that two organisations which look alike are two."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from leitziel.core.log import record
from leitziel.core.models import Organisation, OrganisationDistinction, User

from .errors import OrganisationError


@transaction.atomic
def keep_apart(*, first: Organisation, second: Organisation, actor: User | None) -> OrganisationDistinction:
    """Say that two organisations are not one; the pair is not offered again. Saying it twice changes nothing."""
    one, two = sorted((first, second), key=lambda row: row.pk)
    if one.pk == two.pk:
        raise OrganisationError(_("Choose two different organisations."))
    row, made = OrganisationDistinction.objects.get_or_create(
        first=one, second=two, defaults={"municipality": one.municipality}
    )
    if made:
        record(
            actor=actor,
            verb="core.organisation.kept_apart",
            target=one,
            municipality=one.municipality,
            children=[{"organisation": one.pk, "name": one.name}, {"organisation": two.pk, "name": two.name}],
        )
    return row
