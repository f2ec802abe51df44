# SPDX-License-Identifier: EUPL-1.2
"""Votes on items, and what came of them."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from leitziel.bodies.enums import Choice, Effect, Majority, Result, VotingMethod
from leitziel.bodies.majorities import accepted
from leitziel.core.models import TenantModel

from .agenda import AgendaItem
from .body import Body
from .paper import CouncilPaper
from .seat import SeatHolder


class Vote(TenantModel):
    """A vote on a proposal: its wording and the counts. Whether it is accepted is counted, never entered."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="votes")
    wording = models.TextField(_("wording of the proposal"))
    method = models.CharField(_("method"), max_length=9, choices=VotingMethod, default=VotingMethod.OPEN)
    majority = models.CharField(_("majority"), max_length=18, choices=Majority, default=Majority.SIMPLE)
    yes = models.PositiveSmallIntegerField(_("yes"), default=0)
    no = models.PositiveSmallIntegerField(_("no"), default=0)
    abstain = models.PositiveSmallIntegerField(_("abstentions"), default=0)
    members = models.PositiveSmallIntegerField(_("voting members of the body"))
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(members__gte=models.F("yes") + models.F("no") + models.F("abstain")),
                name="vote_of_no_more_than_the_members",
            ),
            models.CheckConstraint(condition=Q(majority__in=Majority.values), name="vote_majority_known"),
        ]

    def __str__(self) -> str:
        return f"{self.yes} : {self.no} : {self.abstain}"

    @property
    def accepted(self) -> bool:
        """By the rule of the vote's majority (`majorities.accepted`)."""
        return accepted(
            majority=Majority(self.majority), yes=self.yes, no=self.no, abstain=self.abstain, members=self.members
        )


class Ballot(TenantModel):
    """How a member voted, in a vote by name."""

    vote = models.ForeignKey(Vote, on_delete=models.CASCADE, related_name="ballots")
    holder = models.ForeignKey(SeatHolder, on_delete=models.PROTECT, related_name="ballots")
    choice = models.CharField(_("vote"), max_length=7, choices=Choice)

    class Meta:
        verbose_name = _("ballot")
        verbose_name_plural = _("ballots")
        constraints = [models.UniqueConstraint(fields=["vote", "holder"], name="ballot_once_a_vote")]

    def __str__(self) -> str:
        return f"{self.holder}: {self.get_choice_display()}"


class Resolution(TenantModel):
    """What a body resolved on an item. A body that only advises recommends; `binding` keeps whether it could decide.

    `disclosed`: public although its item was not (what was decided in private is made known once it may be).
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="resolutions")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="resolutions")
    vote = models.OneToOneField(Vote, on_delete=models.PROTECT, null=True, blank=True, related_name="resolution")
    paper = models.ForeignKey(CouncilPaper, on_delete=models.PROTECT, null=True, blank=True, related_name="resolutions")
    number = models.CharField(_("number"), max_length=40)
    text = models.TextField(_("text"))
    effect = models.CharField(_("effect"), max_length=11, choices=Effect)
    result = models.CharField(_("result"), max_length=8, choices=Result)
    resolved_on = models.DateField(_("date"))
    binding = models.BooleanField(editable=False)
    disclosed = models.BooleanField(_("public although the item was not"), default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering = ["-resolved_on", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="resolution_number_unique_in_body"),
            models.CheckConstraint(
                condition=~Q(effect="decided") | Q(binding=True), name="resolution_decided_only_by_a_deciding_body"
            ),
            models.CheckConstraint(
                condition=~Q(effect="noted") | Q(result__in=["adopted", "deferred"]), name="resolution_noted_is_noted"
            ),
            models.CheckConstraint(condition=Q(effect__in=Effect.values), name="resolution_effect_known"),
        ]

    def __str__(self) -> str:
        return self.number

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._state.adding:
            self.binding = self.body.decides  # what the body was allowed then stays with the resolution
        super().save(*args, **kwargs)
