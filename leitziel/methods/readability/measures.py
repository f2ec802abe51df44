# SPDX-License-Identifier: EUPL-1.2
"""The two formulas, the counts that they stand on, and bands for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .blocks import Block, blocks_of
from .sentences import sentences_of, words_of
from .syllables import syllables

LONG = 6  # a word with more letters is long (Björnsson)
SHOWN = 5  # how many long sentences and words are named


class Band(StrEnum):
    """How hard a text is, from children's books to administrative language."""

    VERY_EASY = "very_easy"
    EASY = "easy"
    MEDIUM = "medium"
    HARD = "hard"
    VERY_HARD = "very_hard"


@dataclass(frozen=True, slots=True)
class Counts:
    """What was counted; `long_words` have more than six letters."""

    words: int = 0
    sentences: int = 0
    long_words: int = 0
    syllables: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.words + other.words,
            self.sentences + other.sentences,
            self.long_words + other.long_words,
            self.syllables + other.syllables,
        )


@dataclass(frozen=True, slots=True)
class Readability:
    """A text measured. `lix` and `flesch` are None for a text without a sentence (headings only, or nothing).

    `blocks` hold each block with its own counts (headings: words and syllables counted, no sentence), so that an
    editor can show where the hard places are. `longest` are the longest sentences with their number of words, those
    of more than `15` words, hardest first; `heaviest` the words with most syllables (four or more).
    """

    counts: Counts
    lix: float | None
    flesch: float | None
    band: Band | None
    flesch_band: Band | None
    blocks: tuple[tuple[Block, Counts], ...]
    longest: tuple[tuple[str, int], ...]
    heaviest: tuple[tuple[str, int], ...]


def count(block: Block) -> Counts:
    """Words, sentences, long words and syllables of one block.

    A heading is no sentence; a list item is at least one. A word is long by its longest part between hyphens or
    middle dots: "Wohn-Geld" is read in two steps, and Leichte Sprache parts words for that reason.
    """
    words = words_of(block.text)
    return Counts(
        words=len(words),
        sentences=0 if block.kind == "heading" else len(sentences_of(block.text)),
        long_words=sum(_letters(word) > LONG for word in words),
        syllables=sum(syllables(word) for word in words),
    )


def _letters(word: str) -> int:
    parts = "".join(c if c.isalpha() else " " for c in word).split()
    return max(map(len, parts), default=0)


def lix(counts: Counts) -> float:
    """LIX = words / sentences + 100 * long words / words (C. H. Björnsson, "Läsbarhet", Stockholm 1968).

    Raises ZeroDivisionError without words or sentences.
    """
    return counts.words / counts.sentences + 100 * counts.long_words / counts.words


def flesch_amstad(counts: Counts) -> float:
    """Reading ease for German: 180 - words / sentences - 58.5 * syllables / words (T. Amstad, "Wie verständlich sind
    unsere Zeitungen?", Zürich 1978). The higher the easier; 0 to 100 for ordinary texts, beyond that for extreme ones.

    Raises ZeroDivisionError without words or sentences.
    """
    return 180 - counts.words / counts.sentences - 58.5 * counts.syllables / counts.words


def band_of(*, lix: float | None = None, flesch: float | None = None) -> Band:
    """The band of one of the two values.

    LIX after Björnsson: below 30 very easy, below 40 easy, below 50 medium, below 60 hard. Flesch-Amstad in the
    usual German reading of Flesch's table: from 80 very easy, from 60 easy, from 50 medium, from 30 hard.
    Raises ValueError unless exactly one is given.
    """
    if (lix is None) == (flesch is None):
        message = "give either lix or flesch"
        raise ValueError(message)
    bands = list(Band)
    if lix is not None:
        return bands[sum(lix >= limit for limit in (30, 40, 50, 60))]
    assert flesch is not None
    return bands[sum(flesch < limit for limit in (80, 60, 50, 30))]


def read(text: str) -> Readability:
    """Measure a text: each block for itself, then both formulas over the sum of all blocks that hold sentences.

    Headings stay out of the formulas (they would count as very short sentences and make any text look easy).
    """
    measured = tuple((block, count(block)) for block in blocks_of(text))
    total = sum((counts for block, counts in measured if block.kind != "heading"), Counts())
    sentences = [s for block, _counts in measured if block.kind != "heading" for s in sentences_of(block.text)]
    sized = sorted(((s, len(words_of(s))) for s in sentences), key=lambda item: -item[1])
    weights = {word: syllables(word) for s in sentences for word in words_of(s) if _letters(word) > LONG}
    heavy = sorted(weights.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))
    value = lix(total) if total.words and total.sentences else None
    ease = flesch_amstad(total) if total.words and total.sentences else None
    return Readability(
        counts=total,
        lix=value,
        flesch=ease,
        band=band_of(lix=value) if value is not None else None,
        flesch_band=band_of(flesch=ease) if ease is not None else None,
        blocks=measured,
        longest=tuple((s, n) for s, n in sized[:SHOWN] if n > 15),
        heaviest=tuple((word, n) for word, n in heavy[:SHOWN] if n >= 4),
    )
