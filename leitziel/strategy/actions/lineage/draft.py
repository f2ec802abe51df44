# SPDX-License-Identifier: EUPL-1.2
"""The next edition as a draft, copied from the last one: every entry goes on in its thread."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import models, transaction
from django.utils.translation import gettext as _

from leitziel.core import log
from leitziel.core.access import Access
from leitziel.core.models import TenantModel, User
from leitziel.core.models.base import prepare
from leitziel.core.short_ids import short_ids
from leitziel.strategy.actions.editing.permissions import require_planner
from leitziel.strategy.models import (
    ActionField,
    Citation,
    Edition,
    Goal,
    Measure,
    MeasureExample,
    PlanText,
    Reference,
    Responsibility,
)

LABEL = 40
Row = TypeVar("Row", bound=TenantModel)


class DraftError(ValueError):
    """No such draft can be made; the message is fit for the screen."""


def draft_next_edition(*, actor: User | None, edition: Edition, label: str, access: Access | None = None) -> Edition:
    """Make a draft of the concept's next edition: fields, goals, measures with who is responsible, terms, areas,
    examples, footnotes with their places, and language versions, as they stand in `edition`.

    Threads are kept, so addresses, comments and progress go on. The paper, dates and the publication belong to the
    old edition and are left out. Raises DraftError for a name that cannot be, Refused for who may not.
    """
    require_planner(actor, edition, access)
    with transaction.atomic():
        rows = Edition.objects.select_for_update(of=("self",)).select_related("concept", "municipality")
        source = rows.get(pk=edition.pk)
        clean = _label(source, label)
        draft = Edition(
            municipality=source.municipality, concept=source.concept, label=clean, description=source.description
        )
        draft.save()
        counts = _Copy(source, draft).all()
        log.record(
            actor=actor,
            verb="strategy.edition.drafted",
            target=draft,
            municipality=source.municipality,
            changes={"edition": (str(source), str(draft))},
            children=[counts],
        )
    return draft


def _label(source: Edition, label: str) -> str:
    clean = label.strip()
    try:
        validate_slug(clean)
    except ValidationError:
        raise DraftError(_("Name the edition by its year, or by letters, digits and hyphens.")) from None
    if len(clean) > LABEL:
        raise DraftError(_("At most %(n)s characters.") % {"n": LABEL})
    labels = set(Edition.objects.filter(concept=source.concept_id).values_list("label", flat=True))
    if clean in labels:
        raise DraftError(
            _("The concept has an edition “%(edition)s” already. Choose another name.") % {"edition": clean}
        )
    if clean < source.label:
        raise DraftError(
            _("Editions are sorted by their names. Choose one that comes behind “%(edition)s”, e.g. the year.")
            % {"edition": source.label}
        )
    return clean


class _Copy:
    """Copies the rows of one edition to another; reads are constant in number, rows are written in bulk."""

    def __init__(self, source: Edition, draft: Edition) -> None:
        self.source, self.draft = source, draft
        self.fields: dict[int, ActionField] = {}
        self.goals: dict[int, Goal] = {}
        self.measures: dict[int, Measure] = {}
        self.references: dict[int, Reference] = {}

    def all(self) -> dict[str, int]:
        self._fields()
        self._goals()
        self._measures()
        self._references()
        self._texts()
        return {
            "from": self.source.pk,
            "fields": len(self.fields),
            "goals": len(self.goals),
            "measures": len(self.measures),
            "references": len(self.references),
        }

    def _fields(self) -> None:
        rows = list(ActionField.objects.filter(edition=self.source).order_by("position"))
        names = short_ids(len(rows), ActionField.objects.values_list("short_id", flat=True))
        ids = dict(zip((row.pk for row in rows), names, strict=True))
        while rows:  # level by level: a field needs the key of the one above it
            level = [row for row in rows if row.parent_id is None or row.parent_id in self.fields]
            for row in level:
                above = self.fields[row.parent_id] if row.parent_id else None
                self.fields[row.pk] = _copy(row, edition=self.draft, parent=above, short_id=ids[row.pk], version=1)
            _create(self.fields[row.pk] for row in level)
            rows = [row for row in rows if row.pk not in self.fields]

    def _goals(self) -> None:
        for row in Goal.objects.filter(edition=self.source).order_by("position"):
            field = self.fields[row.field_id] if row.field_id else None
            self.goals[row.pk] = _copy(row, edition=self.draft, field=field, version=1)
        _create(self.goals.values())

    def _measures(self) -> None:
        for row in Measure.objects.filter(edition=self.source).order_by("position"):
            field = self.fields[row.field_id] if row.field_id else None
            goal = self.goals[row.goal_id] if row.goal_id else None
            self.measures[row.pk] = _copy(row, edition=self.draft, field=field, goal=goal, version=1)
        _create(self.measures.values())
        for model in (Responsibility, MeasureExample):
            hanging = model.objects.filter(measure__edition=self.source).order_by("measure", "position")
            _create(_copy(row, measure=self.measures[row.measure_id]) for row in hanging)
        for name in ("target_groups", "objectives", "areas"):
            through = getattr(Measure, name).through
            other = next(f.attname for f in through._meta.concrete_fields if f.attname not in {"id", "measure_id"})
            links = through.objects.filter(measure__edition=self.source).order_by("pk")
            through.objects.bulk_create(
                through(measure_id=self.measures[measure].pk, **{other: target})
                for measure, target in links.values_list("measure_id", other)
            )

    def _references(self) -> None:
        """Footnotes; one that points to a field of the copied edition points to its copy."""
        for row in Reference.objects.filter(edition=self.source).order_by("position"):
            field = self.fields[row.field_id].pk if row.field_id in self.fields else row.field_id
            self.references[row.pk] = _copy(row, edition=self.draft, field_id=field)
        _create(self.references.values())
        through = Reference.council_papers.through
        links = through.objects.filter(reference__edition=self.source).order_by("pk")
        through.objects.bulk_create(
            through(reference_id=self.references[reference].pk, councilpaper_id=paper)
            for reference, paper in links.values_list("reference_id", "councilpaper_id")
        )
        cited = Citation.objects.filter(reference__edition=self.source).order_by("pk")
        _create(_copy(row, reference=self.references[row.reference_id], **self._place(row)) for row in cited)

    def _texts(self) -> None:
        """Language versions: the words they were made from are the same in the draft."""
        of_this = (
            models.Q(measure__edition=self.source)
            | models.Q(goal__edition=self.source)
            | models.Q(field__edition=self.source)
        )
        rows = PlanText.objects.filter(of_this).order_by("pk")
        _create(_copy(row, version=1, **self._place(row)) for row in rows)

    def _place(self, row: Citation | PlanText) -> dict[str, Any]:
        """The field, goal or measure that a row hangs on, in the draft."""
        owners: tuple[tuple[str, Mapping[int, TenantModel]], ...] = (
            ("field", self.fields),
            ("goal", self.goals),
            ("measure", self.measures),
        )
        return {
            name: known[getattr(row, f"{name}_id")] if getattr(row, f"{name}_id") is not None else None
            for name, known in owners
        }


def _copy(row: Row, **changes: Any) -> Row:
    """An unsaved copy of a row with other values."""
    copy = type(row)(**{f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key})
    for name, value in changes.items():
        setattr(copy, name, value)
    return copy


def _create(rows: Iterable[TenantModel]) -> None:
    """bulk_create with what `save()` would have checked."""
    ready = list(rows)
    for row in ready:
        prepare(row)
    if ready:
        type(ready[0])._default_manager.bulk_create(ready)  # type: ignore[arg-type]
