# SPDX-License-Identifier: EUPL-1.2
"""Plans out of the house and in again: downloads for everybody, the workbook of members, its return."""
