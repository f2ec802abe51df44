# SPDX-License-Identifier: EUPL-1.2
"""What an organisation is called: its name, its former names, and the names that papers use."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core.log import record
from leitziel.core.models import Organisation, OrganisationAlias, OrganisationName, User
from leitziel.core.text import name_key

from .common import clean_name, learn, locked, owner_of, refuse_taken, step_of
from .errors import OrganisationError


@transaction.atomic
def rename(
    *, organisation: Organisation, actor: User | None, version: int, name: str, until: dt.date, note: str = ""
) -> Organisation:
    """Give an organisation another name. The old one stays as a further name, so that old papers still find it, and
    goes into the history with its last day and a note. The public address stays.

    Raises ChangedMeanwhileError; OrganisationError for a name that is empty, borne by another one, or as it was, and
    for a last day that lies ahead or before an earlier renaming.
    """
    current = locked(organisation, version)
    old, name = current.name, clean_name(name)
    if name == old:
        raise OrganisationError(_("This is its name already."), "name")
    refuse_taken(name, current.pk)
    if until > timezone.localdate():
        raise OrganisationError(_("The last day of the old name cannot lie ahead."), "until")
    last = current.former_names.order_by("-until").first()
    if last and until < last.until:
        raise OrganisationError(_("The name before was borne until a later day: check the date."), "until")
    with step_of(current, actor, _("Renamed: %(old)s") % {"old": old}):
        learn(current, old)
        learn(current, name)
        OrganisationName(
            municipality=current.municipality, organisation=current, name=old, until=until, note=note.strip()[:300]
        ).save()
        current.name = name
        current.version += 1
        current.save()
    record(
        actor=actor,
        verb="core.organisation.renamed",
        target=current,
        municipality=current.municipality,
        changes={"name": (old, name), "until": (None, until.isoformat()), "note": ("", note.strip())},
    )
    return current


@transaction.atomic
def add_alias(*, organisation: Organisation, actor: User | None, version: int, name: str) -> OrganisationAlias:
    """Keep a further name. Raises ChangedMeanwhileError, OrganisationError for a name that is empty or borne already."""
    current = locked(organisation, version)
    name = clean_name(name)
    refuse_taken(name, current.pk)
    if owner_of(name) == current.pk:
        raise OrganisationError(_("This is a name of it already."), "name")
    with step_of(current, actor, _("Further name added: %(name)s") % {"name": name}):
        alias = OrganisationAlias(municipality=current.municipality, organisation=current, name=name)
        alias.save()
        current.version += 1
        current.save()
    record(
        actor=actor,
        verb="core.organisation.alias_added",
        target=current,
        municipality=current.municipality,
        changes={"alias": (None, name)},
    )
    return alias


@transaction.atomic
def remove_alias(*, organisation: Organisation, actor: User | None, version: int, alias: int) -> Organisation:
    """Forget a further name: imports no longer lead it here.

    Raises ChangedMeanwhileError (also where the name is gone), OrganisationError for the organisation's own name.
    """
    current = locked(organisation, version)
    row = OrganisationAlias.objects.filter(pk=alias, organisation=current).first()
    if row is None:
        raise OrganisationError(_("This further name is no longer there."))
    if row.key == name_key(current.name)[:250]:
        raise OrganisationError(_("This is the name of the organisation itself. Rename it instead."))
    with step_of(current, actor, _("Further name removed: %(name)s") % {"name": row.name}) as step:
        step.delete(row)
        current.version += 1
        current.save()
    record(
        actor=actor,
        verb="core.organisation.alias_removed",
        target=current,
        municipality=current.municipality,
        changes={"alias": (row.name, None)},
    )
    return current
