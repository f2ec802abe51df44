# SPDX-License-Identifier: EUPL-1.2
"""Short ids for public addresses: stable, untranslated, without look-alikes."""

import secrets
from collections.abc import Iterable

ALPHABET = "23456789abcdefghjkmnpqrstvwxyz"  # no 0/o, 1/i/l, u
LENGTH = 6


def short_ids(count: int, taken: Iterable[str] = ()) -> list[str]:
    """`count` random ids, different from each other and from `taken`."""
    used, found = set(taken), []
    while len(found) < count:
        candidate = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if candidate not in used:
            used.add(candidate)
            found.append(candidate)
    return found
