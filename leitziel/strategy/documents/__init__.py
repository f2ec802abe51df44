# SPDX-License-Identifier: EUPL-1.2
"""Editions as values for `leitziel.rendering`: the picture of the plan and its PDF."""
