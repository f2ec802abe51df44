# SPDX-License-Identifier: EUPL-1.2
"""What can go wrong with a report; messages are fit for the screen."""


class ReportError(ValueError):
    """The report cannot be issued or published; the message says why and what to do."""
