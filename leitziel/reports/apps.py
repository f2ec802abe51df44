# SPDX-License-Identifier: EUPL-1.2
"""The room's Django application."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "leitziel.reports"
    label = "reports"
