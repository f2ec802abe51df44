# SPDX-License-Identifier: EUPL-1.2
"""All renderings by name: what the document is, and which values it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from leitziel.methods.plantext.reading import read
from leitziel.methods.plantext.source import Source

from . import marked, texts
from .plan import VOCABULARIES

BOTH = frozenset(("responsible", "deadline"))


def renderings(plan: str = "stadt") -> Iterator[tuple[str, Source, frozenset[str]]]:
    """Name (kind/vocabulary/variant), source and the values shown."""
    for name, spoken in VOCABULARIES.items():
        words = replace(spoken, plan=plan)
        for order, columns in texts.ORDERS.items():
            asked = BOTH & frozenset(columns)
            for width in (38, 52):
                for kind, joint in (("spaced", " "), ("gaps", "   "), ("tabs", "\t")):
                    yield (
                        f"rows-{kind}/{name}/{order}-{width}",
                        _text(texts.flat_rows(words, columns, width, joint)),
                        asked,
                    )
                yield f"cells/{name}/{order}-{width}", _text(texts.cell_lines(words, columns, width)), asked
            yield f"cells-blank/{name}/{order}", _text(texts.cell_lines(words, columns, 44, blank=True)), asked
            for width in (26, 40):
                for blank in (False, True):
                    shown = texts.layout_rows(words, columns, width, blank)
                    yield f"layout/{name}/{order}-{width}{'-blank' * blank}", _text(shown), asked
            shown = texts.layout_rows(words, columns, 34, two_line_header=True, indent=4)
            yield f"layout-header/{name}/{order}", _text(shown), asked
        for layout in (False, True):
            yield (
                f"history/{name}/{'layout' if layout else 'rows'}",
                _text(texts.history_rows(words, 40, layout)),
                frozenset(("responsible",)),
            )
        for variant, joint in (
            ("colon", ": "),
            ("below", "\n"),
            ("glued", ""),
            ("space", " "),
            ("gap", "    "),
            ("tab", "\t"),
        ):
            for numbered in ("word", "id"):
                yield f"sheet-{variant}/{name}/{numbered}", _text(texts.sheet_lines(words, joint, numbered)), BOTH
        for width, indent in ((44, 0), (44, 3), (30, 3)):
            for blank in (False, True):
                shown = texts.sheet_columns(words, width, indent, blank=blank)
                yield f"sheet-columns/{name}/{width}-{indent}{'-blank' * blank}", _text(shown), BOTH
        yield f"sheet-columns/{name}/unnumbered", _text(texts.sheet_columns(words, 40, 2, numbered=False)), BOTH
        for sets in (1, 2):
            for titled in (False, True):
                yield f"swapped/{name}/{sets}{'-titled' * titled}", _text(texts.swapped(words, sets, titled)), BOTH
        yield f"beside/{name}/two", _text(texts.side_by_side(words)), BOTH
        for form in marked.HTML_FORMS:
            yield f"html/{name}/{form}", read(marked.page(words, form).encode(), "plan.html"), BOTH
        for form in marked.MARKDOWN_FORMS:
            yield f"markdown/{name}/{form}", read(marked.markdown(words, form).encode(), "plan.md"), BOTH
        for form in marked.BLOCK_FORMS:
            yield f"docx/{name}/{form}", marked.blocks(words, form), BOTH


def _text(text: str) -> Source:
    return read(text.encode(), "plan.txt")
