# SPDX-License-Identifier: EUPL-1.2
"""Language versions of measures, goals and fields; and the languages a municipality keeps."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from leitziel.core import log
from leitziel.core.conflicts import ChangedMeanwhileError
from leitziel.core.languages import BY_CODE
from leitziel.core.models import KeptLanguage, Municipality, User
from leitziel.core.translations import source_digest
from leitziel.strategy.models import ActionField, Edition, Goal, Measure, PlanText
from leitziel.strategy.together import PARTS, Thing, kind_of


class TextError(ValueError):
    """The text cannot be like this; the message is fit for the screen."""


@transaction.atomic
def keep_languages(*, municipality: Municipality, actor: User | None, codes: Iterable[str]) -> None:
    """Say which languages the municipality keeps beside German. A language that is left out keeps its texts; they are
    not shown and not asked for. Raises TextError for an unknown language."""
    wanted = set(codes)
    if wanted - BY_CODE.keys():
        raise TextError(_("This language is not known."))
    before = set(KeptLanguage.objects.select_for_update().values_list("code", flat=True))
    if wanted == before:
        return
    KeptLanguage.objects.exclude(code__in=wanted).delete()
    for code in sorted(wanted - before):
        KeptLanguage(municipality=municipality, code=code).save()
    log.record(
        actor=actor,
        verb="core.languages.changed",
        target=municipality,
        municipality=municipality,
        changes={"languages": (sorted(before), sorted(wanted))},
    )


@transaction.atomic
def write_versions(
    *, thing: Thing, actor: User | None, language: str, texts: Mapping[str, str], seen: Mapping[str, tuple[int, str]]
) -> int:
    """Write the parts of a thing in a language; returns how many changed.

    `texts`: part -> text ("" takes a version away). `seen`: part -> (version, digest of the source) as the person saw
    them, version 0 for none; so that nobody translates a source that has changed while they wrote. A part written
    anew, or confirmed as it is, counts as made from the source of now. Raises ChangedMeanwhileError (nothing was
    written) and TextError for an unknown part or language.
    """
    kind = kind_of(thing)
    if language not in BY_CODE or not texts.keys() <= set(PARTS[kind]):
        raise TextError(_("This language or part is not known."))
    current = type(thing).objects.select_for_update(of=("self",)).select_related("municipality").get(pk=thing.pk)
    known = {row.name: row for row in PlanText.objects.filter(**{kind: current}, language=language)}
    changed: dict[str, tuple[str | None, str | None]] = {}
    for name, text in texts.items():
        source, row, wanted = getattr(current, name), known.get(name), text.replace("\x00", "").strip()
        if seen.get(name, (0, "")) != (row.version if row else 0, source_digest(source)):
            raise ChangedMeanwhileError(current)
        if not wanted:
            if row:
                changed[name] = (row.text, None)
                row.delete()
            continue
        if row and (row.text, row.source_digest) == (wanted, source_digest(source)):
            continue
        changed[name] = (row.text if row else None, wanted)
        row = row or PlanText(
            municipality=current.municipality, name=name, language=language, version=0, **{kind: current}
        )
        row.text, row.source_text, row.source_digest = wanted, source, source_digest(source)
        row.updated_by, row.updated_at, row.version = actor, timezone.now(), row.version + 1
        row.save()
    if changed:
        log.record(
            actor=actor,
            verb="strategy.text.translated",
            target=current,
            municipality=current.municipality,
            changes={f"{name} ({language})": values for name, values in changed.items()},
        )
    return len(changed)


@transaction.atomic
def carry_over(*, edition: Edition, actor: User | None) -> int:
    """Take over language versions from earlier editions of the concept: measures and goals by their thread, fields by
    their title. Only where the new edition has none yet. Each keeps the source that it was made from, so that its
    state tells whether the wording has changed. Returns how many were taken over."""
    made = 0
    for kind, model in (("measure", Measure), ("goal", Goal), ("field", ActionField)):
        key = "title" if kind == "field" else "thread_id"
        here = {getattr(row, key): row for row in model.objects.filter(edition=edition)}
        there = {f"{kind}__edition__concept": edition.concept_id, f"{kind}__{key}__in": list(here)}
        rows = (
            PlanText.objects.filter(**there)
            .exclude(**{f"{kind}__edition": edition})
            .select_related(kind)
            .order_by(f"-{kind}__edition__label", "pk")
        )
        have = set(PlanText.objects.filter(**{f"{kind}__edition": edition}).values_list(kind, "name", "language"))
        for row in rows:
            target = here[getattr(getattr(row, kind), key)]
            place = (target.pk, row.name, row.language)
            if place in have:
                continue
            have.add(place)
            fresh = PlanText(
                municipality=row.municipality,
                name=row.name,
                language=row.language,
                text=row.text,
                source_text=row.source_text,
                source_digest=row.source_digest,
                updated_by=row.updated_by,
                updated_at=row.updated_at,
                **{kind: target},
            )
            fresh.save()
            made += 1
    if made:
        log.record(
            actor=actor,
            verb="strategy.text.carried_over",
            target=edition,
            municipality=edition.municipality,
            changes={"versions": (None, made)},
        )
    return made
