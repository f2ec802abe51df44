# SPDX-License-Identifier: EUPL-1.2
"""A working table comes back: kept, looked at, taken over as one step or discarded."""

from .applying import NothingToDoError, apply_now, apply_sheet, order_apply
from .staging import SheetProblem, decide_conflicts, discard_sheet, stage_sheet

__all__ = [
    "NothingToDoError",
    "SheetProblem",
    "apply_now",
    "apply_sheet",
    "decide_conflicts",
    "discard_sheet",
    "order_apply",
    "stage_sheet",
]
