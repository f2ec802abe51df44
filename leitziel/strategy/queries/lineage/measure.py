# SPDX-License-Identifier: EUPL-1.2
"""What changed of one measure since the edition before."""

from __future__ import annotations

from dataclasses import dataclass

from leitziel.core.access import Access
from leitziel.strategy.models import Edition
from leitziel.strategy.queries.values import EditionRef, edition_ref
from leitziel.strategy.queries.visibility import visible_editions

from .changes import laid_together
from .editions import before
from .entries import read_editions
from .settled import Kind, links_between
from .values import EntryChange


@dataclass(frozen=True, slots=True)
class SinceLast:
    """The measure's change, and the two editions it lies between."""

    old: EditionRef
    new: EditionRef
    change: EntryChange


def since_last_edition(access: Access, edition: int, thread: int) -> SinceLast | None:
    """The change of the measure on a thread from the last edition that this person may see; None where there is no
    other. Six queries, one or two where there is nothing to compare."""
    rows = visible_editions(access).filter(concept__editions=edition).select_related("concept")
    editions = list(rows)
    new = next((e for e in editions if e.pk == edition), None)
    old = before(new, editions) if new is not None else None
    if new is None or old is None:
        return None
    links = links_between(old, new)
    threads = {thread}
    grown = True
    while grown:  # what is linked with it, over as many steps as there are
        linked = {t for link in links if link.sort == "measure" and link.kind in {Kind.PART, Kind.MERGED}
                  and threads & {link.old, link.new} for t in (link.old, link.new) if t is not None}  # fmt: skip
        grown = not linked <= threads
        threads |= linked
    changes = laid_together(old, new, read_editions([old.pk, new.pk], threads), links)
    found = next((c for c in changes.entries("measure") if thread in {side.thread_id for side in c.new}), None)
    return SinceLast(edition_ref(old), edition_ref(new), found) if found else None


def editions_to_compare(access: Access, concept: int) -> list[Edition]:
    """The editions of a concept that this person may see, the oldest first; one query."""
    return list(visible_editions(access).filter(concept=concept).select_related("concept").order_by("label"))
