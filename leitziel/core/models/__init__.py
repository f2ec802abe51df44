# SPDX-License-Identifier: EUPL-1.2
"""Models of the core room, one file a concept."""

from .area import PlanningArea
from .base import TenantModel
from .comment import AttachmentBase, CommentBase
from .deputy import Deputy
from .invitation import Invitation
from .job import Job
from .log import LogDetail, LogEntry, LogHead
from .mail import OutgoingMail
from .municipality import Municipality
from .operation import PeriodicRun, WorkerProcess
from .operator_session import OperatorSession
from .organisation import Organisation, OrganisationAlias
from .organisation_history import OrganisationDistinction, OrganisationName, OrganisationRedirect
from .people import Membership, User
from .saved_filter import SavedFilter
from .stored_file import StoredFile
from .text_version import KeptLanguage, TextVersionBase
from .undo import UndoStep
from .vocabulary import Term

__all__ = [
    "AttachmentBase",
    "CommentBase",
    "Deputy",
    "Invitation",
    "Job",
    "KeptLanguage",
    "LogDetail",
    "LogEntry",
    "LogHead",
    "Membership",
    "Municipality",
    "OperatorSession",
    "Organisation",
    "OrganisationAlias",
    "OrganisationDistinction",
    "OrganisationName",
    "OrganisationRedirect",
    "OutgoingMail",
    "PeriodicRun",
    "PlanningArea",
    "SavedFilter",
    "StoredFile",
    "TenantModel",
    "Term",
    "TextVersionBase",
    "UndoStep",
    "User",
    "WorkerProcess",
]
