# SPDX-License-Identifier: EUPL-1.2
"""What an office says about one measure, and how a planner reaches an office."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.core.conflicts import GuardedForm
from leitziel.core.forms.addresses import WebAddressField
from leitziel.strategy.actions.progress.reports import Answer
from leitziel.strategy.actions.progress.unchanged import again
from leitziel.strategy.enums import ProgressState
from leitziel.strategy.forms.editions import DateField
from leitziel.strategy.queries.progress.values import MeasureStand
from leitziel.strategy.standing import FINAL, states_for_measure

LONGEST = 5_000  # characters of a text
ANSWERS = ("state", "text", "evidence_date", "evidence", "evidence_address", "missing", "next_step")


class _LongText(forms.CharField):
    """The browser is not told how long a text may be: it would cut a pasted one without a word."""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


def _text(label: Any, help_text: Any = "", rows: int = 3) -> forms.CharField:
    return _LongText(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class AnswerForm(GuardedForm):
    """The answer to a measure. `notes`: may this person see the internal note? `named`: nobody is logged in, so they
    say who they are. `repeat`: begin with what was reported last."""

    beside: ClassVar[frozenset[str]] = frozenset({"by_name"})

    def __init__(
        self,
        data: Any = None,
        *,
        measure: MeasureStand,
        notes: bool = True,
        named: bool = False,
        name: str = "",
        repeat: bool = False,
    ) -> None:
        inside = measure.inside
        super().__init__(data, initial={"version": inside.version if inside else 0, "by_name": name})
        self.measure = measure
        for key, field in self._questions(measure).items():
            self.fields[key] = field
            self.initial[key] = getattr(measure.report, key) if measure.report else None
        if notes:
            self.fields["internal_note"] = _text(
                _("Internal note"), _("For colleagues only. Never public, and in no report."), rows=2
            )
            self.initial["internal_note"] = inside.internal_note if inside else ""
        if named:
            self.fields["by_name"] = forms.CharField(
                label=_("Your name"), help_text=_("So that social planning knows whom to ask."), max_length=120
            )
        self.remember()
        if repeat and measure.before is not None and not self.is_bound:
            self._begin_with_last(measure)

    @staticmethod
    def _questions(measure: MeasureStand) -> dict[str, forms.Field]:
        happened = (
            _text(_("What happened in this period?"), _("A sentence or two are enough. It can become public."))
            if measure.ongoing
            else _text(_("What has been done?"), _("A sentence or two are enough. It can become public."))
        )
        return {
            "state": forms.ChoiceField(
                label=_("Where does it stand?"),
                choices=[(s.value, s.label) for s in states_for_measure(measure.ongoing)],
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose one of the states.")},
            ),
            "text": happened,
            "evidence_date": DateField(
                label=_("When?"), help_text=_("The day, or the last one of several."), required=False
            ),
            "evidence": forms.CharField(
                label=_("What shows it?"),
                help_text=_("For example a report, an invitation, a photograph, a decision."),
                max_length=500,
                required=False,
            ),
            "evidence_address": WebAddressField(
                label=_("Address on the web"),
                max_length=400,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "url"}),
            ),
            "missing": _text(_("What is missing?"), rows=2),
            "next_step": _text(_("What is the next step?"), rows=2),
        }

    def _begin_with_last(self, measure: MeasureStand) -> None:
        """Fill in the last answer; what was there when the page was opened stays what it was."""
        if measure.before is None:
            return
        last = again(measure.before)
        state = ProgressState(last.state)
        lasting = state not in FINAL and state is not ProgressState.HAPPENED
        if lasting and state in states_for_measure(measure.ongoing):
            self.initial["state"] = state.value
        self.initial |= {"missing": last.missing, "next_step": last.next_step}
        self.initial["text"] = last.text if measure.ongoing else measure.before.text
        self._bound_fields_cache.clear()  # `remember` has looked at the fields

    def answer(self, kept_note: str = "") -> Answer:
        """What was said. `kept_note`: the internal note that stays where this person does not see it."""
        data = self.cleaned_data
        said = {name: data[name] for name in ANSWERS}
        return Answer(**said, internal_note=data.get("internal_note", kept_note))


class ContactForm(forms.Form):
    """Who answers for an office where nobody can log in."""

    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Messages of the round go there, each with the office's link. Empty: nobody is written to."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("name") and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Please give the address as well."))
        return data
