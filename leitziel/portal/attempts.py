# SPDX-License-Identifier: EUPL-1.2
"""Counting failed log-ins, so that passwords cannot be tried by the thousand.

Counted per account and sender together, and per sender: who knows an address only cannot lock its owner out.
"""

import hashlib

from django.core.cache import cache

MINUTES = 15
PER_ACCOUNT = 5
PER_SENDER = 50


def _keys(email: str, sender: str) -> tuple[tuple[str, int], tuple[str, int]]:
    both = hashlib.sha256(f"{email.casefold()}\n{sender}".encode()).hexdigest()
    alone = hashlib.sha256(sender.encode()).hexdigest()
    return (f"login:{both}", PER_ACCOUNT), (f"login:{alone}", PER_SENDER)


def blocked(email: str, sender: str) -> bool:
    """Have there been too many failed attempts within the last minutes?"""
    return any(cache.get(key, 0) >= limit for key, limit in _keys(email, sender))


def failed(email: str, sender: str) -> None:
    """Count a failed attempt; the count ends `MINUTES` after the first one."""
    for key, _limit in _keys(email, sender):
        if not cache.add(key, 1, MINUTES * 60):
            cache.incr(key)


def succeeded(email: str, sender: str) -> None:
    """Forget the failed attempts at this account."""
    cache.delete(_keys(email, sender)[0][0])
