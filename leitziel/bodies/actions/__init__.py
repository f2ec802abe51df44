# SPDX-License-Identifier: EUPL-1.2
"""Every write of the bodies room."""

from .common import BodiesError
from .papers import NumberTakenError, edit_paper, ensure_paper, paper_by_number

__all__ = ["BodiesError", "NumberTakenError", "edit_paper", "ensure_paper", "paper_by_number"]
