# SPDX-License-Identifier: EUPL-1.2
"""Printed values understood: parties one by one, rhythms in sentences, brackets without a partner."""

from __future__ import annotations

import pytest

from leitziel.methods.plantext import Source, parse
from leitziel.methods.plantext.grammar.values import split_parties, stated_rhythm


@pytest.mark.parametrize(
    ("printed", "names"),
    [
        ("Beauftragte für Menschen mit Behinderungen, Beirat Menschen mit Demenz",
         ["Beauftragte für Menschen mit Behinderungen", "Beirat Menschen mit Demenz"]),
        ("Jobcenter Birkenau mit Werkhof gGmbH", ["Jobcenter Birkenau", "Werkhof gGmbH"]),
        ("FD Senioren und Pflege mit dem Netzwerk Demenz", ["FD Senioren und Pflege", "Netzwerk Demenz"]),
        ("Amt für Jugend mit Schulamt", ["Amt für Jugend", "Schulamt"]),
        ("Schulamt (Schulen mit Ganztag), Sportbund", ["Schulamt (Schulen mit Ganztag)", "Sportbund"]),
        ("FD Gesundheit und Sozialpsychiatrischer Dienst", ["FD Gesundheit", "Sozialpsychiatrischer Dienst"]),
        ("Sozialpsychiatrischer und Ärztlicher Dienst", ["Sozialpsychiatrischer und Ärztlicher Dienst"]),
        ("Stadtwerke gemeinsam mit der Seniorenberatung", ["Stadtwerke", "Seniorenberatung"]),
        ("Mühlhof e. V.", ["Mühlhof e. V."]),
        ("Mühlhof e. V., gefördert durch FD Soziales", ["Mühlhof e. V.", "FD Soziales"]),
    ],
)  # fmt: skip
def test_parties_split_only_where_each_is_complete(printed, names):
    assert [party.name for party in split_parties(printed)] == names


@pytest.mark.parametrize(
    ("sentence", "months"),
    [
        ("Es gibt eine monatliche Sprechstunde.", 1),
        ("Ein jährlicher Bericht erscheint.", 12),
        ("Der Beirat tagt zweimal im Jahr.", 6),
        ("Alle drei Jahre wird gefragt.", 36),
        ("Halbjährliche Treffen finden statt.", 6),
        ("Der vierteljährliche Austausch bleibt.", 3),
        ("Jedes zweite Jahr wird gefeiert.", 24),
        ("Die jährlichen Kosten sinken.", None),
        ("Die Ferien sind ganzjährig ein Thema.", None),
        ("Dreijährige Kinder singen.", None),
    ],
)
def test_rhythm_stated_by_a_sentence_is_found(sentence, months):
    stated = stated_rhythm(sentence)
    assert (stated[0].every_months if stated else None) == months


def test_bracket_without_partner_is_no_part_of_a_value():
    text = "Maßnahme 1: Wege bauen\nTermin: ab 2027)\nVerantwortlich: Tiefbauamt (Brücken)\n"
    text += "\nMaßnahme 2: Bänke bauen\nTermin: 2026\nVerantwortlich: (Tiefbauamt\n"
    text += "\nMaßnahme 3: Zäune bauen\nTermin: 2027\nVerantwortlich: a) Tiefbauamt b) Bauhof (Nord)\n"
    first, second, third = parse(Source.from_text(text)).measures
    assert (first.deadline, first.responsible) == ("ab 2027", "Tiefbauamt (Brücken)")
    assert (second.deadline, second.responsible) == ("2026", "Tiefbauamt")
    assert third.responsible == "a) Tiefbauamt b) Bauhof (Nord)"
