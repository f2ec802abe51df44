# SPDX-License-Identifier: EUPL-1.2
"""What more than one format of the fact sheet says alike."""

from __future__ import annotations

from leitziel.reports.library.common.wording import Words

from .values import Context, Stand


def plan_pairs(context: Context, words: Words) -> list[tuple[str, str]]:
    """What the plan says, as label and text, in the order of the sheet."""
    plan = context.plan
    deadline = plan.deadline or words("no_deadline")
    if plan.every_months and not plan.deadline:
        deadline = words("every_year") if plan.every_months == 12 else words("every_months", n=plan.every_months)
    found = [
        (words("measure"), f"{plan.number} {plan.heading}".strip()),
        (words("plan"), f"{plan.name} ({plan.state})"),
        (words("place"), " › ".join(plan.place)),
        (words("responsible"), ", ".join(plan.responsible) or words("nobody")),
        (words("partners"), ", ".join(plan.partners)),
        (words("deadline"), deadline),
        (words("kind"), words("lobbying") if plan.lobbying else ""),
        (words("focus"), plan.focus),
        (words("examples"), ", ".join(plan.examples)),
        (words("target_groups"), ", ".join(plan.target_groups)),
        (words("objectives"), ", ".join(plan.objectives)),
        (words("areas"), ", ".join(plan.areas)),
        *plan.attributes,
        (words("other_editions"), ", ".join(plan.others)),
    ]
    return [(label, text) for label, text in found if text]


def stand_line(stand: Stand, words: Words) -> str:
    """Where it stands, in a sentence's part, without the name of the standing."""
    more = [words("on_day", day=words.day(stand.reference_date), round=stand.round)]
    if stand.days_late:
        more.append(words.count("days_late", stand.days_late))
    if stand.since:
        more.append(words("since", round=stand.since))
    if stand.silent > 1:
        more.append(words("silent_rounds", n=stand.silent))
    return ", ".join(more)
