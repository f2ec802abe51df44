# SPDX-License-Identifier: EUPL-1.2
"""Models of the strategy room, one file a concept."""

from .action_field import ActionField
from .concept import Concept, Succession
from .edition import Edition
from .example import MeasureExample, PracticeExample
from .goal import Goal, GoalThread
from .measure import Measure, MeasureThread, Responsibility
from .plan_import import ColumnMapping, PlanImport
from .reference import Citation, Reference
from .search_word import SearchWord

__all__ = [
    "ActionField",
    "Citation",
    "ColumnMapping",
    "Concept",
    "Edition",
    "Goal",
    "GoalThread",
    "Measure",
    "MeasureExample",
    "MeasureThread",
    "PlanImport",
    "PracticeExample",
    "Reference",
    "Responsibility",
    "SearchWord",
    "Succession",
]
