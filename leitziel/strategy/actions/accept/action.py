# SPDX-License-Identifier: EUPL-1.2
"""The action itself; the rows are built in `rows` and `references`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils.translation import gettext as _
from django_scopes import scope

from leitziel.core import organisations
from leitziel.core.log import record
from leitziel.core.models import Municipality, User
from leitziel.core.text import name_key
from leitziel.strategy.actions.concepts import free_concept_slug
from leitziel.strategy.actions.errors import ImportProblem
from leitziel.strategy.actions.imports import lock
from leitziel.strategy.enums import ImportState
from leitziel.strategy.exchange.contract import Plan
from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.models import Concept, Edition, PlanImport

from .lineage import lineage_of, save_links, save_threads
from .references import save_references
from .rows import PlanRows, save_entries, save_structure
from .vocabulary import save_terms


def acceptance_problems(plan_import: PlanImport) -> list[tuple[str, str]]:
    """What keeps the import from being accepted: (node id or "", reason). Needs the municipality's scope."""
    plan = plan_import.plan
    if plan is None:
        return [("", _("The document has not been read yet."))]
    found: list[tuple[str, str]] = []
    counts = tree.counts(plan)
    if not (counts["field"] or counts["goal"] or counts["measure"]):
        found.append(("", _("The plan holds no field, no goal and no measure yet.")))
    found += [
        (place.node["id"], _("This entry has neither title nor text."))
        for place in tree.walk(plan)
        if place.kind != "reference" and not tree.heading(place.node, place.kind).strip()
    ]
    concept = find_concept(plan_import)
    if concept and concept.editions.filter(label=plan_import.edition_label).exists():
        reason = _("The concept “%(concept)s” has an edition “%(edition)s” already. Choose another name for this one.")
        found.append(("", reason % {"concept": concept.title, "edition": plan_import.edition_label}))
    return found


def find_concept(plan_import: PlanImport) -> Concept | None:
    """The concept the import is for: the chosen one, or the one that bears the title by now."""
    if plan_import.concept_id:
        return plan_import.concept
    key = name_key(plan_import.concept_title)
    return next((c for c in Concept.objects.all() if name_key(c.title) == key), None)


def accept_import(
    *,
    actor: User | None,
    plan_import: PlanImport,
    version: int | None = None,
    create_organisations: Iterable[str] = (),
    as_of: dt.date | None = None,
) -> Edition:
    """Make an edition (a draft, not published) of a reviewed import, in one transaction.

    `create_organisations` are printed names that become organisations of their own; a person chose them.
    `version` is the one the person saw (None: whatever is there). Raises Conflict when somebody changed the
    import meanwhile, ImportProblem when it cannot be accepted; then nothing was changed.
    """
    municipality = plan_import.municipality
    with scope(municipality=municipality), transaction.atomic():
        locked = lock(plan_import, version)
        if locked.state != ImportState.REVIEW:
            raise ImportProblem(_("Only an import in review can be accepted."))
        problems = acceptance_problems(locked)
        if problems:
            raise ImportProblem(" ".join(reason for _node, reason in problems[:5]))
        edition = _edition(locked, municipality, as_of)
        chosen = _organisations(locked, municipality, actor, create_organisations)
        rows = PlanRows(locked.plan, edition, chosen)
        lineage = lineage_of(rows)
        save_structure(rows)
        save_threads(rows, lineage)
        save_entries(rows)
        links = save_links(rows, lineage)
        save_terms(rows)
        references = save_references(rows)
        locked.state, locked.edition, locked.concept = ImportState.ACCEPTED, edition, edition.concept
        locked.version += 1
        locked.save()
        record(
            actor=actor,
            verb="strategy.import.accepted",
            target=locked,
            municipality=municipality,
            changes={"version": (locked.version - 1, locked.version), "edition": (None, str(edition))},
            children=[
                {
                    "edition": edition.pk,
                    **rows.counts(),
                    "references": references,
                    "continued": links,
                    "to_settle": lineage.open,
                }
            ],
        )
    for name in ("state", "edition", "concept", "version"):
        setattr(plan_import, name, getattr(locked, name))
    return edition


def _edition(plan_import: PlanImport, municipality: Municipality, as_of: dt.date | None) -> Edition:
    plan: Plan = plan_import.plan
    concept = find_concept(plan_import)
    if concept is None:
        concept = Concept(
            municipality=municipality,
            title=plan_import.concept_title,
            slug=free_concept_slug(plan_import.concept_title),
        )
        concept.save()
    elif concept.external:
        # From now on it is kept here.
        concept.external = False
        concept.save()
    edition = Edition(
        municipality=municipality,
        concept=concept,
        label=plan_import.edition_label,
        description=plan.get("description") or "",
        source_file=plan_import.file,
        as_of=as_of,
    )
    edition.save()
    return edition


def _organisations(
    plan_import: PlanImport, municipality: Municipality, actor: User | None, names: Iterable[str]
) -> dict[str, int]:
    """Printed name -> organisation id: what a person chose, and the organisations made on their word."""
    chosen = {name: pk for name, pk in plan_import.organisations.items() if pk}
    wanted = {name: organisations.guessed_kind(name) for name in names if name not in chosen}
    if wanted:
        made = organisations.create_many(
            municipality=municipality, actor=actor, names=wanted, why=f"import {plan_import.pk}"
        )
        chosen.update({name: row.pk for name, row in made.items()})
    return chosen
