# SPDX-License-Identifier: EUPL-1.2
"""Every read of the room: lists of issued reports, one of them, two compared, one drawn again."""
