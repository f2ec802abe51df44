# SPDX-License-Identifier: EUPL-1.2
"""From a reviewed plan to an edition: one action, whole or not at all."""

from .action import accept_import, acceptance_problems

__all__ = ["accept_import", "acceptance_problems"]
