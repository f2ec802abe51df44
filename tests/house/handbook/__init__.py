# SPDX-License-Identifier: EUPL-1.2
"""The handbook and the code say the same; what the tests of this folder share."""

import importlib.util
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"
HANDBOOK = sorted((DOCS / "handbuch").glob("*.md"))
READMES = [ROOT / "README.md", ROOT / "README.en.md"]
GUIDES = [DOCS / "index.md", DOCS / "en" / "index.md"]
DEVELOPERS = sorted((DOCS / "entwicklung").glob("*.md"))
TEXTS = [*READMES, *GUIDES, *HANDBOOK]


def read(*paths):
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def script(name):
    """A module of scripts/, which is no package."""
    spec = importlib.util.spec_from_file_location(f"scripts_{name}", ROOT / "scripts" / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def tables(path):
    """The rows of a page's tables, each a list of its cells, the rows of headings and rules left out."""
    rows, before = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("|") and not re.match(r"\|[\s:|-]+\|$", line) and before.startswith("|"):
            rows.append([cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))])
        before = line
    return rows
