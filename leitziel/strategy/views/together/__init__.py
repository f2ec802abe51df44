# SPDX-License-Identifier: EUPL-1.2
"""Working together on plans: views."""
