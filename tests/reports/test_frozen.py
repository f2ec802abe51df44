# SPDX-License-Identifier: EUPL-1.2
"""What is frozen comes back as it was; what could not come back is refused at the door."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitziel.reports.frozen import FrozenError, digest, freeze, mapped, thaw


@dataclass(frozen=True, slots=True)
class Leaf:
    text: str
    day: date | None
    mark: Literal["a", "b"]
    pair: tuple[str, int] = ("", 0)
    later: str = "added in a later version"


@dataclass(frozen=True, slots=True)
class Tree:
    name: str
    at: datetime
    share: float
    whole: bool
    leaves: tuple[Leaf, ...]
    words: dict[str, str] = field(default_factory=dict)
    below: tuple["Tree", ...] = ()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
leaves = st.builds(
    Leaf, texts, st.none() | st.dates(), st.sampled_from(["a", "b"]), st.tuples(texts, st.integers()), texts
)
moments = st.datetimes(timezones=st.just(UTC))
trees = st.recursive(
    st.builds(
        Tree, texts, moments, st.floats(allow_nan=False, allow_infinity=False), st.booleans(),
        st.lists(leaves, max_size=3).map(tuple), st.dictionaries(texts, texts, max_size=3), st.just(()),
    ),
    lambda below: st.builds(
        Tree, texts, moments, st.just(1.5), st.booleans(), st.just(()), st.just({}), st.lists(below, max_size=2).map(tuple)
    ),
    max_leaves=4,
)  # fmt: skip


@given(trees)
def test_values_come_back_as_they_were(tree):
    kept = json.loads(json.dumps(freeze(tree)))
    assert thaw(Tree, kept) == tree
    assert digest(kept) == digest(freeze(tree))


LEAF = {"text": "x", "day": "2026-01-31", "mark": "a"}


def test_what_was_frozen_before_a_field_came_is_read_with_its_default():
    assert thaw(Leaf, LEAF).later == "added in a later version"


@pytest.mark.parametrize(
    ("kept", "why"),
    [
        ({"text": "x", "mark": "a"}, "Leaf: lacks day"),
        (LEAF | {"note": "x"}, "Leaf: does not know note"),
        (LEAF | {"text": 3}, "Leaf.text: int instead of str"),
        (LEAF | {"day": "2026-02-31"}, "Leaf.day: day is out of range for month"),
        (LEAF | {"mark": "c"}, "Leaf.mark: 'c' is none of ('a', 'b')"),
        (LEAF | {"pair": ["x"]}, "Leaf.pair: not the list it should be"),
        ([], "Leaf: no Leaf"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(kept, why):
    with pytest.raises(FrozenError) as caught:
        thaw(Leaf, kept)
    assert str(caught.value) == why


@pytest.mark.parametrize("value", [{1, 2}, object(), b"x", {3: "x"}, datetime(2026, 1, 1)])
def test_what_could_not_come_back_is_not_frozen(value):
    with pytest.raises(FrozenError):
        freeze(Leaf(value, None, "a"))


def test_digest_looks_at_values_and_not_at_their_order():
    assert digest({"a": 1, "b": [1, 2]}) == digest({"b": [1, 2], "a": 1})
    assert digest({"a": 1, "b": [1, 2]}) != digest({"a": 1, "b": [2, 1]})


def test_every_text_is_changed_and_nothing_else():
    leaf = Leaf("x", date(2026, 1, 1), "a", ("y", 3))
    assert mapped(leaf, str.upper) == Leaf("X", date(2026, 1, 1), "A", ("Y", 3), "ADDED IN A LATER VERSION")
