# SPDX-License-Identifier: EUPL-1.2
"""Writes of the portal."""

from django.db import transaction
from django.utils import timezone

from leitziel.core.log import record
from leitziel.core.models import Municipality, User
from leitziel.portal.models import Feedback


@transaction.atomic
def send_feedback(*, municipality: Municipality, message: str, page: str, email: str) -> Feedback:
    """Keep a visitor's message. The log says that one came, not what it says or from whom."""
    feedback = Feedback(municipality=municipality, message=message, page=page, email=email)
    feedback.save()
    record(actor=None, verb="portal.feedback.received", target=feedback, municipality=municipality)
    return feedback


@transaction.atomic
def finish_feedback(*, actor: User, feedback: Feedback) -> None:
    """Mark a message as dealt with; doing so twice changes nothing."""
    current = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if current.done_at is not None:
        return
    current.done_at, current.done_by = timezone.now(), actor
    current.save()
    record(
        actor=actor,
        verb="portal.feedback.done",
        target=current,
        municipality=current.municipality,
        changes={"done_at": (None, current.done_at.isoformat())},
    )
