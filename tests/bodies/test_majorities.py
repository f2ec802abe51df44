# SPDX-License-Identifier: EUPL-1.2
"""The counting rules, against the same rules written with fractions."""

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from leitziel.bodies.enums import Majority
from leitziel.bodies.majorities import MajorityError, accepted

COUNT = st.integers(0, 60)


def by_fractions(majority, yes, no, members):
    cast = Fraction(yes, yes + no) if yes + no else Fraction(0)
    of_all = Fraction(yes, members)
    return {
        Majority.SIMPLE: cast > Fraction(1, 2),
        Majority.MEMBERS: of_all > Fraction(1, 2),
        Majority.TWO_THIRDS: yes > 0 and cast >= Fraction(2, 3),
        Majority.TWO_THIRDS_MEMBERS: of_all >= Fraction(2, 3),
        Majority.UNANIMOUS: cast == 1,
    }[majority]


@given(majority=st.sampled_from(Majority), yes=COUNT, no=COUNT, abstain=COUNT, more=st.integers(0, 20))
def test_result_is_that_of_the_shares(majority, yes, no, abstain, more):
    members = yes + no + abstain + more
    assume(members)
    found = accepted(majority=majority, yes=yes, no=no, abstain=abstain, members=members)
    assert found == by_fractions(majority, yes, no, members)


@pytest.mark.parametrize(
    ("majority", "yes", "no", "abstain", "members", "wanted"),
    [
        (Majority.SIMPLE, 5, 5, 3, 13, False),
        (Majority.SIMPLE, 1, 0, 12, 13, True),
        (Majority.MEMBERS, 6, 0, 0, 12, False),
        (Majority.MEMBERS, 7, 5, 0, 12, True),
        (Majority.TWO_THIRDS, 4, 2, 6, 12, True),
        (Majority.TWO_THIRDS, 5, 3, 0, 12, False),
        (Majority.TWO_THIRDS_MEMBERS, 8, 0, 0, 12, True),
        (Majority.UNANIMOUS, 3, 0, 4, 12, True),
        (Majority.UNANIMOUS, 0, 0, 4, 12, False),
    ],
)
def test_edges_of_each_rule(majority, yes, no, abstain, members, wanted):
    assert accepted(majority=majority, yes=yes, no=no, abstain=abstain, members=members) is wanted


@pytest.mark.parametrize("counts", [(-1, 0, 0, 5), (3, 2, 1, 5)])
def test_impossible_counts_are_refused(counts):
    yes, no, abstain, members = counts
    with pytest.raises(MajorityError):
        accepted(majority=Majority.SIMPLE, yes=yes, no=no, abstain=abstain, members=members)


def test_majority_of_the_members_needs_their_number():
    with pytest.raises(MajorityError):
        accepted(majority=Majority.MEMBERS, yes=1, no=0, abstain=0)
