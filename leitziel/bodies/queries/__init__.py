# SPDX-License-Identifier: EUPL-1.2
"""Every read of the bodies room that is more than a get()."""
