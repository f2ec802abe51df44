# SPDX-License-Identifier: EUPL-1.2
"""How measures and goals go on from edition to edition where the thread alone does not say it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import TenantModel

from .edition import Edition
from .goal import GoalThread
from .measure import MeasureThread


class ThreadLink(TenantModel):
    """What became of a thread in an edition. That one goes on as itself needs no row: both editions have its entry.

    `edition` is the later one. `same`: the alignment joined the two (old and new are one thread), kept for its score.
    `part`: the new one is a part of the old one. `merged`: the old one went into the new one. `different`, `new` and
    `dropped` are what a person said against a suggestion; they are remembered and not suggested again.
    `by` is None where the alignment was sure by itself.
    """

    class Kind(models.TextChoices):
        SAME = "same", _("goes on")
        PART = "part", _("is a part of")
        MERGED = "merged", _("went into")
        DIFFERENT = "different", _("is something else")
        NEW = "new", _("is new")
        DROPPED = "dropped", _("was dropped")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="thread_links")
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    old_measure = models.ForeignKey(
        MeasureThread, on_delete=models.CASCADE, null=True, blank=True, related_name="links_on"
    )
    new_measure = models.ForeignKey(
        MeasureThread, on_delete=models.CASCADE, null=True, blank=True, related_name="links_back"
    )
    old_goal = models.ForeignKey(GoalThread, on_delete=models.CASCADE, null=True, blank=True, related_name="links_on")
    new_goal = models.ForeignKey(GoalThread, on_delete=models.CASCADE, null=True, blank=True, related_name="links_back")
    score = models.FloatField(null=True, blank=True)
    by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("link between editions")
        verbose_name_plural = _("links between editions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(old_goal=None, new_goal=None) | models.Q(old_measure=None, new_measure=None),
                name="thread_link_of_one_sort",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(kind="new", old_goal=None, old_measure=None)
                    & (models.Q(new_goal__isnull=False) | models.Q(new_measure__isnull=False))
                )
                | (
                    models.Q(kind="dropped", new_goal=None, new_measure=None)
                    & (models.Q(old_goal__isnull=False) | models.Q(old_measure__isnull=False))
                )
                | (
                    models.Q(kind__in=["same", "part", "merged", "different"])
                    & (
                        models.Q(old_goal__isnull=False, new_goal__isnull=False)
                        | models.Q(old_measure__isnull=False, new_measure__isnull=False)
                    )
                ),
                name="thread_link_has_its_sides",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="same")
                | (
                    (models.Q(old_measure=None) | ~models.Q(old_measure=models.F("new_measure")))
                    & (models.Q(old_goal=None) | ~models.Q(old_goal=models.F("new_goal")))
                ),
                name="thread_link_of_two_threads",
            ),
            models.UniqueConstraint(
                fields=["edition", "old_measure", "new_measure"],
                condition=models.Q(old_measure__isnull=False, new_measure__isnull=False),
                name="measure_link_once",
            ),
            models.UniqueConstraint(
                fields=["edition", "old_goal", "new_goal"],
                condition=models.Q(old_goal__isnull=False, new_goal__isnull=False),
                name="goal_link_once",
            ),
        ]

    def __str__(self) -> str:
        old, new = self.old_measure or self.old_goal, self.new_measure or self.new_goal
        return f"{self.edition_id}: {old or '–'} {self.get_kind_display()} {new or '–'}"
