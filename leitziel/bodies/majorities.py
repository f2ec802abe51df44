# SPDX-License-Identifier: EUPL-1.2
"""Is a proposal accepted? The counting rule of each majority, in one place.

Abstentions and invalid votes are in no sum of yes and no, so they help neither side; a tie is a refusal. "All voting
members" are those the body has by its rules, present or not. These are the usual rules of German municipal codes; a
body with other ones chooses the majority that says them, and its lawyers have the last word.
"""

from __future__ import annotations

from .enums import Majority


class MajorityError(ValueError):
    """The counts cannot be the result of such a vote."""


def accepted(*, majority: Majority, yes: int, no: int, abstain: int, members: int | None = None) -> bool:
    """True if the proposal is accepted. Counts of votes; `members`: all voting members of the body.

    Raises MajorityError where a count is negative, where more votes were cast than there are members, or where a
    majority of the members is asked for and their number is missing.
    """
    if min(yes, no, abstain) < 0 or (members is not None and yes + no + abstain > members):
        message = f"{yes} yes, {no} no and {abstain} abstentions of {members} members"
        raise MajorityError(message)
    if majority in {Majority.MEMBERS, Majority.TWO_THIRDS_MEMBERS} and not members:
        message = f"{majority} needs the number of members"
        raise MajorityError(message)
    if majority == Majority.SIMPLE:
        return yes > no
    if majority == Majority.MEMBERS:
        return 2 * yes > (members or 0)
    if majority == Majority.TWO_THIRDS:
        return yes > 0 and 3 * yes >= 2 * (yes + no)
    if majority == Majority.TWO_THIRDS_MEMBERS:
        return 3 * yes >= 2 * (members or 0)
    return yes > 0 and no == 0
