# SPDX-License-Identifier: EUPL-1.2
"""Reporting rounds, answers and the links of offices in the matrix."""

import datetime as dt

from django.utils import timezone

from leitziel.core.models import Organisation
from leitziel.strategy.actions.progress.links import new_office_link, set_contact
from leitziel.strategy.actions.progress.reports import Answer, Answering, submit_report
from leitziel.strategy.actions.progress.rounds import Facts, change_round_state, create_round, publish_round
from leitziel.strategy.enums import ReportChannel, RoundState
from leitziel.strategy.models import Edition, Measure, Responsibility
from tests.house.tables.groups import ANYBODY, PLANNERS

WHO = {
    "strategy.view_rounds": PLANNERS | {"office"},
    "strategy.manage_rounds": PLANNERS,
    "strategy.report_progress": PLANNERS | {"office", "provider"},
    "strategy.answer_by_link": ANYBODY,
}
ADDRESSES = {
    "office-calendar": "strategy.view_public",
    "office-link": "strategy.answer_by_link",
    "office-link-deadline": "strategy.answer_by_link",
    "office-link-measure": "strategy.answer_by_link",
    "round": "strategy.view_rounds",
    "round-answer": "strategy.report_progress",
    "round-answer-measure": "strategy.report_progress",
    "round-deadline": "strategy.report_progress",
    "round-delete": "strategy.manage_rounds",
    "round-edit": "strategy.manage_rounds",
    "round-measure": "strategy.manage_rounds",
    "round-new": "strategy.manage_rounds",
    "round-office": "strategy.manage_rounds",
    "round-publication": "strategy.manage_rounds",
    "round-state": "strategy.manage_rounds",
    "rounds": "strategy.view_rounds",
}
DAY = dt.timedelta(days=1)


def plant(tenant):
    """A published round, whose answers say the tenant's word and whose notes say it in upper case. An open one, whose
    answers say it in upper case; the tenant's office and provider answer for a measure in it that nobody reported on
    yet, so that their pages and those of the link show the round's own words alone. And one that is being prepared."""
    about = {"municipality": tenant.municipality, "actor": tenant.people["planning"]}
    loud, today = tenant.word.upper(), timezone.localdate()
    edition = Edition.objects.get(concept__slug=tenant.published["slug"], label=tenant.published["label"])
    first, second = Measure.objects.filter(edition=edition).select_related("thread").order_by("position")[:2]
    offices = {
        role: Organisation.objects.get(memberships__user=tenant.people[role], memberships__role=role)
        for role in ("office", "provider")
    }
    for place, organisation in enumerate(offices.values(), start=20):
        Responsibility(
            municipality=tenant.municipality, measure=second, organisation=organisation, name=organisation.name,
            role="lead", position=place,
        ).save()  # fmt: skip
    past = _round(about, edition, f"Sachstand {tenant.word}", tenant.word, today - 400 * DAY)
    for measure in (first, second):
        _answer(past, measure, tenant.word, loud)
    past = _step(past, about, RoundState.CLOSED)
    past = publish_round(round_=past, actor=about["actor"], version=past.version)
    current = _round(about, edition, f"Laufende Runde {tenant.word}", f"Danke, {tenant.word}", today)
    _answer(current, first, loud, loud)
    set_contact(
        round_=current, organisation=offices["office"], actor=about["actor"], name="Kontakt",
        email=f"{loud.lower()}@kontakt.example",
    )  # fmt: skip
    create_round(facts=Facts(f"{loud} in Vorbereitung", [edition], today, today, today, loud), **about)
    token = new_office_link(round_=current, organisation=offices["office"], actor=about["actor"])
    parts = {f"{name}.slug": current.slug for name in ADDRESSES if name.startswith("round-")}
    tenant.published |= parts | {
        "round.slug": current.slug,
        "api-round-reports.slug": past.slug,
        "round-answer-measure.short_id": second.thread.short_id,
        "round-measure.short_id": second.thread.short_id,
        "round-office.office": offices["office"].slug,
        "office-link.token": token,
        "office-link-deadline.token": token,
        "office-link-measure.token": token,
        "office-link-measure.short_id": second.thread.short_id,
        "office-calendar.slug": tenant.published["office.slug"],
    }


def _round(about, edition, title, message, on):
    facts = Facts(title, [edition], on - 300 * DAY, on, on + 30 * DAY, message)
    return _step(create_round(facts=facts, **about), about, RoundState.OPEN)


def _step(round_, about, state):
    return change_round_state(round_=round_, actor=about["actor"], version=round_.version, state=state)


def _answer(round_, measure, word, loud):
    ongoing = measure.deadline_kind in {"ongoing", "recurring"}
    answer = Answer(
        "happened" if ongoing else "underway",
        text=f"Getan: {word}",
        evidence=f"Bericht {word}",
        missing=f"Es fehlt {word}",
        next_step=f"Weiter mit {word}",
        internal_note=f"{loud}: nur intern",
    )
    by = Answering(None, None, ReportChannel.COORDINATOR, loud)
    submit_report(round_=round_, thread=measure.thread, answer=answer, by=by, seen=0)
