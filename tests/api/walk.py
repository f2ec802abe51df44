# SPDX-License-Identifier: EUPL-1.2
"""Every operation of the API with an address that leads to something."""

from __future__ import annotations

import datetime as dt
import itertools

from django_scopes import scope

from leitziel.api.openapi import description
from leitziel.strategy.actions.progress.reports import Answer, Answering, submit_report
from leitziel.strategy.actions.progress.rounds import Facts, change_round_state, create_round, publish_round
from leitziel.strategy.enums import ReportChannel, RoundState
from leitziel.strategy.models import ActionField, Goal, Measure, ReportingRound


def examples(municipality, edition):
    """Identifiers for the addresses, of one edition."""
    with scope(municipality=municipality):
        return {
            "/measures/{short_id}": {"short_id": Measure.objects.filter(edition=edition).first().thread.short_id},
            "/goals/{short_id}": {"short_id": Goal.objects.filter(edition=edition).first().thread.short_id},
            "/fields/{short_id}": {"short_id": ActionField.objects.filter(edition=edition).first().short_id},
            "/concepts/{concept}": {"concept": edition.concept.slug},
            "/concepts/{concept}/editions/{edition}": {"concept": edition.concept.slug, "edition": edition.label},
            "/organisations/{slug}": {"slug": "fd-soziales"},
            "/papers/{slug}": {"slug": "21-1108-bv"},
            "/rounds/{slug}/reports": {"slug": published_round(municipality, edition).slug},
        }


def published_round(municipality, edition):
    """A published round over the edition, in which something was reported of its second measure; made once."""
    found = ReportingRound.objects.filter(slug="runde-2024").first()
    if found is None:
        on = dt.date(2024, 12, 31)
        facts = Facts("Runde 2024", [edition], on - dt.timedelta(days=365), on, on + dt.timedelta(days=30))
        found = create_round(municipality=municipality, actor=None, facts=facts)
        found = change_round_state(round_=found, actor=None, version=found.version, state=RoundState.OPEN)
        thread = Measure.objects.filter(edition=edition).order_by("position")[1].thread
        answer = Answer("underway", text="Begonnen", next_step="Weiter", internal_note="GEHEIMWORT")
        by = Answering(None, None, ReportChannel.COORDINATOR, "GEHEIMWORT")
        submit_report(round_=found, thread=thread, answer=answer, by=by, seen=0)
        found = change_round_state(round_=found, actor=None, version=found.version, state=RoundState.CLOSED)
        found = publish_round(round_=found, actor=None, version=found.version)
    return found


def addresses(municipality, edition, everything=False):
    """The address of every operation; with `everything` also one for each value of each filter that names a thing."""
    base, known = f"/{municipality.slug}/api/v1", examples(municipality, edition)
    found = []
    for path, methods in description("").get("paths").items():
        found.append(base + path.format(**known.get(path, {})))
        names = {p["name"] for p in methods["get"]["parameters"] if p["in"] == "query"}
        if everything:
            values = {"edition": edition.label, "concept": edition.concept.slug, "q": "Geheimwort"}
            chosen = [f"{name}={value}" for name, value in values.items() if name in names]
            for count in range(1, len(chosen) + 1):
                found += [f"{found[-1].split('?')[0]}?{'&'.join(c)}" for c in itertools.combinations(chosen, count)]
    return found
