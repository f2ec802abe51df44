# SPDX-License-Identifier: EUPL-1.2
"""Word documents out of value objects: headings, paragraphs, lists, facts, tables, pictures, contents.

`write_docx(document)` gives the bytes. What a reader with a screen reader needs is not left to the caller's care:
heading styles that skip no level, header rows that are marked and repeated, alternative texts, the language, a title,
links that are links. Same values, same bytes. Office Open XML as in ECMA-376, part 1 (WordprocessingML).
"""

from leitziel.rendering.docx.package import MEDIA_TYPE_DOCX, write_docx
from leitziel.rendering.docx.values import (
    Block,
    Contents,
    Document,
    DocumentError,
    Facts,
    Heading,
    Items,
    Look,
    PageBreak,
    Paragraph,
    Picture,
    Rich,
    Run,
    Table,
)

__all__ = [
    "MEDIA_TYPE_DOCX",
    "Block",
    "Contents",
    "Document",
    "DocumentError",
    "Facts",
    "Heading",
    "Items",
    "Look",
    "PageBreak",
    "Paragraph",
    "Picture",
    "Rich",
    "Run",
    "Table",
    "write_docx",
]
