# SPDX-License-Identifier: EUPL-1.2
"""Background work of the API room; safe to repeat."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django_scopes import scope
from django_tasks import task

from leitziel.api.actions.archive import archive_path
from leitziel.core import jobs
from leitziel.core.archive.errors import ArchiveError
from leitziel.core.archive.writing import write
from leitziel.core.models import Job, Municipality


@task()
def write_archive(job: int, municipality: int) -> str:
    """Write the archive that a job waits for; doing it twice writes the same file again. Returns "made" or "gone"."""
    owner = Municipality.objects.get(pk=municipality)
    with scope(municipality=owner):
        watched = Job.objects.filter(pk=job).first()
        if watched is None:
            return "gone"
        path = archive_path(watched)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            # Progress from inside would write in a transaction that only reads, and on SQLite keep all others waiting.
            jobs.reporter(watched)(0.1, "")
            written = write(owner, path)
        except (ArchiveError, OSError) as error:
            jobs.fail(watched, _("The archive could not be written: %(reason)s") % {"reason": error})
            raise
        path.chmod(0o600)
        rows = sum(written.rows.values())
        jobs.finish(watched, _("%(rows)s rows, %(files)s files") % {"rows": rows, "files": written.files})
        return "made"
