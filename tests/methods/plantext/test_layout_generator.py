# SPDX-License-Identifier: EUPL-1.2
"""One small plan in many layouts: what a reading gives must not depend on how the office laid out the same plan.

Laws of every rendering: no measure is missing or made up, and no responsible body or deadline is another one's. A
value may be empty; how often it may is the floor of the kind of rendering (1.0 where the form tells everything).
"""

from __future__ import annotations

from collections import defaultdict

import pytest

from leitziel.methods.plantext import parse

from .generated.plan import PLANS, Verdict, judge
from .generated.renderings import renderings

# Where single spaces part the cells, the end of a name and the beginning of an office may be a toss-up; a second
# sheet beside the first, or a label glued to its value ("Wer?Bauamt"), is not always seen.
FLOORS = {"rows-spaced": 0.92, "rows-gaps": 0.97, "sheet-glued": 0.75, "beside": 0.87}


@pytest.fixture(scope="module", params=sorted(PLANS))
def verdicts(request: pytest.FixtureRequest) -> dict[str, dict[str, Verdict]]:
    out: dict[str, dict[str, Verdict]] = defaultdict(dict)
    for name, source, asked in renderings(request.param):
        out[name.split("/")[0]][name] = judge(parse(source), asked, request.param)
    return out


def test_values_no_measure_gets_another_ones(verdicts):
    wrong = {name: v.wrong for kind in verdicts.values() for name, v in kind.items() if v.wrong}
    assert wrong == {}


def test_measures_none_missing_where_the_form_tells(verdicts):
    told = {name: v for kind, group in verdicts.items() if kind not in FLOORS for name, v in group.items()}
    assert {name: v.missing for name, v in told.items() if v.missing} == {}
    assert {name: v.extra for name, v in told.items() if v.extra} == {}


def test_values_found_at_least_the_floor_of_the_kind(verdicts):
    shares = {kind: sum(v.right for v in g.values()) / sum(v.asked for v in g.values()) for kind, g in verdicts.items()}
    assert {kind: share for kind, share in shares.items() if share < FLOORS.get(kind, 1.0)} == {}


def test_renderings_cover_every_kind(verdicts):
    assert sum(map(len, verdicts.values())) >= 500
    assert len(verdicts) >= 18
