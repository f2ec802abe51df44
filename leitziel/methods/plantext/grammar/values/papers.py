# SPDX-License-Identifier: EUPL-1.2
"""Numbers of council papers, as municipalities print them: 21/1108-BV, 2024/0482, 0041-StR/2019, GD 135/20."""

from __future__ import annotations

import re

_SUFFIX = r"[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,4}"
_PAPER = re.compile(
    rf"(?<![\w/.\-])(?:\d{{2}}/\d{{3,5}}-{_SUFFIX}|\d{{3,5}}-{_SUFFIX}/\d{{2,4}}|(?:19|20)\d{{2}}/\d{{3,5}}(?:-{_SUFFIX})?"
    rf"|(?:[A-Z]{{1,4}}[/-])(?:19|20)?\d{{2}}[/-]\d{{2,5}}(?:[-/]\w{{1,4}})?|{_SUFFIX}[/-]\d{{3,5}}/(?:19|20)?\d{{2}})(?![\w/])"
)
_NAMED = re.compile(
    r"(?:\b(?:Vorlagen?(?:nummer|-Nr\.?)?|Drucksachen?(?:nummer|-Nr\.?)?|Drs\.|DS|GD|BV|Beschluss(?:vorlage|nummer|-Nr\.?)?)"
    r"(?:\s*(?:Nr\.?|Nummer|:))*\s*)((?:[A-Z]{1,4}[ /-])?\d{1,5}(?:[/.-]\d{1,5}){1,2}(?:-[A-ZÄÖÜ]{1,4})?)(?![\w/])"
)
_YEARS = re.compile(r"(?:19|20)\d{2}/(?:19|20)?\d{2}$|(?:19|20)\d{2}/(?:19|20)\d{2}$")
_LEAD = re.compile(r"^(?:vgl\.|siehe(?:\s+auch)?|s\.|quelle:|cf\.)\s*", re.IGNORECASE)


def council_papers(text: str) -> tuple[str, ...]:
    """Numbers of council papers in a text, each once, in order."""
    found = [(match.start(), match.group()) for match in _PAPER.finditer(text)]
    found += [(match.start(1), match.group(1)) for match in _NAMED.finditer(text)]
    out: list[str] = []
    for at, number in sorted(found):
        if _YEARS.match(number) or any(number in other and at != 0 for other in out):
            continue
        if number not in out:
            out.append(number)
    return tuple(out)


def source_title(text: str) -> str:
    """The name of the source a reference cites, for comparison: without "Vgl.", numbers and what follows them."""
    bare = _LEAD.sub("", text.strip())
    match = _PAPER.search(bare) or _NAMED.search(bare)
    if match:
        bare = bare[: match.start()]
    return re.sub(r"[\W\d_]+", "", bare.casefold())
