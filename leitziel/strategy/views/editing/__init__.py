# SPDX-License-Identifier: EUPL-1.2
"""Pages on which a plan is edited."""
