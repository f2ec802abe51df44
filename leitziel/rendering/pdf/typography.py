# SPDX-License-Identifier: EUPL-1.2
"""The few things of German typesetting that a program can know: what must not be torn apart at a line's end.

Only spaces change (to no-break spaces), never letters, so that what is searched for is still found.
"""

from __future__ import annotations

import re

NBSP = "\u00a0"
NARROW = "\u202f"

_ABBREVIATIONS = re.compile(r"\b([zuidosv])\. ?([BaUdhRÄEgoTmHu])\.(?=\s|$|[,;:)])")
_BEFORE_NUMBER = re.compile(r"(?<![\w])(§§?|Art\.|Abs\.|Nr\.|S\.|Nrn\.|Kap\.|Abb\.|Tab\.|Anlage|Ziel|Maßnahme) (?=\d)")
_AFTER_NUMBER = re.compile(
    r"(?<=\d) (?=(?:%|€|Euro|Prozent|Mio\.|Mrd\.|km|m²|Uhr|Jahre|Januar|Februar|März|April|Mai|Juni|Juli|August"
    r"|September|Oktober|November|Dezember)(?![\w]))"
)
_DAY = re.compile(
    r"(?<=\b\d\.) (?=\d{1,2}\.)|(?<=\d\.) (?=Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November"
    r"|Dezember)"
)
# Typst breaks at spaces, hyphens and slashes, and hyphenates German words of any length; what is left over:
_LONG_RUN = re.compile(r"[^\W\d_]{100,}|[^\s\u200b\u00ad/-]{40,}")


def bind(text: str) -> str:
    """Put no-break spaces where German text must not break: 'z. B.', '§ 5', '18,2 %', '1. März'."""
    text = _ABBREVIATIONS.sub(rf"\1.{NBSP}\2.", text)
    text = _BEFORE_NUMBER.sub(rf"\1{NBSP}", text)
    text = _AFTER_NUMBER.sub(NBSP, text)
    return _DAY.sub(NBSP, text)


def breakable(text: str) -> str:
    """Let noise break (an id of 200 digits, a line of underscores, 100 letters that are no word), so that it stays on
    the page: an invisible break point every 40 signs. Words and addresses stay as they are, and can be searched for.
    """

    def soften(match: re.Match[str]) -> str:
        run = match.group()
        if len(run) < 100 and run.strip(".,;:!?()„“\"'").isalpha():
            return run
        return re.sub(r"[^\u200b]{40}(?=[^\u200b])", "\\g<0>\u200b", run)

    return _LONG_RUN.sub(soften, text)
