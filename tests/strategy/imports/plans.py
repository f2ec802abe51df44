# SPDX-License-Identifier: EUPL-1.2
"""Plans as the reader would hand them over, written by hand: an invented concept, with conserving spans."""

import hashlib


class Writer:
    """Writes a source text piece by piece and gives the span of each piece."""

    def __init__(self):
        self.text = ""

    def add(self, piece):
        start = len(self.text)
        self.text += piece
        return [start, len(self.text)]


def measure(writer, number, text, *, responsible="", deadline="", examples=(), lines=None, **more):
    body = lines or [f"Maßnahme {number}: {text}\n"]
    body += [f"Verantwortung: {responsible}\n"] if responsible else []
    body += [f"Termin: {deadline}\n"] if deadline else []
    span = writer.add("".join(body))
    node = {
        "number": number,
        "title": None,
        "text": text,
        "responsible": responsible or None,
        "parties": [{"name": n.strip(), "role": "unspecified"} for n in responsible.split(",") if n.strip()],
        "deadline": deadline or None,
        "schedule": {"kind": "ongoing", "start": None, "end": None, "every_months": None} if deadline else None,
        "suggested_schedule": None,
        "focus": None,
        "examples": list(examples),
        "attributes": {},
        "references": [],
        "notes": [],
        "spans": [span],
    }
    node.update(more)
    return node


def goal(writer, number, text, measures=()):
    span = writer.add(f"Ziel {number}: {text}\n")
    return {
        "number": number,
        "text": text,
        "description": None,
        "measures": [build(writer) for build in measures],
        "references": [],
        "spans": [span],
    }


def field(writer, number, title, *, goals=(), measures=(), fields=(), guiding_idea=None):
    span = writer.add(f"{number} {title}\n" + (f"{guiding_idea}\n" if guiding_idea else ""))
    return {
        "number": number,
        "title": title,
        "guiding_idea": guiding_idea,
        "description": None,
        "measures": [build(writer) for build in measures],
        "goals": [build(writer) for build in goals],
        "fields": [build(writer) for build in fields],
        "references": [],
        "spans": [span],
        "notes": [],
    }


def plan(writer, *, fields=(), goals=(), measures=(), references=(), loose=(), title="Konzept Auental"):
    head = writer.add(f"{title}\n")
    made = {
        "title": title,
        "description": None,
        "measures": [build(writer) for build in measures],
        "goals": [build(writer) for build in goals],
        "fields": [build(writer) for build in fields],
        "references": [],
        "spans": [head],
        "notes": [],
    }
    for mark, text, papers in references:
        made["references"].append(
            {"mark": mark, "text": text, "council_papers": papers, "spans": [writer.add(f"{mark} {text}\n")]}
        )
    spans = [writer.add(piece) for piece in loose]
    made["unassigned"] = [{"text": writer.text[a:b], "span": [a, b]} for a, b in spans]
    made["extracted"] = {
        "text": writer.text,
        "sha256": hashlib.sha256(writer.text.encode()).hexdigest(),
        "pages": [0],
    }
    return made


def _homes(w):
    built = {
        "responsible": "FD Soziales, Wohnbau Auental",
        "deadline": "fortlaufend",
        "examples": ["Tauschbörse"],
        "references": [{"reference": "1", "at": "text"}],
    }
    return goal(
        w,
        "1",
        "Es gibt mehr barrierearme Wohnungen.",
        [
            lambda w: measure(w, "1", "Die Stadt baut zwanzig Wohnungen.", **built),
            lambda w: measure(w, "2", "Ein Lotse berät Mietende.", responsible="FD Soziales"),
        ],
    )


def _housing(w):
    ramps = [lambda w: measure(w, "1", "Die Stadt baut Rampen.", examples=["Tauschbörse"])]
    return field(
        w,
        "1",
        "Handlungsfeld Wohnen",
        guiding_idea="Alle finden eine bezahlbare Wohnung.",
        goals=[_homes, lambda w: goal(w, "2", "Niemand verliert seine Wohnung.")],
        fields=[lambda w: field(w, "1.1", "Wohnen im Alter", measures=ramps)],
    )


def _language(w):
    noted = {"notes": ["Bitte prüfen."], "references": [{"reference": "2", "at": "text"}]}
    measures = [
        lambda w: measure(w, "1", "Kurse am Abend finden statt. Kinder werden betreut.", **noted),
        lambda w: measure(w, "2", "Ein Sprachcafé öffnet.", responsible="Volkshochschule"),
    ]
    goals = [lambda w: goal(w, "1", "Alle lernen Deutsch.", measures)]
    return field(w, "2", "Handlungsfeld Sprache", goals=goals)


def small_plan():
    """Two fields (one with a part field), three goals, five measures, two footnotes, two loose passages."""
    long = "Vgl. Wohnkonzept Auental, 20/0815-BV + Vgl. 2.1 HF Sprache Wohnkonzept Auental 2020"
    return plan(
        Writer(),
        fields=[_housing, _language],
        references=[("1", "Vgl. Wohnkonzept Auental, 20/0815-BV", ["20/0815-BV"]), ("2", long, ["20/0815-BV"])],
        loose=["Seite 3\n", "Die Stadt dankt allen Beteiligten. Ein Beirat begleitet die Umsetzung.\n"],
    )


def big_plan(measures=1000, fields=20, goals=100):
    """A plan of `measures` measures in `fields` fields with `goals` goals, each with its own responsible office."""
    w = Writer()

    def make_goal(f, g):
        per_goal = measures // goals
        builders = [
            lambda w, m=m: measure(
                w,
                str(m + 1),
                f"Maßnahme {m} des Ziels {g} im Feld {f} wird umgesetzt.",
                responsible=f"Fachdienst {m % 30}, Träger {g % 40}",
                deadline="fortlaufend",
                examples=[f"Beispiel {m}"],
                references=[{"reference": str(g % 20), "at": "text"}],
            )
            for m in range(per_goal)
        ]
        return lambda w: goal(w, str(g), f"Ziel {g} im Feld {f}", builders)

    per_field = goals // fields
    return plan(
        w,
        fields=[
            lambda w, f=f: field(
                w, str(f), f"Handlungsfeld {f}", goals=[make_goal(f, f * per_field + g) for g in range(per_field)]
            )
            for f in range(fields)
        ],
        references=[(str(n), f"Vgl. Konzept {n}, 21/{n:04}-BV", [f"21/{n:04}-BV"]) for n in range(20)],
    )
