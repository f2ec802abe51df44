# SPDX-License-Identifier: EUPL-1.2
"""Search over published measures: at most four queries, ranked, and it says what it looked for instead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Q

from leitziel.methods.textsearch import Term, fold, near_words, query_terms, rank, rank_some, rarities
from leitziel.strategy.models import Measure, SearchWord
from leitziel.strategy.searching import WEIGHTS

from .values import MeasureLine
from .visibility import current_editions

NEAR = 3  # near words that stand for one mistyped word


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: ids of measures with their scores.

    `instead`: the words that were looked for because one typed occurs nowhere; `some`: no measure has all of
    the words, these have some of them.
    """

    terms: tuple[Term, ...]
    scores: Mapping[int, float]
    instead: tuple[str, ...] = ()
    some: bool = False


def search(query: str) -> Found:
    """Search the measures of the current published editions."""
    terms = query_terms(query)
    if not terms:
        return Found(terms, {})
    scores = _scores(terms, _all_of(terms))
    if scores:
        return Found(terms, scores)
    corrected = _corrected(terms)
    if corrected != terms:
        scores = _scores(corrected, _all_of(corrected))
        if scores:
            words = tuple(_shown(term) for term in corrected)
            return Found(corrected, scores, instead=words)
    if len(corrected) > 1:
        some = _some_scores(corrected)
        changed = tuple(_shown(term) for term in corrected) if corrected != terms else ()
        return Found(corrected, some, instead=changed, some=True)
    return Found(terms, {})


def _any_word(words: Sequence[str]) -> Term:
    """A term that any of the near words answers; it is called after the nearest."""
    patterns = dict.fromkeys(pattern for word in words for term in query_terms(word) for pattern in term.patterns)
    return Term(text=" / ".join(words), words=(words[0],), patterns=tuple(patterns))


def _shown(term: Term) -> str:
    return f"„{term.text}“" if term.phrase else term.text


def as_written(answer: Found, lines: Iterable[MeasureLine]) -> tuple[str, ...]:
    """What was looked for instead, each word as the measures found spell it ("sprachfoerderung" -> "Sprachförderung")."""
    spelled: dict[str, str] = {}
    for line in lines:
        for segment in (*line.marked, *line.passage):
            if segment.hit:
                spelled.setdefault(fold(segment.text), segment.text)
    return tuple(" / ".join(spelled.get(word, word) for word in words.split(" / ")) for words in answer.instead)


def _any_pattern(term: Term) -> Q:
    condition = Q()
    for pattern in term.patterns:
        condition |= Q(search_text__contains=pattern)
    return condition


def _all_of(terms: Iterable[Term]) -> Q:
    condition = Q()
    for term in terms:
        condition &= _any_pattern(term)
    return condition


def _any_of(terms: Iterable[Term]) -> Q:
    condition = Q()
    for term in terms:
        condition |= _any_pattern(term)
    return condition


def _scores(terms: Sequence[Term], condition: Q) -> dict[int, float]:
    found = {ident: rank(text, terms, WEIGHTS) for ident, text in _texts(condition).items()}
    return {ident: score for ident, score in found.items() if score > 0}


def _some_scores(terms: Sequence[Term]) -> dict[int, float]:
    """Measures that hold any of the terms; rare terms, as counted in these measures, weigh more."""
    texts = _texts(_any_of(terms))
    rarity = rarities(list(texts.values()), terms)
    found = {ident: rank_some(text, terms, WEIGHTS, rarity) for ident, text in texts.items()}
    return {ident: score for ident, score in found.items() if score > 0}


def _texts(condition: Q) -> dict[int, str]:
    rows = Measure.objects.filter(condition, edition__in=current_editions()).order_by()
    return dict(rows.values_list("id", "search_text"))


def _corrected(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """The terms, each word that occurs nowhere replaced by the nearest that does."""
    words = list(SearchWord.objects.order_by().values_list("word", flat=True))
    corrected: list[Term] = []
    for term in terms:
        if term.phrase or any(p.strip() in word for p in term.patterns for word in words):
            corrected.append(term)
            continue
        near = near_words(term.words[0], words, most=NEAR)
        corrected.append(_any_word(near) if near else term)
    return tuple(corrected)
