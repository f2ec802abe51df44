# SPDX-License-Identifier: EUPL-1.2
"""What a reader must find in the demo documents: `python -m leitziel.demo.expected`.

Writes `expected/counts.json`, `expected/<document>.gold.json` (nested or flat, as the scoring tool reads it) and
`expected/sozialstrategie-2022-2026.json`: what became of every measure between the two editions.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from leitziel.demo.content import PAPER, TEXTS, Concept, Field, Measure, Text, load

FOLDER = Path(__file__).parent / "expected"
NESTED = ("sozialstrategie-2022", "sozialstrategie-2026")
FLAT = "inklusion-2024"
SHEET = "hitzeaktionsplan-2025"
COMPARED = ("responsible", "deadline", "focus", "examples")


# ---------------------------------------------------------------- gold
def examples(measure: Measure) -> str | None:
    return ", ".join(measure.examples) or None


def nested_goals(field: Field, *, short: bool) -> list[dict[str, Any]]:
    goals = []
    for goal in field.goals:
        rows = [
            {
                "number": m.number.rpartition(".")[2] if short else m.number,
                "text": m.text.plain,
                "responsible": m.plain("responsible"),
                "deadline": m.plain("deadline"),
                "fokus": m.plain("focus"),
                "praxis_beispiele": examples(m),
                "footnotes": {"text": m.text.marks} if m.text.marks else {},
            }
            for m in goal.measures
        ]
        goals.append({"number": goal.number, "text": goal.text.plain, "footnotes": goal.text.marks, "measures": rows})
    return goals


def nested_field(field: Field, *, short: bool) -> dict[str, Any]:
    idea = field.guiding_idea or Text()
    row: dict[str, Any] = {
        "number": field.number,
        "title": field.title,
        "leitidee": idea.plain or None,
        "leitidee_footnotes": idea.marks,
        "description": "\n".join(text.plain for text in field.description) or None,
        "goals": nested_goals(field, short=short),
    }
    if field.fields:
        row["subfields"] = [nested_field(sub, short=short) for sub in field.fields]
    return row


def nested_gold(name: str) -> dict[str, Any]:
    """The gold of a concept with goals."""
    concept = load(name)
    notes = [
        {"number": i, "text": text, "papers": PAPER.findall(text)} for i, text in enumerate(concept.notes, start=1)
    ]
    # the brochure counts measures within their goal, the Word file "1.2"
    fields = [nested_field(field, short=name == NESTED[0]) for field in concept.fields]
    return {"source": name, "title": concept.head["title"], "fields": fields, "footnotes": notes}


def flat_gold(name: str) -> list[dict[str, Any]]:
    """The gold of a concept of fact sheets: one row a measure."""
    rows = []
    for field in load(name).fields:
        for m in field.measures:
            said = {key: m.plain(key) for key in ("description", "partners", "target_groups", "costs", "indicator")}
            row = {"field": field.title, "goal": None, "measure": m.text.plain, "id": f"M{m.number}"}
            lead = m.plain("responsible")
            rows.append({**row, "responsible": [lead] if lead else None, "deadline": m.plain("deadline"), **said})
    return rows


def sheet_gold(name: str) -> list[dict[str, Any]]:
    about = tomllib.loads((TEXTS / f"{name}.toml").read_text("utf-8"))
    rows = []
    for cells in about["rows"]:
        row = dict(zip(about["columns"], cells, strict=True))
        gold = {"field": row["Bereich"], "goal": None, "measure": row["Maßnahme"], "id": row["Nr."]}
        rows.append({**gold, "responsible": [row["Zuständig"]], "deadline": row["Umsetzung bis"]})
    return rows


# ---------------------------------------------------------------- counts
def schedule(deadline: str) -> dict[str, Any] | None:
    """What a printed deadline means; None where a careful reader would not settle it."""
    known: dict[str, Any] = tomllib.loads((TEXTS / "deadlines.toml").read_text("utf-8"))["schedules"]
    if by := re.fullmatch(r"bis (?:Ende |Mitte )?(\d{4})", deadline):
        return {"kind": "by", "end": by[1]}
    if period := re.fullmatch(r"(\d{4})–(\d{4})", deadline):
        return {"kind": "period", "start": period[1], "end": period[2]}
    return known.get(deadline)


def every_field(fields: list[Field]) -> list[Field]:
    return [each for field in fields for each in (field, *every_field(field.fields))]


def counts(concept: Concept) -> dict[str, Any]:
    fields, measures = every_field(concept.fields), concept.all_measures()
    deadlines = [m.plain("deadline") or "" for m in measures]
    return {
        "fields": len(concept.fields),
        "sub_fields": len(fields) - len(concept.fields),
        "guiding_ideas": sum(field.guiding_idea is not None for field in fields),
        "goals": sum(len(field.goals) for field in fields),
        "measures": len(measures),
        "with_examples": sum(bool(m.examples) for m in measures),
        "with_focus": sum("focus" in m.said for m in measures),
        "without_deadline": deadlines.count(""),
        "footnotes": len(concept.notes),
        "papers": len({paper for text in concept.notes for paper in PAPER.findall(text)}),
        "schedules": {d: s for d in sorted({*deadlines} - {""}) if (s := schedule(d))},
        "suggested_months": {m.text.plain: int(r) for m in measures if (r := m.plain("rhythm"))},
    }


# ---------------------------------------------------------------- two editions
def homes(concept: Concept) -> dict[str, tuple[str, str]]:
    """Key of a measure -> title of its field and text of its goal."""
    return {
        measure.key: (field.title, goal.text.plain)
        for field in every_field(concept.fields)
        for goal in field.goals
        for measure in goal.measures
    }


def heirs_of_fields(before: Concept, after: Concept) -> dict[str, str]:
    """Title of a field -> title of the field in the later edition that took most of its measures."""
    was, now = homes(before), homes(after)
    taken: dict[str, Counter[str]] = {}
    for measure in after.all_measures():
        for origin in measure.predecessors or [measure.key] * (measure.key in was):
            taken.setdefault(was[origin][0], Counter())[now[measure.key][0]] += 1
    return {title: counter.most_common(1)[0][0] for title, counter in taken.items()}


def changes(old: Measure, new: Measure) -> list[str]:
    changed = ["text"] if old.text.plain != new.text.plain else []
    return changed + [name for name in COMPARED if old.plain(name) != new.plain(name)]


def comparison(before: Concept, after: Concept) -> list[dict[str, Any]]:
    """What became of every measure: the same (with what changed, and whether it moved to another field), split,
    merged, dropped or added."""
    old, new = ({m.key: m for m in concept.all_measures()} for concept in (before, after))
    was, now, heir = homes(before), homes(after), heirs_of_fields(before, after)
    rows: list[dict[str, Any]] = []
    for key, measure in new.items():
        origins = measure.predecessors or [key] * (key in old)
        heirs = [k for k, m in new.items() if set(origins) & set(m.predecessors or [k])] if origins else []
        kind = "merged" if len(origins) > 1 else "split" if len(heirs) > 1 else "same" if origins else "added"
        row: dict[str, Any] = {"kind": kind, "old": origins, "new": [key]}
        if kind == "same":
            row["changed"] = changes(old[origins[0]], measure)
            row["moved"] = heir[was[origins[0]][0]] != now[key][0]
        rows.append(row)
    taken = {origin for row in rows for origin in row["old"]}
    return rows + [{"kind": "dropped", "old": [key], "new": []} for key in old if key not in taken]


def files() -> dict[str, str]:
    """File name -> JSON text of everything expected."""
    before, after = (load(name) for name in NESTED)
    data: dict[str, Any] = {f"{name}.gold.json": nested_gold(name) for name in NESTED}
    data[f"{FLAT}.gold.json"] = flat_gold(FLAT)
    data[f"{SHEET}.gold.json"] = sheet_gold(SHEET)
    data["counts.json"] = {name: counts(load(name)) for name in (*NESTED, FLAT)}
    texts = {year: {m.key: m.text.plain for m in c.all_measures()} for year, c in (("2022", before), ("2026", after))}
    data["sozialstrategie-2022-2026.json"] = {"measures": texts, "rows": comparison(before, after)}
    return {name: json.dumps(value, ensure_ascii=False, indent=1) + "\n" for name, value in data.items()}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
