# SPDX-License-Identifier: EUPL-1.2
"""Sheets whose boxes lost their order find it again where there is only one way."""

from __future__ import annotations

from leitziel.methods.plantext.plan import Plan
from tests.methods.plantext.test_grammar_structure import flat, read

_FIRST = "Zuständigkeit\nSchulamt\nMaßnahme 1\nZeitrahmen\n2026\nLernpaten an Schulen\nHandlungsfeld\nLernen"
_SECOND = "Maßnahme 2\nHandlungsfeld\nLernen\nLesenacht\nZeitrahmen\n2027\nZuständigkeit\nStadtbücherei\nBeschreibung\nAn einem Abend im Jahr bleibt das Haus bis Mitternacht für alle offen."
_THIRD = "Handlungsfeld\nSpielen\nMaßnahme 3\nBolzplatz am Wehr\nZuständigkeit\nZeitrahmen\nSportamt\nbis Ende 2028"


def _plan(*sheets: str) -> Plan:
    return read(
        "".join(f"Stadt Auental · Lernplan · Blatt {n} von 9\n\n{sheet}\n\n" for n, sheet in enumerate(sheets, 4))
    )


def test_boxes_of_sheets_below_a_running_line_find_their_order() -> None:
    plan = _plan(_FIRST, _SECOND, _THIRD)
    assert sorted(flat(plan)) == [
        ("1", "Lernpaten an Schulen", "Schulamt", "2026"),
        ("2", "Lesenacht", "Stadtbücherei", "2027"),
        ("3", "Bolzplatz am Wehr", "Sportamt", "bis Ende 2028"),
    ]
    assert [(field.title, len(field.measures)) for field in plan.fields] == [("Lernen", 2), ("Spielen", 1)]


def test_value_that_fits_two_labels_is_given_to_none() -> None:
    plan = _plan(_FIRST, _SECOND, _THIRD.replace("Sportamt\nbis Ende 2028", "2027\nbis Ende 2028"))
    third = next(row for row in flat(plan) if row[0] == "3")
    assert third[2] is None


def test_every_character_of_scrambled_sheets_lies_in_one_span() -> None:
    plan = _plan(_FIRST, _SECOND, _THIRD)
    spans = [span for field in plan.fields for measure in field.measures for span in measure.spans]
    spans += [span for field in plan.fields for span in field.spans] + [*plan.spans, *plan.unassigned]
    at = 0
    for start, end in sorted(spans):
        assert start == at
        at = end
    assert at == len(plan.text)
