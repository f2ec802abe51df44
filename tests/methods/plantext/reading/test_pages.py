# SPDX-License-Identifier: EUPL-1.2
"""HTML, Markdown and plain text."""

from __future__ import annotations

import pytest

from leitziel.methods.plantext import reading
from leitziel.methods.plantext.source import BlockKind, Cell, Source


def texts(source: Source) -> list[str]:
    return [source.text[block.start : block.end] for block in source.blocks]


def kinds(source: Source) -> list[tuple[str, str]]:
    return [(str(b.kind), source.text[b.start : b.end]) for b in source.blocks]


def page(body: str) -> Source:
    return reading.read(f"<!DOCTYPE html><html><head><title>Plan</title></head><body>{body}</body></html>".encode())


def test_navigation_and_footer_are_furniture_and_scripts_no_text() -> None:
    source = page(
        "<header>Stadt</header><nav>Menü</nav><main><h1>Plan</h1><script>x()</script><style>p{}</style><p hidden>weg</p>"
        "<p>Text</p></main><footer>Impressum</footer>"
    )
    assert kinds(source) == [
        ("furniture", "Stadt"), ("furniture", "Menü"), ("heading", "Plan"), ("paragraph", "Text"),
        ("furniture", "Impressum"),
    ]  # fmt: skip
    assert source.title == "Plan"


def test_html_lists_show_their_numbers() -> None:
    source = page('<ol start="3"><li>drei<ul><li>Punkt</li></ul></li><li>vier</li></ol><ol type="a"><li>x</li></ol>')
    assert [(texts(source)[i], b.level) for i, b in enumerate(source.blocks)] == [
        ("3. drei", 1), ("Punkt", 2), ("4. vier", 1), ("a. x", 1),
    ]  # fmt: skip


def test_html_table_with_spans() -> None:
    source = page("<table><tr><th>M</th><th colspan=2>Wer</th></tr><tr><td rowspan=2>A</td><td>B</td><td>C</td></tr>"
                  "<tr><td>D</td><td>E</td></tr></table>")  # fmt: skip
    assert [b.cell for b in source.blocks] == [
        Cell(0, 0, 0, header=True), Cell(0, 0, 1, 1, 2, header=True), Cell(0, 1, 0, 2), Cell(0, 1, 1), Cell(0, 1, 2),
        Cell(0, 2, 1), Cell(0, 2, 2),
    ]  # fmt: skip


def test_html_definitions_are_a_table_of_names_and_values() -> None:
    source = page("<dl><dt>Wer?</dt><dd>Amt 1</dd><dd>Amt 2</dd><dt>Wann?</dt><dd>2027</dd></dl>")
    assert [(b.cell.row, b.cell.column) for b in source.blocks if b.cell] == [(0, 0), (0, 1), (0, 1), (1, 0), (1, 1)]


@pytest.mark.parametrize(
    ("reference", "note"),
    [
        ('<sup><a href="#fn1">1</a></sup>', '<ol><li id="fn1">Quelle <a href="#r">↩</a></li></ol>'),
        ('<a href="#_ftn1" name="_ftnref1">[1]</a>', '<div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> Quelle</p></div>'),
    ],
)  # fmt: skip
def test_html_footnotes_are_recognised_by_their_links(reference: str, note: str) -> None:
    source = page(f"<p>Ein Satz.{reference}</p>{note}")
    assert [(source.text[m.start : m.end], m.mark) for m in source.marks] == [("1", "1")]
    footnote = source.blocks[-1]
    assert (footnote.kind, footnote.mark, texts(source)[-1]) == (BlockKind.FOOTNOTE, "1", "Quelle")


def test_html_inline_elements_do_not_break_words() -> None:
    assert texts(page("<p>Maß<b>nah</b>me&nbsp;1:<br>Bank&shy;bau\n im  Park</p>")) == [
        "Maßnahme\xa01:",
        "Bankbau im Park",
    ]


def test_html_in_windows_encoding_is_read_by_its_declaration() -> None:
    data = '<html><head><meta charset="iso-8859-1"></head><body><p>Maßnahme – für alle</p></body></html>'.encode(
        "cp1252"
    )
    assert texts(reading.read(data)) == ["Maßnahme – für alle"]


MARKDOWN = """---
title: "Plan"
---
# Handlungsfeld Bildung

Ein Satz.[^1][^2]
Zweite **fette** Zeile mit [Link](https://example.org) und \\*Stern\\*.

**Verantwortung:** Amt

- eins
  - innen
1. erstens

| Maßnahme | Wer |
|---|:--:|
| Bank \\| Tisch | Amt 66 |

Feld zwei
---------

[^1]: Quelle A
[^2]: Quelle B
"""


def test_markdown_is_read_without_its_signs() -> None:
    source = reading.read(MARKDOWN.encode(), "plan.md")
    assert kinds(source) == [
        ("heading", "Handlungsfeld Bildung"),
        ("paragraph", "Ein Satz.1 2\nZweite fette Zeile mit Link und *Stern*."),
        ("paragraph", "Verantwortung: Amt"),
        ("item", "eins"), ("item", "innen"), ("item", "1. erstens"),
        ("cell", "Maßnahme"), ("cell", "Wer"), ("cell", "Bank | Tisch"), ("cell", "Amt 66"),
        ("heading", "Feld zwei"),
        ("footnote", "Quelle A"), ("footnote", "Quelle B"),
    ]  # fmt: skip
    assert [m.mark for m in source.marks] == ["1", "2"]
    assert [b.level for b in source.blocks if b.kind is BlockKind.ITEM] == [1, 2, 1]
    assert source.title == "Plan"


def test_clear_markdown_in_a_text_file_is_markdown() -> None:
    assert reading.read(MARKDOWN.partition("---\n")[2].partition("---\n")[2].encode(), "plan.txt").media == "markdown"


def test_text_with_remnants_of_html_stays_lines() -> None:
    source = reading.read(b"Ziel 1: x\n<p>Punkt</p> # kein Titel\n", "plan.txt")
    assert source.media == "text"
    assert kinds(source) == [("line", "Ziel 1: x"), ("line", "<p>Punkt</p> # kein Titel")]


def test_form_feeds_begin_pages() -> None:
    source = reading.read(b"Seite eins\n\x0cSeite zwei\n", "plan.txt")
    assert source.pages == (0, 12)
    assert [b.page for b in source.blocks] == [0, 1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_umlauts_are_read_from_every_encoding(encoding: str) -> None:
    source = reading.read("Maßnahme: Bänke für Große – überall".encode(encoding), "plan.txt")
    assert source.text == "Maßnahme: Bänke für Große – überall"


def test_decomposed_umlauts_are_composed() -> None:
    assert reading.read("Bänke".encode(), "plan.txt").text == "Bänke"
