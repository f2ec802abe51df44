# SPDX-License-Identifier: EUPL-1.2
"""Where something stands, as a sign with its word: `{% load progress %}`, then `{% standing_badge m.stand.standing %}`.

The kind of a sign gives its colour and its icon; the word is always there, so nothing is told by colour alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.safestring import SafeString

from leitziel.strategy.enums import ProgressState, RoundState
from leitziel.strategy.standing import MEANING, RULE, Lamp, RollUp, Standing
from leitziel.ui.templatetags.ui import badge

register = template.Library()

STANDING_KINDS: Mapping[str, str] = {
    Standing.DONE: "success",
    Standing.HAPPENED: "success",
    Standing.ON_TRACK: "info",
    Standing.NOT_STARTED: "neutral",
    Standing.QUIET: "neutral",
    Standing.PAUSED: "warning",
    Standing.LATE: "danger",
    Standing.NO_REPORT: "neutral",
    Standing.SILENT: "danger",
    Standing.GIVEN_UP: "neutral",
}
STATE_KINDS: Mapping[str, str] = {
    ProgressState.COMPLETED: "success",
    ProgressState.HAPPENED: "success",
    ProgressState.UNDERWAY: "info",
    ProgressState.PAUSED: "warning",
}
LAMP_KINDS: Mapping[str, str] = {
    Lamp.GOOD: "success",
    Lamp.ATTENTION: "warning",
    Lamp.BEHIND: "danger",
    Lamp.UNKNOWN: "neutral",
}
ROUND_KINDS: Mapping[str, str] = {RoundState.OPEN: "info", RoundState.CLOSED: "success"}


@register.simple_tag
def standing_badge(standing: str) -> SafeString:
    """Where a measure stands."""
    found = Standing(standing)
    return badge(found.label, STANDING_KINDS[found])


@register.simple_tag
def state_badge(state: str) -> SafeString:
    """What was reported of a measure."""
    found = ProgressState(state)
    return badge(found.label, STATE_KINDS.get(found, "neutral"))


@register.simple_tag
def lamp_badge(lamp: str | None) -> SafeString:
    """One word for a goal, a field or a plan; nothing where there is no measure."""
    return badge(Lamp(lamp).label, LAMP_KINDS[lamp]) if lamp else SafeString("")


@register.simple_tag
def round_badge(state: str) -> SafeString:
    """Is the round being prepared, open or closed?"""
    found = RoundState(state)
    return badge(found.label, ROUND_KINDS.get(found, "neutral"))


@register.filter
def count_of(rolled: RollUp, standings: str) -> int:
    """How many stand so: `{{ roll_up|count_of:"late silent" }}`."""
    return rolled.count(*(Standing(name) for name in standings.split()))


@register.filter
def labelled(rolled: RollUp) -> list[tuple[Standing, int]]:
    """The counts of a roll-up, each with its standing."""
    return list(rolled.counts)


@register.inclusion_tag("strategy/progress/parts/rule.html")
def standing_rule() -> dict[str, Any]:
    """How standings follow from reports and add up, folded."""
    return {"text": RULE, "meanings": list(MEANING.items())}
