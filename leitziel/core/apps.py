# SPDX-License-Identifier: EUPL-1.2
"""The room's Django application."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.core.management import call_command
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class CoreConfig(AppConfig):
    name = "leitziel.core"
    label = "core"

    def ready(self) -> None:
        """Load the permissions of all rooms, so that an unknown name is a mistake from the first request on; and what
        they say about merging rows (`merges.py`)."""
        from . import tenancy
        from .observing import events
        from .sqlite import allow_wide_inserts

        events.connect()
        connection_created.connect(allow_wide_inserts, dispatch_uid="leitziel.core.sqlite")
        pre_migrate.connect(tenancy.drop, sender=self, dispatch_uid="leitziel.core.tenancy.drop")
        post_migrate.connect(tenancy.make, sender=self, dispatch_uid="leitziel.core.tenancy.make")
        post_migrate.connect(_make_cache_table, sender=self, dispatch_uid="leitziel.core.cache_table")
        for config in apps.get_app_configs():
            for module in ("rules", "merges"):
                if config.name.startswith("leitziel.") and find_spec(f"{config.name}.{module}"):
                    import_module(f"{config.name}.{module}")


def _make_cache_table(using: str, **_kwargs: object) -> None:
    """The table in which limits are counted (settings.CACHES) has no model, so no migration makes it; without it
    nobody could log in."""
    call_command("createcachetable", database=using, verbosity=0)
