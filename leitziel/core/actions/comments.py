# SPDX-License-Identifier: EUPL-1.2
"""Writes of internal comments and attachments, for the tables of all rooms. Who may do what is the room's question."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core import files, log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import AttachmentBase, CommentBase, Municipality, User
from leitziel.core.uploads import media_type

LONGEST = 10_000
C = TypeVar("C", bound=CommentBase)
A = TypeVar("A", bound=AttachmentBase)


class CommentError(ValueError):
    """The comment cannot be like this; the message is fit for the screen."""


def _text(text: str) -> str:
    cleaned = text.replace("\x00", "").strip()
    if not cleaned:
        raise CommentError(_("Write the comment first."))
    if len(cleaned) > LONGEST:
        raise CommentError(_("The comment is too long. Please attach long texts as a file."))
    return cleaned


def _verb(row: models.Model, done: str) -> str:
    return f"{row._meta.app_label}.{row._meta.model_name}.{done}"


def _locked(row: C) -> C:
    return type(row).objects.select_for_update(of=("self",)).select_related("municipality").get(pk=row.pk)


@transaction.atomic
def add_comment(*, model: type[C], municipality: Municipality, actor: User, text: str, **about: models.Model) -> C:
    """Write a comment about something (`about`: the table's key to it). Raises CommentError for an empty or endless one."""
    comment = model(municipality=municipality, by=actor, text=_text(text), **about)
    comment.save()
    log.record(
        actor=actor,
        verb=_verb(comment, "added"),
        target=comment,
        municipality=municipality,
        changes={"text": (None, comment.text), **{name: (None, str(row.pk)) for name, row in about.items()}},
    )
    return comment


@transaction.atomic
def change_comment(*, comment: C, actor: User, version: int, text: str) -> C:
    """Write a comment anew. Raises ChangedMeanwhileError for an old version, CommentError for an empty text."""
    current = _locked(comment)
    if current.version != version:
        raise ChangedMeanwhileError(current)
    wanted = _text(text)
    if wanted != current.text:
        changes = {"text": (current.text, wanted)}
        current.text, current.edited_at = wanted, timezone.now()
        _save(current, actor, "changed", changes)
    return current


@transaction.atomic
def mark_comment(*, comment: C, actor: User, removed: bool | None = None, resolved: bool | None = None) -> C:
    """Remove a comment (or bring it back), say that it is dealt with (or open again). Doing it twice changes nothing."""
    current, now = _locked(comment), timezone.now()
    changes: dict[str, tuple[Any, Any]] = {}
    if removed is not None and removed != (current.removed_at is not None):
        changes["removed"] = (not removed, removed)
        current.removed_at = now if removed else None
    if resolved is not None and resolved != (current.resolved_at is not None):
        changes["resolved"] = (not resolved, resolved)
        current.resolved_at, current.resolved_by = (now, actor) if resolved else (None, None)
    if changes:
        _save(current, actor, "marked", changes)
    return current


def _save(current: CommentBase, actor: User, done: str, changes: dict[str, tuple[Any, Any]]) -> None:
    current.version += 1
    current.save()
    log.record(
        actor=actor,
        verb=_verb(current, done),
        target=current,
        municipality=current.municipality,
        changes=changes,
    )


@transaction.atomic
def attach(
    *,
    model: type[A],
    municipality: Municipality,
    actor: User,
    name: str,
    data: bytes,
    note: str = "",
    **about: models.Model,
) -> A:
    """Keep a file with something. Raises UploadError for a kind of file that is not taken."""
    stored = files.store(municipality=municipality, name=name, media_type=media_type(data), data=data)
    attachment = model(municipality=municipality, by=actor, file=stored, note=note.strip()[:300], **about)
    attachment.save()
    log.record(
        actor=actor,
        verb=_verb(attachment, "added"),
        target=attachment,
        municipality=municipality,
        changes={"file": (None, stored.name), "sha256": (None, stored.sha256)},
    )
    return attachment


@transaction.atomic
def mark_attachment(*, attachment: A, actor: User, removed: bool) -> A:
    """Remove an attachment or bring it back; a removed one cannot be downloaded."""
    current = (
        type(attachment)
        .objects.select_for_update(of=("self",))
        .select_related("municipality", "file")
        .get(pk=attachment.pk)
    )
    if removed != (current.removed_at is not None):
        current.removed_at = timezone.now() if removed else None
        current.save()
        log.record(
            actor=actor,
            verb=_verb(current, "marked"),
            target=current,
            municipality=current.municipality,
            changes={"removed": (not removed, removed)},
            children=[{"file": current.file.name}],
        )
    return current
