# SPDX-License-Identifier: EUPL-1.2
"""The room's Django application."""

from django.apps import AppConfig


class StrategyConfig(AppConfig):
    name = "leitziel.strategy"
    label = "strategy"
