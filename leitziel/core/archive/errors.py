# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong with an archive; every message is fit for a person and says what to do."""


class ArchiveError(Exception):
    """The archive cannot be written or read. Nothing was changed."""


class NotEmptyError(ArchiveError):
    """There is something in this installation already."""
