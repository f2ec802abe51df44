# SPDX-License-Identifier: EUPL-1.2
"""Markup, templates and formulas in people's texts stay texts: on every page, feed and table."""

import csv
import io
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import lxml.html
import openpyxl
import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.utils import IntegrityError
from django_scopes import scopes_disabled

from leitziel.core.models import TenantModel
from tests.house.test_matrix import address, client_of, content
from tests.house.world import patterns

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.django_db
MARK = "zq7"
HOSTILE = f'{MARK}"><script>alert(1)</script><img src=x onerror=alert(2)>{{{{7*191}}}}%(x)s${{7*191}}{{% now %}}'
DATA = {"application/json", "application/ld+json"}  # blocks that no browser runs
FORMULA = '=HYPERLINK("http://x.example","klick")'
# Names of columns that hold keys, codes and addresses that the code makes, not texts that people write.
MADE = {
    "slug",
    "key",
    "short_id",
    "sha256",
    "digest",
    "media_type",
    "kind",
    "verb",
    "language",
    "run",
    "state",
    "name_key",
}
LITERAL = {
    # file: how often it makes markup itself; each use was read for this table
    "leitziel/ui/templatetags/ui.py": 9,
    "leitziel/ui/panels.py": 1,
    "leitziel/strategy/views/editing/common.py": 1,
    "leitziel/core/differences.py": 4,
    "leitziel/strategy/exchange/sheets/comparing.py": 1,
    "leitziel/strategy/templatetags/progress.py": 1,
    "leitziel/reports/templatetags/reports.py": 4,  # drawings of our own code beside escaped texts
    "leitziel/reports/page.py": 2,  # what escaping templates made; of a kept file only what a report is made of
}


def test_every_place_that_makes_markup_is_known():
    call = re.compile(r"(?<!def )\b(?:mark_safe|format_html|format_html_join|SafeString|SafeText)\(")
    found = {}
    for path in (ROOT / "leitziel").rglob("*.py"):
        count = len(call.findall(path.read_text(encoding="utf-8")))
        if count:
            found[path.relative_to(ROOT).as_posix()] = count
    assert found == LITERAL


def test_templates_switch_no_escaping_off():
    """Texts of mails are no HTML: their templates end in .txt."""
    found = [
        path.name
        for path in (ROOT / "leitziel").rglob("*.html")
        if re.search(r"\|\s*safe\b|autoescape\s+off|\|\s*safeseq", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def texts(model):
    """The columns of a table that hold people's texts, with the longest text each takes."""
    together = {n for c in model._meta.constraints if isinstance(c, models.UniqueConstraint) for n in c.fields}
    for field in model._meta.concrete_fields:
        plain = type(field) in {models.CharField, models.TextField}
        longest = field.max_length or 10_000
        if plain and not field.choices and not field.unique and field.name not in together | MADE and longest >= 80:
            yield field.name, longest


def plant(word):
    """Write the word into every text of every tenant's table; (table, column) where it stands now."""
    planted = set()
    with scopes_disabled():
        for model in apps.get_models():
            if not issubclass(model, TenantModel):
                continue
            for name, longest in texts(model):
                rows = model._base_manager.exclude(**{name: ""})
                try:
                    with transaction.atomic():
                        if rows.update(**{name: word[:longest]}):
                            planted.add((model._meta.label, name))
                except IntegrityError:  # a constraint says what may stand there: no place for a text
                    continue
    return planted


def pages(world, principal):
    client = client_of(world, principal)
    client.raise_request_exception = False
    for name, (_item, parts) in sorted(patterns().items()):
        if name == "account_logout":
            continue
        with transaction.atomic():
            answer = client.get(address(name, parts, world[0].municipality, world[0].published))
            transaction.set_rollback(True)
        yield name, answer, content(answer)


def wrong_in(answer, body):
    """What of the planted text a browser would run here."""
    kind = answer.get("Content-Type", "")
    if kind.startswith("text/html"):
        tree = lxml.html.fromstring(body.decode()) if body else lxml.html.fromstring("<p></p>")
        run = [e.tag for e in tree.iter("script") if "src" not in e.attrib and e.get("type") not in DATA]
        run += [a for e in tree.iter() if isinstance(e.tag, str) for a in e.attrib if a.lower().startswith("on")]
        return run + (["img"] if tree.xpath("//img[@src='x']") else [])
    if "+xml" in kind or "/xml" in kind:
        return [e.tag for e in ET.fromstring(body).iter() if e.tag.rpartition("}")[2] in {"script", "img"}]
    return []


@pytest.mark.parametrize("principal", ["administration", "anonymous"])
def test_markup_in_any_text_is_shown_as_text(world, principal):
    planted = plant(HOSTILE)
    assert len(planted) > 40, planted
    wrong, shown = [], set()
    for name, answer, body in pages(world, principal):
        if MARK.encode() in body:
            shown.add(name)
        if answer.status_code >= 500 and answer.status_code != 502:
            wrong.append((name, answer.status_code))
        if found := wrong_in(answer, body):
            wrong.append((name, found))
        if b"1337" in body and name in shown and b"7*191" not in body:
            wrong.append((name, "was calculated"))
    assert wrong == []
    assert len(shown) > (60 if principal == "administration" else 20), sorted(shown)


def test_formulas_in_any_text_are_texts_in_every_table(world):
    plant(FORMULA)
    looked, wrong = set(), []
    for name, answer, body in pages(world, "administration"):
        kind = "" if name == "sheet-file" else answer.get("Content-Type", "")  # that one is what the person uploaded
        if kind.startswith("text/csv"):
            cells = [c for row in csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";") for c in row]
            wrong += [(name, cell) for cell in cells if cell[:1] in set("=+@\t\r")]
            looked.add((name, any("HYPERLINK" in cell for cell in cells)))
        elif "spreadsheetml" in kind:
            book = openpyxl.load_workbook(io.BytesIO(body))
            cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
            wrong += [(name, cell.coordinate) for cell in cells if cell.data_type == "f"]
            looked.add((name, any("HYPERLINK" in str(cell.value) for cell in cells)))
    assert wrong == []
    drawn = (
        "measures-csv",
        "measures-xlsx",
        "plan-csv",
        "plan-xlsx",
        "sheet-csv",
        "sheet-xlsx",
        "synopsis",
        "tasklist",
    )
    issued = ("report-file", "report-public-file")  # as they left the house, before anybody wrote a formula
    assert looked == {*((name, True) for name in drawn), *((name, False) for name in issued)}
