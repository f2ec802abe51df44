# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room: work pages."""

from django.urls import URLPattern, path

from leitziel.strategy.views.imports import columns, finish, listing, nodes, organisations, passages, review

urlpatterns: list[URLPattern] = [
    path("importe/", listing.imports, name="plan-imports"),
    path("importe/neu/", listing.upload, name="plan-import-upload"),
    path("importe/ohne-dokument/", listing.empty_plan, name="plan-import-empty"),
    path("importe/<int:pk>/", review.review, name="plan-import"),
    path("importe/<int:pk>/stand/", listing.progress, name="plan-import-progress"),
    path("importe/<int:pk>/spalten/", columns.columns, name="plan-import-columns"),
    path("importe/<int:pk>/datei/", listing.source_file, name="plan-import-file"),
    path("importe/<int:pk>/erneut-lesen/", listing.again, name="plan-import-again"),
    path("importe/<int:pk>/verwerfen/", listing.discard, name="plan-import-discard"),
    path("importe/<int:pk>/wieder-aufnehmen/", listing.reopen, name="plan-import-reopen"),
    path("importe/<int:pk>/fussnoten/", review.references, name="plan-import-references"),
    path("importe/<int:pk>/neuer-eintrag/", nodes.new_node, name="plan-import-new-node"),
    path("importe/<int:pk>/eintrag/<slug:node>/", nodes.node, name="plan-import-node"),
    path("importe/<int:pk>/textstellen/", passages.passages, name="plan-import-passages"),
    path("importe/<int:pk>/textstellen/<int:start>/", passages.passage, name="plan-import-passage"),
    path("importe/<int:pk>/stellen/", organisations.organisations, name="plan-import-organisations"),
    path("importe/<int:pk>/ziel/", finish.target, name="plan-import-target"),
    path("importe/<int:pk>/uebernehmen/", finish.accept, name="plan-import-accept"),
]
