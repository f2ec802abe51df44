# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the strategy room: `work` for those who plan, `public` for everybody."""

from . import public, work

urlpatterns = [*work.urlpatterns, *public.urlpatterns]
