# SPDX-License-Identifier: EUPL-1.2
"""Every read of the strategy room that is more than a get()."""
