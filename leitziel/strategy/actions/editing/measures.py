# SPDX-License-Identifier: EUPL-1.2
"""Editing the values of measures: one, or many as one step."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from leitziel.core import log, undo
from leitziel.core.access import Access
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.models import User
from leitziel.core.organisations import learn_aliases
from leitziel.methods.plantext.grammar.values.schedule import read_schedule
from leitziel.strategy.enums import DeadlineKind
from leitziel.strategy.exchange.dates import last_day
from leitziel.strategy.models import Edition, Measure

from .after import follow_up
from .permissions import ReasonNeededError, access_of, led_by, needs_reason, require_fields
from .state import Measures
from .values import MEASURE_FIELDS, EditError, Party, Words, cleaned, shown

__all__ = ["MEASURE_FIELDS", "cleaned", "edit_measure", "edit_measures", "shown"]
UNDERSTOOD = ("deadline_kind", "deadline_start", "deadline_end", "every_months")


def edit_measure(
    *,
    actor: User | None,
    measure: Measure,
    version: int | None,
    values: Mapping[str, Any],
    site: str = "",
    reason: str = "",
    learn: bool = False,
    access: Access | None = None,
) -> Measure:
    """Give a measure new values (see `MEASURE_FIELDS`; raw or clean); fields that are not named stay.

    A changed deadline text is read anew by the grammar, unless the values say how it is to be understood. New names
    of who is responsible also become the printed text, unless the values change that too. `learn`: keep the printed
    names as further names of the organisations chosen for them. `site`: scheme and host for links of the PDF.

    Raises ChangedMeanwhileError if `version` is not the newest (None: whatever is there), FieldError for a value
    that does not fit, Refused for a field that is not this person's, ReasonNeededError where the plan counts
    already and its wording would change without a `reason`. Then nothing was changed.
    """
    changed = edit_measures(
        actor=actor,
        edition=measure.edition,
        values={measure.pk: values},
        versions={} if version is None else {measure.pk: version},
        site=site,
        reason=reason,
        learn=learn,
        access=access,
    )
    return changed[0] if changed else Measure.objects.select_related("edition").get(pk=measure.pk)


def edit_measures(
    *,
    actor: User | None,
    edition: Edition,
    values: Mapping[int, Mapping[str, Any]],
    versions: Mapping[int, int],
    site: str = "",
    reason: str = "",
    learn: bool = False,
    label: str = "",
    access: Access | None = None,
) -> list[Measure]:
    """Give many measures of an edition new values, all or none, as one step that can be taken back.

    `values` by the id of the measure; `versions` those that were seen (a measure not named: whatever is there).
    Returns the measures that changed. Raises as `edit_measure` does; `ChangedMeanwhileError.things` names the ids.
    """
    asked = access_of(actor, edition, access)
    name = label or _("Measures edited")
    with undo.step(actor=actor, municipality=edition.municipality, label=name, scope=edition) as step:
        rows = Measure.objects.select_for_update(of=("self",)).select_related(
            "edition__municipality", "edition__concept", "municipality", "goal", "field", "thread"
        )
        measures = {row.pk: row for row in rows.filter(pk__in=list(values), edition=edition).order_by("position")}
        if len(measures) < len(values):
            raise ChangedMeanwhileError(*(values.keys() - measures.keys()))
        late = [pk for pk, version in versions.items() if pk in measures and measures[pk].version != version]
        if late:
            raise ChangedMeanwhileError(*late)
        state = Measures(measures.values())
        changes = {pk: found for pk in measures if (found := _changes(state, pk, values[pk]))}
        if asked is not None:
            leads = led_by(asked, list(changes)) if changes else frozenset()
            for pk, found in changes.items():
                require_fields(asked, measures[pk], _asked_for(values[pk], found), leads=pk in leads)
        _require_reason(edition, changes, reason)
        if not changes:
            return []
        if not label and step.label == name:  # not within another step, which has its own name
            step.label = _label(measures, changes)
        state.watch(step, {name for found in changes.values() for name in found})
        before = {pk: _as_read(state, pk) for pk in changes}
        for pk, found in changes.items():
            _derive(measures[pk], found)
        parties = {pk: state.values[pk]["responsibilities"] for pk in changes}
        state.write(changes)
        learned = _learn(edition, parties, changes) if learn else []
        for pk in changes:
            _record(actor, state.rows[pk], (before[pk], _as_read(state, pk)), reason, learned)
        follow_up(edition, changed={n for found in changes.values() for n in found}, reason=reason, site=site)
        return [measures[pk] for pk in changes]


def _asked_for(wanted: Mapping[str, Any], changes: Mapping[str, Any]) -> set[str]:
    """The fields to ask a permission for: those a person named, and not what follows from them."""
    return {name for name in changes if name in wanted}


def _changes(state: Measures, pk: int, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """What of the wanted values is new, clean, with what follows from it."""
    now = state.values[pk]
    new = {name: cleaned(name, raw, state.words) for name, raw in wanted.items()}
    if "responsibilities" in new:
        new["responsibilities"] = state.found(new["responsibilities"], pk)
    changes = {name: value for name, value in new.items() if value != now[name]}
    if "responsibilities" in changes and "responsible_text" not in changes:
        names = [party.name for party in changes["responsibilities"]]
        if [party.name for party in now["responsibilities"]] != names:
            changes["responsible_text"] = ", ".join(names)
    if "deadline_text" in changes and not changes.keys() & set(UNDERSTOOD):
        understood = understood_deadline(changes["deadline_text"])
        changes |= {name: value for name, value in understood.items() if value != now[name]}
    after = {**now, **changes}
    if not after["title"] and not after["text"]:
        raise EditError(_("A measure needs a title or a text."))
    return changes


def understood_deadline(text: str) -> dict[str, Any]:
    """Columns of a printed deadline as the grammar understands it."""
    schedule = read_schedule(text)
    if schedule is None:
        kind = DeadlineKind.UNKNOWN if text.strip() else DeadlineKind.NONE
        return {"deadline_kind": kind.value, "deadline_start": "", "deadline_end": "", "every_months": None}
    return {
        "deadline_kind": str(schedule.kind),
        "deadline_start": (schedule.start or "")[:10],
        "deadline_end": (schedule.end or "")[:10],
        "every_months": schedule.every_months,
    }


def _derive(row: Measure, changes: Mapping[str, Any]) -> None:
    if "deadline_end" in changes:
        row.deadline_last_day = last_day(changes["deadline_end"])


def wording(changes: Collection[str]) -> set[str]:
    """Those of the changed fields that are part of what was decided."""
    return {name for name in changes if MEASURE_FIELDS[name].wording}


def _require_reason(edition: Edition, changes: Mapping[int, Mapping[str, Any]], reason: str) -> None:
    if reason.strip() or not needs_reason(edition):
        return
    if any(decided(found) for found in changes.values()):
        raise ReasonNeededError


def decided(changes: Mapping[str, Any]) -> set[str]:
    """Changed fields that are wording. To say which organisation a printed name stands for, and its part, is not:
    then `responsible_text` stays."""
    names = wording(changes)
    return names - {"responsibilities"} if "responsible_text" not in changes else names


def _label(measures: Mapping[int, Measure], changes: Mapping[int, Any]) -> str:
    if len(changes) > 1:
        return _("%(n)s measures edited") % {"n": len(changes)}
    (pk,) = changes
    row = measures[pk]
    return _("Measure edited: %(name)s") % {"name": f"{row.number} {row.heading}".strip()[:120]}


def _learn(edition: Edition, before: Mapping[int, Any], changes: Mapping[int, Any]) -> list[str]:
    """Keep names whose organisation a person has just said as further names of it."""
    names: dict[str, int] = {}
    for pk, found in changes.items():
        known = {party.name: party.organisation for party in before[pk]}
        for party in found.get("responsibilities", ()):
            if party.organisation is not None and known.get(party.name) != party.organisation:
                names[party.name] = party.organisation
    return learn_aliases(municipality=edition.municipality, names=names)


def _record(
    actor: User | None, row: Measure, values: tuple[dict[str, str], dict[str, str]], reason: str, learned: list[str]
) -> None:
    """One entry a measure, with the values as a reader sees them, so that its history shows the words."""
    before, after = values
    changes: dict[str, tuple[Any, Any]] = {
        name: (before[name], after[name]) for name in after if before[name] != after[name]
    }
    if reason.strip():
        changes["reason"] = (None, reason.strip())
    changes["version"] = (row.version - 1, row.version)
    log.record(
        actor=actor,
        verb="strategy.measure.changed",
        target=row,
        municipality=row.municipality,
        changes=changes,
        children=[{"learned name": name} for name in learned],
    )


def _as_read(state: Measures, pk: int) -> dict[str, str]:
    """The values of a measure as text, and which organisations its printed names stand for."""
    parties = state.values[pk]["responsibilities"]
    return {**state.shown(pk), "organisations": organisations_shown(parties, state.words)}


def organisations_shown(parties: Collection[Party], words: Words) -> str:
    """Which organisation each printed name stands for, a line each; nothing for those that are open."""
    lines = [
        f"{party.name}: {words.organisations[party.organisation]}"
        for party in parties
        if party.organisation is not None and party.organisation in words.organisations
    ]
    return "\n".join(lines)
