# SPDX-License-Identifier: EUPL-1.2
"""Every write of the room: issuing a report, publishing it, taking it back."""
