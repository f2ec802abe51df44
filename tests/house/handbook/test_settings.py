# SPDX-License-Identifier: EUPL-1.2
"""The operator's table has every setting with its default, and no other; so have the developers with theirs."""

import ast
import re

from tests.house.handbook import DEVELOPERS, DOCS, ROOT, TEXTS, read, tables

PAGE = DOCS / "handbuch" / "einstellungen.md"
SOURCES = ["Makefile", ".ci/run", "scripts/*", "bench/*.py", "tests/conftest.py", "tests/settings.py"]
COMPUTED = object()


def settings():
    """Name -> default of each value that the settings take from the environment."""
    tree = ast.parse((ROOT / "leitziel" / "settings.py").read_text(encoding="utf-8"))
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("env."):
            name, default = node.args
            try:
                found[name.value] = ast.literal_eval(default)
            except ValueError:
                found[name.value] = COMPUTED
    return found


def in_words(default):
    if default in ("", []):
        return "leer"
    if isinstance(default, bool):
        return f"`{str(default).lower()}`"
    return f"`{','.join(default) if isinstance(default, list) else default}`"


def test_table_has_every_setting_with_its_default():
    table = {row[0].strip("`"): row[2] for row in tables(PAGE)}
    assert table.keys() == settings().keys()
    # a default that is worked out is told in words; of one that is empty the words say what that means
    wrong = {
        name: (default, table[name])
        for name, default in settings().items()
        if not (
            table[name] if default is COMPUTED else table[name] == in_words(default) or table[name].startswith("leer:")
        )
    }
    assert wrong == {}
    assert [name for name, cell in table.items() if cell.startswith("leer") and settings()[name] not in ("", [])] == []


def test_other_pages_and_examples_name_no_setting_that_does_not_exist():
    for_developers = variables_for_developers()
    words = read(*TEXTS, *DEVELOPERS, *(path for path in (ROOT / "deploy").iterdir()))
    named = set(re.findall(r"\b((?:LEITZIEL|DATABASE)_[A-Z_]*[A-Z])\b", words))
    assert named - settings().keys() - for_developers == set()


def variables_for_developers():
    """Variables that only tests, benches and scripts read."""
    paths = [path for pattern in SOURCES for path in ROOT.glob(pattern) if path.is_file()]
    read_there = set(re.findall(r"\b(LEITZIEL_[A-Z_]*[A-Z])\b", read(*paths)))
    return read_there - settings().keys()


def test_developers_find_the_variables_of_tests_and_benches():
    rows = tables(DOCS / "entwicklung" / "index.md")
    assert {row[0].strip("`") for row in rows if row[0].startswith("`LEITZIEL_")} == variables_for_developers()
