# SPDX-License-Identifier: EUPL-1.2
"""From the tree to the frozen plan: texts, understood values, references, notes, and the partition of the text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from leitziel.methods.plantext.plan import (
    Field,
    Goal,
    Mark,
    Measure,
    Party,
    Plan,
    Reference,
    Role,
    Schedule,
    ScheduleKind,
    Span,
)
from leitziel.methods.plantext.source import Source
from leitziel.methods.plantext.vocabulary import key

from .brackets import closing_brackets
from .checks import doubts
from .compose import compose
from .cover import set_apart
from .flow import ends_sentence
from .nodes import Node
from .scan import Line, Scan
from .spans import Claim, tile
from .values import council_papers, read_schedule, source_title, split_examples, split_parties, stated_rhythm
from .words import brackets, join

_LEAD_LABEL = re.compile(r"federf|lead|leitung|hauptverantw|projektträger", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:bis (?:spätestens |zum |zu |mindestens |voraussichtlich |Ende |Mitte |zum Ende |einschließlich )*(?:Jahresende |Jahr |Ende |[A-Z][a-zä]+ )?"
    r"(?:19|20)\d{2})\b"
)
_STARTS = re.compile(r"beginn|start|\w+beginn|\w+start", re.IGNORECASE)
_ENDS = re.compile(r"ende|abschluss|bis\b|\w+ende|fertigstellung", re.IGNORECASE)
_BOXES = re.compile(r"[☒☑✓✔☐□]|\[[xX ]\]")
_SIGNED = re.compile(r"(?<=\S)\s+gez\.\s.*$", re.DOTALL)
_DROPPED = re.compile(r"^[A-Z]\s+(?=[A-ZÄÖÜ][a-zäöü])")


def prose(lines: Sequence[Line], between: str = " ") -> str | None:
    """The words of lines, broken lines joined; `between` stands between paragraphs, list items get lines."""
    paragraphs: list[list[str]] = []
    out: list[str] = []
    for line in lines:
        if not line.value:
            continue
        if not paragraphs or line.bullet or (line.new and (between != " " or line.piece.gap)):
            if paragraphs:
                out.append("\n" if line.bullet else between)
            paragraphs.append([line.value])
            out.append("")
        else:
            paragraphs[-1].append(line.value)
    texts = iter(join(paragraph) for paragraph in paragraphs)
    return (
        "".join(next(texts) if piece == "" else piece for piece in ["", *out[1:]] if paragraphs) if paragraphs else None
    )


def _printed_deadline(node: Node, values: dict[str, str], attributes: dict[str, str]) -> str | None:
    """The deadline as printed; of a beginning and an end under labels of their own, both. What is used of
    `attributes` is taken out there."""
    deadline = _said(values.get("deadline"))
    times = [part for part in node.parts if part.concept == "deadline" and not part.empty]
    if not times:
        times = [part for part in node.parts if part.concept == "span" and not part.empty]
        edge = next((part for part in times if _STARTS.match(part.label or "") or _ENDS.match(part.label or "")), None)
        deadline = attributes.pop(edge.label or "", None) if edge else None
    if len(times) == 2 and _STARTS.match(times[0].label or "") and _ENDS.match(times[1].label or ""):
        ends = [said for said in (deadline, _said(prose(times[1].lines))) if said]
        deadline = " – ".join(dict.fromkeys(ends)) or None
        attributes.pop(times[1].label or "", None)
    return deadline


class Builder:
    """Freezes a tree."""

    def __init__(self, source: Source, scan: Scan) -> None:
        self.source, self.scan = source, scan
        self.claims: list[Claim] = []
        self.owners: dict[int, int] = {}
        self.count = 0

    def build(self, root: Node) -> Plan:
        """The plan of a tree."""
        closing_brackets(root, self.source.text)
        compose(root)
        set_apart(root, self.scan)
        self._claim(root)
        notes_owner = []
        for note in self.scan.footnotes.notes:
            owner = self.count = self.count + 1
            notes_owner.append(owner)
            for i in note.pieces:
                piece = self.scan.pieces[i]
                self.claims.append((piece.start, piece.end, owner))
        spans, rest = tile(self.source.text, self.claims)
        self.spans = {owner: tuple(parts) for owner, parts in spans.items()}
        title = root.part("title")
        described = [line for part in root.parts if part.concept != "title" for line in part.lines]
        description = prose(sorted(described, key=lambda line: line.start), "\n\n")
        name = prose(title.lines) if title else None
        return Plan(
            text=self.source.text,
            sha256=self.source.sha256,
            pages=tuple(self.source.pages),
            title=_DROPPED.sub("", name) if name else None,
            description=description,
            fields=tuple(self.field(child) for child in root.children if child.kind == "field"),
            goals=tuple(self.goal(child) for child in root.children if child.kind == "goal"),
            measures=tuple(self.measure(child) for child in root.children if child.kind == "measure"),
            references=self.references(notes_owner),
            spans=self._spans(root),
            unassigned=tuple(rest),
            notes=(*self.source.notes, *root.notes),
        )

    def _claim(self, node: Node) -> None:
        self.count += 1
        owner = self.owners[id(node)] = self.count
        for part in node.parts:
            self.claims.extend((line.start, line.end, owner) for line in part.lines)
        self.claims.extend((start, end, owner) for start, end in node.claims)
        for child in node.children:
            self._claim(child)

    def _spans(self, node: Node) -> tuple[Span, ...]:
        return self.spans.get(self.owners[id(node)], ())

    def field(self, node: Node) -> Field:
        idea = [line for part in node.parts if part.concept == "idea" for line in part.lines]
        described = [line for part in node.parts if part.concept == "description" for line in part.lines]
        described.sort(key=lambda line: line.start)
        return Field(
            number=node.number,
            title=prose(self._lines(node, "header")) or node.number or "",
            guiding_idea=prose(idea),
            description=prose(described, "\n\n"),
            fields=tuple(self.field(child) for child in node.children if child.kind == "field"),
            goals=tuple(self.goal(child) for child in node.children if child.kind == "goal"),
            measures=tuple(self.measure(child) for child in node.children if child.kind == "measure"),
            references=self._marks(node, {"header": "title", "idea": "guiding_idea", "description": "description"}),
            spans=self._spans(node),
            notes=tuple(node.notes),
        )

    def goal(self, node: Node) -> Goal:
        text = prose(self._lines(node, "header"))
        described = prose(self._lines(node, "description"), "\n\n")
        if text is None:
            text, described = described, None
        return Goal(
            number=node.number,
            text=text or (f"Ziel {node.number}" if node.number else "Ziel"),
            description=described,
            measures=tuple(self.measure(child) for child in node.children if child.kind == "measure"),
            references=self._marks(node, {"header": "text", "description": "description"}),
            spans=self._spans(node),
        )

    def _lines(self, node: Node, concept: str) -> list[Line]:
        return [line for part in node.parts if part.concept == concept for line in part.lines]

    def _marks(self, node: Node, names: dict[str, str]) -> tuple[Mark, ...]:
        out: list[Mark] = []
        for part in node.parts:
            at = names.get(part.concept) or part.label or part.concept
            for line in part.lines:
                out += [Mark(mark, at) for mark in line.marks]
        return tuple(dict.fromkeys(out))

    # --- measures -------------------------------------------------------------------------------------------------

    def measure(self, node: Node) -> Measure:
        notes = list(node.notes)
        title, text = self._title_and_text(node)
        values: dict[str, str] = {}
        attributes: dict[str, str] = {}
        parties: list[Party] = []
        for part in node.parts:
            if part.concept in ("header", "body", "description", "tail"):
                continue
            value = ticked(prose(part.lines))
            if value is None:
                continue
            notes += doubts(part, value)
            if (
                part.concept in ("responsible", "deadline", "focus", "examples", "number")
                and part.concept not in values
            ):
                values[part.concept] = value
            elif part.concept != "title":
                name = part.label or "Text"
                attributes[name] = f"{attributes[name]}\n{value}" if name in attributes else value
            if part.concept == "responsible":
                role = Role.LEAD if _LEAD_LABEL.search(part.label or "") else Role.UNSPECIFIED
                parties += split_parties(value, role)
            elif part.concept == "partners":
                parties += split_parties(value, Role.PARTNER)
        deadline = _printed_deadline(node, values, attributes)
        responsible = _said(values.get("responsible"))
        if deadline is None and (found := self._deadline_in_prose(node)):
            deadline = found
            notes.append(
                f"Die Frist „{found}“ steht im Fließtext, nicht unter einer eigenen Bezeichnung; bitte prüfen."
            )
        schedule = read_schedule(deadline)
        suggested = self._suggested(schedule, title, text, notes)
        names = {"header": "title" if title and text else "text", "body": "text", "description": "text"}
        if title and text is None:
            names["header"] = "title"
        names |= {concept: concept for concept in ("responsible", "deadline", "focus", "examples")}
        return Measure(
            number=node.number or values.get("number"),
            title=title,
            text=text,
            responsible=responsible,
            parties=tuple(dict.fromkeys(parties)) if responsible or parties else (),
            deadline=deadline,
            schedule=schedule,
            suggested_schedule=suggested,
            focus=_said(values.get("focus")),
            examples=split_examples(values["examples"]) if _said(values.get("examples")) else (),
            attributes=attributes,
            references=self._marks(node, names),
            notes=tuple(notes),
            spans=self._spans(node),
        )

    def _title_and_text(self, node: Node) -> tuple[str | None, str | None]:
        header, body = self._lines(node, "header"), self._lines(node, "body")
        described = self._lines(node, "description")
        titled = prose(self._lines(node, "title"))
        short = sum(len(line.value) for line in body) <= 160 and not any(line.value[-1:] == "." for line in body)
        if described and body and short and body[0].start < described[0].start:
            header, body = header + body, []
        head, rest = prose(header), prose([*body, *described])
        if titled:
            return titled, prose([*header, *body, *described])
        if head is None:
            return None, rest or node.number or "–"
        if rest is not None:
            if ends_sentence(head) and head[-1] == "." and not described:
                return None, f"{head} {rest}"
            return head, rest
        if node.style in ("id", "heading", "sheet", "alone", "title") and not (ends_sentence(head) and len(head) > 80):
            return head, None
        return None, head

    def _deadline_in_prose(self, node: Node) -> str | None:
        """The one date until which the text under "Umsetzung" says that the measure is carried out."""
        for part in node.parts:
            if part.label and key(part.label).startswith(("umsetzung", "durchführung", "realisierung")):
                found = _UNTIL.findall(prose(part.lines) or "")
                if len(found) == 1:
                    return str(found[0])
        return None

    def _suggested(
        self, schedule: Schedule | None, title: str | None, text: str | None, notes: list[str]
    ) -> Schedule | None:
        if schedule is None or schedule.kind not in (ScheduleKind.ONGOING, ScheduleKind.UNKNOWN):
            return None
        stated = stated_rhythm(text or title)
        if stated is None:
            return None
        notes.append(f"Der Text nennt einen Rhythmus („{stated[1]}“), die Frist nicht; bitte prüfen.")
        return stated[0]

    # --- references -----------------------------------------------------------------------------------------------

    def references(self, owners: Sequence[int]) -> tuple[Reference, ...]:
        found: list[tuple[str | None, str, tuple[str, ...], tuple[Span, ...]]] = []
        numbers: dict[str, list[str]] = defaultdict(list)
        for note, owner in zip(self.scan.footnotes.notes, owners, strict=True):
            pieces = [self.scan.pieces[i] for i in note.pieces]
            starts = [note.start, *(piece.start for piece in pieces[1:])]
            text = join(self.scan.clean(start, piece.end) for start, piece in zip(starts, pieces, strict=True))
            papers = council_papers(text)
            title = source_title(text)
            if len(papers) == 1 and len(title) > 5 and papers[0] not in numbers[title]:
                numbers[title].append(papers[0])
            found.append((note.mark, text, papers, self.spans.get(owner, ())))
        out = []
        for mark, text, papers, spans in found:
            others = numbers.get(source_title(text), [])
            remarks: tuple[str, ...] = ()
            if len(papers) == 1 and len(others) > 1:
                remarks = (
                    f"Dieselbe Quelle wird unter mehreren Vorlagennummern angegeben: {', '.join(others)}; bitte prüfen.",
                )
            out.append(Reference(mark, text, papers, spans, remarks))
        return tuple(out)


def ticked(value: str | None) -> str | None:
    """Of check boxes only what is ticked; a text without boxes as it is, without a comma at its end."""
    if value is None:
        return None
    if not _BOXES.search(value):
        return balanced(value.rstrip(" ,;")) or value
    marks = list(_BOXES.finditer(value))
    if value[: marks[0].start()].strip():
        return value
    ends = [*(mark.start() for mark in marks[1:]), len(value)]
    chosen = [value[m.end() : end].strip(" ,;") for m, end in zip(marks, ends, strict=True) if m.group() not in "☐□[ ]"]
    return ", ".join(text for text in chosen if text) or None


def balanced(value: str) -> str:
    """A value without a bracket at its edge that has no partner in it, and without a signature."""
    value = _SIGNED.sub("", value)
    if value.endswith(")") and brackets(value) < 0:
        value = value[:-1].rstrip(" ,;")
    if value.startswith("(") and brackets(value) > 0:
        value = value[1:].lstrip()
    return value.rstrip(" ,;(") if value.endswith("(") else value


def _said(value: str | None) -> str | None:
    """A value, unless it only says that there is none ("-", "k. A.")."""
    if value is None or re.fullmatch(r"[\s\-–—./]*|k\.\s?A\.?|keine Angaben?|n\.\s?n\.|offen\?", value, re.IGNORECASE):
        return None
    return value
