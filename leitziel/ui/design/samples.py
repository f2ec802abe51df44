# SPDX-License-Identifier: EUPL-1.2
"""Contents for the examples on /design/; invented, and in German, since that is what the components must bear."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.paginator import Paginator

LONG = "Kindertagesbetreuungsbedarfsplanungsfortschreibungsverantwortung"


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Titel", help_text="So heißt das Konzept auf allen Seiten.", max_length=40)
    text = forms.CharField(label="Beschreibung", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    year = forms.IntegerField(label="Jahr", min_value=2000, max_value=2100)
    until = forms.DateField(label="Gültig bis", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    office = forms.ChoiceField(
        label="Stelle", choices=[("", "Bitte wählen"), ("1", "Fachdienst Soziales"), ("2", f"Amt für {LONG}")]
    )
    groups = forms.MultipleChoiceField(
        label="Zielgruppen",
        help_text="Mehrere sind möglich.",
        choices=[("a", "Kinder und Jugendliche"), ("b", "Ältere Menschen"), ("c", LONG)],
        widget=forms.CheckboxSelectMultiple,
    )
    kind = forms.ChoiceField(
        label="Art der Maßnahme",
        choices=[("own", "eigenes Handeln"), ("lobbying", "Einsatz gegenüber Bund und Land")],
        widget=forms.RadioSelect,
    )
    file = forms.FileField(label="Dokument", required=False, help_text="PDF, DOCX, ODT, HTML oder Text, bis 50 MB.")
    sure = forms.BooleanField(label="Ich habe das Ergebnis geprüft.")


def forms_in_all_states() -> dict[str, forms.Form]:
    """The form untouched, with errors, and disabled; each with ids of its own."""
    wrong = SampleForm(
        {"wrong-title": "x" * 60, "wrong-year": "1899", "wrong-kind": "andere"},
        prefix="wrong",
        files={},
    )
    wrong.is_valid()
    disabled = SampleForm(
        prefix="disabled", initial={"title": "Integrationskonzept", "year": 2026, "kind": "own", "groups": ["a"]}
    )
    for field in disabled.fields.values():
        field.disabled = True
    return {"form_plain": SampleForm(prefix="plain"), "form_wrong": wrong, "form_disabled": disabled}


def context() -> dict[str, Any]:
    """Everything the examples refer to."""
    return {
        **forms_in_all_states(),
        "long": LONG,
        "first_page": Paginator(range(12), 5).get_page(1),
        "middle_page": Paginator(range(1000), 50).get_page(9),
        "only_page": Paginator(range(3), 5).get_page(1),
        "tab_items": [
            {"label": "Übersicht", "url": "#tabs", "current": True},
            {"label": "Maßnahmen", "url": "#tabs", "current": False, "count": 63},
            {"label": LONG, "url": "#tabs", "current": False, "count": 0},
        ],
        "rows": [
            ("Verantwortung", ["Fachdienst Soziales", "Jobcenter"]),
            ("Termin", "bis Ende 2027"),
            ("Zuständigkeitsverteilungsübersicht", LONG),
            ("Kosten", None),
        ],
        "crumbs": [("Maßnahmen", "#breadcrumbs"), (LONG, "#breadcrumbs"), ("Steckbrief", None)],
        "drawing": (
            '<svg xmlns="http://www.w3.org/2000/svg" width="240" height="48" viewBox="0 0 240 48" role="img" '
            'aria-label="Drei Kacheln"><rect class="lz-tile lz-tile--own" width="72" height="48" fill="#2044aa"/>'
            '<rect class="lz-tile lz-tile--lobbying" x="84" width="72" height="48" fill="#925400"/>'
            '<rect class="lz-tile lz-tile--open" x="168" width="72" height="48" fill="#6e7597"/></svg>'
        ),
    }
