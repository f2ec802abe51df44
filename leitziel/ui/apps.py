# SPDX-License-Identifier: EUPL-1.2
"""The room's Django application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UiConfig(AppConfig):
    name = "leitziel.ui"
    label = "ui"

    def ready(self) -> None:
        """Let every room register its navigation entries and panels."""
        autodiscover_modules("navigation")
