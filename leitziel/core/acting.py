# SPDX-License-Identifier: EUPL-1.2
"""On whose behalf, and in which session of the operator, the person at work acts: what the log adds to an entry.

The middleware says whose access the request works with; the access notes for whom a permission was used that the
person has as a deputy only. Actions need not know about it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from leitziel.core.access import Access
    from leitziel.core.models import Municipality, User

_current: ContextVar[Access | None] = ContextVar("leitziel_access", default=None)


@contextmanager
def acting(access: Access) -> Iterator[None]:
    """Within the block, log entries of the access's person say on whose behalf they were made."""
    token = _current.set(access)
    try:
        yield
    finally:
        _current.reset(token)


def notes(actor: User | None, municipality: Municipality) -> dict[str, Any]:
    """What an entry of `actor` says beside its changes: `on_behalf` (names), `operator_session` (its number)."""
    access = _current.get()
    if access is None or actor is None or access.municipality is None:
        return {}
    if access.user.pk != actor.pk or access.municipality.pk != municipality.pk:
        return {}
    found: dict[str, Any] = {}
    if access.on_behalf:
        found["on_behalf"] = sorted(person.name for person in access.on_behalf)
    if access.operator_session is not None:
        found["operator_session"] = access.operator_session.pk
    return found
