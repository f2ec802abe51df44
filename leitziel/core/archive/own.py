# SPDX-License-Identifier: EUPL-1.2
"""What of the core room travels."""

from django.contrib.auth.hashers import make_password

from .tables import LeftOut, keep, skip

TABLES = [
    keep(
        "core.Municipality",
        "ags kind name slug host_name paper_address imprint privacy accessibility_contact",
    ),
    keep(
        "core.User",
        "email name is_active created_at",
        password=LeftOut(
            "Nobody's password leaves the house; people get a link to set a new one.", lambda: make_password(None)
        ),
        last_login="When somebody logged in here says nothing there.",
        is_operator="Who runs an installation is decided there.",
    ),
    keep("core.Organisation", "parent kind name slug sort_key ended_on successor version"),
    keep("core.OrganisationAlias", "organisation name key"),
    keep("core.Membership", "user role organisation valid_from valid_to"),
    keep("core.Deputy", "person deputy valid_from valid_to entered_by created_at withdrawn_at"),
    keep(
        "core.Invitation",
        "email role organisation valid_from valid_to invited_by created_at sending link_ends_at accepted_at accepted_by"
        " withdrawn_at",
    ),
    keep("core.OperatorSession", "operator reason started_at ends_at ended_at"),
    keep("core.PlanningArea", "key name slug population population_on geometry"),
    keep("core.Term", "vocabulary key label explanation"),
    keep("core.StoredFile", "name media_type size sha256 content created_at"),
    keep("core.LogHead", "sequence digest"),
    keep("core.LogEntry", "sequence at verb object_type object_id detail_digest previous_digest digest"),
    keep("core.LogDetail", "entry salt actor payload"),
    keep("core.OrganisationName", "organisation name until note"),
    keep("core.OrganisationRedirect", "organisation slug name former_id merged_at"),
    keep("core.OrganisationDistinction", "first second"),
    keep("core.KeptLanguage", "code"),
    keep("core.SavedFilter", "owner list name query shared is_default created_at"),
    keep("core.UndoStep", "at actor label scope_type scope_id rows orders deleted undoes"),
    skip("core.PeriodicRun", "When this installation does its regular work."),
    skip("core.WorkerProcess", "Processes of this installation."),
    skip("core.Job", "How far background work is; it runs where it was ordered."),
    skip("core.OutgoingMail", "Mail that waits is sent by the house that wrote it, so that nobody gets it twice."),
]
