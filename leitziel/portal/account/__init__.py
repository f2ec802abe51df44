# SPDX-License-Identifier: EUPL-1.2
"""Logging in, and what a person changes about it: password, second factor, sessions (django-allauth in our words)."""
