# SPDX-License-Identifier: EUPL-1.2
"""A small tree of offices."""

import pytest
from django_scopes import scope

from leitziel.core.models import Organisation, OrganisationAlias
from tests.conftest import make_organisation


@pytest.fixture
def tree(municipality):
    """Dezernat 2 > FD Soziales > Team Wohnen, Dezernat 3, and the duplicate "Sozialamt"; each named as its alias."""
    with scope(municipality=municipality):
        top = make_organisation(municipality, "Dezernat 2", "department")
        office = make_organisation(municipality, "FD Soziales", parent=top)
        make_organisation(municipality, "Team Wohnen", "team", parent=office)
        make_organisation(municipality, "Dezernat 3", "department")
        make_organisation(municipality, "Sozialamt")
        for row in Organisation.objects.all():
            OrganisationAlias(municipality=municipality, organisation=row, name=row.name).save()
        yield {row.name: row for row in Organisation.objects.select_related("municipality")}


@pytest.fixture
def again():
    """The row as the database has it now."""
    return lambda row: Organisation.objects.get(pk=row.pk)
