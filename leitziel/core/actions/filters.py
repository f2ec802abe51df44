# SPDX-License-Identifier: EUPL-1.2
"""Filters that people keep: writes, and handing them over with a person's work."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitziel.core import handover, log
from leitziel.core.models import Municipality, SavedFilter, User
from leitziel.core.text import normalised

LEFT_OUT = ("seite", "filter", "csrfmiddlewaretoken")
LONGEST_NAME, LONGEST_QUERY = 120, 2000


class FilterError(ValueError):
    """The filter cannot be like this; the message is fit for the screen."""


def cleaned(query: str) -> str:
    """The query part of an address as it is kept: without empty parts, the page number and what belongs to forms."""
    given, kept = QueryDict(query[: 2 * LONGEST_QUERY]), QueryDict(mutable=True)
    for key, values in given.lists():
        wanted = [value for value in values if value]
        if key not in LEFT_OUT and wanted:
            kept.setlist(key, wanted)
    return kept.urlencode()


@transaction.atomic
def save_filter(
    *,
    municipality: Municipality,
    actor: User,
    list: SavedFilter.List,  # noqa: A002 - the word of the model
    name: str,
    query: str,
    shared: bool = False,
    is_default: bool = False,
    row: SavedFilter | None = None,
) -> SavedFilter:
    """Keep a filter, or change one of one's own (`row`). Raises FilterError without a name, for a name the person has
    used already, a filter without any condition, and one that belongs to somebody else."""
    wanted = {"name": normalised(name).strip()[:LONGEST_NAME], "query": cleaned(query), "shared": shared}
    if not wanted["name"]:
        raise FilterError(_("Give the filter a name."))
    if not wanted["query"]:
        raise FilterError(_("No filter is set. Choose at least one first, then save it."))
    if len(str(wanted["query"])) > LONGEST_QUERY:
        raise FilterError(_("The filter is too long to be kept."))
    if row is not None and row.owner_id != actor.pk:
        raise FilterError(_("This filter belongs to somebody else. Save it under a name of your own."))
    own = SavedFilter.objects.filter(owner=actor, list=list)
    if own.filter(name=wanted["name"]).exclude(pk=row.pk if row else None).exists():
        raise FilterError(_("You have a filter of this name already. Choose another one."))
    found = row or SavedFilter(municipality=municipality, owner=actor, list=list)
    wanted["is_default"] = is_default
    changes = {
        k: (getattr(found, k) if row else None, v) for k, v in wanted.items() if not row or getattr(found, k) != v
    }
    if changes:
        if is_default:
            own.exclude(pk=found.pk).update(is_default=False)
        for key, value in wanted.items():
            setattr(found, key, value)
        found.save()
        log.record(actor=actor, verb="core.filter.saved", target=found, municipality=municipality, changes=changes)
    return found


@transaction.atomic
def delete_filter(*, row: SavedFilter, actor: User) -> None:
    """Delete a filter of one's own. Raises FilterError for somebody else's."""
    if row.owner_id != actor.pk:
        raise FilterError(_("This filter belongs to somebody else. Save it under a name of your own."))
    changes = {"name": (row.name, None), "query": (row.query, None)}
    log.record(actor=actor, verb="core.filter.deleted", target=row, municipality=row.municipality, changes=changes)
    row.delete()


def filters_of(person: User) -> QuerySet[SavedFilter]:
    return SavedFilter.objects.filter(owner=person)


def give_filters(rows: list[SavedFilter], _person: User, to: User, _actor: User | None) -> None:
    """The other person gets the filters; a name they use already gets a number, and their own default stays."""
    taken = set(SavedFilter.objects.filter(owner=to).values_list("list", "name"))
    for row in rows:
        name, number = row.name, 2
        while (row.list, name) in taken:
            name, number = f"{row.name[: LONGEST_NAME - 5]} ({number})", number + 1
        taken.add((row.list, name))
        row.owner, row.name, row.is_default = to, name, False
        row.save()


handover.register("core.filters", label=gettext_lazy("saved filters"), of=filters_of, give=give_filters, order=50)
