# SPDX-License-Identifier: EUPL-1.2
"""Saying for a whole edition which organisations its printed names mean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from leitziel.core import log, undo
from leitziel.core.models import Organisation, User
from leitziel.core.organisations import Directory, learn_aliases
from leitziel.core.text import name_key
from leitziel.strategy.models import Edition, Measure, Responsibility

from .plan_pdf import warm_pdf

SHIFT = 10_000  # places are unique within a measure: rows move far away first, then to their new places


class NamesError(ValueError):
    """A printed name or an organisation is not there; nothing was changed. The message is fit for the screen."""


@dataclass(slots=True)
class _Work:
    names: Mapping[str, Sequence[tuple[Organisation, str]]]  # key of a printed name -> organisation, printed piece
    made: list[Responsibility] = field(default_factory=list)
    done: list[dict[str, object]] = field(default_factory=list)


@transaction.atomic
def assign_printed_names(
    *,
    edition: Edition,
    actor: User | None,
    chosen: Mapping[str, Sequence[int]],
    learn: bool = False,
    site: str = "",
) -> int:
    """Say for printed names which organisations they mean, on every measure of the edition where they are still open.

    `chosen`: printed name -> ids of organisations. With one, the responsibility gets it; with several, it becomes
    several, in their order and with its role, and the printed text stays on the measure. A measure never names an
    organisation twice that way. `learn`: keep names that mean one organisation as its further names.
    Returns the number of measures. One log entry, one step to undo. What somebody else assigned meanwhile stays.
    Raises NamesError for an organisation that is not there.
    """
    work = _Work(_resolved(chosen))
    current = (
        Edition.objects.select_for_update(of=("self",)).select_related("municipality", "concept").get(pk=edition.pk)
    )
    open_rows = [
        row
        for row in Responsibility.objects.filter(measure__edition=current, organisation=None)
        if name_key(row.name) in work.names
    ]
    measures = sorted({row.measure_id for row in open_rows})
    if not measures:
        return 0
    label = _("Printed names assigned: %(names)s") % {"names": ", ".join(chosen)}
    with undo.step(actor=actor, municipality=current.municipality, label=label, scope=current) as step:
        step.watch(Responsibility.objects.filter(measure__in=measures))
        step.watch(Measure.objects.filter(pk__in=measures), "responsible_text")
        for measure in Measure.objects.select_for_update(of=("self",)).filter(pk__in=measures).order_by("pk"):
            _assign(measure, work, step)
        Measure.objects.filter(pk__in=measures).update(version=F("version") + 1)
    single = {name: pks[0] for name, pks in chosen.items() if len(set(pks)) == 1}
    learned = learn_aliases(municipality=current.municipality, names=single) if learn else []
    log.record(
        actor=actor,
        verb="strategy.edition.names_assigned",
        target=current,
        municipality=current.municipality,
        changes={"measures": (None, len(measures))},
        children=[*work.done, *({"learned name": name} for name in learned)],
    )
    warm_pdf(edition=current, site=site)
    return len(measures)


def _resolved(chosen: Mapping[str, Sequence[int]]) -> dict[str, list[tuple[Organisation, str]]]:
    rows = Organisation.objects.in_bulk({pk for pks in chosen.values() for pk in pks})
    if any(pk not in rows for pks in chosen.values() for pk in pks):
        raise NamesError(_("An organisation is no longer there. Load the page again."))
    directory = Directory()
    found = {}
    for name, pks in chosen.items():
        compound = directory.several(name)
        pieces = dict(compound.organisations) if compound else {}
        found[name_key(name)] = [(rows[pk], pieces.get(pk, rows[pk].name)) for pk in dict.fromkeys(pks)]
    return {key: rows for key, rows in found.items() if key and rows}


def _assign(measure: Measure, work: _Work, step: undo.Step) -> None:
    """Bring the responsibilities of one measure to what was said, in the order of the document."""
    rows = list(Responsibility.objects.filter(measure=measure).order_by("position"))
    there = {row.organisation_id for row in rows}
    result: list[Responsibility] = []
    for row in rows:
        meant = work.names.get(name_key(row.name)) if row.organisation_id is None else None
        if not meant:
            result.append(row)
            continue
        printed = row.name
        kept = [pair for pair in meant if pair[0].pk not in there] if len(meant) > 1 else list(meant)
        result += _split(row, kept, several=len(meant) > 1)
        there |= {office.pk for office, _piece in kept}
        if not kept:
            step.delete(row)
        if len(meant) > 1 and printed not in measure.responsible_text:
            measure.responsible_text = ", ".join(filter(None, [measure.responsible_text, printed]))
        work.done.append({"measure": measure.pk, "name": printed, "organisations": [o.name for o, _p in meant]})
    _store(measure, result)


def _split(row: Responsibility, offices: Iterable[tuple[Organisation, str]], *, several: bool) -> list[Responsibility]:
    """The row for the first organisation, and new ones like it for the others."""
    found = []
    for number, (office, piece) in enumerate(offices):
        part = row
        if number:
            part = Responsibility(municipality_id=row.municipality_id, measure_id=row.measure_id, role=row.role)
        part.organisation = office
        part.name = piece[:500] if several else row.name
        found.append(part)
    return found


def _store(measure: Measure, rows: Sequence[Responsibility]) -> None:
    Responsibility.objects.filter(measure=measure).update(position=F("position") + SHIFT)
    for position, row in enumerate(rows, start=1):
        row.position = position
        row.save()
    measure.save(update_fields=["responsible_text"])
