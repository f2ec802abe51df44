# SPDX-License-Identifier: EUPL-1.2
"""Where a measure stands: the table of rules, and laws of adding standings up."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitziel.strategy.enums import PROGRESS_TRANSITIONS, ROUND_TRANSITIONS, DeadlineKind, ProgressState, RoundState
from leitziel.strategy.standing import FINAL, MEANING, Facts, Lamp, Stand, Standing, goes_on, roll_up, stand, states_for

ON = dt.date(2026, 12, 31)
BEFORE, AFTER = dt.date(2026, 12, 21), dt.date(2027, 1, 10)
S, P = Standing, ProgressState


@pytest.mark.parametrize(
    ("facts", "wanted"),
    [
        (Facts(P.COMPLETED, last_day=BEFORE), Stand(S.DONE)),
        (Facts(P.COMPLETED), Stand(S.DONE)),
        (Facts(P.UNDERWAY, last_day=AFTER), Stand(S.ON_TRACK)),
        (Facts(P.UNDERWAY, last_day=ON), Stand(S.ON_TRACK)),  # the last day itself is not over yet
        (Facts(P.UNDERWAY, last_day=BEFORE), Stand(S.LATE, 10)),
        (Facts(P.UNDERWAY), Stand(S.ON_TRACK)),
        (Facts(P.NOT_STARTED, last_day=AFTER), Stand(S.NOT_STARTED)),
        (Facts(P.NOT_STARTED, last_day=BEFORE), Stand(S.LATE, 10)),
        (Facts(P.PAUSED), Stand(S.PAUSED)),
        (Facts(P.PAUSED, last_day=BEFORE), Stand(S.LATE, 10)),
        (Facts(P.DROPPED, last_day=BEFORE), Stand(S.GIVEN_UP)),
        (Facts(P.HAPPENED), Stand(S.HAPPENED)),
        (Facts(P.QUIET), Stand(S.QUIET)),
        (Facts(P.ENDED), Stand(S.GIVEN_UP)),
        # every two years, took place 13 months ago: nothing is missing yet
        (Facts(P.QUIET, every_months=24, happened_on=dt.date(2025, 11, 20)), Stand(S.ON_TRACK)),
        (Facts(P.QUIET, every_months=24, happened_on=dt.date(2024, 12, 31)), Stand(S.ON_TRACK)),
        (Facts(P.QUIET, every_months=24, happened_on=dt.date(2024, 12, 30)), Stand(S.QUIET)),
        (Facts(P.QUIET, every_months=24), Stand(S.QUIET)),
        (Facts(None), Stand(S.NO_REPORT)),
        (Facts(None, silent=1, last_day=BEFORE), Stand(S.NO_REPORT, 10)),
        (Facts(None, silent=2), Stand(S.SILENT)),
        (Facts(None, earlier=P.UNDERWAY, silent=1), Stand(S.NO_REPORT)),
        # what came to its end stays there, and is not late for a deadline that passes later
        (Facts(None, earlier=P.COMPLETED, silent=1, last_day=BEFORE), Stand(S.DONE, 0, carried=True)),
        (Facts(None, earlier=P.ENDED), Stand(S.GIVEN_UP, 0, carried=True)),
        (Facts(P.UNDERWAY, earlier=P.COMPLETED, last_day=AFTER), Stand(S.ON_TRACK)),
    ],
)
def test_standing_follows_the_table(facts, wanted):
    assert stand(facts, ON) == wanted


def test_every_standing_and_state_has_its_place():
    assert set(MEANING) == set(Standing)
    assert set(PROGRESS_TRANSITIONS) == set(ProgressState)
    assert set(ROUND_TRANSITIONS) == set(RoundState)
    offered = {state for kind in DeadlineKind for state in states_for(kind)}
    assert offered == set(ProgressState)
    assert {kind for kind in DeadlineKind if goes_on(kind)} == {DeadlineKind.ONGOING, DeadlineKind.RECURRING}


def test_final_states_lead_nowhere_by_themselves():
    assert all(PROGRESS_TRANSITIONS[state] == {state} for state in FINAL)


@pytest.mark.parametrize(
    ("counts", "lamp"),
    [
        ({}, None),
        ({S.DONE: 3}, Lamp.GOOD),
        ({S.GIVEN_UP: 3}, Lamp.GOOD),
        ({S.ON_TRACK: 7, S.LATE: 1}, Lamp.ATTENTION),
        ({S.ON_TRACK: 3, S.LATE: 1}, Lamp.BEHIND),
        ({S.ON_TRACK: 3, S.NO_REPORT: 1}, Lamp.ATTENTION),
        ({S.ON_TRACK: 3, S.SILENT: 1}, Lamp.BEHIND),
        ({S.ON_TRACK: 1, S.NO_REPORT: 1}, Lamp.ATTENTION),
        ({S.ON_TRACK: 1, S.NO_REPORT: 2}, Lamp.UNKNOWN),
        ({S.NO_REPORT: 1, S.GIVEN_UP: 9}, Lamp.UNKNOWN),
    ],
)
def test_lamp_follows_the_rule(counts, lamp):
    assert roll_up(s for s, n in counts.items() for _ in range(n)).lamp == lamp


standings = st.lists(st.sampled_from(list(Standing)), max_size=40)


@given(standings)
def test_roll_up_counts_each_measure_once(found):
    rolled = roll_up(found)
    assert rolled.total == len(found) == sum(n for _s, n in rolled.counts)
    assert rolled.reported == sum(s not in {S.NO_REPORT, S.SILENT} for s in found)


@given(standings, st.randoms())
def test_roll_up_does_not_depend_on_the_order(found, random):
    shuffled = found[:]
    random.shuffle(shuffled)
    assert roll_up(shuffled) == roll_up(found)


@given(standings.filter(lambda found: roll_up(found).lamp is not None))
def test_one_more_completed_measure_never_makes_the_lamp_worse_than_known(found):
    order = [Lamp.GOOD, Lamp.ATTENTION, Lamp.BEHIND]
    before, after = roll_up(found).lamp, roll_up([*found, S.DONE]).lamp
    if before in order and after in order:
        assert order.index(after) <= order.index(before)
