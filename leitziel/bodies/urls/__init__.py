# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the bodies room: `public` for everybody, `work` for those who manage bodies."""

from . import public, work

urlpatterns = [*work.urlpatterns, *public.urlpatterns]
