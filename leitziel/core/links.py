# SPDX-License-Identifier: EUPL-1.2
"""Signed links: they say what they are for, to whom they were given, and when they end.

A link opens one purpose only (its salt), in one municipality only, and only until its end. A link that may be used
once, or not after its thing has changed, carries a `state` of that thing; whoever opens it compares.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core.models import Municipality
from leitziel.core.observing.events import tell


class LinkError(Exception):
    """The link does not open anything; the message says why, fit for the screen, and gives nothing away."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a valid link says: `subject` names the thing (or the person), `state` what it was when the link was made."""

    purpose: str
    municipality: int
    subject: str
    state: str
    ends: dt.datetime


def make_link(*, purpose: str, municipality: Municipality, subject: Any, valid: dt.timedelta, state: Any = "") -> str:
    """A token fit for an address. `purpose` is "<room>.<what>"; `valid` counts from now."""
    ends = timezone.now() + valid
    payload = [municipality.pk, str(subject), str(state), int(ends.timestamp())]
    return signing.dumps(payload, salt=_salt(purpose), compress=False)


def read_link(*, purpose: str, municipality: Municipality, token: str) -> Link:
    """What the token says. Raises LinkError when it is not ours, for another purpose or municipality, or over."""
    try:
        tenant, subject, state, ends = signing.loads(token, salt=_salt(purpose))
    except (signing.BadSignature, ValueError, TypeError):
        tell("link refused", purpose=purpose)
        raise LinkError(_("This link is not valid. Please copy the whole address, or ask for a new link.")) from None
    if tenant != municipality.pk:
        tell("link refused", purpose=purpose)
        raise LinkError(_("This link is not valid. Please copy the whole address, or ask for a new link."))
    end = dt.datetime.fromtimestamp(ends, tz=dt.UTC)
    if end <= timezone.now():
        raise LinkError(_("This link is over. Please ask for a new one."))
    return Link(purpose, tenant, subject, state, end)


def _salt(purpose: str) -> str:
    return f"leitziel.link.{purpose}"
