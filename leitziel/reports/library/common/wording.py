# SPDX-License-Identifier: EUPL-1.2
"""The fixed words of reports, and how German sets numbers and days.

A kind of report keeps its words in `words.toml`: `key = { de = "...", en = "..." }`, with places like "{n}". Where one
and many differ, `key_one` is the form for one. What several kinds share stands in `common/words.toml`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from leitziel.rendering.charts.svg import german
from leitziel.rendering.pdf.typography import NBSP

COMMON = Path(__file__).with_name("words.toml")
LANGUAGES = ("de", "en")
_MONTHS = {
    "de": [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    "en": [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
}


class WordError(LookupError):
    """A word is missing; the message says which and where."""


@cache
def read_words(folder: Path, language: str) -> Mapping[str, str]:
    """All words of the kind of report in `folder`, with those that all share. Raises WordError for a missing one."""
    found: dict[str, str] = {}
    for path in (COMMON, folder / "words.toml"):
        if not path.exists():
            continue
        for key, forms in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if set(forms) != set(LANGUAGES):
                raise WordError(f"{path.parent.name}/{path.name}: {key} needs {' and '.join(LANGUAGES)}")
            found[key] = forms[language]
    return found


class Words:
    """Words in use: `words("source", day="...")`, `words.count("measures", 3)`, `words.day(date)`."""

    def __init__(self, words: Mapping[str, str], language: str) -> None:
        self._words = words
        self.language = language

    def __call__(self, key: str, /, **values: object) -> str:
        try:
            text = self._words[key]
        except KeyError:
            raise WordError(f"no word for {key!r}") from None
        return text.format(**values) if values else text

    def __getitem__(self, key: str) -> str:
        return self(key)

    def count(self, key: str, number: int, /, **values: object) -> str:
        """A number with its noun: the form for one, or that for many."""
        name = f"{key}_one" if number == 1 and f"{key}_one" in self._words else key
        shown = self(name, n=f"{self.number(number)}\0", **values)
        return shown.replace("\0 ", NBSP).replace("\0", "")  # a number and its noun stay together

    def number(self, value: int) -> str:
        return german(value) if self.language == "de" else f"{value:,}"

    def day(self, value: date | None) -> str:
        """31. Dezember 2026, held together."""
        if value is None:
            return ""
        dot = "." if self.language == "de" else ""
        return f"{value.day}{dot}{NBSP}{_MONTHS[self.language][value.month - 1]}{NBSP}{value.year}"

    def span(self, first: date | None, last: date | None) -> str:
        """From one day to another, with an en dash."""
        return " – ".join(self.day(value) for value in (first, last) if value)

    def share(self, part: int, whole: int) -> str:
        """17 % (whole numbers are enough where few are counted)."""
        return f"{round(100 * part / whole) if whole else 0}{NBSP}%"

    def joined(self, values: tuple[str, ...] | list[str]) -> str:
        """a, b und c."""
        if len(values) < 2:
            return "".join(values)
        return f"{', '.join(values[:-1])} {self('and')} {values[-1]}"


def words_of(head: Any) -> Words:
    """The words that a report was frozen with."""
    return Words(head.words, head.language)
