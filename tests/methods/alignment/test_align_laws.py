# SPDX-License-Identifier: EUPL-1.2
"""What holds of every alignment, whatever the editions say."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from leitziel.methods.alignment import Decision, Entry, Match, Tie, align
from leitziel.methods.alignment.changes import Change, described

WORDS = (
    "Beratung",
    "Jugend",
    "Wohnung",
    "Garten",
    "Sprache",
    "Schule",
    "Pflege",
    "Arbeit",
    "Treffpunkt",
    "Familie",
    "fördern",
    "ausbauen",
    "prüfen",
)
texts = st.lists(st.sampled_from(WORDS), min_size=0, max_size=6).map(" ".join)


@st.composite
def editions(draw, side: str) -> list[Entry]:
    """Up to three fields with goals and measures, many of them alike."""
    found: list[Entry] = []
    for f in range(draw(st.integers(0, 2))):
        field = f"{side}f{f}"
        found.append(Entry(field, "field", draw(texts), "", str(f), None, len(found)))
        for g in range(draw(st.integers(0, 2))):
            goal = f"{field}g{g}"
            found.append(Entry(goal, "goal", "", draw(texts), str(g), field, len(found)))
            for m in range(draw(st.integers(0, 4))):
                attributes = {"focus": draw(texts), "responsible": draw(st.sampled_from(WORDS))}
                found.append(Entry(f"{goal}m{m}", "measure", "", draw(texts), str(m), goal, len(found), attributes))
    return found


@st.composite
def decided(draw) -> tuple[list[Entry], list[Entry], list[Decision]]:
    """Two editions, and decisions about measures that do not contradict each other."""
    old, new = draw(editions("o")), draw(editions("n"))
    olds = [e.key for e in old if e.kind == "measure"]
    news = [e.key for e in new if e.kind == "measure"]
    left, right = draw(st.permutations(olds)), draw(st.permutations(news))
    decisions: list[Decision] = []
    for one, two in zip(left, right, strict=False):
        kind = draw(st.sampled_from(["same", "part", "merged", "different", "alone", None]))
        if kind == "alone":
            decisions += [Decision("dropped", one, None), Decision("new", None, two)]
        elif kind:
            decisions.append(Decision(kind, one, two))
    return old, new, decisions


@given(editions("o"))
def test_edition_beside_itself_is_the_same_throughout(old):
    new = [replace(e, key=f"x{e.key}", parent=e.parent and f"x{e.parent}") for e in old if e.title or e.text]
    old = [e for e in old if e.title or e.text]
    known = {e.key for e in old}
    if any(e.parent and e.parent not in known for e in old):
        return
    found = align(old, new)
    assert [(m.old, m.new) for m in found.matches] == [((e.key,), (f"x{e.key}",)) for e in _by_kind(old)]
    assert {kind for d in described(found, old, new) for kind in d.kinds} <= {Change.SAME}


def _by_kind(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda e: (["field", "goal", "measure"].index(e.kind), e.position))


def _ties(match: Match) -> frozenset[Tie]:
    return frozenset(match.ties)


@given(editions("o"), editions("n"))
def test_alignment_is_the_same_from_both_sides(old, new):
    there = {(m.kind, frozenset(m.old), frozenset(m.new), _ties(m)) for m in align(old, new).matches}
    back = {(m.kind, frozenset(m.old), frozenset(m.new), _ties(m)) for m in align(new, old).mirrored().matches}
    assert there == back


@given(editions("o"), editions("n"))
def test_every_entry_is_in_exactly_one_match(old, new):
    found = align(old, new)
    assert sorted(key for m in found.matches for key in m.old) == sorted(e.key for e in old)
    assert sorted(key for m in found.matches for key in m.new) == sorted(e.key for e in new)
    kinds = {e.key: e.kind for e in (*old, *new)}
    assert all({kinds[key] for key in (*m.old, *m.new)} == {m.kind} for m in found.matches)


@given(decided(), st.booleans())
def test_decisions_are_obeyed_always(case, search):
    old, new, decisions = case
    found = align(old, new, decisions, search=search)
    for decision in decisions:
        if decision.kind == "new":
            assert found.by_new[decision.new].old == ()
        elif decision.kind == "dropped":
            assert found.by_old[decision.old].new == ()
        elif decision.kind == "different":
            assert (decision.old, decision.new) not in set(found.by_old[decision.old].pairs)
        else:
            match = found.by_old[decision.old]
            assert decision.new in match.new
            assert match.split or decision.kind != "part"
            assert match.merged or decision.kind != "merged"


@given(decided())
def test_without_a_search_nothing_but_the_decisions_joins_measures(case):
    old, new, decisions = case
    found = align(old, new, decisions, search=False)
    said = {(d.old, d.new) for d in decisions if d.kind in {"same", "part", "merged"}}
    assert {pair for m in found.of("measure") for pair in m.pairs} == said


@given(editions("o"), editions("n"))
def test_segments_make_up_both_texts(old, new):
    for found in described(align(old, new), old, new):
        for pair in found.pairs:
            for difference in pair.differences:
                kept = [s.text for s in difference.segments if s.kind != "added"]
                come = [s.text for s in difference.segments if s.kind != "removed"]
                assert ("".join(kept), "".join(come)) == (difference.old, difference.new)
