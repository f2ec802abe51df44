# SPDX-License-Identifier: EUPL-1.2
import pytest
from django.db import transaction
from django_scopes import scope

from leitziel.core.log import Break, record, verify
from leitziel.core.models import LogDetail, LogEntry, LogHead, PlanningArea


@pytest.fixture
def chain(municipality, planner):
    """Five entries about one area."""
    with scope(municipality=municipality), transaction.atomic():
        area = PlanningArea(municipality=municipality, key="1", name="Mitte", slug="mitte", geometry={})
        area.save()
        for number in range(5):
            record(
                actor=planner,
                verb="core.area.renamed",
                target=area,
                municipality=municipality,
                changes={"name": (f"Name {number}", f"Name {number + 1}")},
            )
    return municipality


def test_log_of_untouched_chain_is_whole(chain):
    assert verify(chain) == []


def test_log_keeps_who_and_what(chain, planner):
    with scope(municipality=chain):
        detail = LogDetail.objects.get(entry__sequence=3)
    assert detail.actor == planner
    assert detail.payload == {"actor": planner.name, "changes": {"name": ["Name 2", "Name 3"]}, "children": []}


@pytest.mark.parametrize(
    ("values", "reason"),
    [({"verb": "core.area.deleted"}, "entry altered"), ({"object_id": "999"}, "entry altered")],
)
def test_log_entry_altered_is_found(chain, values, reason):
    with scope(municipality=chain):
        LogEntry.objects.filter(sequence=2).update(**values)
    assert verify(chain) == [Break(2, reason)]


def test_log_detail_altered_is_found(chain):
    with scope(municipality=chain):
        detail = LogDetail.objects.get(entry__sequence=4)
        detail.payload["changes"]["name"][1] = "Other"
        detail.save()
    assert verify(chain) == [Break(4, "detail altered")]


def test_log_detail_erased_leaves_the_chain_whole(chain):
    with scope(municipality=chain):
        LogDetail.objects.filter(entry__sequence=4).delete()
    assert verify(chain) == []


def test_log_entry_removed_in_the_middle_is_found(chain):
    with scope(municipality=chain):
        LogEntry.objects.filter(sequence=2).delete()
    assert verify(chain) == [Break(2, "missing entry"), Break(3, "does not follow the entry before")]


def test_log_cut_off_at_the_end_is_found(chain):
    with scope(municipality=chain):
        LogEntry.objects.filter(sequence=5).delete()
    assert verify(chain) == [Break(5, "entries missing at the end")]


def test_log_chains_of_two_municipalities_are_apart(chain, other_municipality):
    with scope(municipality=other_municipality), transaction.atomic():
        entry = record(
            actor=None, verb="core.municipality.created", target=other_municipality, municipality=other_municipality
        )
    assert entry.sequence == 1
    assert verify(other_municipality) == []
    assert LogHead.objects.get(municipality=chain).sequence == 5


@pytest.mark.django_db(transaction=True)
def test_log_entry_outside_of_a_transaction_is_refused(municipality):
    with scope(municipality=municipality), pytest.raises(transaction.TransactionManagementError):
        record(actor=None, verb="x", target=municipality, municipality=municipality)
    assert LogEntry.objects.with_scopes_disabled().count() == 0
