# SPDX-License-Identifier: EUPL-1.2
"""The document's own scheme: which headings, ids and labels open measures, goals and fields here.

Nothing is decided by one line alone. Candidates are grouped by their form (numbered to the same depth, headings of
the same level, ids of a shape, the word "Maßnahme" with a number ...); what follows the members of a group decides
what the group opens. Repeated structure is the evidence.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from leitziel.methods.plantext.vocabulary import key

from .brackets import lead_ins
from .counting import is_goal_path
from .openings import Opening, count_on, opening_of
from .overviews import repeats
from .scan import Line, Scan
from .table import Table
from .tables import tables_of

ATTRIBUTES = frozenset(
    ("responsible", "partners", "deadline", "focus", "examples", "description", "other", "title", "number")
)


@dataclass(slots=True)
class Scheme:
    """What the document's forms mean: `measures`, `goals` are groups; `openings` by line index."""

    openings: dict[int, Opening] = field(default_factory=dict)
    measures: set[tuple[str, ...]] = field(default_factory=set)
    goals: set[tuple[str, ...]] = field(default_factory=set)
    fields: set[tuple[str, ...]] = field(default_factory=set)
    leitziel_is_goal: bool = True
    numbered_goals: bool = False
    lettered_fields: bool = False
    inner_field: bool = False
    inner_goal: bool = False
    first_label: str | None = None
    title_label: bool = False
    strong: set[str] = field(default_factory=set)
    labelled_measures: int = 0
    sheets: bool = False
    tables: dict[int, Table] = field(default_factory=dict)
    lead_ins: set[int] = field(default_factory=set)


def attribute(line: Line) -> str | None:
    """The concept of a measure that the line's label names, if any."""
    if line.label is None:
        return None
    return next((concept for concept in line.label.concepts if concept in ATTRIBUTES), None)


def structural(line: Line) -> str | None:
    """The structural concept of the line's label."""
    if line.label is None or not line.label.structural:
        return None
    return line.label.concepts[0]


def find_scheme(scan: Scan) -> Scheme:
    """Infer the scheme; see the module's docstring."""
    scheme = Scheme()
    lines = scan.lines
    count_on(scan)
    scheme.tables = tables_of(scan)
    for i, line in enumerate(lines):
        if line.piece.cell is None and (opening := opening_of(scan, i)):
            scheme.openings[i] = opening
    _themes(scan)
    _lead_ins(scan, scheme)
    scheme.strong = {c for line in lines if line.label and not line.label.weak for c in line.label.concepts}
    plain_goals = [
        line for line in lines if line.label and line.label.concepts == ("goal",) and (line.label.number or line.new)
    ]
    scheme.leitziel_is_goal = not plain_goals
    scheme.numbered_goals = any(line.label and line.label.number for line in plain_goals)
    letters = {line.label.number for line in lines if structural(line) == "field" and line.label is not None}
    scheme.lettered_fields = {"A", "B"} <= letters or {"I", "II"} <= letters
    scheme.labelled_measures = sum(_opens_measure(line) for line in lines)
    _inner(scan, scheme)
    _measure_groups(scan, scheme)
    groups = {opening.group for opening in scheme.openings.values()}
    scheme.goals.update(group for group in groups - scheme.measures if is_goal_path(group))
    _first_label(scan, scheme)
    return scheme


def _lead_ins(scan: Scan, scheme: Scheme) -> None:
    """Lines above lists of measures are no labels, however often their words come back."""
    if any(_opens_measure(line) for line in scan.lines):
        return
    scheme.lead_ins = lead_ins(scan.lines)
    for i in scheme.lead_ins:
        line = scan.lines[i]
        if line.label is not None:
            line.label, line.value_start = None, line.piece.body if line.head else line.start
            line.value = scan.clean(line.value_start, line.end)


def _themes(scan: Scan) -> None:
    """A weak label of a title ("Thema: ...") that stands above goals, and less often than the labels of the sheets
    that follow, heads them: it names a field."""
    labelled = [(i, line) for i, line in enumerate(scan.lines) if line.label is not None and line.piece.cell is None]
    times = Counter(key(line.label.text) for _, line in labelled if line.label)
    heads: dict[str, list[tuple[Line, bool]]] = defaultdict(list)
    for position, (i, line) in enumerate(labelled):
        if line.label and line.label.weak and line.label.concepts[0] == "title" and line.value:
            after = labelled[position + 1] if position + 1 < len(labelled) else None
            above = after is not None and after[0] == i + 1 and structural(after[1]) in {"goal", "guiding_idea"}
            heads[key(line.label.text)].append((line, above))
    often = [form for form, count in times.items() if form not in heads]
    for lines in heads.values():
        sheets = max((times[other] for other in often), default=0)
        if len(lines) >= 2 and all(above for _, above in lines) and sheets >= len(lines) + 2:
            for line, _ in lines:
                if line.label:
                    line.label = replace(line.label, concepts=("field",), weak=False)


def _opens_measure(line: Line) -> bool:
    return structural(line) == "measure" and line.label is not None and bool(line.label.number or line.value)


def markers(scan: Scan, scheme: Scheme) -> Iterator[tuple[int, str]]:
    """Indices of lines that open or label something, with what they are: an opening's group name, a structural
    concept or "attribute"."""
    table = -1
    for i, line in enumerate(scan.lines):
        if line.piece.cell is not None:
            if line.piece.cell.table != table:
                table = line.piece.cell.table
                kind = scheme.tables[table].kind
                if kind != "other":
                    yield i, "attribute" if kind == "sheet" else "measure"
            continue
        if i in scheme.openings:
            yield i, "opening"
        elif line.label is not None:
            yield i, structural(line) or "attribute"


def _measure_groups(scan: Scan, scheme: Scheme) -> None:
    """Which groups of openings are followed by the labels of a measure?"""
    order = list(markers(scan, scheme))
    followed: dict[tuple[str, ...], int] = defaultdict(int)
    total: dict[tuple[str, ...], int] = defaultdict(int)
    again = _named_again(scan, scheme, order)
    for position, (i, kind) in enumerate(order):
        after, next_kind = order[position + 1] if position + 1 < len(order) else (-1, "")
        if kind != "opening":
            continue
        group = scheme.openings[i].group
        total[group] += i not in again
        if (
            (next_kind == "attribute" and not _section_of(scan, after))
            or (next_kind == "goal" and scheme.inner_goal)
            or (next_kind == "field" and scheme.inner_field)
        ):
            followed[group] += 1
    ranked = sorted(total, key=lambda g: (-followed[g], g))
    for group in ranked:
        share = followed[group] / total[group]
        if group[0] == "id":
            distinct = len(
                {
                    scheme.openings[i].number
                    for i, _ in order
                    if i in scheme.openings and scheme.openings[i].group == group
                }
            )
            if (followed[group] >= 1 and share >= 0.4) or (
                distinct >= 2 and not scheme.measures and scheme.labelled_measures < 2
            ):
                scheme.measures.add(group)
        elif scheme.labelled_measures >= 2 or ("id",) in scheme.measures:
            continue
        elif (share >= 0.6 and followed[group] >= 2 and not scheme.measures) or (
            share == 1
            and followed[group] == 1
            and not scheme.measures
            and len(ranked) > 1
            and not scheme.labelled_measures
        ):
            scheme.measures.add(group)


def _named_again(scan: Scan, scheme: Scheme, order: Sequence[tuple[int, str]]) -> set[int]:
    """Openings in an overview: their number and title stand elsewhere too, with labels behind them."""
    full: dict[tuple[tuple[str, ...], str], str] = {}
    bare: list[tuple[int, Opening]] = []
    for (i, kind), (_, after) in zip(order, [*order[1:], (-1, "")], strict=False):
        opening = scheme.openings.get(i)
        if kind != "opening" or opening is None or not opening.number:
            continue
        if after == "attribute":
            full[opening.group, opening.number] = scan.clean(opening.value_start, scan.lines[i].end)
        else:
            bare.append((i, opening))
    return {
        i
        for i, opening in bare
        if (found := full.get((opening.group, opening.number or "")))
        and repeats(scan.clean(opening.value_start, scan.lines[i].end), found)
    }


def _section_of(scan: Scan, i: int) -> bool:
    """Is the labelled line rather the heading of a section of prose ("Ausgangslage", "Ziele")?"""
    if i < 0:
        return False
    line = scan.lines[i]
    return bool(
        line.label
        and line.label.style == "alone"
        and line.heading
        and key(line.label.text) in scan.labeller.vocabulary.sections
    )


def _inner(scan: Scan, scheme: Scheme) -> None:
    """Do "Handlungsfeld:" and "Ziel:" stand inside the sheet of a measure, or above measures?"""
    order = list(markers(scan, scheme))
    inside: Counter[str] = Counter()
    above: Counter[str] = Counter()
    for position, (i, kind) in enumerate(order):
        if kind not in ("field", "goal") or scan.lines[i].label is None:
            continue
        label = scan.lines[i].label
        if label and label.number and kind == "goal":
            above[kind] += 1
            continue
        if label and label.style == "glued":
            inside[kind] += 1
            continue
        after = order[position + 1][1] if position + 1 < len(order) else ""
        before = order[position - 1][1] if position else ""
        if kind == "goal" and _above_untitled(scan, order, position):
            above[kind] += 1
        elif (
            after == "attribute"
            or (before == "attribute" and after in ("", kind))
            or (kind == "goal" and position and _same_form(scheme, order, position))
        ):
            inside[kind] += 1
        else:
            above[kind] += 1
    scheme.inner_field = inside["field"] > above["field"]
    scheme.inner_goal = inside["goal"] > above["goal"]


def _above_untitled(scan: Scan, order: Sequence[tuple[int, str]], position: int) -> bool:
    """Does a goal stand right below a field and above a title without any mark, with several sheets until the next
    goal? Then the goal belongs to all of them."""
    if not position or order[position - 1][1] != "field" or position + 1 >= len(order):
        return False
    here, after = order[position][0], order[position + 1][0]
    if after - here < 2 or order[position + 1][1] != "attribute":
        return False
    forms: Counter[str] = Counter()
    for i, kind in order[position + 1 :]:
        label = scan.lines[i].label
        if kind != "attribute" or label is None:
            break
        forms[key(label.text)] += 1
    return max(forms.values(), default=0) >= 2


def _same_form(scheme: Scheme, order: Sequence[tuple[int, str]], position: int) -> bool:
    """Do openings of one form, or two labelled measures, stand before and behind?"""
    before, after = order[position - 1], order[position + 1] if position + 1 < len(order) else (-1, "")
    if before[1] == "measure" and after[1] in ("measure", "", "field"):
        return True
    first, second = scheme.openings.get(before[0]), scheme.openings.get(after[0])
    return first is not None and (second is None or first.group == second.group) and after[1] in ("opening", "")


def _first_label(scan: Scan, scheme: Scheme) -> None:
    """The label that usually comes first in a sheet, and whether sheets carry their title under a label."""
    firsts: Counter[str] = Counter()
    titles = 0
    waiting = False
    opened = 0
    for i, line in enumerate(scan.lines):
        if line.piece.cell is not None:
            continue
        opening = scheme.openings.get(i)
        if (opening and opening.group in scheme.measures) or _opens_measure(line):
            waiting, opened = True, opened + 1
        elif attribute(line) and waiting and line.label is not None and not line.label.structural:
            firsts[key(line.label.text)] += 1
            waiting = False
        if attribute(line) == "title" and line.label is not None and not line.label.weak:
            titles += 1
    if firsts:
        form, times = firsts.most_common(1)[0]
        if times >= 3 and times * 10 >= opened * 7:
            scheme.first_label = form
    scheme.title_label = titles >= 1 and opened == 0
    scheme.sheets = bool(firsts) and sum(firsts.values()) * 2 >= opened


def cycles(scan: Scan) -> list[int]:
    """Indices of the attribute lines at which a cycle of labels begins anew (sheets without any opening)."""
    seen: set[str] = set()
    out: list[int] = []
    first: str | None = None
    for i, line in enumerate(scan.lines):
        if line.piece.cell is not None or line.label is None or attribute(line) is None:
            continue
        form = key(line.label.text)
        if first is None:
            first = form
        if form == first or (form in seen and first not in seen):
            out.append(i)
            seen = set()
        seen.add(form)
    return out
