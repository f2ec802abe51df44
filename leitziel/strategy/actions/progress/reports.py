# SPDX-License-Identifier: EUPL-1.2
"""What is reported of a measure in a round: given, put right, taken back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leitziel.core.changes import set_fields
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import Organisation, User
from leitziel.core.text import web_address
from leitziel.strategy.enums import PROGRESS_TRANSITIONS, ProgressState, ReportChannel, RoundState
from leitziel.strategy.models import Measure, MeasureThread, ProgressReport, ReportingRound
from leitziel.strategy.queries.progress.standings import answered_by
from leitziel.strategy.standing import states_for

from .common import ProgressError, record


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says about a measure."""

    state: str
    text: str = ""
    missing: str = ""
    next_step: str = ""
    evidence: str = ""
    evidence_address: str = ""
    evidence_date: date | None = None
    internal_note: str = ""


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers: the person (None: whoever holds the office's link), for which office, how, and under what name."""

    actor: User | None
    organisation: Organisation | None
    channel: ReportChannel
    name: str = ""


@transaction.atomic
def submit_report(
    *, round_: ReportingRound, thread: MeasureThread, answer: Answer, by: Answering, seen: int
) -> ProgressReport:
    """Give or put right the answer to a measure in a round. `seen`: the version of the answer that the person saw, 0
    for none; nothing is written where nothing differs.

    Raises ChangedMeanwhileError if somebody else answered meanwhile, ProgressError for a round that is not open, a
    measure that is not in it (or no longer this office's), a state that the measure cannot have. Then nothing changed.
    """
    current = _open(round_)
    measure = _measure(current, thread, by)
    _check(current, measure, answer)
    row = ProgressReport.objects.select_for_update().filter(round=current, thread=thread).first()
    if (row.version if row else 0) != seen:
        raise ChangedMeanwhileError(row)
    values = asdict(answer) | {"evidence_address": web_address(answer.evidence_address)}
    values = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    if row is None:
        row = ProgressReport(municipality=current.municipality, round=current, thread=thread, version=0)
        row.state = ""
    changes = set_fields(row, values)
    if not changes:
        return row
    row.organisation, row.channel = by.organisation, by.channel
    row.by, row.by_name = by.actor, by.name.strip()[:120]
    row.submitted_at = timezone.now()
    row.version += 1
    row.save()
    record(by.actor, "progress.reported", row, changes, [_about(measure, by)])
    return row


@transaction.atomic
def withdraw_report(*, report: ProgressReport, actor: User | None, version: int) -> None:
    """Take an answer back, so that the measure is open again. Raises as `submit_report` does."""
    row = ProgressReport.objects.select_for_update().select_related("round", "thread").filter(pk=report.pk).first()
    if row is None or row.version != version:
        raise ChangedMeanwhileError(row)
    _open(row.round)
    changes = {name: (getattr(row, name), None) for name in asdict(Answer("")) if getattr(row, name)}
    record(actor, "progress.withdrawn", row, changes, [{"measure": row.thread.short_id}])
    row.delete()


def _open(round_: ReportingRound) -> ReportingRound:
    """The round, held so that nobody closes it while an answer is written."""
    current = ReportingRound.objects.select_for_update(of=("self",)).select_related("municipality").get(pk=round_.pk)
    if current.state != RoundState.OPEN:
        raise ProgressError(
            _("The round is not open any more, so nothing was saved. Please ask the social planners to open it again.")
            if current.state == RoundState.CLOSED
            else _("The round has not been opened yet.")
        )
    return current


def _measure(current: ReportingRound, thread: MeasureThread, by: Answering) -> Measure:
    rows = Measure.objects.filter(edition__rounds=current, thread=thread).select_related("edition")
    measure = rows.first()
    if measure is None:
        raise ProgressError(_("This measure is not part of the round."))
    asked = by.organisation is None or rows.filter(answered_by([by.organisation.pk])).exists()
    if by.channel != ReportChannel.COORDINATOR and not asked:
        raise ProgressError(
            _("“%(office)s” does not answer for this measure any more, so nothing was saved. Ask the social planners.")
            % {"office": by.organisation}
        )
    return measure


def _check(current: ReportingRound, measure: Measure, answer: Answer) -> None:
    """Raise ProgressError with everything that is wrong with an answer."""
    if answer.state not in states_for(measure.deadline_kind):
        raise ProgressError(_("Please choose one of the states that this measure can have."), "state")
    found = list(_problems(current, measure, answer, ProgressState(answer.state)))
    if found:
        field, message = found[0]
        raise ProgressError(message, field, found)


def _problems(
    current: ReportingRound, measure: Measure, answer: Answer, state: ProgressState
) -> Iterator[tuple[str, str]]:
    said, day = answer.text.strip(), answer.evidence_date
    if state is ProgressState.HAPPENED:
        if not said:
            yield "text", _("Please say in a sentence what took place in the period.")
        if day is None and not answer.evidence.strip():
            reason = _("Please give a date or name what shows it (a report, a photograph, an invitation).")
            yield "evidence_date", reason
        if day is not None and day < current.period_start:
            reason = _("The day lies before the period of the round, which begins on %(day)s.")
            yield "evidence_date", reason % {"day": date_format(current.period_start)}
    if state in {ProgressState.DROPPED, ProgressState.ENDED, ProgressState.PAUSED} and not said:
        yield "text", _("Please say why.")
    if day is not None and day > current.reference_date:
        yield "evidence_date", _("The date lies after the reference date of the round.")
    before = last_state(current, measure.thread_id)
    if before and state not in PROGRESS_TRANSITIONS[before] and not said:
        reason = _("Before, “%(before)s” was reported. Please say under “What happened” why it is “%(now)s” now.")
        yield "text", reason % {"before": before.label, "now": state.label}


def last_state(current: ReportingRound, thread: int) -> ProgressState | None:
    """The state reported in the newest round before this one."""
    rows = ProgressReport.objects.filter(thread=thread, round__reference_date__lt=current.reference_date)
    found = rows.order_by("-round__reference_date").values_list("state", flat=True).first()
    return ProgressState(found) if found else None


def _about(measure: Measure, by: Answering) -> Mapping[str, Any]:
    return {
        "measure": f"{measure.number} {measure.heading}".strip()[:200],
        "office": by.organisation.name if by.organisation else "",
        "channel": by.channel.value,
        "name": by.name,
    }
