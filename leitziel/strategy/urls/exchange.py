# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room: downloads, and the workbook that members edit and upload again."""

from django.urls import path

from leitziel.strategy.views.exchange import downloads, sheets

PLAN = "konzepte/<slug:slug>/<slug:label>"
urlpatterns = [
    path(f"{PLAN}/herunterladen/", downloads.downloads, name="plan-downloads"),
    path(f"{PLAN}/plan.xlsx", downloads.plan_as_xlsx, name="plan-xlsx"),
    path(f"{PLAN}/plan.csv", downloads.plan_as_csv, name="plan-csv"),
    path(f"{PLAN}/plan.docx", downloads.plan_as_docx, name="plan-docx"),
    path(f"{PLAN}/plan.json", downloads.plan_as_json, name="plan-json"),
    path(f"arbeit/{PLAN}/tabelle/", sheets.sheets, name="sheets"),
    path(f"arbeit/{PLAN}/tabelle.xlsx", sheets.sheet_xlsx, name="sheet-xlsx"),
    path(f"arbeit/{PLAN}/tabelle.csv", sheets.sheet_csv, name="sheet-csv"),
    path("arbeit/tabellen/<int:pk>/", sheets.sheet, name="sheet"),
    path("arbeit/tabellen/<int:pk>/stand/", sheets.sheet_progress, name="sheet-progress"),
    path("arbeit/tabellen/<int:pk>/konflikte/", sheets.sheet_conflicts, name="sheet-conflicts"),
    path("arbeit/tabellen/<int:pk>/verwerfen/", sheets.sheet_discard, name="sheet-discard"),
    path("arbeit/tabellen/<int:pk>/datei/", sheets.sheet_file, name="sheet-file"),
    path("massnahmen.xlsx", downloads.list_as_xlsx, name="measures-xlsx"),
    path("massnahmen.csv", downloads.list_as_csv, name="measures-csv"),
]
