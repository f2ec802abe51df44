# SPDX-License-Identifier: EUPL-1.2
"""Background work of the strategy room; every task is safe to repeat."""

from __future__ import annotations

from django_tasks import task

from leitziel.core.models import Municipality
from leitziel.strategy.actions.reading import read_import


@task()
def read_plan_import(plan_import: int, municipality: int) -> str:
    """Read the document of an import; returns the state the import is in afterwards."""
    return read_import(plan_import, municipality=Municipality.objects.get(pk=municipality))
