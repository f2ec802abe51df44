# SPDX-License-Identifier: EUPL-1.2
"""`leitziel plan import`: the work behind the command, without the command line itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath

from django_scopes import scope

from leitziel.core.models import Municipality
from leitziel.strategy.actions import staging
from leitziel.strategy.actions.accept import accept_import
from leitziel.strategy.actions.errors import ImportProblem
from leitziel.strategy.actions.imports import stage_import
from leitziel.strategy.enums import ImportState
from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.models import PlanImport
from leitziel.strategy.queries import imports as queries

DONE, NOTHING_RECOGNISED, UNREADABLE = 0, 1, 2
Echo = Callable[[str], None]


def import_file(
    data: bytes,
    name: str,
    *,
    municipality_slug: str,
    concept: str,
    edition: str,
    accept: bool = False,
    echo: Echo = print,
) -> int:
    """Stage a document for review, or make the edition at once; returns the exit status of the command.

    0: staged or accepted. 1: the document was read, but nothing was recognised in it (it is staged all the same,
    so that a person can make a plan of its passages). 2: unreadable file, unknown municipality, edition exists.
    With `accept`, printed names that are exactly the name or an alias of an organisation are assigned, and `echo`
    says which; all others stay as printed. `echo` gets the progress and the result line by line, in German.
    """
    municipality = Municipality.objects.filter(slug=municipality_slug).first()
    if municipality is None:
        known = ", ".join(Municipality.objects.order_by("slug").values_list("slug", flat=True)) or "keine"
        echo(f"Eine Kommune „{municipality_slug}“ gibt es hier nicht. Bekannt sind: {known}.")
        return UNREADABLE
    try:
        staged = stage_import(
            municipality=municipality,
            actor=None,
            data=data,
            name=PurePath(name).name,
            concept_title=concept,
            edition_label=edition,
            run="now",
            progress=_progress(echo),
        )
    except ImportProblem as problem:
        echo(str(problem))
        return UNREADABLE
    if staged.state != ImportState.REVIEW:
        echo(f"{PurePath(name).name}: {staged.message}")
        return UNREADABLE
    counts = tree.counts(staged.plan)
    echo(
        f"Gelesen: {counts['field']} Handlungsfelder, {counts['goal']} Ziele, {counts['measure']} Maßnahmen, "
        f"{counts['reference']} Fußnoten; {counts['notes']} Einträge mit Hinweisen, "
        f"{counts['unassigned']} Textstellen nicht zugeordnet."
    )
    if not (counts["field"] or counts["goal"] or counts["measure"]):
        echo("In dem Dokument wurde kein Handlungsfeld, kein Ziel und keine Maßnahme erkannt.")
        return NOTHING_RECOGNISED
    return _accept(staged, municipality, echo) if accept else _point_to_review(staged, municipality, echo)


def _progress(echo: Echo) -> Callable[[float, str], None]:
    """Echo each whole tenth once."""
    last = -1

    def report(share: float, message: str = "") -> None:
        nonlocal last
        tenth = int(share * 10)
        if tenth > last:
            last = tenth
            echo(f"{tenth * 10:>3} %  {message}".rstrip())

    return report


def _point_to_review(staged: PlanImport, municipality: Municipality, echo: Echo) -> int:
    from django.urls import reverse

    echo(f"Zur Prüfung: {reverse('plan-import', args=[municipality.slug, staged.pk])}")
    return DONE


def _accept(staged: PlanImport, municipality: Municipality, echo: Echo) -> int:
    with scope(municipality=municipality):
        matches = queries.exact_matches(staged)
        if matches:
            staged = staging.choose_organisations(
                actor=None, plan_import=staged, version=staged.version, chosen=matches, learn=False
            )
        names = queries.printed_parties(staged.plan)
        left = [name for name in names if name not in staged.organisations]
        echo(f"Stellen: {len(matches)} zugeordnet (gleicher Name), {len(left)} bleiben wie gedruckt.")
        try:
            edition = accept_import(actor=None, plan_import=staged)
        except ImportProblem as problem:
            echo(str(problem))
            return UNREADABLE
    echo(f"Übernommen als Entwurf, noch nicht öffentlich: {edition}.")
    return DONE
