# SPDX-License-Identifier: EUPL-1.2
"""Every write to the organisations of a municipality: each is one transaction, one log entry, one step to undo."""

from .distinct import keep_apart
from .edit import change_organisation, create_organisation, delete_organisation
from .ending import dissolve, reopen
from .errors import OrganisationError
from .merge import merge
from .names import add_alias, remove_alias, rename
from .undoing import take_back

__all__ = [
    "OrganisationError",
    "add_alias",
    "change_organisation",
    "create_organisation",
    "delete_organisation",
    "dissolve",
    "keep_apart",
    "merge",
    "remove_alias",
    "rename",
    "reopen",
    "take_back",
]
