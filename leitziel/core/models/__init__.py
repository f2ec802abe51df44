# SPDX-License-Identifier: EUPL-1.2
"""Models of the core room, one file a concept."""

from .area import PlanningArea
from .base import TenantModel
from .job import Job
from .log import LogDetail, LogEntry, LogHead
from .mail import OutgoingMail
from .municipality import Municipality
from .organisation import Organisation, OrganisationAlias
from .people import Membership, User
from .stored_file import StoredFile
from .vocabulary import Term

__all__ = [
    "Job",
    "LogDetail",
    "LogEntry",
    "LogHead",
    "Membership",
    "Municipality",
    "Organisation",
    "OrganisationAlias",
    "OutgoingMail",
    "PlanningArea",
    "StoredFile",
    "TenantModel",
    "Term",
    "User",
]
