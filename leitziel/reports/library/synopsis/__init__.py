# SPDX-License-Identifier: EUPL-1.2
"""The synopsis of two editions for the council: old beside new."""
