# SPDX-License-Identifier: EUPL-1.2
"""Under which terms the municipality gives its data."""

from __future__ import annotations

from django.db import transaction

from leitziel.api.models import OpenData
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.log import record
from leitziel.core.models import Municipality, User


@transaction.atomic
def set_terms(
    *, municipality: Municipality, actor: User | None, version: int, licence: str, attribution: str
) -> OpenData:
    """Say under which licence the municipality gives its data. `version` as the person saw it (0: none was set).

    Raises ChangedMeanwhileError if somebody was faster.
    """
    found = OpenData.objects.select_for_update().first()
    if (found.version if found else 0) != version:
        raise ChangedMeanwhileError
    terms = found or OpenData(municipality=municipality, version=0)
    wanted = {"licence": licence, "attribution": attribution.strip()}
    changes = {name: (getattr(terms, name), new) for name, new in wanted.items() if getattr(terms, name) != new}
    if changes or found is None:
        terms.licence, terms.attribution = wanted["licence"], wanted["attribution"]
        terms.version += 1
        terms.save()
        record(actor=actor, verb="api.open_data.changed", target=terms, municipality=municipality, changes=changes)
    return terms
