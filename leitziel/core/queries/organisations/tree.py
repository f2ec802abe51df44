# SPDX-License-Identifier: EUPL-1.2
"""All organisations of a municipality for the people who keep them: as a tree, or as a list of those looked for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from leitziel.core.models import Organisation, OrganisationAlias
from leitziel.core.text import name_key

from .usage import Use, uses

UNUSED, ENDED = "unbenutzt", "aufgeloest"


@dataclass(frozen=True, slots=True)
class Row:
    """An organisation: `uses` what hangs on it, `below` how many stand under it, `path` the names above it."""

    id: int
    name: str
    kind: str
    kind_label: str
    ended_on: dt.date | None
    successor: str
    uses: tuple[Use, ...]
    below: int
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Item:
    """A row at its place in the tree, in the order of reading. `opens`: a list of children begins behind it; `closes`:
    that many levels end behind it (iterate over it)."""

    row: Row
    depth: int
    opens: bool
    closes: range


@dataclass(frozen=True, slots=True)
class Directory:
    """All organisations: `rows` by id in the order of the alphabet, `children` of each (None: at the top)."""

    rows: dict[int, Row]
    children: dict[int | None, list[int]]
    keys: dict[int, str]  # all names of each, to look in

    def items(self) -> list[Item]:
        """The whole tree, depth first."""
        order: list[tuple[int, int]] = []
        stack = [(pk, 0) for pk in reversed(self.children[None])]
        seen: set[int] = set()
        while stack:
            pk, depth = stack.pop()
            if pk in seen:
                continue
            seen.add(pk)
            order.append((pk, depth))
            stack += [(child, depth + 1) for child in reversed(self.children[pk])]
        depths = [depth for _pk, depth in order[1:]] + [0]
        return [
            Item(self.rows[pk], depth, following > depth, range(max(0, depth - following)))
            for (pk, depth), following in zip(order, depths, strict=True)
        ]

    def find(self, words: str = "", kind: str = "", show: str = "") -> list[Row]:
        """Those that bear all the words in their names, of a kind, and unused or ended ones only if asked."""
        wanted = name_key(words).split()
        return [
            row
            for pk, row in self.rows.items()
            if all(word in self.keys[pk] for word in wanted)
            and kind in {"", row.kind}
            and (show != UNUSED or not (row.uses or row.below))
            and (show != ENDED or row.ended_on is not None)
        ]


def read() -> Directory:
    """All organisations of the municipality in scope; three queries, however many there are."""
    columns = ("pk", "name", "kind", "parent_id", "ended_on", "successor_id")
    records = list(Organisation.objects.values_list(*columns))
    used, names = uses(), {record[0]: record[1] for record in records}
    parents: dict[int, int | None] = {record[0]: record[3] for record in records}
    children: dict[int | None, list[int]] = defaultdict(list)
    for pk, parent in parents.items():
        children[parent].append(pk)
    keys: dict[int, list[str]] = defaultdict(list)
    for owner, key in OrganisationAlias.objects.order_by().values_list("organisation_id", "key"):
        keys[owner].append(key)
    labels = {str(value): str(label) for value, label in Organisation.Kind.choices}
    rows = {
        pk: Row(
            pk, name, kind, labels.get(kind, kind), ended_on, names.get(successor, "") if successor else "",
            tuple(used.get(pk, ())), len(children[pk]), tuple(names[up] for up in path_of(pk, parents)),
        )
        for pk, name, kind, _parent, ended_on, successor in records
    }  # fmt: skip
    return Directory(rows, children, {pk: " ".join([name_key(name), *keys[pk]]) for pk, name in names.items()})


def path_of(pk: int, parents: dict[int, int | None]) -> list[int]:
    """Ids of those above one, from the top down."""
    found: list[int] = []
    current = parents.get(pk)
    while current is not None and current not in found:
        found.append(current)
        current = parents.get(current)
    return found[::-1]


def options(directory: Directory, without: Iterable[int] = ()) -> list[tuple[int, str]]:
    """Organisations for a select: in the order of the tree, indented by dashes, without some and those below them."""
    left_out, found = set(without), []
    cut: int | None = None
    for item in directory.items():
        if cut is not None and item.depth > cut:
            continue
        cut = item.depth if item.row.id in left_out else None
        if cut is None:
            found.append((item.row.id, f"{'– ' * item.depth}{item.row.name}"))
    return found
