# SPDX-License-Identifier: EUPL-1.2
"""What the core room says about merging and undoing; loaded at start-up."""

from leitziel.core import merging, undo
from leitziel.core.actions.organisations.undoing import check_tree
from leitziel.core.models import Membership, Organisation

undo.register(Organisation, main=True)
undo.on_undo(Organisation._meta.label_lower, check_tree)
# The same role from the same day to the same day, twice for one person, is once too often.
merging.same_where(Membership, "organisation", "user", "role", "valid_from", "valid_to")
