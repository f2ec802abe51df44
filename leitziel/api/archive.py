# SPDX-License-Identifier: EUPL-1.2
"""What of the API room travels with a municipality (see core/archive)."""

from leitziel.core.archive.tables import keep

TABLES = [
    keep("api.OpenData", "licence attribution version"),
]
