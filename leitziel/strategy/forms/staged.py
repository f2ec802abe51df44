# SPDX-License-Identifier: EUPL-1.2
"""Forms for the entries of a staged plan: one for each kind, built from the contract's names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.strategy.enums import DeadlineKind, ResponsibilityRole
from leitziel.strategy.exchange.contract import Node
from leitziel.strategy.exchange.dates import last_day

NUMBER = 40


def _line(label: Any, *, required: bool = False, help_text: Any = "", length: int = 2000) -> forms.CharField:
    return forms.CharField(label=label, required=required, help_text=help_text, max_length=length)


def _prose(label: Any, *, required: bool = False, rows: int = 4, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea(attrs={"rows": rows})
    )


class EntryForm(forms.Form):
    """An entry with the version the person saw. `values()` gives what `edit_node` takes."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @classmethod
    def of(cls, node: Node, version: int) -> EntryForm:
        """An unbound form that shows what the node says."""
        return cls(initial={"version": version, **cls.shown(node)})

    @classmethod
    def shown(cls, node: Node) -> dict[str, Any]:
        return {name: node.get(name) or "" for name in cls.base_fields if name != "version"}

    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class PlanForm(EntryForm):
    title = _prose(_("Title"), rows=2)
    description = _prose(_("Description"), rows=10)


class FieldForm(EntryForm):
    number = _line(_("Number"), length=NUMBER)
    title = _prose(_("Title"), required=True, rows=2)
    guiding_idea = _prose(_("Guiding idea"))
    description = _prose(_("Description"), rows=8)


class GoalForm(EntryForm):
    number = _line(_("Number"), length=NUMBER)
    text = _prose(_("Text"), required=True)
    description = _prose(_("Description"))


class ReferenceForm(EntryForm):
    mark = _line(_("Mark"), length=20)
    text = _prose(_("Text"), required=True)
    council_papers = _prose(_("Council papers"), rows=2, help_text=_("One number a line."))

    @classmethod
    def shown(cls, node: Node) -> dict[str, Any]:
        return {**super().shown(node), "council_papers": "\n".join(node["council_papers"])}

    def values(self) -> dict[str, Any]:
        return {**super().values(), "council_papers": lines(self.cleaned_data["council_papers"])}


SCHEDULE_KINDS = [("", _("not understood")), *[c for c in DeadlineKind.choices if c[0] != DeadlineKind.NONE]]


class MeasureForm(EntryForm):
    """A measure. Parties, examples and other labels are written one a line."""

    number = _line(_("Number"), length=NUMBER)
    title = _prose(_("Title"), rows=2)
    text = _prose(_("Text"), rows=6)
    responsible = _prose(_("Responsible, as printed"), rows=2)
    parties = _prose(
        _("Responsible, one by one"),
        rows=4,
        help_text=_("One party a line; write “lead:” or “partner:” before it where the document says so."),
    )
    deadline = _line(_("Deadline, as printed"))
    schedule_kind = forms.ChoiceField(label=_("Deadline, understood as"), required=False, choices=SCHEDULE_KINDS)
    schedule_start = _line(_("From"), length=10, help_text=_("2027, 2027-06 or 2027-06-30"))
    schedule_end = _line(_("Until"), length=10, help_text=_("2027, 2027-06 or 2027-06-30"))
    every_months = forms.IntegerField(label=_("Every … months"), required=False, min_value=1, max_value=600)
    focus = _prose(_("Focus"), rows=3)
    examples = _prose(_("Practice examples"), rows=4, help_text=_("One example a line."))
    attributes = _prose(_("Other labels"), rows=4, help_text=_("One a line: label, colon, text."))

    @classmethod
    def shown(cls, node: Node) -> dict[str, Any]:
        schedule = node.get("schedule") or {}
        return {
            **super().shown(node),
            "parties": "\n".join(party_line(party) for party in node.get("parties") or []),
            "schedule_kind": schedule.get("kind", ""),
            "schedule_start": schedule.get("start") or "",
            "schedule_end": schedule.get("end") or "",
            "every_months": schedule.get("every_months"),
            "examples": "\n".join(" ".join(example.split()) for example in node["examples"]),
            "attributes": "\n".join(f"{label}: {' '.join(text.split())}" for label, text in node["attributes"].items()),
        }

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not (values.get("title") or values.get("text")):
            self.add_error("text", _("A measure needs a title or a text."))
        for name in ("schedule_start", "schedule_end"):
            if values.get(name) and last_day(values[name]) is None:
                self.add_error(name, _("Write the date as 2027, 2027-06 or 2027-06-30."))
        for line in lines(values.get("attributes", "")):
            if ":" not in line:
                self.add_error("attributes", _("Each line needs a label, a colon and a text."))
                break
        return values

    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        kind = data["schedule_kind"]
        schedule = {
            "kind": kind,
            "start": data["schedule_start"] or None,
            "end": data["schedule_end"] or None,
            "every_months": data["every_months"],
        }
        pairs = [line.split(":", 1) for line in lines(data["attributes"])]
        return {
            **{name: data[name] for name in ("number", "title", "text", "responsible", "deadline", "focus")},
            "parties": [read_party(line) for line in lines(data["parties"])],
            "schedule": schedule if kind else None,
            "examples": lines(data["examples"]),
            "attributes": {label.strip(): text.strip() for label, text in pairs},
        }


FORMS: dict[str, type[EntryForm]] = {
    "plan": PlanForm,
    "field": FieldForm,
    "goal": GoalForm,
    "measure": MeasureForm,
    "reference": ReferenceForm,
}
ROLE_WORDS = {ResponsibilityRole.LEAD: _("lead"), ResponsibilityRole.PARTNER: _("partner")}


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def party_line(party: dict[str, str]) -> str:
    word = ROLE_WORDS.get(ResponsibilityRole(party["role"]))
    name = " ".join(party["name"].split())
    return f"{word}: {name}" if word else name


def read_party(line: str) -> dict[str, str]:
    before, colon, behind = line.partition(":")
    for role, word in ROLE_WORDS.items():
        if colon and before.strip().casefold() in {str(word).casefold(), role.value} and behind.strip():
            return {"name": behind.strip(), "role": role.value}
    return {"name": line, "role": ResponsibilityRole.UNSPECIFIED.value}
