# SPDX-License-Identifier: EUPL-1.2
"""Understanding what a label says: deadlines, parties, examples, council papers. Pure functions on readable text."""

from .examples import split_examples
from .papers import council_papers, source_title
from .parties import split_parties
from .schedule import read_schedule, stated_rhythm

__all__ = ["council_papers", "read_schedule", "source_title", "split_examples", "split_parties", "stated_rhythm"]
