# SPDX-License-Identifier: EUPL-1.2
"""The handbook and the code know the same commands and settings."""

import re
from pathlib import Path

from leitziel.cli import leitziel
from tests.cli.test_help import commands

ROOT = Path(__file__).resolve().parents[2]
TEXTS = [ROOT / "README.md", *sorted((ROOT / "docs" / "handbuch").glob("*.md"))]


def words():
    return "\n".join(path.read_text(encoding="utf-8") for path in TEXTS)


def test_handbook_names_every_command_and_no_other():
    real = set(commands(leitziel))
    first = "|".join(sorted({path[0] for path in real}))
    named = {tuple(m.split()) for m in re.findall(rf"leitziel ((?:{first})\b(?: [a-z]+)?)", words())}
    leaves = {path for path in real if not any(other[: len(path)] == path and other != path for other in real)}
    assert {path for path in named if path not in real} == set()
    assert leaves - named == {("demo",)}  # `make run` is its name for people


def test_handbook_names_every_setting_and_no_other():
    settings = (ROOT / "leitziel" / "settings.py").read_text(encoding="utf-8")
    real = set(re.findall(r'env\.\w+\("([A-Z_]+)"', settings))
    assert set(re.findall(r"`((?:LEITZIEL|DATABASE)_[A-Z_]+)`", words())) == real


def test_links_between_documents_lead_somewhere():
    texts = [*TEXTS, ROOT / "README.en.md", ROOT / "ARCHITECTURE.md", *(ROOT / "docs" / "decisions").glob("*.md")]
    broken = [
        f"{path.name}: {target}"
        for path in texts
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        if not (path.parent / target).exists()
    ]
    assert broken == []
