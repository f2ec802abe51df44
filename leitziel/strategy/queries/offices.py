# SPDX-License-Identifier: EUPL-1.2
"""Offices and their measures. To the public an office exists once a published measure names it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from leitziel.core.access import Access
from leitziel.core.models import Organisation, OrganisationAlias
from leitziel.strategy.models import Responsibility

from .values import Link
from .visibility import current_editions


@dataclass(frozen=True, slots=True)
class OfficeNode:
    """An office in the tree: `own` measures, and `all` with those of the offices below it."""

    id: int
    link: Link
    kind: str
    own: int
    all: int
    children: tuple[OfficeNode, ...]


@dataclass(frozen=True, slots=True)
class OfficePage:
    """An office as its page shows it; `lead`, `partner`, `involved` are ids of current published measures."""

    id: int
    node: OfficeNode
    aliases: tuple[str, ...]
    path: tuple[Link, ...]
    lead: tuple[int, ...]
    other: tuple[int, ...]
    below: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Tree:
    rows: dict[int, Organisation]
    children: dict[int | None, list[Organisation]]
    measures: dict[int, dict[int, str]]  # organisation -> measure -> role


def _read() -> _Tree:
    rows = {o.pk: o for o in Organisation.objects.order_by("sort_key", "id")}
    children: dict[int | None, list[Organisation]] = defaultdict(list)
    for row in rows.values():
        children[row.parent_id].append(row)
    measures: dict[int, dict[int, str]] = defaultdict(dict)
    links = Responsibility.objects.filter(measure__edition__in=current_editions(), organisation__isnull=False)
    for office, measure, role in links.order_by("measure__edition", "measure__position", "position").values_list(
        "organisation_id", "measure_id", "role"
    ):
        measures[office].setdefault(measure, role)
    return _Tree(rows, children, measures)


def _node(tree: _Tree, row: Organisation, insider: bool, seen: frozenset[int] = frozenset()) -> OfficeNode | None:
    if row.pk in seen:
        return None
    below = [_node(tree, child, insider, seen | {row.pk}) for child in tree.children[row.pk]]
    children = tuple(node for node in below if node)
    everything = len(_below(tree, row.pk))
    if not everything and not insider:
        return None
    own = len(tree.measures[row.pk])
    return OfficeNode(row.pk, Link(row.slug, row.name), row.get_kind_display(), own, everything, children)


def _below(tree: _Tree, office: int) -> dict[int, None]:
    """Measures of an office and of those below it, in order."""
    open_, seen, found = [office], set(), {}
    while open_:
        current = open_.pop(0)
        if current not in seen:
            seen.add(current)
            found |= dict.fromkeys(tree.measures[current])
            open_ += [child.pk for child in tree.children[current]]
    return found


def office_tree(access: Access) -> list[OfficeNode]:
    """All offices this person may know of, as a tree; two queries."""
    tree, insider = _read(), access.may("strategy.view_drafts")
    return [node for row in tree.children[None] if (node := _node(tree, row, insider))]


def office_page(access: Access, slug: str) -> OfficePage | None:
    """An office with its measures; three queries. None if there is none, or none this person may know of."""
    tree = _read()
    row = next((o for o in tree.rows.values() if o.slug == slug), None)
    node = _node(tree, row, access.may("strategy.view_drafts")) if row else None
    if row is None or node is None:
        return None
    own = tree.measures[row.pk]
    lead = tuple(m for m, role in own.items() if role == "lead")
    aliases = OrganisationAlias.objects.filter(organisation=row).values_list("name", flat=True)
    return OfficePage(
        id=row.pk,
        node=node,
        aliases=tuple(name for name in aliases if name != row.name),
        path=tuple(_path(tree, row)),
        lead=lead,
        other=tuple(m for m in own if m not in set(lead)),
        below=tuple(m for m in _below(tree, row.pk) if m not in own),
    )


def _path(tree: _Tree, row: Organisation) -> list[Link]:
    path: list[Link] = []
    above = row.parent_id
    while above is not None and len(path) < 20:
        path.append(Link(tree.rows[above].slug, tree.rows[above].name))
        above = tree.rows[above].parent_id
    return path[::-1]
