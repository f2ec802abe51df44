# SPDX-License-Identifier: EUPL-1.2
"""Pages about what became of a plan from edition to edition."""
