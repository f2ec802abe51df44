# SPDX-License-Identifier: EUPL-1.2
"""What may and may not stand in the repository."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = {".py", ".md", ".toml", ".txt", ".html", ".css", ".js", ".yml", ".typ", ".po", ".cfg", ""}


def tracked():
    names = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    return [ROOT / name for name in names if (ROOT / name).is_file()]


def python_files():
    return [path for path in tracked() if path.suffix == ".py" and "migrations" not in path.parts]


def relative(path):
    return path.relative_to(ROOT).as_posix()


def test_python_file_names_its_licence():
    bare = [
        relative(p)
        for p in python_files()
        if p.stat().st_size and "SPDX-License-Identifier: EUPL-1.2" not in p.read_text(encoding="utf-8")[:200]
    ]
    assert bare == []


def test_file_is_under_400_lines():
    assert [relative(p) for p in python_files() if len(p.read_text(encoding="utf-8").splitlines()) > 400] == []


def test_function_is_under_60_lines():
    long = []
    for path in python_files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                if length > 60:
                    long.append(f"{relative(path)}:{node.name} ({length})")
    assert long == []


def test_no_left_over_marks():
    backwards = ("ODOT", "EMXIF", "XXX", "KCAH")
    mark = re.compile(r"#.*\b(" + "|".join(word[::-1] for word in backwards) + r")\b")
    assert [relative(p) for p in python_files() if mark.search(p.read_text(encoding="utf-8"))] == []


def test_no_error_is_swallowed():
    found = []
    for path in python_files():
        found += [
            f"{relative(path)}:{node.lineno}"
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.ExceptHandler) and len(node.body) == 1 and isinstance(node.body[0], ast.Pass)
        ]
    assert found == []


def test_no_path_of_a_machine():
    path_of_machine = re.compile(r"(?<![\w.])/(work|farm|root|home)/[\w./-]+")
    found = []
    for path in tracked():
        if path.suffix in TEXT and relative(path) != "LICENSE":
            hit = path_of_machine.search(path.read_text(encoding="utf-8", errors="ignore"))
            if hit:
                found.append(f"{relative(path)}: {hit.group(0)}")
    assert found == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_have_hashes_and_no_addresses(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text
    pinned = re.findall(r"^[a-z0-9][\w.\[\],-]*==", text, re.MULTILINE)
    assert len(pinned) > 40
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", text)) >= len(pinned)


def test_no_front_end_file_of_others():
    names = re.compile(r"(htmx|leaflet|vega|kern|axe|jquery|bootstrap)[\w.-]*\.(min\.)?(js|css)$")
    assert [relative(p) for p in tracked() if names.search(p.name)] == []


def test_every_folder_of_tests_is_a_package():
    folders = {p.parent for p in tracked() if p.suffix == ".py" and p.is_relative_to(ROOT / "tests")}
    assert sorted(relative(f) for f in folders if not (f / "__init__.py").exists()) == []
