# SPDX-License-Identifier: EUPL-1.2
"""An office's measures in a round, to print and to fill in."""
