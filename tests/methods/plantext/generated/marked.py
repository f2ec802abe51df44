# SPDX-License-Identifier: EUPL-1.2
"""The plan as web page, Markdown and as blocks that a word processor gives."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from leitziel.methods.plantext.source import Block, BlockKind, Cell, Source

from .plan import Measure, Words
from .texts import SHEET, cell


def _pairs(words: Words, measure: Measure) -> list[tuple[str, str]]:
    return [(getattr(words, name).rstrip(":"), cell(measure, name)) for name in SHEET]


def page(words: Words, form: str) -> str:
    """A web page; `form` says how a measure looks."""
    out = ["<!doctype html><html lang='de'><body><header><a href='/'>Lindach</a></header><main><h1>Älterwerden</h1>"]
    for field, measures in words.fields.items():
        out.append(f"<h2>{words.field}: {field}</h2><p>Die Maßnahmen wurden mit Vereinen beraten.</p>")
        if form == "table":
            order = ("number", "measure", "responsible", "deadline", "cost")
            out.append("<table><tr>" + "".join(f"<th>{getattr(words, n)}</th>" for n in order) + "</tr>")
            out += ["<tr>" + "".join(f"<td>{cell(m, n)}</td>" for n in order) + "</tr>" for m in measures]
            out.append("</table>")
        else:
            out += [_card(words, measure, form) for measure in measures]
    return "\n".join([*out, "</main><footer><p>Impressum</p></footer></body></html>"])


def _card(words: Words, measure: Measure, form: str) -> str:
    pairs = _pairs(words, measure)
    text = f"<p>{measure.text}</p>"
    bold = "".join(f"<p><strong>{label}:</strong> {value}</p>" for label, value in pairs)
    rows = "".join(f"<tr><th>{label}</th><td>{value}</td></tr>" for label, value in pairs)
    return {
        "buttons": f"<article><h3><button>{measure.title}</button></h3><div>{text}{bold}</div></article>",
        "heads": f"<div><h3>{measure.number}. {measure.title}</h3>{text}{bold.replace('strong', 'b')}</div>",
        "outside": f"<div><h3>{measure.title}</h3>{text}" + "".join(f"<p><b>{k}</b>: {v}</p>" for k, v in pairs) + "</div>",
        "breaks": f"<h3>{measure.title}</h3>{text}<p>" + "<br>".join(f"<b>{k}:</b> {v}" for k, v in pairs) + "</p>",
        "definitions": f"<h3>{measure.title}</h3>{text}<dl>" + "".join(f"<dt>{k}</dt><dd>{v}</dd>" for k, v in pairs) + "</dl>",
        "list": f"<h3>{measure.title}</h3>{text}<ul>" + "".join(f"<li><strong>{k}:</strong> {v}</li>" for k, v in pairs) + "</ul>",
        "details": f"<details><summary>{measure.title}</summary>{text}{bold}</details>",
        "sheets": f"<h3>{measure.number} {measure.title}</h3>{text}<table>{rows}</table>",
        "word": f"<h3>{words.measure} {measure.number}: {measure.title}</h3>{text}{bold}",
        "divs": f"<div class='card'><div class='t'><strong>{measure.title}</strong></div><div>{measure.text}</div>"
        + "".join(f"<div><span>{k}:</span> <span>{v}</span></div>" for k, v in pairs) + "</div>",
    }[form]  # fmt: skip


HTML_FORMS = (
    "table",
    "buttons",
    "heads",
    "outside",
    "breaks",
    "definitions",
    "list",
    "details",
    "sheets",
    "word",
    "divs",
)


def markdown(words: Words, form: str) -> str:
    out = ["# Konzept für das Älterwerden", ""]
    for field, measures in words.fields.items():
        out += [f"## {words.field} {field}", ""]
        if form == "pipes":
            order = ("number", "measure", "responsible", "deadline", "cost")
            out += ["| " + " | ".join(getattr(words, n) for n in order) + " |", "|---" * len(order) + "|"]
            out += ["| " + " | ".join(cell(m, n) for n in order) + " |" for m in measures]
        for m in measures if form != "pipes" else ():
            pairs = _pairs(words, m)
            if form == "headings":
                out += [f"### {m.title}", "", m.text, "", *(f"**{k}:** {v}  " for k, v in pairs)]
            elif form == "numbered":
                out += [f"### {m.number}. {m.title}", "", *(line for k, v in pairs for line in (f"**{k}**: {v}", ""))]
            elif form == "lists":
                out += [f"- **{m.title}**", *(f"  - {k}: {v}" for k, v in pairs)]
            elif form == "items":
                out += [f"### {words.measure} {m.number}: {m.title}", "", *(f"- **{k}:** {v}" for k, v in pairs)]
            elif form == "sheets":
                out += [f"### {m.title}", "", "| Angabe | Inhalt |", "|---|---|", *(f"| {k} | {v} |" for k, v in pairs)]
            out.append("")
        out.append("")
    return "\n".join(out)


MARKDOWN_FORMS = ("pipes", "headings", "numbered", "lists", "items", "sheets")


def blocks(words: Words, form: str) -> Source:
    """Paragraphs and cells as a word processor gives them."""
    parts: list[tuple[str, BlockKind, int | None, Cell | None, bool]] = [
        ("Konzept für das Älterwerden", BlockKind.HEADING, 1, None, False)
    ]
    table = 0
    for field, measures in words.fields.items():
        parts.append((f"{words.field} {field}", BlockKind.HEADING, 2, None, False))
        if form == "table":
            order = ("number", "measure", "responsible", "deadline", "cost")
            rows = [[getattr(words, n) for n in order], *([cell(m, n) for n in order] for m in measures)]
            parts += _table(rows, table)
            table += 1
        for m in measures if form != "table" else ():
            pairs = _pairs(words, m)
            if form == "sheets":
                rows = [
                    [words.number, m.number],
                    [words.title, m.title],
                    ["Beschreibung", m.text],
                    *(list(p) for p in pairs),
                ]
                parts += _table(rows, table)
                table += 1
                continue
            if form == "bold":
                parts.append((m.title, BlockKind.PARAGRAPH, None, None, True))
            else:
                parts.append((f"{m.number} {m.title}", BlockKind.HEADING, 3, None, False))
            parts.append((m.text, BlockKind.PARAGRAPH, None, None, False))
            parts += [(f"{k}: {v}", BlockKind.PARAGRAPH, None, None, False) for k, v in pairs]
    return _source(parts)


BLOCK_FORMS = ("table", "sheets", "bold", "headings")


def _table(rows: Sequence[Sequence[str]], table: int) -> list[tuple[str, BlockKind, int | None, Cell | None, bool]]:
    return [
        (text, BlockKind.CELL, None, Cell(table, y, x), False)
        for y, row in enumerate(rows)
        for x, text in enumerate(row)
    ]


def _source(parts: Sequence[tuple[str, BlockKind, int | None, Cell | None, bool]]) -> Source:
    text, out = "", []
    for words, kind, level, place, bold in parts:
        out.append(Block(len(text), len(text) + len(words), kind, level=level, cell=place, bold=bold))
        text += words + "\n"
    return Source(text, hashlib.sha256(text.encode()).hexdigest(), "docx", blocks=tuple(out))
