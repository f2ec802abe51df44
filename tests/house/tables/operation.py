# SPDX-License-Identifier: EUPL-1.2
"""Addresses for machines in the matrix; `-/metrics` is open to a token only (tests/core/operation)."""

WHO = {"portal.read_metrics": frozenset()}
ADDRESSES = {
    "metrics": "portal.read_metrics",
    "ready": "portal.view",
}
