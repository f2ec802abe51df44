# SPDX-License-Identifier: EUPL-1.2
"""What the room puts into slots of its own pages and of those above."""
