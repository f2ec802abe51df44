# SPDX-License-Identifier: EUPL-1.2
"""Lines about logging in, refusals and limits: what happened, never to whom (decision: log lines name nobody)."""

from __future__ import annotations

import logging
from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as factors
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import Signal

log = logging.getLogger("leitziel.security")

TOLD: dict[str, Signal] = {
    "logged in": user_logged_in,
    "logged out": user_logged_out,
    "log-in failed": user_login_failed,
    "password changed": account.password_changed,
    "password reset": account.password_reset,
    "password set": account.password_set,
    "second factor added": factors.authenticator_added,
    "second factor removed": factors.authenticator_removed,
    "second factor reset": factors.authenticator_reset,
}


def connect() -> None:
    """Called once at start-up."""
    for event, signal in TOLD.items():
        signal.connect(_teller(event), weak=False, dispatch_uid=f"leitziel.core.observing.{event}")


def _teller(event: str) -> Any:
    level = logging.WARNING if event == "log-in failed" else logging.INFO

    def tell(sender: Any, **_kwargs: Any) -> None:  # noqa: ARG001 - Django's
        log.log(level, event)

    return tell


def tell(event: str, **fields: Any) -> None:
    """A line about something that was refused; the fields are those that log lines may carry."""
    log.warning(event, extra=fields)
