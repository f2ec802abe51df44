# SPDX-License-Identifier: EUPL-1.2
"""Load the demo city's concepts: its documents go through the real importer and the real actions."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.translation import override
from django_scopes import scope

from leitziel.bodies.models import Body, CouncilPaper
from leitziel.core.models import Municipality, User
from leitziel.demo import city as city_data
from leitziel.demo.boards import load_boards
from leitziel.demo.editing import load_editing
from leitziel.demo.lineage import load_lineage
from leitziel.demo.load import load_city
from leitziel.demo.past import load_past
from leitziel.demo.progress import load_progress
from leitziel.demo.reports import load_reports
from leitziel.demo.tables import stage_table
from leitziel.demo.together import load_together
from leitziel.strategy.actions.accept import accept_import
from leitziel.strategy.actions.editions import change_state, publish, set_edition_facts
from leitziel.strategy.actions.imports import stage_import
from leitziel.strategy.actions.staging import choose_organisations
from leitziel.strategy.enums import EditionState, ImportState
from leitziel.strategy.models import Concept, Edition, PlanImport, Succession
from leitziel.strategy.queries.imports import exact_matches

UMBRELLA = ("soziale-stadt", "Soziale Stadt Auenmünster", ("sozialstrategie", "inklusion"))
# A document that waits for its review, so that the review can be tried at once.
IN_REVIEW = ("inklusion", "inklusion-2024.pdf", "2027-entwurf")

Echo = Callable[[str], None]


@transaction.atomic
def load_all(*, echo: Echo) -> Municipality:
    """Load city and concepts, whole or not at all; the progress is told through `echo`."""
    city = city_data.city()
    with override("de"):
        municipality = load_city()
        with scope(municipality=municipality):
            papers = _papers(municipality, city)
            concepts = _register(municipality, city, papers)
            planner = User.objects.get(email=next(p.email for p in city.people if p.role == "planning"))
            for concept in city.concepts:
                for edition in sorted(concept.editions, key=lambda e: e.year):
                    echo(f"  {concept.title} {edition.year}: {edition.document} wird eingelesen ...")
                    _edition(concepts[concept.slug], edition, planner)
            load_lineage(municipality, planner)
            load_past(municipality, planner)
            load_boards(municipality, planner)
            load_together(municipality, planner)
            load_editing(municipality, planner)
            load_progress(municipality, planner)
            load_reports(municipality, planner)
            stage_table(planner)
            slug, document, label = IN_REVIEW
            echo(f"  {document} wird für die Durchsicht eingelesen ...")
            _stage(concepts[slug], document, label, planner)
    return municipality


def _papers(municipality: Municipality, city: city_data.City) -> dict[str, CouncilPaper]:
    bodies = {body.name: body for body in Body.objects.all()}
    papers = {}
    for row in city.papers:
        paper = CouncilPaper(
            municipality=municipality,
            number=row.number,
            title=row.title,
            decided_on=row.date,
            body=bodies[row.body],
        )
        paper.save()
        papers[row.number] = paper
    return papers


def _register(municipality: Municipality, city: city_data.City, papers: dict[str, CouncilPaper]) -> dict[str, Concept]:
    """The register of concepts: an umbrella, the city's own, and those that are kept elsewhere."""
    slug, title, parts = UMBRELLA
    umbrella = Concept(municipality=municipality, slug=slug, title=title)
    umbrella.save()
    concepts: dict[str, Concept] = {}
    for position, row in enumerate(city.concepts, start=1):
        concepts[row.slug] = Concept(
            municipality=municipality,
            slug=row.slug,
            title=row.title,
            position=position,
            external=not row.editions,
            council_paper=papers.get(row.paper),
            part_of=umbrella if row.slug in parts else None,
        )
    for concept in concepts.values():
        concept.save()
    for row in city.concepts:
        for predecessor in row.successor_of:
            Succession(
                municipality=municipality, predecessor=concepts[predecessor], successor=concepts[row.slug]
            ).save()
    return concepts


def _stage(concept: Concept, document: str, label: str, planner: User) -> PlanImport:
    plan_import = stage_import(
        municipality=concept.municipality,
        actor=planner,
        data=(city_data.DOCUMENTS / document).read_bytes(),
        name=document,
        concept=concept,
        edition_label=label,
        run="now",
    )
    if plan_import.state != ImportState.REVIEW:
        message = f"{document}: {plan_import.message}"
        raise RuntimeError(message)
    return plan_import


def _edition(concept: Concept, row: city_data.Edition, planner: User) -> Edition:
    """Import one document and take its edition through the council into the public."""
    plan_import = _stage(concept, row.document, str(row.year), planner)
    plan_import = choose_organisations(
        actor=planner,
        plan_import=plan_import,
        version=plan_import.version,
        chosen=exact_matches(plan_import),
        learn=False,
    )
    edition = accept_import(actor=planner, plan_import=plan_import, as_of=row.adopted_on)
    edition = set_edition_facts(
        edition=edition,
        actor=planner,
        version=edition.version,
        description=edition.description,
        paper_number=row.paper,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        as_of=row.adopted_on,
    )
    for state in (EditionState.IN_COUNCIL, EditionState.ADOPTED):
        edition = change_state(edition=edition, actor=planner, version=edition.version, state=state)
    return publish(edition=edition, actor=planner, version=edition.version)
