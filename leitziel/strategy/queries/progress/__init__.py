# SPDX-License-Identifier: EUPL-1.2
"""Reads of progress: where measures stand in a round, who has answered, what was reported before."""
