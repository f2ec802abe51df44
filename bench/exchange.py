# SPDX-License-Identifier: EUPL-1.2
"""Files out of an edition of 1,000 measures, and a table of 1,000 changed measures in again."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_scopes import scope

from bench.measure import Figure, measure, timed


def counted(run: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        run()
    return len(queries)


def figures() -> Iterator[Figure]:
    import openpyxl

    from leitziel.core.models import Municipality
    from leitziel.strategy.actions.sheets import apply_sheet, stage_sheet
    from leitziel.strategy.actions.sheets.applying import compared
    from leitziel.strategy.documents.issued import public_document
    from leitziel.strategy.exchange.export.internal import working_table_csv, working_table_xlsx
    from leitziel.strategy.exchange.export.plan_json import plan_of_edition
    from leitziel.strategy.exchange.export.public import plan_csv, plan_workbook
    from leitziel.strategy.exchange.export.word import plan_docx
    from leitziel.strategy.models import Edition
    from tests.strategy.builders import build_edition

    municipality = Municipality.objects.create(ags="16097002", kind="city", name="Tauschstadt", slug="tauschstadt")
    with scope(municipality=municipality):
        built = build_edition(municipality, measures=1000, published=False, state="draft")
        rows = Edition.objects.select_related("concept", "municipality", "council_paper__body")
        edition = rows.get(pk=built.pk)
        cells = _cells(plan_workbook(public_document(edition, "http://localhost")))

        def plain() -> object:
            book = openpyxl.Workbook(write_only=True)
            for title, lines in cells.items():
                page = book.create_sheet(title)
                for line in lines:
                    page.append(line)
            return book.save(io.BytesIO())

        beside = ("the same cells by openpyxl alone", plain)
        document = public_document(edition, "http://localhost")
        outs: list[tuple[str, Callable[[], object]]] = [
            ("1,000 measures as XLSX", lambda: plan_workbook(public_document(edition, "http://localhost"))),
            ("the same as CSV", lambda: plan_csv(public_document(edition, "http://localhost"))),
            ("the same as DOCX", lambda: plan_docx(public_document(edition, "http://localhost"))),
            ("the same as JSON of the contract", lambda: plan_of_edition(edition)),
            ("the working table of 1,000 measures", lambda: working_table_xlsx(edition)),
        ]
        for what, run in outs:
            yield measure(what, run, runs=3, aim="<= 20 SQL", queries=counted(run), beside=beside)
        yield measure("the DOCX alone, values at hand", lambda: plan_docx(document), runs=3, beside=beside)
        changed = working_table_csv(edition).replace(b"stimmen sich", b"treffen sich")
        sheet = stage_sheet(actor=None, edition=edition, data=changed, name="tabelle.csv")
        yield measure("1,000 changed measures compared", lambda: compared(sheet, None), runs=3, aim="< 1 s")
        seconds = timed(lambda: apply_sheet(actor=None, sheet=sheet, version=None, seen=None))
        yield Figure("the same taken over (once)", seconds, "in background")


def _cells(data: bytes) -> dict[str, list[list[object]]]:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book.worksheets}
