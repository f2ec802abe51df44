# SPDX-License-Identifier: EUPL-1.2
"""A reporting round: its days, its plans, its word to the offices."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from leitziel.core.conflicts import GuardedForm
from leitziel.strategy.actions.progress.rounds import Facts
from leitziel.strategy.enums import EditionState, RoundState
from leitziel.strategy.forms.editions import DateField
from leitziel.strategy.models import Edition, ReportingRound

TIME_TO_ANSWER = dt.timedelta(weeks=4)
HALF_A_YEAR = dt.timedelta(days=182)


class RoundForm(GuardedForm):
    """The facts of a round: of one that is there (`round_`), or of a new one with what is likely for `today`."""

    title = forms.CharField(label=_("Title"), help_text=_("For example: Progress on 31 December 2026."), max_length=200)
    editions = forms.TypedMultipleChoiceField(
        label=_("Plans"),
        help_text=_("One edition of each concept. They can be changed until the round is opened."),
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one plan.")},
    )
    period_start = DateField(label=_("Reported from"), help_text=_("The first day of the period."))
    reference_date = DateField(
        label=_("Reference date"), help_text=_("The last day of the period. Whether a measure is late is judged by it.")
    )
    deadline = DateField(label=_("Answers until"), help_text=_("The last day on which offices are to answer."))
    previous = forms.TypedChoiceField(
        label=_("Compared with"),
        help_text=_("The round before. Contacts of offices are taken over from it."),
        coerce=int,
        empty_value=None,
        required=False,
    )
    message = forms.CharField(
        label=_("Word to the offices"),
        help_text=_("Stands in the first message and above the list of measures."),
        required=False,
        max_length=2_000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, data: Any = None, *, round_: ReportingRound | None, today: dt.date) -> None:
        rounds = [row for row in ReportingRound.objects.all() if round_ is None or row.pk != round_.pk]
        self.round = round_
        own = {e.pk: e for e in round_.editions.select_related("concept")} if round_ else {}
        super().__init__(data, initial=_facts(round_, list(own)) if round_ else {})
        self.choices = {e.pk: e for e in _choosable()} | own
        field: Any = self.fields["editions"]
        field.choices = [(pk, _edition_label(edition)) for pk, edition in self.choices.items()]
        if round_ is not None and round_.state != RoundState.DRAFT:
            del self.fields["editions"]
        before: Any = self.fields["previous"]
        before.choices = [("", _("no earlier round")), *((row.pk, row.title) for row in rounds)]
        self.rounds = {row.pk: row for row in rounds}
        if round_ is None:
            self.initial |= _likely(rounds, self.choices.values(), today)
        self.remember()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        begin, on, until = (data.get(name) for name in ("period_start", "reference_date", "deadline"))
        if begin and on and on < begin:
            self.add_error("reference_date", _("The reference date lies before the period."))
        if begin and until and until < begin:
            self.add_error("deadline", _("The deadline lies before the period."))
        return data

    def facts(self) -> Facts:
        data = self.cleaned_data
        chosen: Collection[int] = data["editions"] if "editions" in data else self.initial["editions"]
        return Facts(
            title=data["title"],
            editions=[self.choices[pk] for pk in chosen],
            period_start=data["period_start"],
            reference_date=data["reference_date"],
            deadline=data["deadline"],
            message=data["message"],
            previous=self.rounds.get(data["previous"]),
        )


def _facts(row: ReportingRound, editions: list[int]) -> dict[str, Any]:
    return {
        "version": row.version,
        "title": row.title,
        "editions": editions,
        "period_start": row.period_start,
        "reference_date": row.reference_date,
        "deadline": row.deadline,
        "previous": row.previous_id,
        "message": row.message,
    }


def _likely(rounds: list[ReportingRound], editions: Collection[Edition], today: dt.date) -> dict[str, Any]:
    """What a new round probably is: it goes on where the last one ended, over the plans that are in force."""
    newest = max(rounds, key=lambda r: r.reference_date, default=None)
    on = today if newest is None or newest.reference_date < today else newest.reference_date + HALF_A_YEAR
    in_force = [e for e in editions if e.state == EditionState.ADOPTED]
    latest = {e.concept_id: e.pk for e in sorted(in_force, key=lambda e: e.label)}
    return {
        "version": 0,
        "title": _("Progress in %(month)s") % {"month": date_format(on, "F Y")},
        "editions": list(latest.values()),
        "period_start": newest.reference_date + dt.timedelta(days=1) if newest else today.replace(month=1, day=1),
        "reference_date": on,
        "deadline": on + TIME_TO_ANSWER,
        "previous": newest.pk if newest else None,
    }


def _choosable() -> list[Edition]:
    """Editions that can be reported on: all but those that were superseded."""
    rows = Edition.objects.exclude(state=EditionState.SUPERSEDED).select_related("concept")
    return list(rows.order_by("concept__position", "concept__title", "-label"))


def _edition_label(edition: Edition) -> str:
    return f"{edition.concept.title} {edition.label} ({edition.get_state_display()})"
