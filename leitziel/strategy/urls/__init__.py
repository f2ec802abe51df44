# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the strategy room: `work` (imports) and `planning` (settings) for those who plan, `public` for everybody."""

from . import editing, exchange, lineage, planning, progress, public, together, work

urlpatterns = [
    *work.urlpatterns,
    *together.urlpatterns,
    *planning.urlpatterns,
    *editing.urlpatterns,
    *exchange.urlpatterns,
    *lineage.urlpatterns,
    *progress.urlpatterns,
    *public.urlpatterns,
]
