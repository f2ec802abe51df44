# SPDX-License-Identifier: EUPL-1.2
"""What of the bodies room travels with a municipality (see core/archive)."""

from leitziel.core.archive.tables import keep

TABLES = [
    keep("bodies.Body", "name kind"),
    keep("bodies.CouncilPaper", "number slug title decided_on body address"),
]
