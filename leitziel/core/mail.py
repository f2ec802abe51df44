# SPDX-License-Identifier: EUPL-1.2
"""Writing mail into the outbox; the worker sends it."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.utils import timezone

from leitziel.core.models import Municipality, OutgoingMail
from leitziel.core.text import normalised


def enqueue(
    *, municipality: Municipality | None, to: str, subject: str, text: str, key: str | None = None
) -> OutgoingMail | None:
    """Put a message into the outbox, within the transaction of what caused it.

    `key` names the occasion ("invitation:17"); a second message with the same key is not written (returns None).
    """
    values = {
        "municipality": municipality,
        "recipient": to,
        "subject": " ".join(normalised(subject).split())[:250],
        "text": normalised(text),
        "message_id": f"<{uuid.uuid4()}@{settings.MAIL_DOMAIN}>",
        "next_try_at": timezone.now(),
    }
    if key is None:
        return OutgoingMail.objects.create(**values)
    mail, made = OutgoingMail.objects.get_or_create(key=key, defaults=values)
    return mail if made else None
