# SPDX-License-Identifier: EUPL-1.2
"""Models of the strategy room, one file a concept."""

from .action_field import ActionField
from .concept import Concept, Succession
from .edition import Edition
from .example import MeasureExample, PracticeExample
from .goal import Goal, GoalThread
from .lineage import ThreadLink
from .measure import Measure, MeasureThread, Responsibility
from .plan_import import ColumnMapping, PlanImport
from .progress import OfficeLink, ProgressReport, ReportingRound
from .reference import Citation, Reference
from .search_word import SearchWord
from .sheet_import import SheetImport
from .together import FieldLink, MeasureAttachment, MeasureComment, MeasureRelation, PlanText

__all__ = [
    "ActionField",
    "Citation",
    "ColumnMapping",
    "Concept",
    "Edition",
    "FieldLink",
    "Goal",
    "GoalThread",
    "Measure",
    "MeasureAttachment",
    "MeasureComment",
    "MeasureExample",
    "MeasureRelation",
    "MeasureThread",
    "OfficeLink",
    "PlanImport",
    "PlanText",
    "PracticeExample",
    "ProgressReport",
    "Reference",
    "ReportingRound",
    "Responsibility",
    "SearchWord",
    "SheetImport",
    "Succession",
    "ThreadLink",
]
