# SPDX-License-Identifier: EUPL-1.2
"""Addresses of the room."""

from django.urls import path

from .views import design

urlpatterns = [path("design/", design, name="design")]
