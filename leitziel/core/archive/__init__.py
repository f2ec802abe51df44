# SPDX-License-Identifier: EUPL-1.2
"""A municipality takes all of its data with it: one archive, and its way into an empty installation.

The archive is a ZIP file: `data/<table>.jsonl` (one row a line), `files/<sha256>`, a README for people, and
`manifest.json` with the checksum of every member. `writing.write` makes it, `reading.open_archive` checks it,
`restoring.restore` brings it in. What travels is said by `TABLES` in each room's `archive.py`.
"""

from .own import TABLES

__all__ = ["TABLES"]
