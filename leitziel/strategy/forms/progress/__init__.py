# SPDX-License-Identifier: EUPL-1.2
"""Forms of progress: rounds and answers."""
