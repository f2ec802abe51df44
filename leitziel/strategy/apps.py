# SPDX-License-Identifier: EUPL-1.2
"""The room's Django application."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "leitziel.strategy"
    label = "strategy"

    def ready(self) -> None:
        """Tell undo how to treat the tables of a plan."""
        from leitziel.strategy.actions.editing import after

        after.register()
