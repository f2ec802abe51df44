# SPDX-License-Identifier: EUPL-1.2
"""Tags for the HTML of reports: their frozen words, numbers, days, and signs. `w` and `signs` are in the context."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template
from django.template.context import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from leitziel.reports.library.common import pictures, sentences, wording
from leitziel.reports.library.common.values import Figures, MeasureFacts, StandingWord, counted

register = template.Library()


@register.simple_tag(takes_context=True)
def say(context: Context, key: str, **values: Any) -> str:
    """A fixed word, with values in its places."""
    words: wording.Words = context["w"]
    return words(key, **values)


@register.simple_tag(takes_context=True)
def count(context: Context, key: str, number: int, **values: Any) -> str:
    """A number with its noun."""
    words: wording.Words = context["w"]
    return words.count(key, number, **values)


@register.simple_tag(takes_context=True)
def day(context: Context, value: Any) -> str:
    words: wording.Words = context["w"]
    return words.day(value)


@register.simple_tag(takes_context=True)
def span(context: Context, first: Any, last: Any) -> str:
    words: wording.Words = context["w"]
    return words.span(first, last)


@register.simple_tag(takes_context=True)
def share(context: Context, part: int, whole: int) -> str:
    words: wording.Words = context["w"]
    return words.share(part, whole)


@register.simple_tag(takes_context=True)
def number(context: Context, value: int) -> str:
    words: wording.Words = context["w"]
    return words.number(value)


@register.simple_tag(takes_context=True)
def standing(context: Context, key: str) -> SafeString:
    """The sign of a standing and its name."""
    label = next((word.label for word in context["r"].standings if word.key == key), "")
    return format_html("{}\N{NO-BREAK SPACE}{}", mark_safe(context["signs"].get(key, "")), label)


@register.simple_tag(takes_context=True)
def state_of(context: Context, measure: MeasureFacts) -> SafeString:
    """Where a measure stands, with what belongs to it."""
    more = sentences.state_more(measure, context["w"])
    return format_html("{}{}", standing(context, measure.standing), f" – {more}" if more else "")


@register.simple_tag(takes_context=True)
def change_of(context: Context, measure: MeasureFacts) -> str:
    return sentences.change(measure, context["r"].labels, context["w"])


@register.simple_tag(takes_context=True)
def responsible_of(context: Context, measure: MeasureFacts) -> str:
    return sentences.responsible(measure, context["w"])


@register.simple_tag(takes_context=True)
def deadline_of(context: Context, measure: MeasureFacts) -> str:
    return sentences.deadline(measure, context["w"])


@register.filter
def shows_state(measure: MeasureFacts) -> bool:
    return sentences.shows_state(measure)


@register.simple_tag(takes_context=True)
def numbers_in_words(context: Context, figures: Figures) -> str:
    """5 completed, 3 on track."""
    return pictures.in_words(context["r"].standings, figures, context["w"])


@register.filter
def leads_to_the_web(address: str) -> bool:
    """May this be a link? Addresses are checked when they are typed; an archive of another house may bring any."""
    return address.startswith(("https://", "http://"))


@register.filter
def counted_in(figures: Figures, standings: Sequence[StandingWord]) -> list[tuple[StandingWord, int]]:
    """The standings that occur, with their numbers."""
    return counted(standings, figures)


@register.filter
def drawing(markup: str) -> SafeString:
    """A picture that our own code drew; refuses what is none."""
    if not markup.startswith("<svg "):
        message = "the markup is no SVG"
        raise ValueError(message)
    return mark_safe(markup)


@register.filter
def of_key(measures: dict[str, MeasureFacts], key: str) -> MeasureFacts:
    return measures[key]


@register.filter
def deeper(level: int, more: int) -> int:
    """The level of a heading, never below the sixth."""
    return min(level + more, 6)
