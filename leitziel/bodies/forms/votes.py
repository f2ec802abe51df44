# SPDX-License-Identifier: EUPL-1.2
"""Forms about votes, resolutions and the way of a paper."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from leitziel.bodies.actions.deliberations import Step
from leitziel.bodies.actions.votes import ResolutionFacts, VoteFacts
from leitziel.bodies.enums import Choice, Effect, Majority, PaperKind, PaperResult, Result, VotingMethod
from leitziel.bodies.models import AgendaItem, Body, CouncilPaper, Deliberation, Resolution, SeatHolder, Vote
from leitziel.core.conflicts import fingerprint

from .common import DateField, Line, Versioned, lines


class VoteForm(forms.Form):
    """A vote: the counts, or in a vote by name the vote of each member."""

    wording = forms.CharField(label=_("Wording of the proposal"), widget=lines(4))
    majority = forms.ChoiceField(label=_("Majority"), choices=Majority.choices)
    method = forms.ChoiceField(
        label=_("Method"), choices=VotingMethod.choices, widget=forms.RadioSelect, initial="open"
    )
    yes = forms.IntegerField(label=_("Yes"), min_value=0, max_value=999, required=False)
    no = forms.IntegerField(label=_("No"), min_value=0, max_value=999, required=False)
    abstain = forms.IntegerField(label=_("Abstentions"), min_value=0, max_value=999, required=False)
    members = forms.IntegerField(
        label=_("Voting members of the body"),
        help_text=_("All of them, present or not. Empty: as many as the functions say."),
        min_value=1,
        max_value=999,
        required=False,
    )

    def __init__(self, *args: Any, voters: Iterable[SeatHolder], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._ids = []
        for holder in voters:
            self._ids.append(holder.pk)
            self.fields[f"ballot_{holder.pk}"] = forms.ChoiceField(
                label=f"{holder.name}, {holder.seat.title}",
                choices=[("", _("did not vote")), *Choice.choices],
                required=False,
            )

    def ballot_fields(self) -> list[forms.BoundField]:
        return [self[f"ballot_{pk}"] for pk in self._ids]

    def facts(self) -> VoteFacts:
        data = self.cleaned_data
        chosen = {pk: data[f"ballot_{pk}"] for pk in self._ids}
        return VoteFacts(
            wording=data["wording"],
            majority=Majority(data["majority"]),
            method=VotingMethod(data["method"]),
            yes=data["yes"] or 0,
            no=data["no"] or 0,
            abstain=data["abstain"] or 0,
            members=data["members"],
            ballots={pk: Choice(value) for pk, value in chosen.items() if value},
        )


class EditVoteForm(Versioned, VoteForm):
    """A vote as it is."""


def vote_initial(vote: Vote) -> dict[str, Any]:
    names = ("wording", "majority", "method", "yes", "no", "abstain", "members", "version")
    ballots = {f"ballot_{row.holder_id}": row.choice for row in vote.ballots.all()}
    return {name: getattr(vote, name) for name in names} | ballots


class ResolutionForm(forms.Form):
    """What was resolved. A body that advises is offered no decision."""

    number = Line(label=_("Number"), max_length=40)
    text = forms.CharField(label=_("Text of the resolution"), widget=lines(5))
    effect = forms.ChoiceField(label=_("Effect"), choices=Effect.choices, widget=forms.RadioSelect)
    result = forms.ChoiceField(label=_("Result"), choices=Result.choices, widget=forms.RadioSelect)
    resolved_on = DateField(label=_("Date"))
    vote = forms.ModelChoiceField(label=_("Vote"), queryset=Vote.objects.none(), required=False)
    with_paper = forms.BooleanField(
        label=_("It resolves on the council paper of the item"), required=False, initial=True
    )
    disclosed = forms.BooleanField(
        label=_("Public although the item is not"),
        help_text=_("When the reason for keeping it private is gone."),
        required=False,
    )

    def __init__(self, *args: Any, item: AgendaItem, decides: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._item = item
        votes = Vote.objects.filter(item=item)
        self.fields["vote"].queryset = votes
        if not votes.exists():
            del self.fields["vote"]
        if item.paper_id is None:
            del self.fields["with_paper"]
        if item.public:
            del self.fields["disclosed"]
        if not decides:
            self.fields["effect"].choices = [c for c in Effect.choices if c[0] != Effect.DECIDED]
            self.fields["effect"].help_text = _("This body advises, so its votes are recommendations.")

    def facts(self) -> ResolutionFacts:
        data = self.cleaned_data
        return ResolutionFacts(
            number=data["number"],
            text=data["text"],
            effect=Effect(data["effect"]),
            result=Result(data["result"]),
            resolved_on=data["resolved_on"],
            vote=data.get("vote"),
            paper=self._item.paper if data.get("with_paper") else None,
            disclosed=data.get("disclosed", False),
        )


class EditResolutionForm(Versioned, ResolutionForm):
    """A resolution as it is."""


def resolution_initial(resolution: Resolution) -> dict[str, Any]:
    names = ("number", "text", "effect", "result", "resolved_on", "disclosed", "version")
    return {name: getattr(resolution, name) for name in names} | {
        "vote": resolution.vote_id,
        "with_paper": resolution.paper_id is not None,
    }


class WayForm(forms.Form):
    """Kind, result and steps of a council paper. Steps stand in the order of their numbers; one without a body goes."""

    MORE = 3

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    kind = forms.ChoiceField(label=_("Kind"), choices=PaperKind.choices)
    result = forms.ChoiceField(
        label=_("Result"),
        help_text=_("A decision on an agenda sets it by itself."),
        choices=PaperResult.choices,
    )

    def __init__(self, *args: Any, paper: CouncilPaper, **kwargs: Any) -> None:
        steps = list(Deliberation.objects.filter(paper=paper))
        initial: dict[str, Any] = {"seen": fingerprint(paper), "kind": paper.kind, "result": paper.result}
        for n, step in enumerate(steps, start=1):
            initial |= {f"body_{n}": step.body_id, f"purpose_{n}": step.purpose, f"on_{n}": step.planned_on}
        super().__init__(*args, initial=initial, **kwargs)
        self.count = len(steps) + self.MORE
        bodies = list(Body.objects.all())
        self._bodies = {body.pk: body for body in bodies}
        for n in range(1, self.count + 1):
            self.fields[f"order_{n}"] = forms.IntegerField(
                label=_("Step %(n)s: order") % {"n": n}, min_value=1, max_value=99, initial=n, required=False
            )
            self.fields[f"body_{n}"] = forms.TypedChoiceField(
                label=_("Step %(n)s: body") % {"n": n},
                choices=[("", _("none")), *((body.pk, body.name) for body in bodies)],
                coerce=int,
                empty_value=None,
                required=False,
            )
            self.fields[f"purpose_{n}"] = forms.ChoiceField(
                label=_("Step %(n)s: purpose") % {"n": n},
                choices=Effect.choices,
                required=False,
                initial=Effect.RECOMMENDED,
            )
            self.fields[f"on_{n}"] = DateField(label=_("Step %(n)s: planned for") % {"n": n}, required=False)

    def step_fields(self) -> list[list[forms.BoundField]]:
        names = ("order", "body", "purpose", "on")
        return [[self[f"{name}_{n}"] for name in names] for n in range(1, self.count + 1)]

    def steps(self) -> list[Step]:
        data = self.cleaned_data
        named = [n for n in range(1, self.count + 1) if data.get(f"body_{n}") is not None]
        named.sort(key=lambda n: (data.get(f"order_{n}") or n, n))
        return [
            Step(
                body=self._bodies[data[f"body_{n}"]],
                purpose=Effect(data[f"purpose_{n}"] or Effect.RECOMMENDED),
                planned_on=data[f"on_{n}"],
            )
            for n in named
        ]
