# SPDX-License-Identifier: EUPL-1.2
"""The working table of an edition: out, edited in a program for spreadsheets, and in again.

- `columns`: what the table holds; `keys`: what a row was when it left
- `workbook`: bytes -> rows of cells, with suspicion; `reading`: rows -> what a person entered
- `comparing`: what was entered, against the plan as it is now -> changes, conflicts, errors
"""
