# SPDX-License-Identifier: EUPL-1.2
"""Models of the API room."""

from .open_data import OpenData

__all__ = ["OpenData"]
