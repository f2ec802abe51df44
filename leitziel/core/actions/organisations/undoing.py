# SPDX-License-Identifier: EUPL-1.2
"""Taking back what was done to an organisation."""

from __future__ import annotations

from django.utils.translation import gettext as _

from leitziel.core import undo
from leitziel.core.models import Municipality, UndoStep, User

from .common import above, lock_tree, tree
from .errors import OrganisationError


def take_back(*, step: UndoStep, actor: User | None) -> UndoStep:
    """Take a step back: renaming, moving, dissolving, merging, a further name.

    Raises OrganisationError where what it touched was changed since (named), or where the tree would not hold.
    """
    try:
        return undo.take_back(actor=actor, step_=step)
    except undo.UndoConflictError as problem:
        names = ", ".join(dict.fromkeys(d.name or d.model for d in problem.differences[:5]))
        raise OrganisationError(f"{problem} ({names})") from problem
    except undo.NotUndoableError as problem:
        raise OrganisationError(str(problem)) from problem


def check_tree(municipality: Municipality, _scope: str, _site: str) -> None:
    """Refuse an undo by which an organisation would stand below itself; called inside its transaction."""
    lock_tree(municipality)
    parents = tree()
    if any(pk in above(pk, parents) for pk in parents):
        raise undo.NotUndoableError(
            _("Something was moved since: an organisation would stand below itself. Nothing was taken back.")
        )
