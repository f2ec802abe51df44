# SPDX-License-Identifier: EUPL-1.2
"""The assignment of rows and columns, against all that is possible."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from leitziel.methods.alignment.assignment import assign

SIZE = 5
weights = st.dictionaries(
    st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)),
    st.integers(-2, 9).map(lambda n: n / 4),
    max_size=SIZE * SIZE,
)


def highest(pairs: dict[tuple[int, int], float], row: int = 0, used: frozenset[int] = frozenset()) -> float:
    """The highest sum, by trying everything."""
    if row == SIZE:
        return 0.0
    best = highest(pairs, row + 1, used)
    for column in range(SIZE):
        weight = pairs.get((row, column), 0.0)
        if column not in used and weight > 0:
            best = max(best, weight + highest(pairs, row + 1, used | {column}))
    return best


@given(weights)
def test_sum_is_the_highest_there_is(pairs):
    found = assign(pairs)
    assert sum(pairs[pair] for pair in found.items()) == highest(pairs)


@given(weights)
def test_each_column_once_and_only_pairs_above_nothing(pairs):
    found = assign(pairs)
    assert len(set(found.values())) == len(found)
    assert [pair for pair in found.items() if pairs.get(pair, 0.0) <= 0] == []


def test_good_pair_gives_way_where_the_sum_is_higher():
    assert assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8}) == {0: 1, 1: 0}


def test_row_stays_alone_where_others_need_its_columns():
    assert assign({(0, 0): 0.9, (1, 0): 0.5, (2, 0): 0.4}) == {0: 0}


def test_nothing_to_assign():
    assert assign({}) == {}
