# SPDX-License-Identifier: EUPL-1.2
"""What of the reports room travels with a municipality (see core/archive). Issued files travel as they are."""

from leitziel.core.archive.tables import keep

TABLES = [
    keep(
        "reports.Snapshot",
        "short_id template title round edition earlier_edition thread organisation context digest renderer language"
        " issued_at issued_by published_at previous version",
        job="Progress of background work stays behind; the report is whole without it.",
    ),
    keep("reports.IssuedFile", "snapshot format file"),
]
