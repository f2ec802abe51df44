# SPDX-License-Identifier: EUPL-1.2
"""Writes of progress: rounds, what is reported in them, the links and messages by which offices are asked."""
