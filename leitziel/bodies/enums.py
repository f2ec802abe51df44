# SPDX-License-Identifier: EUPL-1.2
"""States and code lists of the bodies room, each state with its transition table."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class BodyState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("body", "planned")
    ACTIVE = "active", pgettext_lazy("body", "active")
    ENDED = "ended", pgettext_lazy("body", "ended")


BODY_TRANSITIONS: dict[BodyState, frozenset[BodyState]] = {
    BodyState.PLANNED: frozenset({BodyState.ACTIVE, BodyState.ENDED}),
    BodyState.ACTIVE: frozenset({BodyState.ENDED}),
    BodyState.ENDED: frozenset({BodyState.ACTIVE}),
}


class MeetingState(models.TextChoices):
    PLANNED = "planned", pgettext_lazy("meeting", "planned")
    INVITED = "invited", pgettext_lazy("meeting", "invited")
    HELD = "held", pgettext_lazy("meeting", "held")
    CANCELLED = "cancelled", pgettext_lazy("meeting", "cancelled")


MEETING_TRANSITIONS: dict[MeetingState, frozenset[MeetingState]] = {
    MeetingState.PLANNED: frozenset({MeetingState.INVITED, MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.INVITED: frozenset({MeetingState.PLANNED, MeetingState.HELD, MeetingState.CANCELLED}),
    MeetingState.HELD: frozenset({MeetingState.INVITED}),
    MeetingState.CANCELLED: frozenset({MeetingState.PLANNED}),
}


class MinutesState(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("minutes", "draft")
    APPROVED = "approved", pgettext_lazy("minutes", "approved")


MINUTES_TRANSITIONS: dict[MinutesState, frozenset[MinutesState]] = {
    MinutesState.DRAFT: frozenset({MinutesState.APPROVED}),
    MinutesState.APPROVED: frozenset({MinutesState.DRAFT}),
}


class Presence(models.TextChoices):
    PRESENT = "present", _("present")
    EXCUSED = "excused", _("excused")
    ABSENT = "absent", _("absent")


class Majority(models.TextChoices):
    """Which majority a vote needs; `majorities.accepted` says how each is counted."""

    SIMPLE = "simple", _("more yes than no")
    MEMBERS = "members", _("more than half of all voting members")
    TWO_THIRDS = "two_thirds", _("two thirds of the votes yes and no")
    TWO_THIRDS_MEMBERS = "two_thirds_members", _("two thirds of all voting members")
    UNANIMOUS = "unanimous", _("unanimous")


class VotingMethod(models.TextChoices):
    OPEN = "open", _("open")
    ROLL_CALL = "roll_call", _("by name")
    SECRET = "secret", _("secret")


class Choice(models.TextChoices):
    YES = "yes", _("yes")
    NO = "no", _("no")
    ABSTAIN = "abstain", _("abstention")


class ExclusionReason(models.TextChoices):
    """Why a member keeps out of an item, in our own words; docs/entwicklung/gremien.md has the table."""

    SELF = "self", _("The decision can bring the member an advantage or a disadvantage.")
    FAMILY = "family", _("It can bring one to the spouse, the partner or a near relative.")
    REPRESENTED = "represented", _("It can bring one to somebody whom the member represents.")
    EMPLOYED = "employed", _("It can bring one to the employer of the member.")
    ORGAN = "organ", _("The member leads or supervises an organisation that is concerned.")
    INVOLVED = "involved", _("The member has given an opinion on the matter in another office.")
    OTHER = "other", _("Another reason, as noted.")


class ExclusionGroup(models.TextChoices):
    """What the public learns of a reason: its group, never the person."""

    PERSONAL = "personal", _("own or family concern")
    ORGANISATION = "organisation", _("tie to an organisation concerned")
    EARLIER = "earlier", _("earlier involvement")
    OTHER = "other", _("another reason")


EXCLUSION_GROUPS: dict[ExclusionReason, ExclusionGroup] = {
    ExclusionReason.SELF: ExclusionGroup.PERSONAL,
    ExclusionReason.FAMILY: ExclusionGroup.PERSONAL,
    ExclusionReason.REPRESENTED: ExclusionGroup.ORGANISATION,
    ExclusionReason.EMPLOYED: ExclusionGroup.ORGANISATION,
    ExclusionReason.ORGAN: ExclusionGroup.ORGANISATION,
    ExclusionReason.INVOLVED: ExclusionGroup.EARLIER,
    ExclusionReason.OTHER: ExclusionGroup.OTHER,
}


class ExclusionBasis(models.TextChoices):
    """The rule that keeps the member out."""

    MUNICIPAL_CODE = "municipal_code", _("municipal code of the state (in Thuringia § 38 ThürKO)")
    PROCEDURE_ACT = "procedure_act", _("administrative procedure act (§ 20)")
    OWN_RULES = "own_rules", _("rules of the body itself")


class Effect(models.TextChoices):
    """What a resolution does: only a body that decides can decide."""

    DECIDED = "decided", _("decision")
    RECOMMENDED = "recommended", _("recommendation")
    NOTED = "noted", _("taken note of")


class Result(models.TextChoices):
    ADOPTED = "adopted", pgettext_lazy("resolution", "adopted")
    CHANGED = "changed", _("adopted with changes")
    REJECTED = "rejected", _("rejected")
    DEFERRED = "deferred", _("deferred")


class PaperKind(models.TextChoices):
    PROPOSAL = "proposal", _("proposal for a decision")
    REPORT = "report", _("report")
    MOTION = "motion", _("motion")
    INQUIRY = "inquiry", _("inquiry")
    INFORMATION = "information", _("information")


class PaperResult(models.TextChoices):
    OPEN = "open", pgettext_lazy("paper", "open")
    ADOPTED = "adopted", _("adopted")
    CHANGED = "changed", _("adopted with changes")
    REJECTED = "rejected", _("rejected")
    NOTED = "noted", _("taken note of")
    WITHDRAWN = "withdrawn", _("withdrawn")
