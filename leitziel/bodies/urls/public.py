# SPDX-License-Identifier: EUPL-1.2
"""Public pages and feeds. Feeds have stable addresses: calendars keep them for years."""

from django.urls import path

from leitziel.bodies.views import feeds, public

urlpatterns = [
    path("gremien/", public.bodies, name="bodies"),
    path("gremien/kalender.ics", feeds.all_bodies, name="bodies-calendar"),
    path("gremien/mein-kalender/<str:token>/kalender.ics", feeds.own, name="own-calendar-feed"),
    path("gremien/<slug:slug>/", public.body, name="body"),
    path("gremien/<slug:slug>/kalender.ics", feeds.one_body, name="body-calendar"),
    path("gremien/<slug:slug>/beschluesse/", public.body_resolutions, name="body-resolutions"),
    path("gremien/<slug:slug>/sitzungen/", public.body_meetings, name="body-meetings"),
    path("gremien/<slug:slug>/sitzungen/<slug:short_id>/", public.meeting, name="meeting"),
    path("gremien/<slug:slug>/sitzungen/<slug:short_id>/niederschrift/", public.minutes_file, name="minutes-file"),
]
