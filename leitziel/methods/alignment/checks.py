# SPDX-License-Identifier: EUPL-1.2
"""What an alignment refuses: keys that occur twice, unknown keys, decisions that contradict each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .entries import Decision, Entry

Known = Mapping[str, Entry]


def by_key(entries: Sequence[Entry]) -> dict[str, Entry]:
    """The entries of one edition by their keys. Raises ValueError for a key that occurs twice, an unknown parent."""
    known = {entry.key: entry for entry in entries}
    if len(known) != len(entries):
        message = "two entries have the same key"
        raise ValueError(message)
    for entry in entries:
        if entry.parent is not None and entry.parent not in known:
            message = f"the parent of {entry.key} is not among the entries"
            raise ValueError(message)
    return known


def check_decisions(old: Known, new: Known, decisions: Sequence[Decision]) -> None:
    """Raises ValueError for a decision about entries that are not there, and for decisions against each other."""
    for decision in decisions:
        _check_sides(old, new, decision)
    _check_pairs(decisions)
    for name, other in (("old", "new"), ("new", "old")):
        _check_entry(decisions, name, other)


def _check_sides(old: Known, new: Known, decision: Decision) -> None:
    if (decision.old is None) != (decision.kind == "new") or (decision.new is None) != (decision.kind == "dropped"):
        message = f'a decision "{decision.kind}" names the wrong sides: {decision.old}, {decision.new}'
        raise ValueError(message)
    for known, key in ((old, decision.old), (new, decision.new)):
        if key is not None and key not in known:
            message = f"a decision names {key}, which is not among the entries"
            raise ValueError(message)
    if decision.old is not None and decision.new is not None:
        kinds = old[decision.old].kind, new[decision.new].kind
        if kinds[0] != kinds[1]:
            message = f"a decision joins a {kinds[0]} and a {kinds[1]}"
            raise ValueError(message)


def _check_pairs(decisions: Sequence[Decision]) -> None:
    apart = {(d.old, d.new) for d in decisions if d.kind == "different"}
    contradicted = [pair for d in decisions if d.kind != "different" and (pair := (d.old, d.new)) in apart]
    if contradicted:
        message = f"decisions about {contradicted[0]} contradict each other"
        raise ValueError(message)


def _check_entry(decisions: Sequence[Decision], name: str, other: str) -> None:
    """One entry goes on as one other, and does not both stand alone and belong to another."""
    goes_on: dict[str, str] = {}
    linked = {getattr(d, name) for d in decisions if d.kind in {"same", "part", "merged"}}
    for decision in decisions:
        key, partner = getattr(decision, name), getattr(decision, other)
        if partner is None and key in linked:
            message = f"{key} is said to stand alone and to belong to another entry"
            raise ValueError(message)
        if decision.kind == "same" and goes_on.setdefault(key, partner) != partner:
            message = f"two decisions say what {key} goes on as"
            raise ValueError(message)
