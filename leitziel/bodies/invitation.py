# SPDX-License-Identifier: EUPL-1.2
"""The text of an invitation: what the meeting and its agenda say, as plain text to copy or to send."""

from __future__ import annotations

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leitziel.bodies.models import AgendaItem, Meeting


def invitation(meeting: Meeting, address: str) -> tuple[str, str]:
    """Subject and text for the members of the body; the agenda holds the titles of non-public items too."""
    starts, ends = timezone.localtime(meeting.starts), timezone.localtime(meeting.ends)
    day = date_format(starts, "l, j. F Y")
    subject = _("Invitation: %(body)s, %(title)s on %(day)s") % {
        "body": meeting.body.name,
        "title": meeting.title,
        "day": date_format(starts, "d.m.Y"),
    }
    items = list(AgendaItem.objects.filter(meeting=meeting).select_related("paper"))
    parts = [
        _("Good day,"),
        _("you are invited to the %(title)s of %(body)s.") % {"title": meeting.title, "body": meeting.body.name},
        _("Time: %(day)s, %(start)s to %(end)s") % {"day": day, "start": f"{starts:%H:%M}", "end": f"{ends:%H:%M}"}
        + ("\n" + _("Place: %(place)s") % {"place": meeting.place} if meeting.place else ""),
    ]
    for title, rows in (
        (_("Public part"), [item for item in items if item.public]),
        (_("Non-public part"), [item for item in items if not item.public]),
    ):
        if rows:
            parts.append("\n".join([title, *(_line(item) for item in rows)]))
    if meeting.note:
        parts.append(meeting.note)
    parts.append(_("The agenda on the web: %(address)s") % {"address": address})
    return subject, "\n\n".join(parts)


def _line(item: AgendaItem) -> str:
    paper = f" ({item.paper.number})" if item.paper else ""
    return f"{item.number}. {item.title}{paper}"
