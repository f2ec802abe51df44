# SPDX-License-Identifier: EUPL-1.2
"""Watching the running house: logs, metrics and readiness, none of which names a person."""
