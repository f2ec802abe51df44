# SPDX-License-Identifier: EUPL-1.2
"""What is asked before a report is issued."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitziel.core.models import Organisation
from leitziel.reports.actions.issuing import LONGEST_TITLE
from leitziel.reports.library import Format, SubjectKind, Template
from leitziel.reports.library.common.gathering import Subject
from leitziel.strategy.enums import RoundState
from leitziel.strategy.models import Edition, MeasureThread, ReportingRound

Choice = tuple[int, str]


def _rounds() -> list[Choice]:
    rows = ReportingRound.objects.exclude(state=RoundState.DRAFT).order_by("-reference_date", "-pk")
    return list(rows.values_list("pk", "title"))


def _offices() -> list[Choice]:
    return list(Organisation.objects.order_by("name").values_list("pk", "name"))


def _editions() -> list[Choice]:
    rows = Edition.objects.order_by("concept__title", "-label").values_list("pk", "concept__title", "label")
    return [(pk, f"{concept} {label}") for pk, concept, label in rows]


class IssueForm(forms.Form):
    """Title and formats of any report, and what this kind is about."""

    title = forms.CharField(
        label=gettext_lazy("Title of the report"),
        help_text=gettext_lazy("May stay empty: then the report gets the usual title of its kind."),
        max_length=LONGEST_TITLE,
        required=False,
    )
    formats = forms.MultipleChoiceField(
        label=gettext_lazy("Formats"),
        help_text=gettext_lazy("HTML is what the public page shows."),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, template: Template, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.template = template
        own: dict[str, forms.Field] = {}
        if template.subject in {SubjectKind.ROUND, SubjectKind.OFFICE}:
            own["round"] = _choice(_("Reporting round"), _rounds)
        if template.subject is SubjectKind.OFFICE:
            own["organisation"] = _choice(_("Office"), _offices)
        if template.subject is SubjectKind.EDITIONS:
            own["earlier_edition"] = _choice(_("Earlier edition"), _editions)
            own["edition"] = _choice(_("Newer edition"), _editions)
        if template.subject is SubjectKind.MEASURE:
            own["measure"] = forms.CharField(
                label=_("Measure"), help_text=_("The six signs at the end of the measure's address."), max_length=12
            )
        self.fields = {**own, **self.fields}
        formats = self.fields["formats"]
        assert isinstance(formats, forms.MultipleChoiceField)
        formats.choices = [(wanted.value, wanted.label) for wanted in template.formats]
        formats.initial = [wanted.value for wanted in template.formats]

    def clean_measure(self) -> MeasureThread:
        found = MeasureThread.objects.filter(short_id=self.cleaned_data["measure"].strip().lower()).first()
        if found is None:
            raise ValidationError(_("There is no measure with these signs. They stand in the address of its page."))
        return found

    def clean_formats(self) -> tuple[Format, ...]:
        return tuple(Format(name) for name in self.cleaned_data["formats"])

    @property
    def subject(self) -> Subject:
        """What was chosen, as rows; only of a form that is valid."""
        data = self.cleaned_data

        def row(model: Any, name: str) -> Any:
            related = ("concept", "municipality") if model is Edition else ()
            return model.objects.select_related(*related).get(pk=data[name]) if data.get(name) else None

        return Subject(
            round=row(ReportingRound, "round"),
            organisation=row(Organisation, "organisation"),
            edition=row(Edition, "edition"),
            earlier_edition=row(Edition, "earlier_edition"),
            thread=data.get("measure"),
        )


def _choice(label: str, choices: Callable[[], list[Choice]]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=[("", _("please choose")), *choices()], coerce=int)
