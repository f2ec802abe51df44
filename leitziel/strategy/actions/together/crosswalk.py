# SPDX-License-Identifier: EUPL-1.2
"""Which fields of different concepts belong together."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import Municipality, User
from leitziel.strategy.models import ActionField, FieldLink
from leitziel.strategy.together import REVERSED, Kind, field_key


class CrosswalkError(ValueError):
    """These fields cannot be linked like this; the message is fit for the screen."""


def _link(one: ActionField, two: ActionField) -> tuple[FieldLink | None, bool]:
    """The link of two fields, and whether it is stored the other way round."""
    for turned, (left, right) in ((False, (one, two)), (True, (two, one))):
        rows = FieldLink.objects.select_for_update(of=("self",)).filter(
            left_concept=left.edition.concept_id, right_concept=right.edition.concept_id
        )
        by_row = rows.filter(left_field=left, right_field=right).first()
        found = by_row or rows.filter(left_key=field_key(left.title), right_key=field_key(right.title)).first()
        if found:
            return found, turned
    return None, False


@transaction.atomic
def link_fields(
    *,
    municipality: Municipality,
    actor: User | None,
    one: ActionField,
    two: ActionField,
    kind: Kind | None,
    note: str = "",
    version: int = 0,
) -> FieldLink | None:
    """Say how field `one` stands to field `two` ("is part of": one is part of two), or that they have nothing to do with
    each other (None). Needs the fields' editions at hand. `version`: as the person saw it, 0 for no link.

    Raises ChangedMeanwhileError, and CrosswalkError for two fields of one concept.
    """
    if one.edition.concept_id == two.edition.concept_id:
        raise CrosswalkError(_("Only fields of different concepts are linked here."))
    found, turned = _link(one, two)
    if (found.version if found else 0) != version:
        raise ChangedMeanwhileError(found)
    if kind is None:
        if found:
            _log(found, actor, municipality, "unlinked", {"kind": (found.kind, None)})
            found.delete()
        return None
    left, right, stored = (two, one, REVERSED[kind]) if turned else (one, two, kind)
    row = found or FieldLink(
        municipality=municipality, left_concept_id=left.edition.concept_id, right_concept_id=right.edition.concept_id
    )
    before = (row.kind, row.note) if found else (None, "")
    _attach(row, "left", left)
    _attach(row, "right", right)
    row.kind, row.note, row.by, row.at = stored, note.strip()[:500], actor, timezone.now()
    row.version = row.version + 1 if found else 1
    row.save()
    changes = {"kind": (before[0], str(stored)), "note": (before[1], row.note)}
    _log(row, actor, municipality, "linked", changes)
    return row


@transaction.atomic
def reattach(*, link: FieldLink, actor: User | None, side: str, field: ActionField | None) -> FieldLink | None:
    """Give a link whose field is no longer there a field of the same concept, or remove the link (None).

    `side` is "left" or "right". Raises CrosswalkError for a field of another concept, or one that is linked already.
    """
    row = FieldLink.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=link.pk)
    if field is None:
        _log(row, actor, row.municipality, "unlinked", {"kind": (row.kind, None)})
        row.delete()
        return None
    if field.edition.concept_id != getattr(row, f"{side}_concept_id"):
        raise CrosswalkError(_("This field belongs to another concept."))
    other = "right" if side == "left" else "left"
    twin = FieldLink.objects.filter(
        left_concept=row.left_concept_id,
        right_concept=row.right_concept_id,
        **{f"{side}_key": field_key(field.title), f"{other}_key": getattr(row, f"{other}_key")},
    ).exclude(pk=row.pk)
    if twin.exists():
        raise CrosswalkError(_("These two fields are linked already. Remove this link instead."))
    before = getattr(row, f"{side}_title")
    _attach(row, side, field)
    row.by, row.at, row.version = actor, timezone.now(), row.version + 1
    row.save()
    _log(row, actor, row.municipality, "linked", {side: (before, field.title)})
    return row


def _attach(row: FieldLink, side: str, field: ActionField) -> None:
    setattr(row, f"{side}_field", field)
    setattr(row, f"{side}_key", field_key(field.title))
    setattr(row, f"{side}_title", field.title)


def _log(
    row: FieldLink, actor: User | None, municipality: Municipality, done: str, changes: dict[str, tuple[object, object]]
) -> None:
    log.record(
        actor=actor,
        verb=f"strategy.fields.{done}",
        target=row,
        municipality=municipality,
        changes={**changes, "fields": (None, f"{row.left_title} – {row.right_title}")},
    )
