# SPDX-License-Identifier: EUPL-1.2
"""Work pages: bodies, functions, members, meetings, agenda, votes, resolutions, calendar."""

from django.urls import path

from leitziel.bodies.views import agenda, bodies, calendar, meetings, seats, votes

SITTING = "arbeit/gremien/<slug:slug>/sitzungen/<slug:short_id>/"

urlpatterns = [
    path("arbeit/gremien/", bodies.work, name="bodies-work"),
    path("arbeit/gremien/neu/", bodies.body_new, name="body-new"),
    path("arbeit/gremien/kalender/", calendar.own_calendar, name="own-calendar"),
    path("arbeit/gremien/funktionen/<int:pk>/", seats.seat_edit, name="seat-edit"),
    path("arbeit/gremien/funktionen/<int:pk>/mitglied/", seats.holder_new, name="holder-new"),
    path("arbeit/gremien/mitglieder/<int:pk>/", seats.holder_edit, name="holder-edit"),
    path("arbeit/gremien/punkte/<int:pk>/", agenda.item, name="agenda-item"),
    path("arbeit/gremien/punkte/<int:pk>/verschieben/", agenda.item_move, name="agenda-item-move"),
    path("arbeit/gremien/punkte/<int:pk>/niederschrift/", agenda.item_minutes, name="agenda-item-minutes"),
    path("arbeit/gremien/punkte/<int:pk>/abstimmung/", votes.vote_new, name="vote-new"),
    path("arbeit/gremien/punkte/<int:pk>/ausschluss/", agenda.exclusion_new, name="exclusion-new"),
    path("arbeit/gremien/punkte/<int:pk>/beschluss/", votes.resolution_new, name="resolution-new"),
    path("arbeit/gremien/ausschluesse/<int:pk>/entfernen/", agenda.exclusion_remove, name="exclusion-remove"),
    path("arbeit/gremien/abstimmungen/<int:pk>/", votes.vote_edit, name="vote-edit"),
    path("arbeit/gremien/beschluesse/<int:pk>/", votes.resolution_edit, name="resolution-edit"),
    path("arbeit/gremien/<slug:slug>/", bodies.body_settings, name="body-settings"),
    path("arbeit/gremien/<slug:slug>/stand/", bodies.body_state, name="body-state"),
    path("arbeit/gremien/<slug:slug>/funktion/", seats.seat_new, name="seat-new"),
    path("arbeit/gremien/<slug:slug>/sitzungen/neu/", meetings.meeting_new, name="meeting-new"),
    path(SITTING, meetings.meeting_settings, name="meeting-settings"),
    path(f"{SITTING}stand/", meetings.meeting_state, name="meeting-state"),
    path(f"{SITTING}veroeffentlichung/", meetings.meeting_publication, name="meeting-publication"),
    path(f"{SITTING}einladung/", meetings.meeting_invitation, name="meeting-invitation"),
    path(f"{SITTING}anwesenheit/", meetings.meeting_attendance, name="meeting-attendance"),
    path(f"{SITTING}niederschrift/", meetings.meeting_minutes, name="meeting-minutes"),
    path(f"{SITTING}niederschrift/stand/", meetings.minutes_state, name="minutes-state"),
    path(f"{SITTING}punkt/", agenda.item_new, name="agenda-item-new"),
    path("arbeit/vorlagen/<slug:slug>/beratungsfolge/", votes.paper_way, name="paper-way"),
]
