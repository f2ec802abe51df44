# SPDX-License-Identifier: EUPL-1.2
"""A measure -> the values of its fact sheet: what this reader may see, for everybody what is public; some 22 queries."""

from __future__ import annotations

from django.utils.translation import gettext as _

from leitziel.reports.errors import ReportError
from leitziel.reports.library.common.gathering import About, Subject, answer, standing_words
from leitziel.reports.library.common.pictures import shortened
from leitziel.reports.library.common.values import Head
from leitziel.reports.library.common.wording import Words
from leitziel.strategy.models import MeasureThread
from leitziel.strategy.queries.measure_page import MeasurePage, Party, measure_page
from leitziel.strategy.queries.progress.history import history
from leitziel.strategy.queries.progress.rounds import newest_round
from leitziel.strategy.queries.progress.standings import standings

from .values import Context, Plan, Reported, Stand


def gather(subject: Subject, about: About) -> Context:
    """Freeze a measure. Raises ReportError where this reader may not see it in any edition."""
    assert subject.thread is not None
    reader, words = about.reader, Words(about.words, about.language)
    found = measure_page(reader, subject.thread.short_id)
    if found is None or not reader.may("strategy.view_edition", found[1]):
        raise ReportError(_("The measure is not public yet. Publish its plan first."))
    page, edition = found
    past = history(reader, subject.thread.pk)
    plan = _plan(page)
    name = " ".join(filter(None, (page.number, page.heading)))
    source = words("measure_source", plan=plan.name, state=plan.state, name=page.number or page.short_id)
    rounds = {p.entry.round.title: words.day(p.entry.round.reference_date) for p in past}
    head = Head(
        municipality=about.municipality.name,
        title=about.title or shortened(words("title", name=name), 200),
        subtitle=plan.name,
        language=about.language,
        issued=about.issued,
        as_of=about.issued.date(),
        address=about.address("measure", page.short_id),
        sources=(source, *(words("round_source_short", round=title, day=day) for title, day in rounds.items())),
        words=dict(about.words),
    )
    return Context(
        head=head,
        standings=standing_words(),
        short_id=page.short_id,
        address=about.address("measure", page.short_id),
        plan=plan,
        stand=_stand(subject.thread, edition.pk, insider=reader.may("strategy.view_rounds")),
        history=tuple(Reported(answer=said, of=p.of) for p in past if (said := answer(p.entry))),
    )


def _plan(page: MeasurePage) -> Plan:
    around = page.around
    lead = around.lead or around.involved
    return Plan(
        concept=page.edition.concept,
        edition=page.edition.label,
        state=page.edition.state_label,
        number=page.number,
        heading=page.heading,
        text=page.text if page.has_title else "",
        place=tuple(link.full for link in (*page.fields, *((page.goal,) if page.goal else ()))),
        responsible=tuple(map(_name, lead)) or tuple(filter(None, (page.responsible,))),
        partners=tuple(map(_name, around.partners)),
        deadline=page.deadline,
        every_months=page.every_months,
        beyond=page.beyond,
        lobbying=page.lobbying,
        focus=page.focus,
        examples=around.examples,
        target_groups=tuple(link.label for link in around.target_groups),
        objectives=tuple(link.label for link in around.objectives),
        areas=tuple(link.label for link in around.areas),
        attributes=page.attributes,
        others=tuple(f"{ref.concept} {ref.label} ({ref.state_label})" for ref in page.others),
    )


def _name(party: Party) -> str:
    return party.office or party.name


def _stand(thread: MeasureThread, edition: int, *, insider: bool) -> Stand | None:
    """Where the measure stands in the newest round that this reader may see. Nothing is said where it follows from
    an earlier round that is not public."""
    current = newest_round(insider=insider, edition=edition)
    if current is None:
        return None
    found = next(iter(standings(current, threads=[thread.pk], goals=False).measures), None)
    if found is None:
        return None
    before = found.before if found.stand.carried else None
    if before is not None and not insider and not before.round.published:
        return None
    return Stand(
        standing=found.stand.standing.value,
        round=current.title,
        reference_date=current.reference_date,
        days_late=found.stand.days_late,
        since=before.round.title if before else "",
        silent=found.silent,
    )
