# SPDX-License-Identifier: EUPL-1.2
"""Is a language version up to date? One function decides, for every room."""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from leitziel.core.text import normalised


class State(StrEnum):
    CURRENT = "current"
    OUTDATED = "outdated"
    MISSING = "missing"


class Version(Protocol):
    """What a version must know: its own text, and the digest of the source that it was made from."""

    text: str
    source_digest: str


def source_digest(source_text: str) -> str:
    """Digest of a source text. Spacing does not count: a line wrapped anew makes no version outdated."""
    return hashlib.sha256(" ".join(normalised(source_text).split()).encode()).hexdigest()


def state_of(source_text: str, version: Version | None) -> State:
    """State of a language version of `source_text`.

    Missing: there is none, or it is blank (a blank source needs none: then a version says what the source no longer
    says and is outdated, and no version is current). Current: it was made from this very source. Otherwise outdated.
    """
    text = version.text.strip() if version else ""
    if not source_text.strip():
        return State.OUTDATED if text else State.CURRENT
    if version is None or not text:
        return State.MISSING
    return State.CURRENT if version.source_digest == source_digest(source_text) else State.OUTDATED


@dataclass(frozen=True, slots=True)
class Change:
    """A piece of a text: as it was in both, only in the old one, or only in the new one."""

    kind: Literal["same", "gone", "new"]
    text: str


def changes(before: str, after: str) -> tuple[Change, ...]:
    """How a text changed, word by word; joined, "same" and "gone" are the old text, "same" and "new" the new one."""
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    found: list[Change] = []
    for tag, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Change("same", "".join(old[a:b])))
            continue
        if a < b:
            found.append(Change("gone", "".join(old[a:b])))
        if c < d:
            found.append(Change("new", "".join(new[c:d])))
    return tuple(found)
