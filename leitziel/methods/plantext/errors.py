# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong while a document is read. Every message tells a person what to do; it is written in
German because it goes to the screen as it stands."""


class PlanTextError(Exception):
    """Base of all errors of this package; `str(error)` is fit for the screen."""

    exit_status = 2


class UnreadableDocumentError(PlanTextError):
    """The bytes are not a document this package can read (wrong type, damaged, scanned, protected)."""


class LimitExceededError(UnreadableDocumentError):
    """The document is beyond a limit (bytes, pages, memory, time)."""


class NothingRecognisedError(PlanTextError):
    """The document was read, but no field, goal or measure was recognised in it."""

    exit_status = 1
