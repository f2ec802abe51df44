# SPDX-License-Identifier: EUPL-1.2
"""The Word document of a plan, read by our own reader, is the same plan."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override
from django_scopes import scope

from leitziel.demo import city as city_data
from leitziel.methods.plantext.guarded import parse_guarded
from leitziel.strategy.actions.accept import accept_import
from leitziel.strategy.actions.imports import stage_import
from leitziel.strategy.documents.issued import public_document
from leitziel.strategy.exchange.export.plan_json import plan_of_edition
from leitziel.strategy.exchange.export.word import plan_docx
from leitziel.strategy.models import Edition

pytestmark = pytest.mark.django_db
SAME = ("number", "title", "text", "guiding_idea", "deadline", "focus", "examples")


def nodes(holder: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    found = []
    for kind in ("measures", "goals", "fields"):
        for node in holder.get(kind, ()):
            found += [(kind, node), *nodes(node)]
    return found


def shape(plan: dict[str, Any]) -> list[tuple[Any, ...]]:
    def plain(value: Any) -> Any:
        if isinstance(value, list):
            return [plain(item) for item in value]
        return " ".join(value.split()) if isinstance(value, str) else value

    return [(kind, *(plain(node.get(name)) for name in SAME)) for kind, node in nodes(plan)]


@pytest.mark.parametrize("document", ["sozialstrategie-2026.docx", "inklusion-2024.pdf", "hitzeaktionsplan-2025.xlsx"])
def test_exported_word_document_is_read_as_the_same_plan(municipality, document):
    """The demo city's concepts: a Word file with footnotes, a PDF, a table."""
    with scope(municipality=municipality), override("de"):
        staged = stage_import(
            municipality=municipality,
            actor=None,
            data=(city_data.DOCUMENTS / document).read_bytes(),
            name=document,
            concept_title="Konzept",
            edition_label="2030",
            run="now",
        )
        made = accept_import(actor=None, plan_import=staged)
        rows = Edition.objects.select_related("concept", "municipality", "council_paper__body")
        edition = rows.get(pk=made.pk)
        plan = plan_of_edition(edition)
        read = parse_guarded(plan_docx(public_document(edition, "http://localhost")), "plan.docx")
    assert shape(read) == shape(plan)
    assert [r["mark"] for r in read["references"]] == [r["mark"] for r in plan["references"]]
    assert [[m["reference"] for m in n["references"]] for _k, n in nodes(read)] == [
        list(dict.fromkeys(m["reference"] for m in n["references"])) for _k, n in nodes(plan)
    ]
