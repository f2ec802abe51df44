# SPDX-License-Identifier: EUPL-1.2
"""Creating an organisation, moving it in the tree, and deleting one that nothing hangs on."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from leitziel.core import undo
from leitziel.core.changes import difference
from leitziel.core.log import record
from leitziel.core.merging import loose_references, relations
from leitziel.core.models import Municipality, Organisation, OrganisationAlias, OrganisationRedirect, User
from leitziel.core.text import free_slug

from .common import clean_name, learn, lock_tree, locked, refuse_cycle, refuse_taken, step_of
from .errors import OrganisationError

OWN = {"core.organisationalias", "core.organisationname", "core.organisationredirect", "core.organisationdistinction"}


@transaction.atomic
def create_organisation(
    *, municipality: Municipality, actor: User | None, name: str, kind: str, parent: Organisation | None = None
) -> Organisation:
    """Create an organisation; its name is its first further name too, so that printed names find it.

    Raises OrganisationError for a name that is empty or borne by another one.
    """
    lock_tree(municipality)
    name = clean_name(name)
    refuse_taken(name, None)
    taken = {
        *Organisation.objects.values_list("slug", flat=True),
        *OrganisationRedirect.objects.values_list("slug", flat=True),
    }
    row = Organisation(
        municipality=municipality, name=name, kind=kind, parent=parent, slug=free_slug(name, "stelle", taken)
    )
    row.save()
    learn(row, name)
    record(
        actor=actor,
        verb="core.organisation.created",
        target=row,
        municipality=municipality,
        changes={"name": (None, name), "kind": (None, kind), "parent": (None, parent.name if parent else "")},
    )
    return row


@transaction.atomic
def change_organisation(
    *, organisation: Organisation, actor: User | None, version: int, kind: str, parent: Organisation | None
) -> Organisation:
    """Set kind and place in the tree.

    Raises ChangedMeanwhileError, and OrganisationError where it would stand below itself.
    """
    lock_tree(organisation.municipality)
    current = locked(organisation, version)
    refuse_cycle(current, parent)
    changes = difference(current, {"kind": kind, "parent": parent})
    if changes:
        with step_of(current, actor, _("Kind or place changed: %(name)s") % {"name": current.name}):
            current.kind, current.parent = kind, parent
            current.version += 1
            current.save()
        record(
            actor=actor,
            verb="core.organisation.changed",
            target=current,
            municipality=current.municipality,
            changes=changes,
        )
    return current


@transaction.atomic
def delete_organisation(*, organisation: Organisation, actor: User | None, version: int) -> None:
    """Delete an organisation that nothing hangs on but its names. It lies in the trash and can be brought back.

    Raises ChangedMeanwhileError, and OrganisationError with what hangs on it.
    """
    lock_tree(organisation.municipality)
    current = locked(organisation, version)
    used = [
        r.label for r in relations(Organisation) if r.model._meta.label_lower not in OWN and r.rows(current.pk).exists()
    ]
    used += [str(reference.label) for reference in loose_references(Organisation) if reference.count(current.pk)]
    if OrganisationRedirect.objects.filter(organisation=current).exists():
        used.append(_("addresses of merged entries"))
    if used:
        raise OrganisationError(
            _("It cannot be deleted, for something hangs on it: %(what)s. Dissolve it, or merge it with another one.")
            % {"what": ", ".join(dict.fromkeys(used))}
        )
    municipality, pk, name = current.municipality, current.pk, current.name
    names = list(OrganisationAlias.objects.filter(organisation=current).values_list("name", flat=True))
    with undo.step(
        actor=actor, municipality=municipality, label=_("Deleted: %(name)s") % {"name": name}, scope=municipality
    ) as step:
        step.delete(current)
    current.pk = pk
    record(
        actor=actor,
        verb="core.organisation.deleted",
        target=current,
        municipality=municipality,
        changes={"name": (name, None), "kind": (current.kind, None)},
        children=[{"name": alias} for alias in names],
    )
