# SPDX-License-Identifier: EUPL-1.2
"""One organisation: what hangs on it, what a merge would move, what was done to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitziel.core import merging, undo
from leitziel.core.models import LogEntry, Organisation, OrganisationRedirect, UndoStep

from .usage import Use, used_by

SAMPLES = 5


def uses_of(pk: int) -> list[Use]:
    """What hangs on one organisation over all rooms; a query a relation."""
    found = [Use(relation.label, relation.rows(pk).count()) for relation in used_by()]
    found += [Use(str(r.label), r.count(pk)) for r in merging.loose_references(Organisation)]
    return [use for use in found if use.count]


@dataclass(frozen=True, slots=True)
class Moving:
    """What of one kind a merge would move: `moved` rows, `folded` that the target has already, and some of them in
    words."""

    label: str
    moved: int
    folded: int
    samples: tuple[str, ...]

    @property
    def more(self) -> int:
        return self.moved + self.folded - len(self.samples)


def merge_preview(duplicate: int, target: int) -> list[Moving]:
    """Everything that hangs on the duplicate, found in the models, by kind; what is empty is left out."""
    found = []
    for relation in merging.relations(Organisation):
        plan = merging.hanging(relation, duplicate, target)
        if plan.count:
            keys = [*plan.moved, *(pk for pk, _twin in plan.folded)][:SAMPLES]
            rows = relation.model._base_manager.filter(pk__in=keys).order_by("pk")
            samples = tuple(_short(row) for row in rows)
            found.append(Moving(relation.label, len(plan.moved), len(plan.folded), samples))
    for reference in merging.loose_references(Organisation):
        number = reference.count(duplicate)
        if number:
            found.append(Moving(str(reference.label), number, 0, ()))
    return found


def _short(row: Any) -> str:
    text = str(row)
    return text if len(text) <= 90 else f"{text[:89]}…"


VERBS: Mapping[str, str | Promise] = {
    "core.organisation.created": gettext_lazy("created"),
    "core.organisation.changed": gettext_lazy("kind or place changed"),
    "core.organisation.renamed": gettext_lazy("renamed"),
    "core.organisation.alias_added": gettext_lazy("further name added"),
    "core.organisation.alias_removed": gettext_lazy("further name removed"),
    "core.organisation.dissolved": gettext_lazy("dissolved"),
    "core.organisation.reopened": gettext_lazy("no longer dissolved"),
    "core.organisation.merged": gettext_lazy("another entry merged into it"),
    "core.organisation.kept_apart": gettext_lazy("told apart from another one"),
    "core.organisation.deleted": gettext_lazy("deleted"),
}
FIELDS: Mapping[str, str | Promise] = {
    "name": gettext_lazy("name"),
    "kind": gettext_lazy("kind"),
    "parent": gettext_lazy("stands below"),
    "until": gettext_lazy("last day of the old name"),
    "note": gettext_lazy("note"),
    "alias": gettext_lazy("further name"),
    "ended_on": gettext_lazy("ended on"),
    "successor": gettext_lazy("successor"),
    "merged": gettext_lazy("merged entry"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """What somebody did: `changes` are (field, from, to) in words."""

    at: dt.datetime
    who: str
    what: str
    changes: tuple[tuple[str, str, str], ...]


def history(organisation: Organisation) -> list[Event]:
    """What was done to the organisation, and to the entries that became one with it, the newest first; two queries."""
    former = OrganisationRedirect.objects.filter(organisation=organisation).values_list("former_id", flat=True)
    ids = [str(pk) for pk in (organisation.pk, *former)]
    entries = LogEntry.objects.filter(object_type=Organisation._meta.label_lower, object_id__in=ids)
    return [_event(entry) for entry in entries.select_related("detail").order_by("-sequence")]


def _event(entry: LogEntry) -> Event:
    detail = getattr(entry, "detail", None)
    payload = detail.payload if detail else {}
    changes = tuple(
        (str(FIELDS.get(name, name)), _said(name, old), _said(name, new))
        for name, (old, new) in payload.get("changes", {}).items()
    )
    what = str(VERBS.get(entry.verb, entry.verb))
    return Event(entry.at, payload.get("actor", ""), what, changes)


def _said(name: str, value: Any) -> str:
    if value in (None, "", []):
        return ""
    if name == "kind":
        return str(dict(Organisation.Kind.choices).get(value, value))
    if isinstance(value, dict):
        return str(value.get("name", ""))
    if name in {"until", "ended_on"}:
        return dt.date.fromisoformat(value).strftime("%d.%m.%Y")
    return str(value)


def last_steps(organisation: Organisation) -> list[UndoStep]:
    """What can be taken back of an organisation, the newest first, at most ten; an undo of an undo is left out."""
    return list(undo.last_steps(organisation).filter(undoes=None)[:10])


def nothing_hangs(organisation: Organisation) -> bool:
    return not uses_of(organisation.pk) and not Organisation.objects.filter(parent=organisation).exists()


def own_labels() -> dict[str, str]:
    """The tabs of an organisation's pages: address -> label."""
    return {
        "organisation": _("Facts"),
        "organisation-names": _("Names"),
        "organisation-ending": _("End and successor"),
        "organisation-merge": _("Merge into another"),
        "organisation-history": _("History"),
    }
