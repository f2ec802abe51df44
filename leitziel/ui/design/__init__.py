# SPDX-License-Identifier: EUPL-1.2
"""The page /design/: every component in every state, made from one list."""

from .examples import COMPONENTS, FRAME

__all__ = ["COMPONENTS", "FRAME"]
