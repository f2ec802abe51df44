# SPDX-License-Identifier: EUPL-1.2
"""Two people who move organisations at the same moment make no cycle together."""

import threading

import pytest
from django.db import connection, connections
from django_scopes import scope

from leitziel.core.actions.organisations import OrganisationError, change_organisation
from leitziel.core.models import Organisation
from tests.conftest import make_organisation


@pytest.mark.django_db(transaction=True)
def test_two_moves_that_would_make_a_cycle_together_are_not_both_done(municipality):
    """A below B and B below A, sent at once from two connections: each alone is harmless."""
    with scope(municipality=municipality):
        one, two = make_organisation(municipality, "Amt A"), make_organisation(municipality, "Amt B")
    start, results = threading.Barrier(2), {}

    def move(row, below):
        try:
            with scope(municipality=municipality):
                start.wait()
                change_organisation(organisation=row, actor=None, version=1, kind="office", parent=below)
                results[row.name] = "moved"
        except OrganisationError:
            results[row.name] = "refused"
        finally:
            connections.close_all()

    threads = [threading.Thread(target=move, args=pair) for pair in ((one, two), (two, one))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(results.values()) == ["moved", "refused"]
    with scope(municipality=municipality):
        parents = dict(Organisation.objects.values_list("name", "parent__name"))
    assert sorted(parents.values(), key=str) in (["Amt A", None], ["Amt B", None])
    assert connection.is_usable()
