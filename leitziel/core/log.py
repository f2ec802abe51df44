# SPDX-License-Identifier: EUPL-1.2
"""Writing and proving the log."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django_scopes import scope

from leitziel.core.acting import notes
from leitziel.core.models import LogDetail, LogEntry, LogHead, Municipality, User


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold: `sequence` of the entry, and what is wrong with it."""

    sequence: int
    reason: str


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def _detail_digest(salt: str, payload: Any) -> str:
    return hashlib.sha256(f"{salt}\n{_canonical(payload)}".encode()).hexdigest()


def _entry_digest(entry: LogEntry) -> str:
    parts = [
        str(entry.municipality_id),
        str(entry.sequence),
        entry.at.isoformat(timespec="microseconds"),
        entry.verb,
        entry.object_type,
        entry.object_id,
        entry.detail_digest,
        entry.previous_digest,
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def record(
    *,
    actor: User | None,
    verb: str,
    target: models.Model,
    municipality: Municipality,
    changes: Mapping[str, tuple[Any, Any]] | None = None,
    children: Sequence[Mapping[str, Any]] = (),
) -> LogEntry:
    """Add one entry to the chain of `municipality`; call it inside the action's transaction.

    `verb` is "<room>.<thing>.<done>"; `changes` maps a field to (from, to); `children` lists what changed with
    the target. `actor` None is the system itself (command line, background). Who acts as a deputy, or as an operator
    in a session, is marked so (`core.acting`).
    Raises TransactionManagementError outside of a transaction: a log entry never stands alone.
    """
    if not transaction.get_connection().in_atomic_block:
        message = "core.log.record() needs the transaction of its action"
        raise transaction.TransactionManagementError(message)
    LogHead.objects.get_or_create(municipality=municipality)
    head = LogHead.objects.select_for_update().get(municipality=municipality)
    payload = json.loads(
        _canonical(
            {
                "actor": actor.name if actor else "System",
                "changes": {name: [old, new] for name, (old, new) in (changes or {}).items()},
                "children": list(children),
                **notes(actor, municipality),
            }
        )
    )
    salt = secrets.token_hex(16)
    entry = LogEntry(
        municipality=municipality,
        sequence=head.sequence + 1,
        at=timezone.now(),
        verb=verb,
        object_type=target._meta.label_lower,
        object_id=str(target.pk),
        detail_digest=_detail_digest(salt, payload),
        previous_digest=head.digest,
    )
    entry.digest = _entry_digest(entry)
    entry.save()
    LogDetail(municipality=municipality, entry=entry, salt=salt, actor=actor, payload=payload).save()
    LogHead.objects.filter(pk=head.pk).update(sequence=entry.sequence, digest=entry.digest)
    return entry


def verify(municipality: Municipality) -> list[Break]:
    """Walk the chain of a municipality and return every break; an empty list proves it whole.

    An erased detail is no break; an altered one is. The head is compared as well, so that entries cut off at
    the end are noticed.
    """
    breaks: list[Break] = []
    previous, sequence = "", 0
    with scope(municipality=municipality):
        for entry in LogEntry.objects.order_by("sequence").select_related("detail").iterator():
            sequence += 1
            if entry.sequence != sequence:
                breaks.append(Break(sequence, "missing entry"))
                sequence = entry.sequence
            if entry.previous_digest != previous:
                breaks.append(Break(entry.sequence, "does not follow the entry before"))
            if entry.digest != _entry_digest(entry):
                breaks.append(Break(entry.sequence, "entry altered"))
            detail = getattr(entry, "detail", None)
            if detail and _detail_digest(detail.salt, detail.payload) != entry.detail_digest:
                breaks.append(Break(entry.sequence, "detail altered"))
            previous = entry.digest
    head = LogHead.objects.filter(municipality=municipality).first()
    if head and (head.sequence, head.digest) != (sequence, previous):
        breaks.append(Break(head.sequence, "entries missing at the end"))
    return breaks
