# SPDX-License-Identifier: EUPL-1.2
"""The grammar: from a `Source` to a `Plan`.

Lines are classified by a vocabulary of labels, by numbering and by the form the format gives them; the document's
own repetition decides what its headings, ids and labels open; a tree is read by that scheme; values are understood.
No language model, no city's special case, nothing invented: what the document does not say stays None, and unsure
readings carry a German note.
"""

from __future__ import annotations

from collections.abc import Callable

from leitziel.methods.plantext.errors import NothingRecognisedError
from leitziel.methods.plantext.plan import Plan
from leitziel.methods.plantext.source import Source
from leitziel.methods.plantext.vocabulary import Vocabulary

from .build import Builder
from .reader import Reader
from .roles import find_scheme
from .scan import scan
from .unscramble import unscramble

__all__ = ["parse", "require"]


def parse(
    source: Source, vocabulary: Vocabulary | None = None, progress: Callable[[float], None] | None = None
) -> Plan:
    """Read a plan out of a source.

    `vocabulary` names the labels (the default one if None); `progress` is called with the share done, 0.0 to 1.0.
    Every character of `source.text` lies in exactly one span of one node of the plan, or in `unassigned`. An empty
    plan is a result, not an error: see `Plan.is_empty` and `require`.
    """
    report = progress or _silent
    report(0.0)
    scanned = scan(source, vocabulary or Vocabulary.default())
    unscramble(scanned)
    report(0.4)
    scheme = find_scheme(scanned)
    report(0.5)
    root = Reader(scanned, scheme, lambda share: report(0.5 + 0.3 * share)).read()
    report(0.8)
    plan = Builder(source, scanned).build(root)
    report(1.0)
    return plan


def _silent(_share: float) -> None:
    """Progress that nobody watches."""


def require(plan: Plan) -> Plan:
    """The plan itself; raises `NothingRecognisedError` if no field, goal or measure was recognised."""
    if plan.is_empty:
        raise NothingRecognisedError(
            "In diesem Dokument wurden keine Handlungsfelder, Ziele oder Maßnahmen erkannt. Bitte prüfen Sie, ob es das"
            " richtige Dokument ist, oder legen Sie den Plan von Hand an."
        )
    return plan
