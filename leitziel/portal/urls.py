# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room."""

from django.urls import include, path

from .views import front, house, legal, operation, work

urlpatterns = [
    path("", front.home, name="home"),
    path("", include("leitziel.portal.account.urls")),
    path("robots.txt", house.robots, name="robots"),
    path("favicon.ico", house.favicon, name="favicon"),
    path("-/health/", operation.health, name="health"),
    path("-/ready/", operation.ready, name="ready"),
    path("-/metrics", operation.metrics, name="metrics"),
    path("-/sprache/", house.language, name="set-language"),
    path("-/darstellung/", house.theme, name="set-theme"),
    path("<slug:municipality>/", front.municipality, name="municipality"),
    path("<slug:municipality>/impressum/", legal.imprint, name="imprint"),
    path("<slug:municipality>/datenschutz/", legal.privacy, name="privacy"),
    path("<slug:municipality>/barrierefreiheit/", legal.accessibility, name="accessibility"),
    path("<slug:municipality>/arbeit/", work.start, name="work"),
    path("<slug:municipality>/arbeit/meldungen/", work.feedback, name="feedback"),
]
