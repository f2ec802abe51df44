# SPDX-License-Identifier: EUPL-1.2
"""Pages of progress: rounds, answers, and the link of an office."""
