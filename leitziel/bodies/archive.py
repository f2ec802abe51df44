# SPDX-License-Identifier: EUPL-1.2
"""What of the bodies room travels with a municipality (see core/archive)."""

from leitziel.core.archive.tables import keep

TABLES = [
    keep("bodies.Body", "name kind slug state decides begins ends description legal_basis organisation version"),
    keep("bodies.CouncilPaper", "number slug title decided_on body address kind result"),
    keep("bodies.BodySuccession", "predecessor successor"),
    keep("bodies.Seat", "body group title voting leads keeps_office count position version"),
    keep("bodies.SeatHolder", "seat name user organisation deputy_of begins ends public version"),
    keep(
        "bodies.Meeting",
        "body short_id title starts ends place note state published_at uid sequence revised_at version",
    ),
    keep("bodies.Attendance", "meeting holder presence"),
    keep("bodies.Minutes", "meeting state opening approved_on file file_public version"),
    keep("bodies.Deliberation", "paper body item purpose planned_on position"),
    keep("bodies.AgendaItem", "meeting position number title text public standing paper minutes version"),
    keep("bodies.Exclusion", "item holder reason basis note"),
    keep("bodies.CalendarLink", "user number ends"),
    keep("bodies.Vote", "item wording method majority yes no abstain members version"),
    keep("bodies.Ballot", "vote holder choice"),
    keep("bodies.Resolution", "body item vote paper number text effect result resolved_on binding disclosed version"),
]
