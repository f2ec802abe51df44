# SPDX-License-Identifier: EUPL-1.2
"""Two entries for one organisation become one, with all that hangs on them."""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from leitziel.core import merging, undo
from leitziel.core.log import record
from leitziel.core.models import Organisation, OrganisationDistinction, OrganisationRedirect, User

from .common import above, learn, lock_tree, locked, tree, watch_all
from .errors import OrganisationError

# Moved by hand: the tree stays without cycles, and a distinction keeps its order.
BY_HAND = {
    "core.organisation.parent",
    "core.organisation.successor",
    "core.organisationdistinction.first",
    "core.organisationdistinction.second",
}


@transaction.atomic
def merge(
    *, duplicate: Organisation, target: Organisation, actor: User | None, versions: tuple[int, int]
) -> Organisation:
    """Make `duplicate` one with `target`: everything that hangs on it moves, its names become further names, its
    former names go on, its children move, its public address leads to the target. One transaction, one step to undo.

    `versions`: of duplicate and target, as the person saw them. Raises ChangedMeanwhileError, and OrganisationError
    where both are one, or where something that hangs on both cannot be put together.
    """
    lock_tree(target.municipality)
    if duplicate.pk == target.pk:
        raise OrganisationError(_("Choose two different organisations."), "target")
    gone, kept = locked(duplicate, versions[0]), locked(target, versions[1])
    if gone.municipality_id != kept.municipality_id:
        raise OrganisationError(_("This does not belong to the municipality."), "target")
    done = merging.Done()
    old = {"id": gone.pk, "name": gone.name, "slug": gone.slug, "kind": gone.kind}
    try:
        with (
            transaction.atomic(),
            undo.step(
                actor=actor,
                municipality=kept.municipality,
                label=_("Merged: %(old)s") % {"old": gone.name},
                scope=kept,
            ) as step,
        ):
            _move_all(gone, kept, step, done)
    except IntegrityError as problem:
        raise OrganisationError(
            _("Something hangs on both that cannot be put together by itself. Remove it from one of them first.")
        ) from problem
    children = [{"moved": key, "rows": rows} for key, rows in sorted(done.moved.items())]
    record(
        actor=actor,
        verb="core.organisation.merged",
        target=kept,
        municipality=kept.municipality,
        changes={"merged": (old, None)},
        children=[*children, *done.folded],
    )
    return kept


def _move_all(gone: Organisation, kept: Organisation, step: undo.Step, done: merging.Done) -> None:
    watch_all(step, gone.pk, kept.pk)
    _move_tree(gone, kept, step, done)
    _move_distinctions(gone, kept, step)
    for relation in merging.relations(Organisation):
        if relation.key not in BY_HAND:
            merging.move(relation, gone.pk, kept.pk, step, done)
    for reference in merging.loose_references(Organisation):
        number = reference.move(gone.pk, kept.pk, step)
        if number:
            done.moved[str(reference.label)] = [number]
    name, slug, pk = gone.name, gone.slug, gone.pk
    step.delete(gone)
    learn(kept, name)
    OrganisationRedirect(municipality=kept.municipality, organisation=kept, slug=slug, name=name, former_id=pk).save()
    kept.version += 1
    kept.save()


def _move_tree(gone: Organisation, kept: Organisation, step: undo.Step, done: merging.Done) -> None:
    """Children and predecessors come below and before the target; what led from it to the duplicate leads past it."""
    children = Organisation.objects.filter(parent=gone)
    predecessors = Organisation.objects.filter(successor=gone)
    moved = {
        "parent": list(children.values_list("pk", flat=True)),
        "successor": list(predecessors.values_list("pk", flat=True)),
    }
    step.watch(Organisation.objects.filter(pk__in=[*moved["parent"], *moved["successor"]]))
    way = {kept.pk, *above(kept.pk, tree())}
    for child in moved["parent"]:
        Organisation.objects.filter(pk=child).update(parent=gone.parent_id if child in way else kept.pk)
    Organisation.objects.filter(pk__in=moved["successor"]).exclude(pk=kept.pk).update(successor=kept)
    kept.refresh_from_db()
    if kept.successor_id == gone.pk:
        kept.successor_id = gone.successor_id if gone.successor_id != kept.pk else None
        kept.save()
    Organisation.objects.filter(pk=gone.pk).update(successor=None)
    for name, pks in moved.items():
        if pks:
            done.moved[f"core.organisation.{name}"] = pks


def _move_distinctions(gone: Organisation, kept: Organisation, step: undo.Step) -> None:
    """What was told apart from the duplicate is told apart from the target, once, in order; the pair itself goes."""
    rows = OrganisationDistinction.objects.filter(Q(first=gone) | Q(second=gone))
    step.watch(OrganisationDistinction.objects.filter(Q(first__in=[gone, kept]) | Q(second__in=[gone, kept])))
    others = [row.second_id if row.first_id == gone.pk else row.first_id for row in rows]
    step.delete(rows)
    for other in others:
        if other != kept.pk:
            first, second = sorted((other, kept.pk))
            OrganisationDistinction.objects.get_or_create(
                first_id=first, second_id=second, defaults={"municipality": kept.municipality}
            )
