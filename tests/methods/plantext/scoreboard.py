# SPDX-License-Identifier: EUPL-1.2
"""Scores of the grammar on every document at hand: `python -m tests.methods.plantext.scoreboard [NAME] [-v]`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from leitziel.methods.plantext import Plan, Source, parse
from tests.methods.plantext import shared


def documents() -> Iterator[tuple[str, Path, Path]]:
    """(name, document, gold) of everything that has a gold file."""
    if shared.SHARED.is_dir():
        yield "integrationskonzept", shared.INTEGRATIONSKONZEPT, shared.INTEGRATIONSKONZEPT_GOLD
        for gold in sorted((shared.SHARED / "documents").glob("[0-9]*.gold.json")):
            yield gold.name[:-10], gold.with_name(gold.name[:-10] + ".txt"), gold
    layouts = Path(__file__).with_name("layouts")
    for gold in sorted(layouts.glob("*.gold.json")):
        for document in sorted(layouts.glob(gold.name[:-10] + ".*")):
            if document.suffix in (".txt", ".md", ".html"):
                yield f"{document.name}", document, gold


def read_plan(path: Path) -> Plan:
    """The plan of a file, through the readers where the format needs one."""
    if path.suffix == ".txt":
        return parse(Source.from_text(path.read_text(encoding="utf-8")))
    from leitziel.methods.plantext import reading

    return parse(reading.read(path.read_bytes(), name=path.name))


def main(arguments: list[str]) -> None:
    wanted = [argument for argument in arguments if not argument.startswith("-")]
    for name, document, gold in documents():
        if wanted and not any(part in name for part in wanted):
            continue
        figures: dict[str, Any] = shared.score(read_plan(document), json.loads(gold.read_text(encoding="utf-8")))
        print(
            f"{figures['score']:.3f} {name[:44]:44} "
            + " ".join(f"{k}={v}" for k, v in figures.items() if k not in ("score", "gold"))
        )


if __name__ == "__main__":
    main(sys.argv[1:])
