# SPDX-License-Identifier: EUPL-1.2
"""The next edition, and what its entries were in the last one."""
