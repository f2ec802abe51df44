# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room: working together on plans, and what readers see of it."""

from django.urls import path

from leitziel.strategy.views.together import crosswalk, filters, languages, mine, reading, similar, talk

urlpatterns = [
    path("arbeit/austausch/<slug:short_id>/", talk.measure_talk, name="measure-talk"),
    path("arbeit/austausch/<slug:short_id>/kommentare/<int:pk>/", talk.comment, name="measure-comment"),
    path("arbeit/austausch/<slug:short_id>/anlagen/<int:pk>/", talk.attachment, name="measure-attachment"),
    path("arbeit/aehnliche/", similar.similar_measures, name="similar-measures"),
    path("arbeit/aehnliche/<slug:short_id>/", similar.similar_of, name="similar-of"),
    path("arbeit/aehnliche/<slug:one>/<slug:two>/", similar.similar_pair, name="similar-pair"),
    path("arbeit/querbezuege/", crosswalk.crosswalk_work, name="crosswalk-work"),
    path("arbeit/querbezuege/verwaist/<int:pk>/", crosswalk.crosswalk_link, name="crosswalk-link"),
    path("arbeit/querbezuege/<slug:one>/<slug:two>/", crosswalk.crosswalk_cell, name="crosswalk-cell"),
    path("arbeit/sprachen/", languages.languages_work, name="languages-work"),
    path("arbeit/sprachen/<slug:language>/", languages.language_work, name="language-work"),
    path("arbeit/sprachen/<slug:language>/<slug:kind>/<int:pk>/", languages.language_edit, name="language-edit"),
    path("arbeit/lesbarkeit/", reading.readability, name="readability"),
    path("arbeit/filter/", filters.overview, name="saved-filters"),
    path("arbeit/filter/<int:pk>/", filters.one, name="saved-filter"),
    path("arbeit/meine-massnahmen/", mine.mine, name="my-measures"),
    path("querbezuege/", crosswalk.crosswalk, name="crosswalk"),
    path("sprachen/<slug:language>/", reading.language_list, name="language-list"),
    path("massnahmen/<slug:short_id>/sprachen/<slug:language>/", reading.measure_language, name="measure-language"),
    path("ziele/<slug:short_id>/sprachen/<slug:language>/", reading.goal_language, name="goal-language"),
    path("handlungsfelder/<slug:short_id>/sprachen/<slug:language>/", reading.field_language, name="field-language"),
]
