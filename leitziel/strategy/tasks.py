# SPDX-License-Identifier: EUPL-1.2
"""Background work of the strategy room; every task is safe to repeat."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django_scopes import scope
from django_tasks import task

from leitziel.core import jobs
from leitziel.core.models import Job, Municipality
from leitziel.rendering.pdf import PdfError
from leitziel.strategy.actions.reading import read_import
from leitziel.strategy.documents.issued import issued_pdf, public_document, site_of
from leitziel.strategy.models import Edition


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
