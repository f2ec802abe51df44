# SPDX-License-Identifier: EUPL-1.2
"""One thing PDF/A asks that the PDF writer does not see to."""

from __future__ import annotations

import bisect
import re

_AMBIGUOUS_END = re.compile(rb"\r(?=\nendstream\nendobj\n)")
_TABLE_ENTRY = re.compile(rb"(\d{10}) (\d{5}) n\r\n")
_TABLE_PLACE = re.compile(rb"startxref\n(\d+)\n%%EOF\s*$")


def settle_stream_ends(pdf: bytes) -> bytes:
    """Make the end of each stream unambiguous.

    ISO 19005-2, 6.1.7.1 wants a stream's length to equal the bytes before the line end in front of `endstream`. A
    compressed stream whose last byte happens to be a carriage return (one in 256), followed by a line feed, reads as
    one byte shorter than it is. There the line end becomes CR LF, and the offsets of the cross-reference table move
    along. Expects the classic table that Typst writes; raises ValueError when there is none.
    """
    places = [match.end() for match in _AMBIGUOUS_END.finditer(pdf)]
    if not places:
        return pdf
    found = _TABLE_PLACE.search(pdf)
    if found is None or not pdf.startswith(b"xref\n", int(found.group(1))):
        raise ValueError("the PDF has no classic cross-reference table")
    table = int(found.group(1))

    def moved(offset: int) -> int:
        return offset + bisect.bisect_right(places, offset)

    pieces = [pdf[start:end] for start, end in zip([0, *places], [*places, table], strict=True)]
    body = b"\r".join(pieces)
    entries = _TABLE_ENTRY.sub(
        lambda match: b"%010d %s n\r\n" % (moved(int(match.group(1))), match.group(2)), pdf[table : found.start()]
    )
    return body + entries + b"startxref\n%d\n%%%%EOF" % moved(table)
