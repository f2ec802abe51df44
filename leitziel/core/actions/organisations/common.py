# SPDX-License-Identifier: EUPL-1.2
"""What the writes to organisations share: locks, versions, names that are free, and a tree without cycles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from leitziel.core import undo
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import (
    Municipality,
    Organisation,
    OrganisationAlias,
    OrganisationName,
    OrganisationRedirect,
    User,
)
from leitziel.core.text import name_key

from .errors import OrganisationError


def lock_tree(municipality: Municipality) -> None:
    """One after the other: whoever changes the tree of a municipality waits for whoever does, so that two moves that
    are harmless alone make no cycle together. (On SQLite every write transaction is alone anyway.)"""
    Municipality.objects.select_for_update(no_key=True).get(pk=municipality.pk)


def locked(organisation: Organisation, version: int) -> Organisation:
    """The row as it is now, locked. Raises ChangedMeanwhileError if it is gone or not at `version`."""
    rows = Organisation.objects.select_for_update(of=("self",)).select_related("municipality", "parent", "successor")
    current = rows.filter(pk=organisation.pk).first()
    if current is None or current.version != version:
        raise ChangedMeanwhileError
    return current


@contextmanager
def step_of(organisation: Organisation, actor: User | None, label: str) -> Iterator[undo.Step]:
    """A step of this organisation that can be taken back; its row and its names are watched."""
    with undo.step(actor=actor, municipality=organisation.municipality, label=label, scope=organisation) as step:
        watch_all(step, organisation.pk)
        yield step


def watch_all(step: undo.Step, *pks: int) -> None:
    """Watch organisations, their further and former names, and the entries that became one with them."""
    step.watch(Organisation.objects.filter(pk__in=pks))
    for model in (OrganisationAlias, OrganisationName, OrganisationRedirect):
        step.watch(model.objects.filter(organisation__in=pks))


def clean_name(name: str) -> str:
    name = " ".join(name.split())
    if not name_key(name):
        raise OrganisationError(_("Enter the name."), "name")
    if len(name) > 200:
        raise OrganisationError(_("The name is too long: at most 200 characters."), "name")
    return name


def owner_of(name: str) -> int | None:
    """The organisation that bears the name, as its own or as a further one; None if it is free."""
    key = name_key(name)[:250]
    alias = OrganisationAlias.objects.filter(key=key).values_list("organisation_id", flat=True).first()
    if alias is not None:
        return alias
    return next((pk for pk, own in Organisation.objects.values_list("pk", "name") if name_key(own) == key), None)


def refuse_taken(name: str, own: int | None) -> None:
    """Raise OrganisationError if another organisation bears the name, and say which."""
    owner = owner_of(name)
    if owner is not None and owner != own:
        other = Organisation.objects.get(pk=owner)
        raise OrganisationError(
            _("“%(other)s” bears this name already. Are they one? Then merge them.") % {"other": other.name}, "name"
        )


def learn(organisation: Organisation, name: str) -> bool:
    """Keep a name as a further name unless one bears it; True if it was added."""
    if owner_of_alias(name) is not None:
        return False
    OrganisationAlias(municipality=organisation.municipality, organisation=organisation, name=name).save()
    return True


def owner_of_alias(name: str) -> int | None:
    rows = OrganisationAlias.objects.filter(key=name_key(name)[:250])
    return rows.values_list("organisation_id", flat=True).first()


def above(pk: int, parents: dict[int, int | None]) -> list[int]:
    """The organisations above one, the nearest first; ends at a cycle instead of going on forever."""
    found: list[int] = []
    current = parents.get(pk)
    while current is not None and current not in found:
        found.append(current)
        current = parents.get(current)
    return found


def tree() -> dict[int, int | None]:
    return dict(Organisation.objects.values_list("pk", "parent_id"))


def refuse_cycle(organisation: Organisation, parent: Organisation | None) -> None:
    """Raise OrganisationError if the organisation would stand below itself."""
    if parent is None:
        return
    if parent.pk == organisation.pk:
        raise OrganisationError(_("An organisation cannot stand below itself."), "parent")
    if organisation.pk in above(parent.pk, tree()):
        raise OrganisationError(
            _("“%(parent)s” stands below “%(name)s” itself. Move it elsewhere first.")
            % {"parent": parent.name, "name": organisation.name},
            "parent",
        )
