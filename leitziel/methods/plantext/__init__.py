# SPDX-License-Identifier: EUPL-1.2
"""From a concept document to a plan: `parse(source)` reads a `Source` by a grammar into a `Plan`."""

from .errors import LimitExceededError, NothingRecognisedError, PlanTextError, UnreadableDocumentError
from .grammar import parse, require
from .plan import Field, Goal, Mark, Measure, Party, Plan, Reference, Role, Schedule, ScheduleKind
from .source import Block, BlockKind, Cell, NoteMark, Source
from .vocabulary import Vocabulary, VocabularyError

__all__ = [
    "Block", "BlockKind", "Cell", "Field", "Goal", "LimitExceededError", "Mark", "Measure", "NoteMark",
    "NothingRecognisedError", "Party", "Plan", "PlanTextError", "Reference", "Role", "Schedule", "ScheduleKind", "Source",
    "UnreadableDocumentError", "Vocabulary", "VocabularyError", "parse", "require",
]  # fmt: skip
