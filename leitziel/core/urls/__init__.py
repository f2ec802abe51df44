# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the core room, all below a municipality's."""

from . import organisations, people

urlpatterns = [*organisations.urlpatterns, *people.urlpatterns]
