# SPDX-License-Identifier: EUPL-1.2
"""Starting Django for the commands that need the database."""

import os
from collections.abc import Callable
from functools import wraps
from typing import Any


def with_django(command: Callable[..., Any]) -> Callable[..., Any]:
    """Set Django up before the command runs (not before its --help is printed)."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitziel.settings")
        import django

        django.setup()
        return command(*args, **kwargs)

    return run


def with_defaults(**variables: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Set environment variables that nobody has set, before the settings are read (stands above `with_django`)."""

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def run(*args: Any, **kwargs: Any) -> Any:
            for name, value in variables.items():
                os.environ.setdefault(name, value)
            return command(*args, **kwargs)

        return run

    return decorate
