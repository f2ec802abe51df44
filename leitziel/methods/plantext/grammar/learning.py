# SPDX-License-Identifier: EUPL-1.2
"""What a document teaches about its own labels by repeating them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from leitziel.methods.plantext.source import BlockKind
from leitziel.methods.plantext.vocabulary import STRUCTURE, key

from .celltypes import value_begins
from .flow import open_ended
from .labels import WORDS, Label, Labeller
from .pieces import Piece


def learn(  # noqa: C901 - counts first, decisions behind
    labeller: Labeller, pieces: Sequence[Piece], firsts: Sequence[Label | None], skip: set[int]
) -> None:
    """Labels that the document shows by repeating them: "Xxx:" at line starts, short lines that come back."""
    text = labeller.text
    colon: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    followers: dict[str, set[str]] = {}
    before_label: Counter[str] = Counter()
    for i, piece in enumerate(pieces):
        if i in skip or piece.kind is BlockKind.CELL:
            continue
        if firsts[i] is not None:
            labeller.frequent[key(firsts[i].text)] += 1  # type: ignore[union-attr]
            continue
        body = text[piece.body : piece.end]
        found = re.match(r"\**([A-ZÄÖÜ][^:\n.!?;]{2,44}?)\s*\**:(?=\s|\*|$)", body)
        if found and found[1].count(" ") <= 4:
            colon[key(found[1])] += 1
        elif (
            _like_label(body)
            and piece.bullet is None
            and not (i and open_ended(text[pieces[i - 1].body : pieces[i - 1].end]))
        ):
            form = key(body)
            alone[form] += 1
            behind = _next(i, pieces, skip)
            if behind is not None:
                followers.setdefault(form, set()).add(text[pieces[behind].body : pieces[behind].end])
                before_label[form] += firsts[behind] is not None
    for form, count in colon.items():
        if count >= 3 and len(form) > 2:
            labeller.extra[form] = ("other",)
    for form, count in alone.items():
        if count >= 3 and len(followers.get(form, ())) * 2 > count and before_label[form] * 2 < count:
            labeller.extra[form] = ("other",)


def _next(i: int, pieces: Sequence[Piece], skip: set[int]) -> int | None:
    i += 1
    while i in skip:
        i += 1
    return i if i < len(pieces) else None


def _like_label(body: str) -> bool:
    return (
        3 < len(body) <= 60
        and body[0].isupper()
        and body[-1] not in ".,;!-"
        and body.count(" ") <= 7
        and "," not in body
    )


def learn_glued(labeller: Labeller, pieces: Sequence[Piece], firsts: Sequence[Label | None]) -> None:
    """Forms of the vocabulary that stand glued to their values at two or more line starts."""
    text, count = labeller.text, Counter[str]()
    for i, piece in enumerate(pieces):
        if firsts[i] is not None or piece.kind is BlockKind.CELL or piece.end - piece.body < 5:
            continue
        body = text[piece.body : piece.end]
        for cut in _camel_cuts(body):
            form = key(body[:cut])
            concepts = labeller.vocabulary.labels.get(form)
            if concepts and concepts[0] != "measure":
                count[form] += 1
                break
    forms = {form for form, times in count.items() if times >= 2}
    own = {form for form in forms if labeller.vocabulary.labels[form][0] not in STRUCTURE}
    labeller.glued_forms = forms if len(own) >= 2 else own


def learn_spaced(labeller: Labeller, pieces: Sequence[Piece], firsts: Sequence[Label | None]) -> None:
    """Labels without a colon ("Federführung Amt für Nahverkehr"): at least two labels of the vocabulary begin three or
    more lines each, nearly always before a capital letter, a number or a value of their kind ("laufend")."""
    text, good, bad = labeller.text, Counter[str](), Counter[str]()
    for i, piece in enumerate(pieces):
        if firsts[i] is not None or piece.kind is BlockKind.CELL or piece.bullet:
            continue
        words = [
            w for _, w in zip(range(4), WORDS.finditer(text, piece.body, min(piece.end, piece.body + 60)), strict=False)
        ]
        for take in range(min(3, len(words) - 1), 0, -1):
            form = key(text[piece.body : words[take - 1].end()])
            concepts = labeller.vocabulary.labels.get(form)
            if concepts and concepts[0] not in STRUCTURE:
                printed = text[piece.body : words[take - 1].end()]
                told = value_begins(text[words[take].start() : piece.end], concepts[0], printed)
                (good if told else bad)[form] += 1
                break
    forms = {form for form, times in good.items() if times >= 3 and bad[form] * 4 <= times}
    labeller.spaced_forms = forms if len(forms) >= 2 else set()


def learn_prompts(labeller: Labeller, pieces: Sequence[Piece], firsts: Sequence[Label | None]) -> None:
    """Explanatory questions of a form: lines that come back, behind a label that is a question, up to a question mark."""
    text = labeller.text
    forms = [key(text[piece.body : piece.end]) if piece.end - piece.body < 200 else "" for piece in pieces]
    times = Counter(forms)
    for i, label in enumerate(firsts):
        if label is None or not label.text.endswith("?") or label.end < pieces[i].end:
            continue
        run: list[str] = []
        for j in range(i + 1, min(i + 6, len(pieces))):
            if (
                times[forms[j]] < 2
                or not forms[j]
                or (pieces[j].gap and j > i + 1)
                or not text[pieces[j].body : pieces[j].end].strip()
            ):
                break
            run.append(forms[j])
            if "?" in forms[j] and (
                j + 1 >= len(pieces)
                or times[forms[j + 1]] < 2
                or "?" not in text[pieces[j + 1].body : pieces[j + 1].end]
            ):
                labeller.prompts.update(run)
    asked = [form for form, count in times.items() if count >= 3 and form.endswith("?")]
    labeller.prompts.update(asked)
    for i, form in enumerate(forms):
        if form in labeller.prompts and form.endswith("?"):
            back = i - 1
            while (
                back > 0
                and i - back < 4
                and times[forms[back]] >= 3
                and not pieces[back + 1].gap
                and "?" not in forms[back]
            ):
                if firsts[back] is not None and firsts[back].end >= pieces[back].end:  # type: ignore[union-attr]
                    break
                labeller.prompts.add(forms[back])
                back -= 1


def _camel_cuts(body: str) -> Iterable[int]:
    for cut in range(3, min(len(body), 40)):
        here, before = body[cut], body[cut - 1]
        if (before.islower() and (here.isupper() or here.isdigit())) or (before.isalpha() and here in "▪•●■„☐☒☑□"):
            yield cut
