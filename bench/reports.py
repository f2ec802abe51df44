# SPDX-License-Identifier: EUPL-1.2
"""The interim report of 1,000 measures and three rounds in every format, and a synopsis of two editions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from django_scopes import scope

from bench.measure import Figure, measure, timed

SITE = "http://localhost"


def counted(run: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        run()
    return len(queries)


def _laid(document: Callable[[], Any], wanted: Any) -> Figure:
    """The synopsis read and drawn in one format."""

    def laid() -> bytes:
        return document().drawn_alone(wanted)  # type: ignore[no-any-return]

    return measure(f"synopsis, 500 of 1,000 changed, {wanted.label}", laid, runs=2, queries=counted(laid))


def figures() -> Iterator[Figure]:
    from leitziel.core.models import Municipality
    from leitziel.reports.actions.issuing import Order, issue_report
    from leitziel.reports.documents import document_of
    from leitziel.reports.library import Format, template
    from leitziel.reports.library.common.gathering import Subject
    from leitziel.reports.queries.again import draw_again
    from leitziel.reports.queries.comparing import compare
    from leitziel.reports.queries.snapshots import context_of
    from leitziel.strategy.models import Measure
    from tests.reports.builders import build_rounds
    from tests.strategy.builders import build_edition

    municipality = Municipality.objects.create(ags="16097004", kind="city", name="Berichtsstadt", slug="berichtsstadt")
    interim, synopsis = template("interim"), template("synopsis")
    with scope(municipality=municipality), override("de"):
        edition = build_edition(municipality, measures=1000)
        rounds = build_rounds(municipality, [edition])

        def document(subject: Subject, kind: object = interim) -> object:
            return document_of(kind, subject, municipality, site=SITE)  # type: ignore[arg-type]

        last = Subject(round=rounds[-1])
        yield measure(
            "interim report of 1,000 measures: values read",
            lambda: document(last),
            runs=3,
            queries=counted(lambda: document(last)),
        )
        for wanted, runs, aim in (
            (Format.PDF, 2, "< 10 s"),
            (Format.DOCX, 3, "< 5 s"),
            (Format.XLSX, 3, "<= 20, < 3 s"),
            (Format.HTML, 3, ""),
        ):

            def whole(wanted: Format = wanted) -> bytes:
                return document(last).drawn_alone(wanted)  # type: ignore[attr-defined, no-any-return]

            yield measure(f"  read and drawn as {wanted.label}", whole, runs=runs, aim=aim, queries=counted(whole))
        issued = []

        def issue(subject: Subject, formats: tuple[Format, ...] = ()) -> None:
            order = Order(template=interim, subject=subject, formats=formats, site=SITE)
            issued.append(issue_report(municipality=municipality, actor=None, order=order))

        seconds = timed(lambda: issue(last))
        yield Figure("  issued with all four files (once)", seconds, "in background")
        yield Figure("  drawn again and compared (once)", timed(lambda: draw_again(issued[0])), "in background")
        issue(Subject(round=rounds[-2]), (Format.HTML,))
        old, new = (context_of(row) for row in reversed(issued))
        yield measure("two issued reports compared", lambda: compare(old, new), runs=3, aim="< 1 s")
        later = build_edition(municipality, label="2028", measures=1000, continues=edition)
        for row in Measure.objects.filter(edition=later, position__lt=500):
            row.text = row.text.replace("zweimal", "viermal")
            row.save()
        both = Subject(edition=later, earlier_edition=edition)
        for wanted in (Format.PDF, Format.DOCX):
            yield _laid(lambda: document(both, synopsis), wanted)
