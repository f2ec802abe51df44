# SPDX-License-Identifier: EUPL-1.2
"""The fact sheet of a measure with what was reported of it."""
