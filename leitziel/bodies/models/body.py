# SPDX-License-Identifier: EUPL-1.2
"""Councils, committees, boards and groups, and what follows what."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from leitziel.bodies.enums import BodyState
from leitziel.core.models import TenantModel
from leitziel.core.text import free_slug

RESERVED = frozenset({"neu", "kalender", "sitzungen", "beschluesse", "mein-kalender"})  # parts of our own addresses


class Body(TenantModel):
    """A Gremium: who deliberates or decides. `decides`: its votes are decisions; other bodies only recommend."""

    class Kind(models.TextChoices):
        COUNCIL = "council", _("council")
        COMMITTEE = "committee", _("committee")
        ADVISORY_BOARD = "advisory_board", _("advisory board")
        STEERING_GROUP = "steering_group", _("steering group")
        WORKING_GROUP = "working_group", _("working group")
        ROUND_TABLE = "round_table", _("round table")
        NETWORK = "network", _("network")

    State = BodyState
    DECIDING = (Kind.COUNCIL, Kind.COMMITTEE)

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(_("address part"), max_length=80)
    kind = models.CharField(_("kind"), max_length=14, choices=Kind)
    state = models.CharField(_("state"), max_length=8, choices=BodyState, default=BodyState.ACTIVE)
    decides = models.BooleanField(_("decides"), default=False)
    begins = models.DateField(_("begins"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    description = models.TextField(_("description"), blank=True)
    legal_basis = models.CharField(_("legal basis"), max_length=300, blank=True)
    organisation = models.ForeignKey(
        "core.Organisation", on_delete=models.PROTECT, null=True, blank=True, related_name="bodies"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["municipality", "name"], name="body_name_unique"),
            models.UniqueConstraint(fields=["municipality", "slug"], name="body_slug_unique"),
            models.CheckConstraint(
                condition=Q(decides=False) | Q(kind__in=["council", "committee"]),
                name="body_decides_only_as_council_or_committee",
            ),
            models.CheckConstraint(
                condition=Q(begins=None) | Q(ends=None) | Q(ends__gte=F("begins")), name="body_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(state="ended") | ~Q(ends=None), name="body_ended_has_its_end"),
            models.CheckConstraint(condition=Q(state__in=BodyState.values), name="body_state_known"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.slug:
            taken = set(Body.objects.filter(municipality=self.municipality).values_list("slug", flat=True))
            self.slug = free_slug(self.name, "gremium", taken | RESERVED)
        super().save(*args, **kwargs)


class BodySuccession(TenantModel):
    """One body follows another: the steering group becomes an advisory board."""

    predecessor = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="followed_by")
    successor = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="follows")

    class Meta:
        verbose_name = _("succession of bodies")
        verbose_name_plural = _("successions of bodies")
        constraints = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="body_succession_unique"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="body_does_not_follow_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"
