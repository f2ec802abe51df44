# SPDX-License-Identifier: EUPL-1.2
"""Undo: a write remembers what its rows were, and can be taken back (decision 009).

with undo.step(actor=person, municipality=m, label=_("Measure moved"), scope=edition) as s:
    s.watch(Measure.objects.filter(pk=measure.pk))      # rows that may change, or be made
    s.watch_order(Measure.objects.filter(edition=edition), edition_id=edition.pk)
    ... write ...
    s.delete(goal)                                      # really deletes, with all that hangs on it

undo.take_back(actor=person, step=s.saved)
"""

from .applying import Difference, NotUndoableError, UndoConflictError, take_back
from .recording import Step, describe, step
from .registry import known, on_undo, register
from .trash import in_trash, last_steps

__all__ = [
    "Difference",
    "NotUndoableError",
    "Step",
    "UndoConflictError",
    "describe",
    "in_trash",
    "known",
    "last_steps",
    "on_undo",
    "register",
    "step",
    "take_back",
]
