# SPDX-License-Identifier: EUPL-1.2
"""Leitziel: integrated municipal social planning, from a concept document to a public, living plan."""

__version__ = "0.1.0"
