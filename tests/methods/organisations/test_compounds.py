# SPDX-License-Identifier: EUPL-1.2
"""Which organisations a printed compound means."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitziel.methods.organisations import Names, key_of, resolve_compound

KNOWN = {
    1: ["Dezernat 1 – Zentrale Verwaltung"],
    2: ["Dezernat 2 – Ordnung", "Ordnungsdezernat"],
    3: ["Dezernat 3"],
    4: ["Dezernat 4"],
    5: ["Dezernat V"],
    6: ["FD Jugend und Bildung"],
    7: ["FD Soziales", "Sozialamt"],
    8: ["Fachdienst Gesundheit"],
    9: ["Jugendamt"],
    12: ["Amt 50"],
    13: ["Amt 51"],
    14: ["Polizeiinspektion Musterstadt"],
}
NAMES = Names([(name, ident) for ident, names in KNOWN.items() for name in names], {"FD": "Fachdienst"})


def said(printed, names=NAMES):
    """Identifiers and missing pieces, or None."""
    found = resolve_compound(printed, names)
    return found and ([part.organisation for part in found.parts], list(found.missing), found.how)


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        ("Dezernate 2,4 + 5", ([2, 4, 5], [], "numbers")),
        ("Dezernate 2, 3 + 4, Polizeiinspektion Musterstadt", ([2, 3, 4, 14], [], "numbers")),
        ("Dezernate 1-3", ([1, 2, 3], [], "numbers")),
        ("Dezernate 1 bis 3", ([1, 2, 3], [], "numbers")),
        ("Dezernat II und IV", ([2, 4], [], "numbers")),
        ("Dezernate I–III", ([1, 2, 3], [], "numbers")),
        ("Ämter 50 und 51", ([12, 13], [], "numbers")),
        ("Dezernate 2, 4 und 9", ([2, 4], ["Dezernate 9"], "numbers")),
        ("FD Soziales/FD Gesundheit", ([7, 8], [], "names")),
        ("FD Soziales; Jugendamt", ([7, 9], [], "names")),
        ("die FD Soziales sowie der FD Gesundheit", ([7, 8], [], "names")),
        ("FD Jugend und Bildung / FD Soziales", ([6, 7], [], "names")),
        ("FD Soziales und Gesundheit", ([7, 8], [], "shared")),
        ("Fachdienste Soziales, Gesundheit und Sport", ([7, 8], ["Sport"], "shared")),
        ("Sozial- und Jugendamt", ([7, 9], [], "shared")),
        ("FD Soziales, FD Soziales, Jugendamt", ([7, 9], [], "names")),
    ],
)
def test_resolve_compound_that_means_several(printed, wanted):
    assert said(printed) == wanted


@pytest.mark.parametrize(
    "printed",
    [
        "FD Jugend und Bildung",
        "Fachdienst Jugend und Bildung",
        "Sozialamt",
        "Feuerwehr und Rettungsdienst",
        "Dezernate 2, 9",
        "FD Soziales und FD Soziales",
        "Dezernate 3-1",
        "Dezernate 1-999",
        "",
        " , ; ",
        "und " * 60 + "FD Soziales",
    ],
)
def test_resolve_compound_leaves_what_is_one_or_unknown(printed):
    assert said(printed) is None


def test_office_whose_name_holds_und_is_split_only_where_it_does_not_exist():
    both = Names([("FD Jugend", 1), ("FD Bildung", 2)])
    assert said("FD Jugend und Bildung", both) == ([1, 2], [], "shared")
    whole = Names([("FD Jugend", 1), ("FD Bildung", 2), ("FD Jugend und Bildung", 3)])
    assert said("FD Jugend und Bildung", whole) is None


def test_number_that_two_organisations_begin_with_means_neither():
    names = Names([("Dezernat 2 Ordnung", 1), ("Dezernat 2 Soziales", 2), ("Dezernat 3", 3), ("Dezernat 4", 4)])
    assert said("Dezernate 2, 3 und 4", names) == ([3, 4], ["Dezernate 2"], "numbers")


def test_parts_carry_the_whole_name_of_their_piece():
    found = resolve_compound("Dezernate 2,4 + 5", NAMES)
    assert [part.text for part in found.parts] == ["Dezernat 2", "Dezernat 4", "Dezernat 5"]


WORDS = st.sampled_from(["FD", "Amt", "Dezernat", "Team", "Soziales", "Jugend", "Bildung", "Sport", "1", "2", "IV"])
NAME = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
JOINED = st.lists(st.one_of(NAME, st.sampled_from([",", "/", "und", "+", "-", "sowie", "bis"])), max_size=8).map(
    " ".join
)


@given(st.lists(NAME, max_size=8, unique_by=key_of), st.one_of(JOINED, st.text(max_size=60)))
def test_every_part_is_an_organisation_that_exists(names, printed):
    known = Names([(name, ident) for ident, name in enumerate(names)])
    found = resolve_compound(printed, known)
    if found:
        idents = [part.organisation for part in found.parts]
        assert len(idents) == len(set(idents)) >= 2
        assert [known.find(part.text) for part in found.parts] == idents


@given(st.lists(NAME, min_size=1, max_size=8, unique_by=key_of), st.data())
def test_known_name_is_never_taken_apart(names, data):
    known = Names([(name, ident) for ident, name in enumerate(names)])
    assert resolve_compound(data.draw(st.sampled_from(names)), known) is None


@given(st.text(alphabet="abcdefgäöü ", max_size=30))
def test_name_without_separator_is_never_taken_apart(printed):
    assert resolve_compound(printed, NAMES) is None


@given(st.text(max_size=120))
def test_looking_up_never_fails(printed):
    assert NAMES.find(printed) in {None, *KNOWN}
