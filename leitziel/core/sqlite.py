# SPDX-License-Identifier: EUPL-1.2
"""What SQLite can do beyond what Django assumes of it."""

from __future__ import annotations

import sqlite3
from typing import Any

MOST_PARAMETERS = 32_766  # SQLite's own default since 3.32; a build may allow more or fewer


def allow_wide_inserts(connection: Any, **_kwargs: Any) -> None:
    """Let `bulk_create` fill a statement as far as this SQLite allows.

    Django takes 999 parameters for granted (SQLite before 3.32), which makes 27 statements of 1,000 measures.
    Receiver of `connection_created`.
    """
    if connection.vendor == "sqlite":
        allowed = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = min(allowed, MOST_PARAMETERS)
