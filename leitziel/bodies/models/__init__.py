# SPDX-License-Identifier: EUPL-1.2
"""Models of the bodies room."""

from .body import Body
from .paper import CouncilPaper

__all__ = ["Body", "CouncilPaper"]
