# SPDX-License-Identifier: EUPL-1.2
"""The room's Django application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "leitziel.portal"
    label = "portal"

    def ready(self) -> None:
        """Listen to log-ins and changes of the log-in."""
        from .account.signals import connect

        connect()
