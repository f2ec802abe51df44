# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the strategy room: `work` (imports) and `planning` (settings) for those who plan, `public` for everybody."""

from . import planning, public, work

urlpatterns = [*work.urlpatterns, *planning.urlpatterns, *public.urlpatterns]
