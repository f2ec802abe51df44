# SPDX-License-Identifier: EUPL-1.2
"""Watching the running house: logs, metrics and readiness, none of which names a person."""

# The variable that tells Prometheus' library where several processes share their counts.
SHARED_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
