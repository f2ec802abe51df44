# SPDX-License-Identifier: EUPL-1.2
"""Something in the trash and in the history of the demo city: a measure that was added and taken out again."""

from __future__ import annotations

from leitziel.core.models import Municipality, User
from leitziel.strategy.actions.editing.structure import Editing, add_entry, delete_entry
from leitziel.strategy.actions.editing.tree import Ref
from leitziel.strategy.models import Edition

TEXT = "Die Stadt richtet in der alten Feuerwache eine Werkstatt für Nachbarschaftsideen ein."
WHY_ADDED = "Nachtrag aus der Lenkungsgruppe"
WHY_DELETED = "Steht schon im Handlungsfeld Wohnen"


def load_editing(municipality: Municipality, planner: User) -> None:
    """Add a measure to the newest edition and delete it; the plan itself is as it was. Needs the open scope."""
    edition = (
        Edition.objects.filter(municipality=municipality, state="adopted")
        .select_related("concept", "municipality")
        .order_by("-label", "concept__slug")
        .first()
    )
    if edition is None:
        return
    who = Editing(actor=planner, edition=edition, version=None, reason=WHY_ADDED)
    row, _step = add_entry(who, kind="measure", values={"text": TEXT, "deadline_text": "bis 2028"})
    who = Editing(actor=planner, edition=edition, version=None, reason=WHY_DELETED)
    delete_entry(who, entry=Ref("measure", row.pk))
