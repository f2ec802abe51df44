# SPDX-License-Identifier: EUPL-1.2
"""Editing a plan that is in: values of its entries, its structure, and who may do which of it."""
