# SPDX-License-Identifier: EUPL-1.2
"""What of the portal travels with a municipality (see core/archive)."""

from leitziel.core.archive.tables import keep

TABLES = [
    keep("portal.Feedback", "message page email created_at done_at done_by"),
]
