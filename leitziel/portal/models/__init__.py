# SPDX-License-Identifier: EUPL-1.2
"""Models of the portal."""

from .feedback import Feedback

__all__ = ["Feedback"]
