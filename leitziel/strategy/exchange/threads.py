# SPDX-License-Identifier: EUPL-1.2
"""Which thread a measure or goal continues that comes back word for word from an older edition.

Equal after normalising, and unambiguous. What became of the entries of the edition before says `methods.alignment`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from leitziel.core.text import name_key


@dataclass(frozen=True, slots=True)
class Known:
    """A goal or measure of an earlier edition: its thread and what it says."""

    thread: int
    number: str
    text: str


def text_key(text: str) -> str:
    """Texts that differ in case, punctuation or spacing only have an equal key."""
    return name_key(text)


def continue_threads(new: Mapping[str, tuple[str, str]], known: Iterable[Known]) -> dict[str, int]:
    """Thread of each new node that continues one: {node id: thread id}.

    `new` maps a node id to (number, text); `known` are those of earlier editions, latest edition first: of each
    thread its latest wording counts. A text that occurs once among the new and on one thread among the known is
    a match; where a text occurs more often, the number decides if it is unambiguous. A thread goes to one node.
    """
    latest: dict[int, Known] = {}
    for entry in known:
        latest.setdefault(entry.thread, entry)
    by_text: dict[str, dict[int, str]] = {}
    for entry in latest.values():
        by_text.setdefault(text_key(entry.text), {})[entry.thread] = entry.number
    wanted: dict[str, list[str]] = {}
    for node, (_number, text) in new.items():
        wanted.setdefault(text_key(text), []).append(node)
    found: dict[str, int] = {}
    for key, nodes in wanted.items():
        threads = by_text.get(key)
        if not key or not threads:
            continue
        if len(nodes) == 1 and len(threads) == 1:
            found[nodes[0]] = next(iter(threads))
            continue
        for node in nodes:
            number = new[node][0]
            matching = [thread for thread, known_number in threads.items() if known_number == number]
            same = [other for other in nodes if new[other][0] == number]
            if number and len(matching) == 1 and len(same) == 1:
                found[node] = matching[0]
    return found
