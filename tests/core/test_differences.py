# SPDX-License-Identifier: EUPL-1.2
"""Word differences: complete on both sides, told by more than colour."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitziel.core.differences import Segment, markup, word_differences

WORDS = st.lists(
    st.sampled_from(["die", "Stadt", "lädt", "ein", "\n", " ", "  ", "bis", "2027", "<b>"]), max_size=30
).map("".join)


@given(WORDS, WORDS)
def test_segments_make_up_both_texts(old, new):
    found = word_differences(old, new)
    assert "".join(s.text for s in found if s.kind != "added") == old
    assert "".join(s.text for s in found if s.kind != "removed") == new
    assert all(a.kind != b.kind for a, b in pairwise(found))


@given(WORDS)
def test_equal_texts_have_one_segment(text):
    assert word_differences(text, text) == ([Segment("same", text)] if text else [])


def test_changed_words_in_a_row_are_one_change():
    assert word_differences("Die alte große Halle bleibt.", "Die neue kleine Halle bleibt.") == [
        Segment("same", "Die "),
        Segment("removed", "alte große"),
        Segment("added", "neue kleine"),
        Segment("same", " Halle bleibt."),
    ]


def test_markup_escapes_and_speaks():
    assert markup("<i>eins</i>", "<i>zwei</i>") == (
        '<del><span class="kern-sr-only">entfernt: </span>&lt;i&gt;eins&lt;/i&gt;</del>'
        '<ins><span class="kern-sr-only">hinzugefügt: </span>&lt;i&gt;zwei&lt;/i&gt;</ins>'
    )


@pytest.mark.parametrize("lines", [4, 2000])
def test_long_texts_differ_in_the_line_that_differs(lines):
    old = [f"Zeile {n} mit Text\n" for n in range(lines)]
    new = [*old[:2], "Ganz neu\n", *old[3:]]
    found = word_differences("".join(old), "".join(new))
    assert "Ganz neu" in "".join(s.text for s in found if s.kind == "added")
    assert len(found) == 4
