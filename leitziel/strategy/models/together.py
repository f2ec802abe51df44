# SPDX-License-Identifier: EUPL-1.2
"""What people add to plans when they work together: comments, language versions, what is alike, what belongs together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitziel.core.models import AttachmentBase, CommentBase, TenantModel, TextVersionBase

from .action_field import ActionField
from .concept import Concept
from .goal import Goal
from .measure import Measure, MeasureThread


class MeasureComment(CommentBase):
    """A comment on a measure; on its thread, so that it stays through the editions."""

    thread = models.ForeignKey(MeasureThread, on_delete=models.CASCADE, related_name="comments")

    class Meta(CommentBase.Meta):
        indexes = [models.Index(fields=["thread", "at"], name="comment_of_measure")]


class MeasureAttachment(AttachmentBase):
    """A file kept with a measure, through the editions."""

    thread = models.ForeignKey(MeasureThread, on_delete=models.CASCADE, related_name="attachments")


class PlanText(TextVersionBase):
    """A text of a measure, goal or field of one edition in another language."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, null=True, blank=True, related_name="versions")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, null=True, blank=True, related_name="versions")
    field = models.ForeignKey(ActionField, on_delete=models.CASCADE, null=True, blank=True, related_name="versions")

    class Meta(TextVersionBase.Meta):
        constraints = [
            models.CheckConstraint(
                condition=(
                    models.Q(measure__isnull=False, goal=None, field=None)
                    | models.Q(measure=None, goal__isnull=False, field=None)
                    | models.Q(measure=None, goal=None, field__isnull=False)
                ),
                name="plan_text_of_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=[owner, "name", "language"],
                    condition=models.Q(**{f"{owner}__isnull": False}),
                    name=f"plan_text_once_a_{owner}",
                )
                for owner in ("measure", "goal", "field")
            ),
        ]


class MeasureRelation(TenantModel):
    """What a person said about two measures that looked alike. `first` is the older thread."""

    class Verdict(models.TextChoices):
        SAME = "same", _("the same")
        JOINED = "joined", _("joined")
        DIFFERENT = "different", _("different")

    first = models.ForeignKey(MeasureThread, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(MeasureThread, on_delete=models.CASCADE, related_name="+")
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("relation of measures")
        verbose_name_plural = _("relations of measures")
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="relation_once"),
            models.CheckConstraint(condition=~models.Q(first=models.F("second")), name="relation_of_two_measures"),
        ]

    def __str__(self) -> str:
        return f"{self.first} – {self.second}: {self.get_verdict_display()}"


class FieldLink(TenantModel):
    """A field of one concept belongs together with a field of another (crosswalk).

    Fields have no thread. A side is the row a person chose (`left_field`), and behind it the concept and the key of
    the title: a renamed field is found by its row, the field of a new edition by its key.
    """

    class Kind(models.TextChoices):
        SAME = "same", _("same")
        OVERLAPS = "overlaps", _("overlaps")
        LEFT_IN_RIGHT = "part_of", _("is part of")
        RIGHT_IN_LEFT = "holds", _("holds")

    left_concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+")
    left_field = models.ForeignKey(ActionField, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    left_key = models.CharField(max_length=500)
    left_title = models.CharField(max_length=500)
    right_concept = models.ForeignKey(Concept, on_delete=models.CASCADE, related_name="+")
    right_field = models.ForeignKey(ActionField, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    right_key = models.CharField(max_length=500)
    right_title = models.CharField(max_length=500)
    kind = models.CharField(_("kind"), max_length=8, choices=Kind)
    note = models.CharField(_("note"), max_length=500, blank=True)
    by = models.ForeignKey("core.User", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("link of fields")
        verbose_name_plural = _("links of fields")
        constraints = [
            models.UniqueConstraint(
                fields=["left_concept", "left_key", "right_concept", "right_key"], name="field_link_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(left_concept=models.F("right_concept")), name="field_link_between_concepts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.left_title} {self.get_kind_display()} {self.right_title}"
