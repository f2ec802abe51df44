# SPDX-License-Identifier: EUPL-1.2
"""What offices and coordinators are told by mail about open rounds: few messages, each once.

A round has three occasions to write to an office that has not answered everything: when it is opened (again), a week
before the deadline, and the day after it. Whoever answers for several offices, in several rounds, gets one message about all
that is due at that time. Coordinators get one digest a week. The key of a message names its occasions, so that a
worker that runs twice, or late, writes nothing twice and leaves nothing out.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from leitziel.core.mail import enqueue
from leitziel.core.models import Membership, Municipality, Organisation, OutgoingMail
from leitziel.strategy.documents.issued import site_of
from leitziel.strategy.models import OfficeLink, ReportingRound
from leitziel.strategy.queries.progress.rounds import ANSWERING, open_rounds
from leitziel.strategy.queries.progress.standings import standings
from leitziel.strategy.queries.progress.values import MeasureStand, Standings

from .links import ends_of, token_of

SOON = dt.timedelta(days=7)
FEW = 5  # measures named in a message


@dataclass(frozen=True, slots=True)
class Due:
    """An office that still owes answers in a round, and for what occasion it is written to now."""

    round: ReportingRound
    office: Organisation
    occasion: str  # "o" opened, "s" soon, "v" over
    open: tuple[MeasureStand, ...]

    @property
    def key(self) -> str:
        return f"{self.round.pk}{self.occasion}{self.office.pk}-{self.round.opened_at:%Y%m%d%H%M%S}"


@dataclass
class Letter:
    """One message to one person about everything that is due."""

    name: str = ""
    about: list[tuple[Due, str]] = field(default_factory=list)  # with the address where it is answered


def occasion(round_: ReportingRound, today: dt.date) -> str:
    """The newest occasion that has come: those before the round was opened never come."""
    opened = timezone.localdate(round_.opened_at) if round_.opened_at else today
    if today > round_.deadline >= opened:
        return "v"
    return "s" if opened < round_.deadline - SOON <= today else "o"


@transaction.atomic
def write_messages(municipality: Municipality, now: dt.datetime) -> int:
    """Write what is due in the municipality in scope, in the language of the house; returns how many messages."""
    today = timezone.localdate(now)
    with override(settings.LANGUAGE_CODE):
        rounds = [(row, standings(row, goals=False)) for row in open_rounds().select_related("municipality")]
        due = [d for row, found in rounds for d in _due(row, found, occasion(row, today))]
        written = sum(_write(municipality, to, letter) for to, letter in _letters(municipality, due, today).items())
        running = [(row, found) for row, found in rounds if row.opened_at and timezone.localdate(row.opened_at) < today]
        return written + (_digests(municipality, running, today) if running else 0)


def _due(round_: ReportingRound, found: Standings, which: str) -> list[Due]:
    by_office: dict[int, list[MeasureStand]] = defaultdict(list)
    for measure in found.measures:
        for office in measure.answers if measure.open else ():
            by_office[office.id].append(measure)
    offices = Organisation.objects.in_bulk(list(by_office))
    return [Due(round_, offices[pk], which, tuple(rows)) for pk, rows in by_office.items()]


def _letters(municipality: Municipality, due: list[Due], today: dt.date) -> dict[str, Letter]:
    """Who is written to, by address: the people of an office who can log in, and its contact by link."""
    letters: dict[str, Letter] = defaultdict(Letter)
    people = _people([d.office.pk for d in due], today)
    rounds = {d.round.pk for d in due}
    links = {(row.round_id, row.organisation_id): row for row in OfficeLink.objects.filter(round__in=rounds)}
    for d in due:
        site = site_of(municipality, d.round.site)
        for email, name in people.get(d.office.pk, ()):
            letters[email].name = name
            page = reverse("round-answer", args=[municipality.slug, d.round.slug])
            letters[email].about.append((d, f"{site}{page}"))
        link = links.get((d.round.pk, d.office.pk))
        if link is not None and link.contact_email and link.contact_email not in letters:
            letters[link.contact_email].name = link.contact_name
        if link is not None and link.contact_email:
            letters[link.contact_email].about.append((d, f"{site}{_link_page(municipality, link)}"))
    return letters


def _people(offices: list[int], today: dt.date) -> dict[int, list[tuple[str, str]]]:
    current = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    rows = Membership.objects.filter(current, role__in=ANSWERING, organisation__in=offices)
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for office, email, name in (
        rows.filter(user__is_active=True).order_by("pk").values_list("organisation_id", "user__email", "user__name")
    ):
        found[office].append((email, name))
    return found


def _link_page(municipality: Municipality, link: OfficeLink) -> str:
    """The page that the link opens; a link that was never made, or is over, is made now."""
    if link.ends is None or link.ends <= timezone.now():
        link.number, link.ends = link.number + 1, ends_of(link.round)
        link.save()
    return reverse("office-link", args=[municipality.slug, token_of(link)])


def _write(municipality: Municipality, to: str, letter: Letter) -> int:
    """Write to one person what they have not been told for this occasion yet; 1 if there was anything."""
    person = hashlib.sha256(to.casefold().encode()).hexdigest()[:16]
    prefix = f"progress:{municipality.pk}:{person}:"
    said: set[str] = set()
    for key in OutgoingMail.objects.filter(key__startswith=prefix).values_list("key", flat=True):
        said |= set(key.removeprefix(prefix).split("."))
    new = [(d, address) for d, address in letter.about if _short(d.key) not in said]
    if not new:
        return 0
    # Whoever has several offices in several rounds may have more occasions than a key holds: the rest comes next.
    new = new[:12]
    enqueue(
        municipality=municipality,
        to=to,
        subject=_subject(new),
        text=_text(municipality, letter.name, new),
        key=prefix + ".".join(_short(d.key) for d, _address in new),
    )
    return 1


def _short(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:10]


def _subject(about: list[tuple[Due, str]]) -> str:
    first = min((d for d, _address in about), key=lambda d: d.round.deadline)
    count = len({m.thread for d, _address in about for m in d.open})
    texts = {
        "o": _("Progress asked for by %(day)s: %(round)s"),
        "s": _("Reminder, by %(day)s: %(count)s measures are still open"),
        "v": _("The deadline %(day)s has passed: %(count)s measures are still open"),
    }
    return texts[first.occasion] % {
        "day": date_format(first.round.deadline, "j. F Y"),
        "round": first.round.title,
        "count": count,
    }


def _text(municipality: Municipality, name: str, about: list[tuple[Due, str]]) -> str:
    parts = [_("Good day %(name)s,") % {"name": name} if name else _("Good day,")]
    for d, address in about:
        count = len(d.open)
        parts.append(
            ngettext(
                "“%(round)s”: of %(office)s, %(count)s measure is open. Answers are asked for by %(day)s.",
                "“%(round)s”: of %(office)s, %(count)s measures are open. Answers are asked for by %(day)s.",
                count,
            )
            % {
                "round": d.round.title,
                "office": d.office.name,
                "count": count,
                "day": date_format(d.round.deadline, "j. F Y"),
            }
        )
        if d.occasion == "o" and d.round.message:
            parts.append(d.round.message)
        lines = [f"- {m.number} {m.heading}".replace("-  ", "- ")[:120] for m in d.open[:FEW]]
        if count > FEW:
            lines.append(_("- and %(count)s more") % {"count": count - FEW})
        parts.append("\n".join(lines))
        parts.append(_("Answer here, it takes a minute or two a measure: %(address)s") % {"address": address})
    parts.append(_("If a measure is not yours, tell the social planners of %(name)s.") % {"name": municipality.name})
    return "\n\n".join(parts) + "\n"


def _digests(municipality: Municipality, rounds: list[tuple[ReportingRound, Standings]], today: dt.date) -> int:
    """One message a week for each coordinator: what came in, who is missing."""
    year, week, _day = today.isocalendar()
    if today.isoweekday() > 5:  # nobody reads it before Monday, and Monday has its own
        return 0
    blocks = [_summary(municipality, row, found) for row, found in rounds]
    written = 0
    current = Q(valid_from__lte=today) & (Q(valid_to=None) | Q(valid_to__gte=today))
    rows = Membership.objects.filter(current, role=Membership.Role.PLANNING, user__is_active=True)
    for pk, email, name in rows.order_by("user").values_list("user_id", "user__email", "user__name").distinct():
        text = "\n\n".join([_("Good day %(name)s,") % {"name": name}, *blocks]) + "\n"
        subject = _("Reporting rounds this week: who has answered, who is missing")
        key = f"progress-digest:{municipality.pk}:{pk}:{year}-{week}"
        written += enqueue(municipality=municipality, to=email, subject=subject, text=text, key=key) is not None
    return written


def _summary(municipality: Municipality, row: ReportingRound, found: Standings) -> str:
    asked = [m for m in found.measures if not m.stand.carried]
    missing: dict[str, int] = defaultdict(int)
    for measure in asked:
        for office in measure.answers if measure.open else ():
            missing[office.name] += 1
    page = site_of(municipality, row.site) + reverse("round", args=[municipality.slug, row.slug])
    lines = [
        _("“%(round)s”, answers until %(day)s: %(answered)s of %(asked)s measures are answered.")
        % {
            "round": row.title,
            "day": date_format(row.deadline, "j. F Y"),
            "answered": sum(m.report is not None for m in asked),
            "asked": len(asked),
        },
        *(
            f"- {name}: {ngettext('%(count)s open', '%(count)s open', count) % {'count': count}}"
            for name, count in sorted(missing.items(), key=lambda pair: (-pair[1], pair[0]))
        ),
        page,
    ]
    return "\n".join(lines)
