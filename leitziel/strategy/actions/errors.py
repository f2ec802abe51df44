# SPDX-License-Identifier: EUPL-1.2
"""Why a write of the import was not done; each text is fit for the screen and says what to do."""

from __future__ import annotations

from leitziel.core.conflicts import ChangedMeanwhileError


class ImportProblem(Exception):  # noqa: N818 - read as a word
    """The import cannot go on like this; nothing was changed."""


class Conflict(ChangedMeanwhileError, ImportProblem):  # noqa: N818 - read as a word
    """Somebody else changed the import since the page was opened: `expected` and `found` are versions."""

    def __init__(self, *, expected: int, found: int) -> None:
        super().__init__(expected, found)
        self.expected = expected
        self.found = found
