# SPDX-License-Identifier: EUPL-1.2
"""Why an organisation was not changed."""


class OrganisationError(ValueError):
    """The organisation cannot be like this; nothing was changed. The message is fit for the screen; `field` names the
    field of the form it belongs to ("" for the whole)."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field
