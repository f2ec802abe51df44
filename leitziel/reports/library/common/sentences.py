# SPDX-License-Identifier: EUPL-1.2
"""Sentences about a measure that several formats say alike."""

from __future__ import annotations

from leitziel.reports.library.common.values import MeasureFacts
from leitziel.reports.library.common.wording import Words

_TELLS_MORE = frozenset({"late", "on_track", "given_up"})


def shows_state(measure: MeasureFacts) -> bool:
    """Does the reported state say more than the standing that follows from it?"""
    return measure.standing in _TELLS_MORE


def responsible(measure: MeasureFacts, words: Words) -> str:
    """Who answers for a measure, and whom the plan names without an office."""
    found = ", ".join(measure.responsible) or words("nobody")
    return f"{found} ({words('unassigned')}: {', '.join(measure.unassigned)})" if measure.unassigned else found


def deadline(measure: MeasureFacts, words: Words) -> str:
    """The deadline, and how often it comes round."""
    more = []
    if measure.ongoing and not measure.deadline:
        more.append(words("ongoing"))
    if measure.every_months == 12 and "jähr" not in measure.deadline.lower():
        more.append(words("every_year"))
    elif measure.every_months not in {None, 12} and not measure.deadline:
        more.append(words("every_months", n=measure.every_months))
    return ", ".join(filter(None, [measure.deadline, *more])) or words("no_deadline")


def state_more(measure: MeasureFacts, words: Words) -> str:
    """What belongs to where a measure stands: by how much it is late, since when it holds."""
    more = []
    if measure.days_late:
        more.append(words.count("days_late", measure.days_late))
    if measure.since:
        more.append(words("since", round=measure.since))
    if measure.silent > 1:
        more.append(words("silent_rounds", n=measure.silent))
    return ", ".join(more)


def change(measure: MeasureFacts, labels: dict[str, str], words: Words) -> str:
    """What changed since the round before, and what was said then. `labels`: names of the standings by key."""
    now = labels[measure.standing]
    if not measure.before_standing:
        shown = words("change_new")
    elif measure.changed:
        shown = words("change_now", before=labels[measure.before_standing], now=now)
    else:
        shown = words("change_same", now=now)
    answer, before = measure.answer, measure.before
    if answer and before and before.text and before.text != answer.text:
        shown += " " + words("change_text", text=before.text.replace("\n", " "))
    return shown
