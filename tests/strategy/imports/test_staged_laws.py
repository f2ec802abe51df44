# SPDX-License-Identifier: EUPL-1.2
"""Whatever a reviewer does, in whatever order: no character is lost and the plan follows the contract."""

import copy

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from leitziel.strategy.exchange import contract
from leitziel.strategy.exchange.staged import edits, spans, splitting, tree

from . import plans

KINDS = st.sampled_from(["field", "goal", "measure", "reference"])


class Reviewing(RuleBasedStateMachine):
    """Random edits of a staged plan. An edit that is refused leaves the plan as it was."""

    @initialize()
    def begin(self):
        self.plan = tree.with_ids(plans.small_plan())
        self.text = self.plan["extracted"]["text"]

    def node(self, data):
        ids = [p.node["id"] for p in tree.walk(self.plan)]
        return data.draw(st.sampled_from([*ids, "plan", "n9999"]))

    def attempt(self, edit):
        before = copy.deepcopy(self.plan)
        try:
            edit()
        except tree.EditError:
            before["next_id"] = self.plan["next_id"]
            assert self.plan == before

    @rule(data=st.data(), text=st.text(max_size=20))
    def edit(self, data, text):
        name = data.draw(st.sampled_from(["text", "title", "number", "focus", "description"]))
        self.attempt(lambda: edits.edit_values(self.plan, self.node(data), {name: text}))

    @rule(data=st.data(), position=st.integers(-1, 1200))
    def split(self, data, position):
        self.attempt(lambda: splitting.split(self.plan, self.node(data), position))

    @rule(data=st.data())
    def merge(self, data):
        self.attempt(lambda: splitting.merge(self.plan, self.node(data)))

    @rule(data=st.data(), step=st.sampled_from([-1, 1]))
    def shift(self, data, step):
        self.attempt(lambda: edits.shift(self.plan, self.node(data), step))

    @rule(data=st.data())
    def move(self, data):
        self.attempt(lambda: edits.move(self.plan, self.node(data), self.node(data)))

    @rule(data=st.data(), kind=KINDS)
    def change_kind(self, data, kind):
        self.attempt(lambda: splitting.change_kind(self.plan, self.node(data), kind))

    @rule(data=st.data(), keep=st.booleans())
    def delete(self, data, keep):
        self.attempt(lambda: edits.delete(self.plan, self.node(data), keep_children=keep))

    def passage(self, data):
        if not self.plan["unassigned"]:
            return (0, 1)
        start, end = data.draw(st.sampled_from([e["span"] for e in self.plan["unassigned"]]))
        return data.draw(st.integers(start, end)), data.draw(st.integers(start, end))

    @rule(data=st.data(), part=st.sampled_from(["", "text", "title", "description", "examples", "focus"]))
    def assign(self, data, part):
        self.attempt(lambda: edits.assign(self.plan, *self.passage(data), self.node(data), part))

    @rule(data=st.data(), kind=KINDS, text=st.text(max_size=5), by_hand=st.booleans())
    def create(self, data, kind, text, by_hand):
        span = None if by_hand else self.passage(data)
        self.attempt(lambda: edits.create(self.plan, kind, self.node(data), text, span))

    @invariant()
    def nothing_is_lost(self):
        if hasattr(self, "plan"):
            assert self.plan["extracted"]["text"] == self.text
            assert spans.check_conservation(self.plan) == []

    @invariant()
    def contract_holds(self):
        if hasattr(self, "plan"):
            assert contract.problems(self.plan) == []

    @invariant()
    def ids_are_different(self):
        if hasattr(self, "plan"):
            ids = [p.node["id"] for p in tree.walk(self.plan)]
            assert len(ids) == len(set(ids))


TestReviewing = Reviewing.TestCase
TestReviewing.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
