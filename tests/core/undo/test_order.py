# SPDX-License-Identifier: EUPL-1.2
"""Sequences after an undo."""

from hypothesis import given
from hypothesis import strategies as st

from leitziel.core.undo.ordering import merged

KEYS = st.lists(st.integers(0, 12), unique=True, max_size=10)


@given(KEYS, KEYS)
def test_nothing_in_between_gives_the_old_sequence(before, after):
    assert merged(before, after, after) == before


@given(KEYS, KEYS, st.permutations(range(20, 24)))
def test_what_came_in_between_stays_in_its_order(before, after, later):
    now = [*later[:2], *after, *later[2:]]
    found = merged(before, after, now)
    assert [key for key in found if key in set(later)] == list(later)
    assert sorted(key for key in found if key not in set(later)) == sorted(before)


@given(KEYS, KEYS, st.integers(0, 9))
def test_what_somebody_deleted_since_stays_away(before, after, place):
    if after:
        gone = after[place % len(after)]
        found = merged(before, after, [key for key in after if key != gone])
        assert sorted(found) == sorted(set(before) - {gone})


def test_restored_row_stands_behind_its_old_neighbour():
    assert merged([1, 2, 3, 4], [1, 2, 4], [4, 2, 9, 1]) == [4, 2, 3, 9, 1]


def test_moved_row_goes_back_and_later_moves_of_others_stay():
    assert merged([1, 2, 3, 4], [4, 1, 2, 3], [4, 2, 1, 3]) == [2, 1, 3, 4]
