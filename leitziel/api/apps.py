# SPDX-License-Identifier: EUPL-1.2
"""The room's Django application."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "leitziel.api"
    label = "api"
