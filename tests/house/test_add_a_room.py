# SPDX-License-Identifier: EUPL-1.2
"""A developer adds a room by following one page; this test follows it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import template

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "entwicklung" / "raum-anlegen.md"
STEP = re.compile(
    r"^(?:In `(?P<changed>[^`]+)` after `(?P<anchor>[^\n]+)`:|`(?P<made>[^`\s]+)`)\n\n```\w+\n(?P<text>.*?)^```$",
    re.MULTILINE | re.DOTALL,
)
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """A copy of the house in which the page has been followed."""
    copy = tmp_path_factory.mktemp("haus") / "main"
    listed = ["git", "ls-files", "-co", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    for name in names:
        if (ROOT / name).is_file():
            (copy / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, copy / name)
    for step in STEP.finditer(PAGE.read_text(encoding="utf-8")):
        follow(copy, **step.groupdict())
    run(copy, "python", "manage.py", "makemigrations", "notices")
    template.sqlite(copy / "var" / "leitziel.sqlite3")
    return copy


def follow(copy, changed, anchor, made, text):
    if made:
        (copy / made).parent.mkdir(parents=True, exist_ok=True)
        assert not (copy / made).exists(), f"the page makes {made}, which is there already"
        (copy / made).write_text(text, encoding="utf-8")
    else:
        before = (copy / changed).read_text(encoding="utf-8")
        assert before.count(f"{anchor}\n") == 1, f"{changed} has not exactly one line {anchor!r}"
        (copy / changed).write_text(before.replace(f"{anchor}\n", f"{anchor}\n{text}"), encoding="utf-8")


def run(copy, program, *arguments):
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "DJANGO", "LEITZIEL"))}
    environment |= {"PYTHONPATH": str(copy), "LEITZIEL_HOME": str(copy / "var")}
    environment["LEITZIEL_TEST_BASE"] = str(copy / "var" / "leitziel.sqlite3")
    done = subprocess.run(
        [str(BIN / program), *arguments],
        cwd=copy,
        capture_output=True,
        text=True,
        timeout=300,
        env=environment,
        check=False,
    )
    assert done.returncode == 0, f"{program} {' '.join(arguments)}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
    return done.stdout


@pytest.mark.slow
def test_room_of_the_page_passes_its_own_checks(house):
    run(house, "python", "manage.py", "migrate", "--verbosity", "0")
    run(house, "ruff", "check", "leitziel/notices", "tests/notices", "tests/house/tables")
    run(
        house,
        "ruff",
        "format",
        "--check",
        "leitziel/notices",
        "tests/notices",
        "tests/house/tables",
        "--exclude",
        "migrations",
    )
    run(house, "lint-imports", "--no-cache")
    run(house, "djlint", "--quiet", "--lint", "leitziel/notices")


@pytest.mark.slow
def test_room_of_the_page_passes_the_tests_of_the_house(house):
    out = run(
        house, "python", "-m", "pytest", "-q", "-n0", "tests/notices", "tests/house/test_matrix.py", "tests/core/test_tenancy.py",
        "-k", "notice or table or triggers",
    )  # fmt: skip
    assert re.search(r"^(\d+) passed", out, re.MULTILINE), out[-500:]
    assert "failed" not in out


@pytest.mark.slow
def test_room_of_the_page_has_all_its_german(house):
    run(house, "python", "scripts/catalogue.py", "check")
