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
