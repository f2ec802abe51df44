# SPDX-License-Identifier: EUPL-1.2
"""The page of file formats has what the forms take and what the addresses send, and no more."""

import re

from leitziel.core import uploads
from leitziel.reports.library import Format
from leitziel.strategy.forms.imports import ACCEPTED
from tests.house.handbook import DOCS, HANDBOOK, read, tables
from tests.house.world import patterns

PAGE = DOCS / "handbuch" / "dateiformate.md"
NOT_FOR_PEOPLE = {"robots.txt", "favicon.ico"}
KINDS = {
    "application/pdf": "PDF",
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/gif": "GIF",
    "image/webp": "WebP",
    "text/plain": "Text",
    "wordprocessingml.document": "Word",
    "spreadsheetml.sheet": "Excel",
    "presentationml.presentation": "PowerPoint",
    "opendocument": "LibreOffice",
}


def row(start):
    return next(row for row in tables(PAGE) if row[0].startswith(start))


def suffixes(text):
    return set(re.findall(r"`(\.[a-z]+)`", text))


def test_formats_of_imports_are_those_that_the_form_takes():
    named = [row("ein Konzept"), row("eine eigene Liste"), row("ein Plan aus Leitziel")]
    assert set().union(*(suffixes(found[1]) for found in named)) == set(ACCEPTED.split(","))


def test_kinds_of_attachments_are_those_that_are_taken():
    real = {kind for _start, kind in uploads._STARTS} | {kind for _part, kind in uploads._PARTS}
    real |= {"image/webp", "text/plain", *uploads._OPEN_DOCUMENT}
    words = {next(word for end, word in KINDS.items() if kind.endswith(end) or end in kind) for kind in real}
    assert words == set(KINDS.values())
    assert [word for word in words if word not in row("Anhänge")[1]] == []


def sent():
    """Last parts of the addresses that send a file; those of reports have a format as a part."""
    found = {re.sub(r"<[^>]+>$", "*", str(item.pattern)).rpartition("/")[2] for item, _parts in patterns().values()}
    drawn = [name.removesuffix("*") for name in found if re.fullmatch(r"[a-z-]+\.\*", name)]
    found |= {f"{name}{wanted}" for name in drawn for wanted in Format}
    return {name for name in found if re.fullmatch(r"[a-z-]+\.[a-z]+", name)} - NOT_FOR_PEOPLE


def test_table_has_every_file_that_an_address_sends():
    assert set(re.findall(r"`([a-z-]+\.[a-z]+)`", read(PAGE).partition("## Heraus")[2].partition("\n## ")[0])) == sent()


def test_page_of_the_interface_has_every_resource():
    routes = {re.sub(r"<(\w+)>", r"{\1}", str(item.pattern)) for item, _parts in patterns().values()}
    real = {route.removeprefix("api/v1") for route in routes if route.startswith("api/v1/")} - {"/openapi.json"}
    named = {
        name for row in tables(DOCS / "handbuch" / "schnittstelle.md") for name in re.findall(r"`(/[^`]+)`", row[0])
    }
    assert named == real


def test_other_pages_name_no_file_that_no_address_sends():
    words = read(*(path for path in HANDBOOK if path != PAGE))
    named = re.findall(r"[/`]([a-z-]+\.(?:pdf|docx|xlsx|csv|ics|atom))\b", words)
    assert {name for name in named if not name.startswith("konzept.")} - sent() == set()
