# SPDX-License-Identifier: EUPL-1.2
"""What the actions about people refuse."""


class PeopleError(ValueError):
    """This cannot be done with a person, a membership or an invitation; the message is fit for the screen."""
