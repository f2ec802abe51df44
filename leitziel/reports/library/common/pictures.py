# SPDX-License-Identifier: EUPL-1.2
"""Pictures of standings: all measures of a plan as squares, and a field's measures as a bar. Drawn from frozen values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from leitziel.rendering.charts import (
    Tile,
    TileCategory,
    TileGroup,
    TileRow,
    plan_tiles,
    share_bar,
    sign,
)
from leitziel.reports.library.common.values import (
    Figures,
    GoalPart,
    MeasureFacts,
    PlanPart,
    StandingWord,
    counted,
)
from leitziel.reports.library.common.wording import Words
from leitziel.strategy.documents.standing_signs import category

LONGEST_TITLE = 120
PAGE_HEIGHT = 1150  # units of a picture 960 wide: it fills a page at the full width of its text


def categories(standings: Sequence[StandingWord], figures: Figures) -> list[TileCategory]:
    """The standings that occur, as what pictures tell squares apart by."""
    return [category(word.key, word.label) for word, _n in counted(standings, figures)]


def signs(standings: Sequence[StandingWord]) -> dict[str, str]:
    """The sign of each standing as a small picture."""
    return {word.key: sign(category(word.key, word.label)) for word in standings}


def in_words(standings: Sequence[StandingWord], figures: Figures, words: Words) -> str:
    """The numbers as a sentence's part: "5 abgeschlossen, 3 im Plan"."""
    found = [f"{words.number(n)} {word.label}" for word, n in counted(standings, figures)]
    return ", ".join(found) or words("no_measures")


def bar(standings: Sequence[StandingWord], figures: Figures, *, name: str, prefix: str, words: Words) -> str:
    """How the measures of a part are spread over the standings."""
    parts = [(category(word.key, word.label), n) for word, n in counted(standings, figures)]
    return share_bar(parts, title=name, description=in_words(standings, figures, words), prefix=prefix)


def rows(plan: PlanPart, words: Words, *, linked: bool) -> list[TileRow]:
    """The plan as rows of squares."""
    made = []
    if plan.loose:
        made.append(TileRow(words("general"), _groups(plan.goals, plan.measures, linked=linked)))
    for part in plan.fields:
        below = part.figures.total - len(part.own)
        made.append(TileRow(part.full, _groups(part.goals, part.measures, linked=linked), None, below))
    return made


def _groups(goals: Iterable[GoalPart], loose: Sequence[MeasureFacts], *, linked: bool) -> tuple[TileGroup, ...]:
    groups = [TileGroup(goal.full, _tiles(goal.measures, linked=linked)) for goal in goals]
    return (*((TileGroup(None, _tiles(loose, linked=linked)),) if loose else ()), *groups)


def _tiles(measures: Iterable[MeasureFacts], *, linked: bool) -> tuple[Tile, ...]:
    return tuple(
        Tile(shortened(m.full), m.standing.replace("_", "-"), (m.address or None) if linked else None) for m in measures
    )


def shortened(text: str, longest: int = LONGEST_TITLE) -> str:
    """The text, cut at a word where it is too long for a line."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0] + "\u00a0…"


def tiles(
    plan: PlanPart,
    standings: Sequence[StandingWord],
    words: Words,
    *,
    prefix: str,
    narrow: bool = False,
    linked: bool = False,
) -> str:
    """All measures of a plan as one picture; with links for a page, without for print."""
    title = words("picture", plan=plan.name)
    found = categories(standings, plan.figures)
    drawn = rows(plan, words, linked=linked)
    return plan_tiles(drawn, found, title=title, prefix=prefix, narrow=narrow, language=words.language)


def paged_tiles(plan: PlanPart, standings: Sequence[StandingWord], words: Words, *, prefix: str) -> list[str]:
    """The same for print: as many pictures as are needed so that none is taller than a page; a field stays whole."""
    found = categories(standings, plan.figures)
    title, drawn = words("picture", plan=plan.name), rows(plan, words, linked=False)

    def picture(some: list[TileRow], number: int) -> str:
        return plan_tiles(some, found, title=title, prefix=f"{prefix}-{number}", language=words.language)

    made: list[str] = []
    while drawn:
        taken, best = 1, picture(drawn[:1], len(made))
        while taken < len(drawn) and _height(longer := picture(drawn[: taken + 1], len(made))) <= PAGE_HEIGHT:
            taken, best = taken + 1, longer
        made.append(best)
        drawn = drawn[taken:]
    return made


def _height(picture: str) -> float:
    found = re.search(r'viewBox="0 0 \d+ ([\d.]+)"', picture)
    assert found, "a picture without a size"
    return float(found.group(1))
