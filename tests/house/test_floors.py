# SPDX-License-Identifier: EUPL-1.2
"""A room imports from the floors below it, never from above or through a side door."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RUN = "import sys; from importlinter.cli import lint_imports_command as c; sys.exit(c(standalone_mode=True))"


def lint(*arguments, cwd=ROOT):
    return subprocess.run(
        [sys.executable, "-c", RUN, "--no-cache", *arguments], cwd=cwd, capture_output=True, text=True, check=False
    )


def test_floors_are_kept():
    done = lint()
    assert done.returncode == 0, done.stdout


def test_floors_contract_can_fail(tmp_path):
    """The same contract with one floor turned upside down must break."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    swapped = text.replace('  "leitziel.bodies",\n  "leitziel.core",', '  "leitziel.core",\n  "leitziel.bodies",')
    assert swapped != text
    config = tmp_path / "upside-down.toml"
    config.write_text(swapped, encoding="utf-8")
    assert lint("--config", str(config)).returncode == 1


def test_methods_work_without_django():
    code = (
        "import sys; sys.modules['django'] = None; sys.modules['leitziel.settings'] = None\n"
        "import importlib, pkgutil, leitziel.methods as m\n"
        "names = [x.name for x in pkgutil.walk_packages(m.__path__, 'leitziel.methods.') if '_child' not in x.name]\n"
        "[importlib.import_module(n) for n in names]; print(len(names))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 20
