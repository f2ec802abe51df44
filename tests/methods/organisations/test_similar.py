# SPDX-License-Identifier: EUPL-1.2
"""Which two entries may be one organisation."""

import pytest

from leitziel.methods.organisations import similar_pairs


def why(one, two, **options):
    """The reason given for two names, or None."""
    found = similar_pairs([(one, 1), (two, 2)], **options)
    return found[0].why if found else None


@pytest.mark.parametrize(
    ("one", "two", "reason"),
    [
        ("FD Soziales", "fd soziales", "same"),
        ("FD Soziales", "Fachdienst Soziales", "abbreviation"),
        ("Jugend und Familie", "Familie und Jugend", "words"),
        ("Brückenbogen e. V.", "Brückenbogen", "core"),
        ("Stadtwerke Musterstadt GmbH", "Stadtwerke", "core"),
        ("Wohnhilfe Anker gGmbH", "Wohnhilfe Ankre gGmbH", "spelling"),
        ("Dezernat 1", "Dezernat 2", None),
        ("Dezernat II", "Dezernat III", None),
        ("Team Eingliederungshilfe", "Team Jugendgerichtshilfe", None),
        ("Beirat für Migration", "Seniorenbeirat", None),
        ("FD Sport", "FD Soziales", None),
    ],
)
def test_pair_is_given_with_its_reason(one, two, reason):
    assert why(one, two, abbreviations={"FD": "Fachdienst"}, own_words=["Musterstadt"]) == reason


def test_names_of_one_organisation_are_no_pair():
    assert similar_pairs([("Sozialamt", 1), ("Das Sozialamt", 1)]) == []


def test_pair_stands_once_with_its_surest_reason():
    found = similar_pairs([("FD Soziales", 2), ("Sozialamt Mitte", 2), ("Sozialamt  Mitte", 1), ("FD Sozialess", 1)])
    assert [(p.first, p.second, p.why, p.score) for p in found] == [(1, 2, "same", 100.0)]


def test_thousand_names_give_no_pair_by_common_words_alone():
    names = [(f"Team Nummer {n} der Verwaltung", n) for n in range(1000)]
    assert similar_pairs(names) == []
