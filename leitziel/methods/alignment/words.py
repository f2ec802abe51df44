# SPDX-License-Identifier: EUPL-1.2
"""The words of German texts as features: stems, and the parts of compounds that occur as words of their own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache

from leitziel.methods.textsearch.folding import fold, lowered, stem

SHORTEST = 3
SHORTEST_PART = 4
PART = 0.6  # a part of a compound says less than a word that somebody wrote
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_WORD = re.compile(r"[^\W\d_]+")
# Words that every measure has; they would be cheap anyway, and as reasons they would look foolish.
STOP = frozenset(
    """
    aber alle allen aller alles als also am an auch auf aus bei beim bereits bis da dabei damit dann das dass dazu dem
    den denn der deren des die dies diese diesem diesen dieser dieses doch dort durch ein eine einem einen einer eines
    einmal er erfolgt erhalten erhaelt erstellt es etwa etwas fuer gegen gibt hat haben hier ihr ihre ihrem ihren
    ihrer im in insbesondere ist hoechstens jede jedem jeden jeder jedes jaehrlich jahr jahre jahren kann kein keine koennen
    massnahme massnahmen mehr mindestens mit nach nicht noch nur ob oder ohne liegen monat monate monaten muessen muss pro rund sechs seit sich sie sind so sodass soll
    sollen sowie stadt tag tage tagen staedtisch staedtische staedtischen ueber um und unter vom von vor waehrend weitere weiteren
    weiterhin welche wenn werden wird wo woche wochen wunsch wurde zu zum zur zwei drei vier fuenf zwischen
    """.split()  # noqa: SIM905 - a list would take sixty lines
)


def stems_of(text: str) -> list[tuple[str, str]]:
    """(stem, word as written) of every word that says something, in their order."""
    return [(stem_, word) for word in _WORD.findall(text) if (stem_ := _stem_of(word))]


@lru_cache(maxsize=20_000)
def _stem_of(word: str) -> str:
    """The folded stem of a word that says something, else ""."""
    low = lowered(word)
    return fold(stem(low)) if len(low) >= SHORTEST and fold(low) not in STOP else ""


class Splitter:
    """Splits compounds by the words of the corpus itself: a word is parted where both parts occur as words.

    Of several splits the one with the highest geometric mean of its parts' frequencies is taken, and only if that is
    higher than the frequency of the whole (P. Koehn, K. Knight, "Empirical methods for compound splitting",
    EACL 2003); here the whole counts too, so that it need not be rarer. Parts have four letters at least.
    """

    def __init__(self, frequencies: Mapping[str, int]) -> None:
        self._frequencies = frequencies
        self._known: dict[str, tuple[str, ...]] = {}

    def parts(self, word: str) -> tuple[str, ...]:
        """Stems of the parts of a stem; empty if it has none."""
        if word not in self._known:
            self._known[word] = self._split(word)
        return self._known[word]

    def _split(self, word: str) -> tuple[str, ...]:
        best: tuple[float, tuple[str, ...]] = (0.0, ())
        for at in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
            right = word[at:]
            if right not in self._frequencies:
                continue
            for link in _LINKS:
                left = word[:at].removesuffix(link) if link else word[:at]
                if (link and not word[:at].endswith(link)) or len(left) < SHORTEST_PART:
                    continue
                if left in self._frequencies:
                    mean = (self._frequencies[left] * self._frequencies[right]) ** 0.5
                    best = max(best, (mean, (left, right)))
        return best[1]


def frequencies(texts: Iterable[Iterable[tuple[str, str]]]) -> Counter[str]:
    """In how many texts each stem occurs."""
    counts: Counter[str] = Counter()
    for stems in texts:
        counts.update({s for s, _word in stems})
    return counts
