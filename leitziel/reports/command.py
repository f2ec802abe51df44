# SPDX-License-Identifier: EUPL-1.2
"""`leitziel report`: the work behind the command, without the command line itself. `echo` gets German lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django_scopes import scope

from leitziel.core import files
from leitziel.core.models import Municipality, Organisation
from leitziel.reports.actions.issuing import Order, issue_report
from leitziel.reports.errors import ReportError
from leitziel.reports.library import Format, Template, templates
from leitziel.reports.library.common.gathering import Subject
from leitziel.reports.models import Snapshot
from leitziel.reports.queries.again import draw_again
from leitziel.strategy.models import Edition, MeasureThread, ReportingRound

DONE, DIFFERS, WRONG = 0, 1, 2
Echo = Callable[[str], None]


class Unknown(Exception):  # noqa: N818 - read as a word: `except Unknown`
    """A name on the command line that stands for nothing; the message says which there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What a report is about, by the parts of addresses. `editions`: "concept/label" of the earlier and the newer."""

    round: str = ""
    office: str = ""
    measure: str = ""
    editions: tuple[str, ...] = ()


def issue(
    *,
    municipality: str,
    name: str,
    about: Names,
    formats: tuple[str, ...] = (),
    title: str = "",
    site: str = "",
    folder: Path | None = None,
    echo: Echo = print,
) -> int:
    """Issue a report now; with `folder`, its files are written there as well. Returns the status of the command.

    0: issued. 2: something named does not exist, or the report cannot be issued; nothing was issued then.
    """
    try:
        owner = _municipality(municipality)
        with scope(municipality=owner):
            order = Order(
                template=_template(name),
                subject=_subject(about),
                formats=tuple(Format(wanted) for wanted in formats),
                title=title,
                site=site.rstrip("/"),
            )
            row = issue_report(municipality=owner, actor=None, order=order, report=_progress(echo))
            echo(f"Ausgegeben: {row.title} ({row.short_id}), noch nicht öffentlich.")
            for file in row.files.select_related("file"):
                echo(f"  {Format(file.format).label:<6} {file.file.size:>10} Bytes  {file.file.sha256}")
                if folder is not None:
                    (folder / file.file.name).write_bytes(files.content(file.file))
    except (Unknown, ReportError) as problem:
        echo(str(problem))
        return WRONG
    return DONE


def check(*, municipality: str, short_id: str = "", echo: Echo = print) -> int:
    """Draw issued reports (or one) again and say whether the kept files are the same.

    0: every report is sound. 1: one is not. 2: a name that stands for nothing.
    """
    try:
        owner = _municipality(municipality)
        with scope(municipality=owner):
            keys, sound = _reports(short_id), True
            for key in keys:  # one after the other: values of a report may take megabytes
                row = Snapshot.objects.get(pk=key)
                found = draw_again(row)
                sound = sound and found.sound
                echo(f"{row.short_id}  {row.title}: {found.text}")
            if not keys:
                echo("Es wurde noch kein Bericht ausgegeben.")
    except Unknown as problem:
        echo(str(problem))
        return WRONG
    return DONE if sound else DIFFERS


def _reports(short_id: str) -> list[int]:
    """Keys of all issued reports, or of one."""
    rows = Snapshot.objects.order_by("issued_at", "pk")
    keys = list((rows.filter(short_id=short_id) if short_id else rows).values_list("pk", flat=True))
    if short_id and not keys:
        raise Unknown(f"Einen Bericht „{short_id}“ gibt es hier nicht.")
    return keys


def _template(name: str) -> Template:
    found = templates().get(name)
    if found is None:
        raise Unknown(f"Eine Berichtsart „{name}“ gibt es nicht. Es gibt: {', '.join(templates())}.")
    return found


def _municipality(slug: str) -> Municipality:
    found = Municipality.objects.filter(slug=slug).first()
    if found is None:
        known = ", ".join(Municipality.objects.order_by("slug").values_list("slug", flat=True)) or "keine"
        raise Unknown(f"Eine Kommune „{slug}“ gibt es hier nicht. Bekannt sind: {known}.")
    return found


def _subject(about: Names) -> Subject:
    if about.editions and len(about.editions) != 2:
        raise Unknown(
            "Eine Synopse braucht zwei Editionen, zuerst die frühere: --edition KONZEPT/JAHR --edition KONZEPT/JAHR."
        )
    earlier, edition = [_edition(name) for name in about.editions] or (None, None)
    return Subject(
        round=_named(ReportingRound, "slug", about.round, "Eine Berichtsrunde"),
        organisation=_named(Organisation, "slug", about.office, "Eine Stelle"),
        thread=_named(MeasureThread, "short_id", about.measure, "Eine Maßnahme"),
        edition=edition,
        earlier_edition=earlier,
    )


def _named(model: type[Any], field: str, value: str, what: str) -> Any:
    if not value:
        return None
    found = model.objects.filter(**{field: value}).first()
    if found is None:
        known = ", ".join(model.objects.order_by(field).values_list(field, flat=True)[:20]) or "keine"
        raise Unknown(f"{what} „{value}“ gibt es hier nicht. Bekannt sind: {known}.")
    return found


def _edition(name: str) -> Edition:
    concept, _, label = name.partition("/")
    rows = Edition.objects.select_related("concept", "municipality")
    found: Edition | None = rows.filter(concept__slug=concept, label=label).first()
    if found is None:
        pairs = rows.order_by("concept__slug", "label").values_list("concept__slug", "label")[:20]
        known = ", ".join(f"{slug}/{other}" for slug, other in pairs) or "keine"
        raise Unknown(f"Eine Edition „{name}“ gibt es hier nicht. Bekannt sind: {known}.")
    return found


def _progress(echo: Echo) -> Callable[[float, str], None]:
    def report(share: float, message: str = "") -> None:
        echo(f"{round(share * 100):>3} %  {message}".rstrip())

    return report
