# SPDX-License-Identifier: EUPL-1.2
"""Every kind of report in every format: valid, accessible, whole, and twice the same bytes."""

from __future__ import annotations

import dataclasses
import io
import itertools
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import docx
import lxml.html
import openpyxl
import pytest
import time_machine
from docx.oxml.ns import qn

from leitziel.reports.drawing import draw
from leitziel.reports.frozen import freeze, thaw
from leitziel.reports.library import FOLDER, Format, templates
from leitziel.reports.library.common.wording import LANGUAGES, WordError, Words, read_words
from leitziel.reports.page import body, body_of
from tests.rendering.pdf_help import extents, findings, letters, page_texts
from tests.reports.contexts import ANSWER, COMPOUND, EVERY, IDS, MARKUP, SHAPES, interim_context

every = pytest.mark.parametrize(("name", "context"), EVERY, ids=IDS)
# Words of the template itself, and what is in the values but is not printed as it stands.
UNPRINTED = {
    "words",
    "key",
    "short_id",
    "standing",
    "standings",
    "state",
    "lamp",
    "before_standing",
    "language",
    "address",
}
INTERNAL_KEYS = re.compile(r"m\d|(measure|goal|field)-\d|measure|goal|field|same|removed|added")


def texts_of(value, name=""):
    """Every text of the values that a reader of some format must meet."""
    if isinstance(value, str):
        if value and name not in UNPRINTED and not INTERNAL_KEYS.fullmatch(value):
            yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from texts_of(item, name)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            if field.name not in UNPRINTED:
                yield from texts_of(getattr(value, field.name), field.name)


@every
def test_pdf_is_valid_for_both_standards_and_draws_nothing_outside(name, context):
    data = draw(templates()[name], context, Format.PDF)
    assert findings(data) == []
    assert all(all(sides) for sides in extents(data))


@every
def test_drawn_twice_at_different_times_the_bytes_are_the_same(name, context):
    kind = templates()[name]
    with time_machine.travel(datetime(2027, 3, 1, tzinfo=UTC)):
        first = {wanted: draw(kind, context, wanted) for wanted in kind.formats}
    with time_machine.travel(datetime(2031, 5, 6, tzinfo=UTC)):
        again = thaw(kind.context, json.loads(json.dumps(freeze(context))))
        assert {wanted: draw(kind, again, wanted) for wanted in kind.formats} == first


def shown(kind, context, wanted):
    data = draw(kind, context, wanted)
    if wanted is Format.PDF:
        return "".join(page_texts(data))
    if wanted is Format.HTML:
        return str(lxml.html.fromstring(data.decode()).text_content())
    if wanted is Format.DOCX:
        return "".join(docx.Document(io.BytesIO(data)).element.itertext())
    book = openpyxl.load_workbook(io.BytesIO(data))
    return "\n".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row if cell.value)


@pytest.mark.parametrize("wanted", [Format.HTML, Format.PDF, Format.DOCX])
@pytest.mark.parametrize("name", ["interim", "factsheet", "synopsis"])
def test_every_text_of_the_values_reaches_the_reader(name, wanted):
    context = SHAPES[name][0]
    found = letters(shown(templates()[name], context, wanted))
    texts = {part.removeprefix("https://")[:300] for text in texts_of(context) for part in text.split("\n\n")}
    lacking = {text for text in texts if letters(text) not in found}
    # Of the standings those that occur are explained. A state that says no more than the standing is not repeated.
    assert {text for text in lacking if not text.startswith(("Stand ", "Bedeutung "))} - {
        "in Umsetzung",
        "fand statt",
    } == set()


@pytest.mark.parametrize("name", sorted(templates()))
def test_workbook_holds_a_row_for_each_thing_and_numbers_as_numbers(name):
    data = draw(templates()[name], SHAPES[name][0], Format.XLSX)
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = {page.title: page.max_row - 1 for page in book}
    assert rows == {
        "interim": {"Überblick": 30, "Maßnahmen": 5, "Handlungsfelder": 4, "Änderungen": 2, "Aufmerksamkeit": 4,
                    "Zeichen und Quellen": 13},
        "synopsis": {"Gegenüberstellung": 6, "Zahlen": 3},
        "factsheet": {"Maßnahme": 19, "Sachstände": 2},
        "tasklist": {"Maßnahmen": 5},
    }[name]  # fmt: skip


def test_workbook_of_the_interim_report_keeps_dates_and_numbers():
    data = draw(templates()["interim"], interim_context(), Format.XLSX)
    page = openpyxl.load_workbook(io.BytesIO(data))["Maßnahmen"]
    heads = [cell.value for cell in page[1]]
    late = {head: cell.value for head, cell in zip(heads, page[4], strict=True)}
    assert (late["Nummer"], late["Verspätet um"], late["Datum des Belegs"]) == ("M1", 1, datetime(2026, 3, 1))
    assert (late["Umsetzungsstand"], late["Vorher"], late["Gemeldet"]) == (
        "Stand late",
        "Stand on_track",
        "in Umsetzung",
    )


@every
def test_word_document_has_headings_table_headers_alternative_texts_and_its_language(name, context):
    data = draw(templates()[name], context, Format.DOCX)
    document = docx.Document(io.BytesIO(data))
    levels = [int(p.style.name[-1]) for p in document.paragraphs if p.style.name.startswith("Heading")]
    assert all(after <= before + 1 for before, after in zip([0, *levels], levels, strict=False))
    assert [t for t in document.tables if t.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is None] == []
    captions = [t._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")) for t in document.tables]
    assert all(captions)
    drawings = document.element.body.iter(
        "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    )
    assert all(len(drawn.get("descr")) > 20 for drawn in drawings)
    language = document.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:lang')}").get(qn("w:val"))
    assert language == {"de": "de-DE", "en": "en-GB"}[context.head.language]
    assert (document.core_properties.title, document.core_properties.author) == (
        context.head.title, context.head.municipality,
    )  # fmt: skip


def test_word_document_of_the_interim_report_has_a_picture_of_all_measures_and_a_bar_for_each_field():
    document = docx.Document(io.BytesIO(draw(templates()["interim"], interim_context(), Format.DOCX)))
    names = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
    alts = [drawn.get("descr") for drawn in document.element.body.iter(names)]
    opening = (
        "5\u00a0Maßnahmen als Quadrate, nach Handlungsfeldern und Zielen geordnet, gekennzeichnet nach Umsetzungsstand:"
    )
    assert alts == [
        f"{opening} 1 Stand done, 1 Stand happened, 1 Stand late, 1 Stand no_report, 1 Stand silent.",
        f"1 Öffnung {COMPOUND}: 1 Stand happened, 1 Stand late, 1 Stand silent.",
        "1.1 Sprache: 1 Stand happened.",
    ]


@every
def test_page_is_one_whole_that_needs_nothing_and_lets_no_text_be_markup(name, context):
    data = draw(templates()[name], context, Format.HTML)
    page = lxml.html.fromstring(data.decode())
    assert page.get("lang") == context.head.language
    assert page.xpath("//script | //link | //img | //b | //*[@onclick]") == []
    levels = [int(h.tag[1]) for h in page.xpath("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    named = [name for names in page.xpath("//@aria-labelledby | //@aria-describedby") for name in names.split()]
    assert set(named) <= set(ids)
    assert {link[1:] for link in page.xpath("//a/@href") if link.startswith("#")} <= set(ids)
    assert {link.split(":")[0] for link in page.xpath("//a/@href") if not link.startswith("#")} <= {"https"}
    assert page.xpath("//table[not(.//th[@scope='col'])]") == []
    assert str(body_of(data)) == str(body(templates()[name], _typeset(context)))


def _typeset(context):
    from leitziel.reports.drawing import typeset

    return typeset(context)


def test_markup_in_a_text_is_shown_as_it_was_typed():
    page = lxml.html.fromstring(draw(templates()["interim"], interim_context(), Format.HTML).decode())
    assert letters(MARKUP) in letters(page.text_content())


def test_german_is_set_as_german():
    page = body_of(draw(templates()["interim"], interim_context(), Format.HTML))
    text = str(lxml.html.fromstring(page).text_content())
    assert "31.\u00a0Dezember\u00a02026" in text
    assert "1. Januar" not in text.replace("1.\u00a0Januar", "")
    assert "1.\u00a0Januar\u00a02026 – 31.\u00a0Dezember\u00a02026" in text
    assert "„Runde 2025“" in text
    assert "20\u00a0%" in text
    assert '"' not in text


def test_ongoing_measures_read_as_going_on():
    text = letters(shown(templates()["interim"], interim_context(), Format.DOCX))
    assert letters("fortlaufende Maßnahme, alle 6 Monate") in text


def test_first_round_says_that_there_is_nothing_to_compare():
    text = shown(templates()["interim"], SHAPES["interim"][2], Format.HTML)
    assert "Dies ist die erste Berichtsrunde" in text
    assert "Vorrunde" not in text
    assert "Seit der letzten Runde" not in text


@pytest.mark.parametrize("name", sorted(templates()))
def test_words_are_used_and_every_word_used_is_there(name):
    """What a template, a sheet or a sentence says by name is in `words.toml`, and nothing lies there unused."""
    folder = FOLDER / name
    own = set(read_words(folder, "de")) - set(read_words(FOLDER / "common", "de"))
    texts = [p.read_text(encoding="utf-8") for p in folder.rglob("*") if p.suffix in {".py", ".typ", ".html"}]
    texts += [p.read_text(encoding="utf-8") for p in (FOLDER / "common").rglob("*") if p.suffix in {".py", ".html"}]
    package = FOLDER.parents[1] / "rendering" / "pdf" / "packages" / "leitziel" / "report" / "1.0.0" / "report.typ"
    texts.append(package.read_text(encoding="utf-8"))
    said = set(re.findall(r"words\.([a-z_]+)\b(?!\()|[\"']([a-z_]+)[\"']", "\n".join(texts)))
    used = {word for pair in said for word in pair}
    stems = {word.removesuffix("_one").removesuffix("_none") for word in own}
    assert {stem for stem in stems if stem not in used and f"{stem}_none" not in used} == set()


def test_common_words_are_used():
    own = set(read_words(FOLDER / "common", "de"))
    texts = "\n".join(p.read_text(encoding="utf-8") for p in FOLDER.rglob("*") if p.suffix in {".py", ".typ", ".html"})
    package = FOLDER.parents[1] / "rendering" / "pdf" / "packages" / "leitziel" / "report" / "1.0.0" / "report.typ"
    texts += package.read_text(encoding="utf-8")
    assert {w for w in own if not re.search(rf"\b{w.removesuffix('_one')}\b", texts)} == set()


def test_missing_word_is_named():
    words = Words({"a": "A {n}"}, "de")
    assert words("a", n=3) == "A 3"
    with pytest.raises(WordError, match="'b'"):
        words("b")


@pytest.mark.parametrize("name", sorted(templates()))
def test_both_languages_have_the_same_words_with_the_same_places(name):
    both = [read_words(FOLDER / name, language) for language in LANGUAGES]
    places = [{key: set(re.findall(r"\{(\w+)\}", text)) for key, text in words.items()} for words in both]
    assert places[0] == places[1]


def test_address_that_is_no_address_is_shown_and_leads_nowhere():
    context = interim_context()
    plan = context.plans[0]
    bent = replace(ANSWER, evidence_address="javascript:alert(1)")
    measure = replace(plan.measures[0], answer=bent)
    data = draw(
        templates()["interim"],
        replace(context, plans=(replace(plan, measures=(measure, plan.measures[1])),)),
        Format.HTML,
    )
    page = lxml.html.fromstring(data.decode())
    assert "javascript:alert(1)" in page.text_content()
    assert [link for link in page.xpath("//a/@href") if link.startswith("javascript")] == []
    assert body_of(data)


HOSTILE = [
    "<script>alert(1)</script>", '<img src="x">', '<p onclick="x()">Text</p>', '<p style="color:red">Text</p>',
    '<a href="javascript:alert(1)">Text</a>', '<a href=" JavaScript:alert(1)">Text</a>', "<iframe></iframe>",
    '<svg><use href="data:image/svg+xml,x"></use></svg>', "<form></form>", "<style>p{}</style>", "<svg><animate></animate></svg>",
]  # fmt: skip


@pytest.mark.parametrize("markup", HOSTILE)
def test_file_that_no_report_can_be_is_not_shown(markup):
    data = draw(templates()["interim"], interim_context(), Format.HTML)
    assert body_of(data)
    with pytest.raises(ValueError, match="no report has"):
        body_of(data.replace(b"<article", markup.encode() + b"<article"))
