# SPDX-License-Identifier: EUPL-1.2
"""A report as HTML: a file that stands alone, and out of it the part that a page of the house shows."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
from django.template import Context, Engine
from django.template.base import Template as Markup
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from leitziel.reports.library import Template
from leitziel.reports.library.common.pictures import signs
from leitziel.reports.library.common.wording import words_of

HERE = Path(__file__).resolve().parent
STYLES = (HERE / "library" / "common" / "page.css", HERE / "static" / "reports" / "report.css")
# Everything between comes from `page.html`, where texts are escaped: no text of a report can hold such a line.
BEGIN, END = "<!--leitziel-report-->", "<!--/leitziel-report-->"


@cache
def _engine() -> Engine:
    """An engine of its own: a report depends on nothing that the pages of the house are set up with."""
    return Engine(
        dirs=[str(HERE / "library")],
        libraries={"reports": "leitziel.reports.templatetags.reports"},
        builtins=["leitziel.reports.templatetags.reports"],
    )


@cache
def _markup(name: str) -> Markup:
    return _engine().get_template(f"{name}/page.html")


def draw_page(template: Template, context: Any) -> bytes:
    """The report as a file that needs nothing else: no picture, no font, no script from anywhere."""
    head = context.head
    title = f"{head.title} – {head.municipality}"
    styles = "".join(path.read_text(encoding="utf-8") for path in STYLES)
    page = (
        f'<!doctype html>\n<html lang="{head.language}">\n<head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title><style>{styles}</style></head>\n"
        f'<body><main><header><p class="lz-preline">{escape(head.municipality)}</p><h1>{escape(head.title)}</h1></header>\n'
        f"{BEGIN}{body(template, context)}{END}\n</main></body>\n</html>\n"
    )
    return page.encode()


def body(template: Template, context: Any) -> SafeString:
    """The report without its frame, headings from the second level on."""
    shown = {
        "r": context,
        "w": words_of(context.head),
        "signs": signs(getattr(context, "standings", ())),
        "p": template.module("page").shown(context) if template.has("page") else {},
    }
    return mark_safe(_markup(template.name).render(Context(shown)))


def body_of(page: bytes) -> SafeString:
    """The same out of a file that `draw_page` made. Raises ValueError for a file that it cannot have made: an archive
    of another house may bring one along (`leitziel.core.archive`)."""
    text = page.decode()
    start, end = text.index(BEGIN) + len(BEGIN), text.rindex(END)
    shown = text[start:end]
    if not _harmless(shown):
        message = "the file holds markup that no report has"
        raise ValueError(message)
    return mark_safe(shown)


# All that the templates and pictures of reports are made of.
_TAGS = frozenset(
    [
        "article",
        "section",
        "nav",
        "div",
        "span",
        "p",
        "strong",
        "br",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "a",
        "del",
        "ins",
        "table",
        "caption",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "svg",
        "g",
        "rect",
        "path",
        "text",
        "tspan",
        "title",
        "desc",
        "defs",
        "use",
        "line",
    ]
)
_NAMES = frozenset(
    [
        "class",
        "id",
        "href",
        "lang",
        "scope",
        "colspan",
        "role",
        "data-number",
        "data-label",
        "aria-label",
        "aria-labelledby",
        "aria-describedby",
        "aria-hidden",
        "focusable",
        "xmlns",
        "viewbox",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "x2",
        "y1",
        "y2",
        "rx",
        "d",
        "fill",
        "fill-opacity",
        "stroke",
        "stroke-width",
        "stroke-opacity",
        "stroke-linecap",
        "stroke-linejoin",
        "transform",
        "font-size",
        "font-weight",
    ]
)
_ADDRESS = re.compile(r"#|https?://|[^:]*$", re.IGNORECASE)


def _harmless(markup: str) -> bool:
    """Is it made of nothing but what reports are made of? Read as a browser reads it."""
    for element in lxml.html.fragment_fromstring(markup, create_parent="div").iterdescendants():
        if element.tag not in _TAGS or any(name.lower() not in _NAMES for name in element.attrib):
            return False
        if not _ADDRESS.match(element.get("href", "").strip()):
            return False
    return True
