# SPDX-License-Identifier: EUPL-1.2
"""Background work of the strategy room; every task is safe to repeat."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django_scopes import scope
from django_tasks import task

from leitziel.core import jobs
from leitziel.core.models import Job, Municipality, User
from leitziel.rendering.pdf import PdfError
from leitziel.strategy.actions.reading import read_import
from leitziel.strategy.actions.sheets import apply_now
from leitziel.strategy.documents.issued import issued_pdf, public_document, site_of
from leitziel.strategy.models import Edition, SheetImport


@task()
def read_plan_import(plan_import: int, municipality: int) -> str:
    """Read the document of an import; returns the state the import is in afterwards."""
    return read_import(plan_import, municipality=Municipality.objects.get(pk=municipality))


@task()
def draw_plan_pdf(edition: int, municipality: int, site: str, job: int | None = None) -> str:
    """Typeset the edition as it is now, with links that begin with `site`, and keep the file; a job is told how it
    went. Returns "made", or "gone" if the edition is no more. Doing it twice finds the file of the first time."""
    with scope(municipality=Municipality.objects.get(pk=municipality)):
        watched = Job.objects.filter(pk=job).first() if job else None
        rows = Edition.objects.select_related("concept", "council_paper__body", "municipality")
        row = rows.filter(pk=edition).first()
        if row is None:
            if watched:
                jobs.fail(watched, _("The edition is no longer there."))
            return "gone"
        if watched:
            jobs.reporter(watched)(0.2, _("The PDF is being typeset."))
        try:
            issued_pdf(public_document(row, site_of(row.municipality, site)))
        except PdfError:
            if watched:
                jobs.fail(watched, _("The PDF could not be made. The administration finds the reason in its records."))
            raise
        if watched:
            jobs.finish(watched)
        return "made"


@task()
def apply_sheet_import(sheet: int, municipality: int, order: dict[str, Any]) -> str:
    """Take an uploaded table over, in a person's name; returns how it went. Doing it twice does no harm.

    `order`: the person's id (None: the system), the fingerprint that was `seen`, the reason, and the site for links.
    """
    with scope(municipality=Municipality.objects.get(pk=municipality)):
        rows = SheetImport.objects.select_related(
            "edition__concept", "edition__municipality", "municipality", "file", "job"
        )
        row = rows.filter(pk=sheet).first()
        if row is None:
            return "gone"
        actor = User.objects.filter(pk=order["person"]).first() if order["person"] else None
        return apply_now(sheet=row, actor=actor, seen=order["seen"], reason=order["reason"], site=order["site"])
