# SPDX-License-Identifier: EUPL-1.2
"""Reading a stored document into a staged plan. Safe to repeat, safe to kill at any point: what was read is kept
in one transaction at the end, and an import that is not being read any more is left alone."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.utils.translation import gettext as _
from django_scopes import scope

from leitziel.core import files, jobs
from leitziel.core.models import Job, Municipality
from leitziel.methods.plantext.errors import PlanTextError
from leitziel.strategy.actions.columns import kept_mapping
from leitziel.strategy.actions.imports import Progress, keep_failure, keep_plan
from leitziel.strategy.enums import ImportState
from leitziel.strategy.exchange import contract
from leitziel.strategy.exchange.lists import is_list
from leitziel.strategy.exchange.plan_file import is_plan_file, read_plan_file
from leitziel.strategy.exchange.staged.spans import check_conservation
from leitziel.strategy.models import PlanImport

logger = logging.getLogger(__name__)


def read_import(pk: int, *, municipality: Municipality, progress: Progress | None = None) -> str:
    """Read the document of an import; returns the state the import is in afterwards.

    An error of the document becomes the import's message. An error of ours does so too, and is raised again, so
    that it is seen.
    """
    with scope(municipality=municipality):
        plan_import = PlanImport.objects.select_related("file", "job").get(pk=pk)
        if plan_import.state != ImportState.READING or plan_import.file is None:
            return str(plan_import.state)
        try:
            plan = _parse(plan_import, _report(plan_import.job, progress))
            keep_plan(plan_import=plan_import, plan=plan, actor=None)
        except (PlanTextError, files.DamagedFileError) as error:
            keep_failure(plan_import=plan_import, message=str(error), actor=None)
        except Exception:
            message = _("The document could not be read because of a mistake in the program. Please report it.")
            keep_failure(plan_import=plan_import, message=message, actor=None)
            logger.exception("import %s: reading failed", pk)
            raise
        plan_import.refresh_from_db()
        return str(plan_import.state)


def _parse(plan_import: PlanImport, report: Progress) -> contract.Plan:
    from leitziel.methods.plantext.guarded import parse_guarded

    stored = plan_import.file
    data = files.content(stored)
    if is_plan_file(stored.name):
        return contract.storable(read_plan_file(data))
    mapping = kept_mapping(data, stored.name) if is_list(stored.name) else None
    plan = parse_guarded(data, stored.name, with_text=True, mapping=mapping, progress=report)
    plan = contract.storable(contract.require(plan))
    lost = check_conservation(plan)
    if lost:
        raise contract.ContractError(lost)
    return plan


def _report(job: Job | None, progress: Progress | None) -> Callable[[float, str], None]:
    write = jobs.reporter(job) if job else None

    def report(share: float, message: str = "") -> None:
        # The last step is ours: a job is done when the plan is kept.
        share = min(share, 0.99)
        if write:
            write(share, message)
        if progress:
            progress(share, message)

    report(0.0, _("Reading begins"))
    return report
