# SPDX-License-Identifier: EUPL-1.2
"""What became of a plan's entries from edition to edition."""
