# SPDX-License-Identifier: EUPL-1.2
"""The importer: a text, a 300-page PDF, and the memory it takes."""

from __future__ import annotations

import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bench.measure import Figure, measure

SHARED = Path(__file__).resolve().parents[1] / ".." / "shared"
PAGES = 300
MEASURE = """Maßnahme {item}: Die Stadt richtet das Angebot {number}.{goal}.{item} ein und stimmt es mit den Trägern ab, \
damit Familien es kennen und nutzen können.

Verantwortung: Fachdienst Soziales

Termin: fortlaufend
"""


@cache
def long_pdf() -> bytes:
    """A 300-page concept in the manner of the demo city's, set by Typst."""
    import typst

    lines = ['#set page(paper: "a4", numbering: "1")', '#set text(lang: "de", size: 11pt)', "= Langes Konzept"]
    for number in range(1, PAGES + 1):
        lines.append(f"#pagebreak(weak: true)\n== Handlungsfeld {number}\nStrategische Leitidee\n\nAlle nehmen teil.\n")
        for goal in (1, 2):
            lines.append(f"Ziel {goal}: Die Stadt sorgt im Bereich {number} für Teilhabe und berichtet darüber.\n")
            lines += [MEASURE.format(number=number, goal=goal, item=item) for item in range(1, 5)]
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "long.typ"
        source.write_text("\n".join(lines), encoding="utf-8")
        return typst.compile(source)


def figures() -> Iterator[Figure]:
    from leitziel.methods.plantext import parse
    from leitziel.methods.plantext.guarded import parse_guarded
    from leitziel.methods.plantext.reading import read

    concept = SHARED / "sources" / "integrationskonzept.txt"
    if concept.exists():
        data = concept.read_bytes()
        yield measure(
            "Integrationskonzept (text, 41 KB): read and understood",
            lambda: parse(read(data, concept.name)).to_dict(),
            aim="< 300 ms",
        )
        yield measure(
            "the same in the guarded child, as web and command line do",
            lambda: parse_guarded(data, concept.name),
        )
    pdf = long_pdf()
    beside = None
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        if shutil.which("pdftotext"):
            command = ["pdftotext", "-layout", file.name, "-"]
            beside = ("pdftotext -layout", lambda: subprocess.run(command, check=True, capture_output=True))
        yield measure(
            f"PDF of {PAGES} pages, {8 * PAGES} measures (guarded child)",
            lambda: parse_guarded(pdf, "long.pdf"),
            runs=2,
            aim="< 30 s",
            beside=beside,
        )
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{'  peak memory of the largest child':<58} {peak:9.0f} MB       < 1024 MB")
