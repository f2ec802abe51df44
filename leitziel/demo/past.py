# SPDX-License-Identifier: EUPL-1.2
"""What became of the demo city's offices: former names, an office that ended, two entries for one provider."""

from __future__ import annotations

from leitziel.core.actions.organisations import add_alias, create_organisation, dissolve
from leitziel.core.models import Municipality, Organisation, OrganisationName, User
from leitziel.demo.city import read


def load_past(municipality: Municipality, planner: User) -> None:
    """Through the actions that people use; only renamings of years ago are written down as they were."""
    rows = read("past.toml")
    known = {o.name: o for o in Organisation.objects.select_related("municipality")}
    for row in rows["renamed"]:
        office = known[row["organisation"]]
        OrganisationName(
            municipality=municipality, organisation=office, name=row["former"], until=row["until"], note=row["note"]
        ).save()
        add_alias(organisation=office, actor=planner, version=office.version, name=row["former"])
    for row in rows["ended"]:
        office = create_organisation(
            municipality=municipality, actor=planner, name=row["name"], kind=row["kind"], parent=known[row["parent"]]
        )
        dissolve(
            organisation=office,
            actor=planner,
            version=office.version,
            ended_on=row["ended_on"],
            successor=known[row["successor"]],
        )
    for row in rows["double"]:
        create_organisation(municipality=municipality, actor=planner, name=row["name"], kind=row["kind"])
