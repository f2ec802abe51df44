# SPDX-License-Identifier: EUPL-1.2
"""Two editions -> the values of their synopsis; as many queries as the comparison takes."""

from __future__ import annotations

from collections.abc import Iterable

from leitziel.reports.library.common.gathering import About, Subject
from leitziel.reports.library.common.values import Head
from leitziel.reports.library.common.wording import Words
from leitziel.strategy.queries.lineage.changes import edition_changes
from leitziel.strategy.queries.lineage.values import (
    ChangeKind,
    EditionChanges,
    EditionTotals,
    EntryChange,
    FieldChanges,
    PairChange,
    Side,
)
from leitziel.strategy.queries.lineage.values import Section as SectionChanges
from leitziel.strategy.queries.values import EditionRef

from .values import Context, EditionFacts, Entry, FieldPart, KindCount, Line, Part, Piece, Section


def gather(subject: Subject, about: About) -> Context:
    """Freeze what changed between two editions (each with its concept at hand)."""
    assert subject.edition is not None
    assert subject.earlier_edition is not None
    return context_of(edition_changes(subject.earlier_edition, subject.edition), about)


def context_of(found: EditionChanges, about: About) -> Context:
    """The changes as the values of the report; no query."""
    words = Words(about.words, about.language)
    concept = found.concept.label
    sources = tuple(
        words("edition_source", concept=concept, label=ref.label, state=ref.state_label)
        for ref in (found.old, found.new)
    )
    head = Head(
        municipality=about.municipality.name,
        title=about.title or words("title", concept=concept, old=found.old.label, new=found.new.label),
        subtitle=words("subtitle", old=found.old.label, new=found.new.label),
        language=about.language,
        issued=about.issued,
        as_of=about.issued.date(),
        address=about.address("concept", found.concept.key),
        sources=sources,
        words=dict(about.words),
    )
    return Context(
        head=head,
        concept=concept,
        old=_edition(found.old, found.old_totals),
        new=_edition(found.new, found.new_totals),
        counts=tuple(
            KindCount(label=str(c.kind.label), fields=c.fields, goals=c.goals, measures=c.measures)
            for c in found.counts
            if c.fields or c.goals or c.measures
        ),
        fields=tuple(_field(part, words) for part in found.fields),
    )


def _edition(ref: EditionRef, totals: EditionTotals) -> EditionFacts:
    return EditionFacts(
        label=ref.label,
        state=ref.state_label,
        valid_from=ref.valid_from,
        valid_to=ref.valid_to,
        fields=totals.fields,
        goals=totals.goals,
        measures=totals.measures,
    )


def _field(part: FieldChanges, words: Words) -> FieldPart:
    return FieldPart(
        title=part.field.main.full if part.field else words("general"),
        depth=part.depth,
        field=_entry(part.field, words) if part.field else None,
        sections=tuple(_section(section, words) for section in part.sections),
    )


def _section(section: SectionChanges, words: Words) -> Section:
    return Section(
        goal=_entry(section.goal, words) if section.goal else None,
        changed=tuple(_entry(change, words) for change in section.measures if change.changed),
        same=tuple(change.main.full for change in section.measures if not change.changed),
    )


def _entry(change: EntryChange, words: Words) -> Entry:
    kinds = tuple(str(kind.label) for kind in change.kinds if kind is not ChangeKind.SAME)
    return Entry(
        key=change.key,
        entry=change.entry,
        number=change.main.number,
        heading=change.main.heading,
        kinds=kinds,
        parts=_parts(change, words) if kinds else (),
    )


def _parts(change: EntryChange, words: Words) -> tuple[Part, ...]:
    """One old beside one new entry; a new or dropped one alone; of split and merged ones each pair."""
    if not change.pairs:
        alone = [(side, "removed") for side in change.old] + [(side, "added") for side in change.new]
        return tuple(Part(name="", lines=tuple(_alone(side, mark, words))) for side, mark in alone)
    several = len(change.pairs) > 1
    return tuple(
        Part(name=f"{pair.old.full} → {pair.new.full}" if several else "", lines=tuple(_beside(pair, change, words)))
        for pair in change.pairs
    )


def _alone(side: Side, mark: str, words: Words) -> Iterable[Line]:
    assert mark in {"removed", "added"}
    text = "\n".join(filter(None, (side.heading, side.text)))
    yield Line(label=words("whole_text"), pieces=(Piece(text=text, mark=mark),))  # type: ignore[arg-type]
    if side.path:
        yield Line(label=words("place"), pieces=(Piece(text=side.path, mark=mark),))  # type: ignore[arg-type]


def _beside(pair: PairChange, change: EntryChange, words: Words) -> Iterable[Line]:
    """What differs, detail by detail; where an entry only moved, its place."""
    for attribute in pair.attributes:
        pieces = tuple(Piece(text=piece.text, mark=piece.kind) for piece in attribute.segments)
        yield Line(label=attribute.label, pieces=pieces)
    if change.moved or pair.old.path != pair.new.path:
        old, new = Piece(text=pair.old.path, mark="removed"), Piece(text=pair.new.path, mark="added")
        yield Line(label=words("place"), pieces=tuple(piece for piece in (old, new) if piece.text))
    if pair.old.number != pair.new.number and not any(a.name == "number" for a in pair.attributes):
        old, new = Piece(text=pair.old.number, mark="removed"), Piece(text=pair.new.number, mark="added")
        yield Line(label=words("number"), pieces=tuple(piece for piece in (old, new) if piece.text))
    if not pair.attributes and len(change.pairs) > 1:
        text = Piece(text="\n".join(filter(None, (pair.new.heading, pair.new.text))), mark="same")
        yield Line(label=words("whole_text"), pieces=(text,))
