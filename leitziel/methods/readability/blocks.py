# SPDX-License-Identifier: EUPL-1.2
"""A text in blocks: headings, list items, paragraphs. No sentence goes on from one block into the next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["heading", "item", "paragraph"]

_ITEM = re.compile(r"^\s*(?:[-–—•*·▪◦‣]|\(?(?:\d{1,2}|[a-z])[.)])\s+(?P<text>\S.*)$")
_HEADING_MARK = re.compile(r"^#{1,6}\s+(?P<text>\S.*)$")
_ENDED = re.compile(r"[.!?…:;,]['\"“”»«)\]]*$")
LONGEST_HEADING = 10  # words; a longer line without an end is a paragraph whose full stop was forgotten


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of text that stands for itself."""

    kind: Kind
    text: str


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks of a text in their order.

    Blank lines part blocks; an item begins with a bullet, a number or a letter ("- ", "1. ", "a) "). What stands
    alone between blank lines, has up to ten words and no full stop, and has text below it, is a heading. Lines that follow each
    other belong together, as in a text that was wrapped, unless a line has ended and the next begins anew in the
    manner of Leichte Sprache: then they are sentences of one paragraph anyway.
    """
    found: list[Block] = []
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    for number, part in enumerate(parts):
        made = _part([line.strip() for line in part.split("\n") if line.strip()])
        alone = len(made) == 1 and made[0].kind == "paragraph" and _heads(made[0].text)
        below = alone and any(other.strip() for other in parts[number + 1 :])
        found += [Block("heading", made[0].text)] if below else made
    return tuple(found)


def _part(lines: list[str]) -> list[Block]:
    """The blocks of lines between two blank ones."""
    found: list[Block] = []
    running: list[str] = []
    kind: Kind = "paragraph"

    def close() -> None:
        if running:
            found.append(Block(kind, " ".join(running)))
            running.clear()

    for line in lines:
        heading, item = _HEADING_MARK.match(line), _ITEM.match(line)
        if heading or item:
            close()
            kind = "heading" if heading else "item"
            running.append((heading or item)["text"].strip())  # type: ignore[index]
            if heading:
                close()
                kind = "paragraph"
        else:
            if not running:
                kind = "paragraph"
            running.append(line)
    close()
    return found


def _heads(text: str) -> bool:
    return not _ENDED.search(text) and len(text.split()) <= LONGEST_HEADING
