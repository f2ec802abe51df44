# SPDX-License-Identifier: EUPL-1.2
"""What every template knows."""

from typing import Any

from django.http import HttpRequest

from leitziel import __version__


def house(request: HttpRequest) -> dict[str, Any]:
    """The municipality of the request (or None), the person's access, and the version."""
    return {
        "municipality": getattr(request, "municipality", None),
        "access": getattr(request, "access", None),
        "leitziel_version": __version__,
    }
