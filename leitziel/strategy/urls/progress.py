# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room: reporting rounds, answers, and the signed link of an office."""

from django.urls import path

from leitziel.strategy.views.progress import answers, calendar, links, offices, rounds, states

ROUND = "arbeit/berichtsrunden/<slug:slug>"

urlpatterns = [
    path("arbeit/berichtsrunden/", rounds.rounds, name="rounds"),
    path("arbeit/berichtsrunden/neu/", rounds.round_new, name="round-new"),
    path(f"{ROUND}/", rounds.round_, name="round"),
    path(f"{ROUND}/bearbeiten/", rounds.round_edit, name="round-edit"),
    path(f"{ROUND}/stand/", states.round_state, name="round-state"),
    path(f"{ROUND}/veroeffentlichung/", states.round_publication, name="round-publication"),
    path(f"{ROUND}/entfernen/", states.round_delete, name="round-delete"),
    path(f"{ROUND}/stellen/<slug:office>/", offices.round_office, name="round-office"),
    path(f"{ROUND}/massnahmen/<slug:short_id>/", offices.round_measure, name="round-measure"),
    path(f"{ROUND}/melden/", answers.round_answer, name="round-answer"),
    path(f"{ROUND}/melden/<slug:short_id>/", answers.round_answer_measure, name="round-answer-measure"),
    path(f"{ROUND}/frist.ics", answers.round_deadline, name="round-deadline"),
    path("meldung/<str:token>/", links.office_link, name="office-link"),
    path("meldung/<str:token>/frist.ics", links.office_link_deadline, name="office-link-deadline"),
    path("meldung/<str:token>/<slug:short_id>/", links.office_link_measure, name="office-link-measure"),
    path("stellen/<slug:slug>/termine.ics", calendar.office_calendar, name="office-calendar"),
]
