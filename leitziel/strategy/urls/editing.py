# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room: editing a plan, its history, the trash."""

from django.urls import path

from leitziel.strategy.views.editing import bulk, entries, history, plan, structure

PLAN = "arbeit/konzepte/<slug:slug>/<slug:label>/bearbeiten"
ENTRY = f"{PLAN}/<slug:kind>/<slug:short_id>"

urlpatterns = [
    path(f"{PLAN}/", plan.plan_editor, name="plan-editor"),
    path(f"{PLAN}/reihenfolge/", plan.plan_shift, name="plan-shift"),
    path(f"{PLAN}/auswahl/", bulk.plan_bulk, name="plan-bulk"),
    path(f"{PLAN}/nummern/", structure.plan_numbers, name="plan-numbers"),
    path(f"{PLAN}/neu/<slug:kind>/", structure.plan_entry_new, name="plan-entry-new"),
    path(f"{ENTRY}/", entries.plan_entry, name="plan-entry"),
    path(f"{ENTRY}/verschieben/", structure.plan_entry_move, name="plan-entry-move"),
    path(f"{ENTRY}/teilen/", structure.plan_entry_split, name="plan-entry-split"),
    path(f"{ENTRY}/zusammenfuehren/", structure.plan_entry_merge, name="plan-entry-merge"),
    path(f"{ENTRY}/loeschen/", structure.plan_entry_delete, name="plan-entry-delete"),
    path("arbeit/konzepte/<slug:slug>/<slug:label>/verlauf/", history.edition_history, name="edition-history"),
    path(
        "arbeit/konzepte/<slug:slug>/<slug:label>/verlauf/<slug:kind>/<slug:short_id>/",
        history.entry_history,
        name="entry-history",
    ),
    path("arbeit/papierkorb/", history.trash, name="undo-trash"),
    path("arbeit/rueckgaengig/<int:pk>/", history.undo_step, name="undo-step"),
    path("arbeit/massnahmen/<slug:short_id>/<slug:label>/", entries.measure_settings, name="measure-settings"),
]
