#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Set everything up in .venv: `python3 scripts/setup.py [--dev]`. Runs on a bare Python >= 3.11, in no time
when nothing changed."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ENVIRONMENT = ROOT / ".venv"
PYTHON = ENVIRONMENT / "bin" / "python"


def fingerprint(requirements: Path) -> str:
    parts = [
        requirements.read_bytes(),
        (ROOT / "pyproject.toml").read_bytes(),
        sys.version.encode(),
        str(ROOT).encode(),
    ]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


def make_environment() -> None:
    if PYTHON.exists() and subprocess.run([PYTHON, "-c", "import pip"], capture_output=True).returncode == 0:
        return
    print("Leitziel: making .venv ...", flush=True)
    try:
        venv.create(ENVIRONMENT, with_pip=True, clear=True)
    except (ImportError, subprocess.CalledProcessError):
        sys.exit("Python's venv module is incomplete. On Debian and Ubuntu: apt install python3-venv")


def install(requirements: Path) -> None:
    """By uv, which is several times faster; by pip where there is no uv for this machine."""
    print("Leitziel: installing packages (once, about half a minute) ...", flush=True)
    uv = ENVIRONMENT / "bin" / "uv"
    if not uv.exists():
        subprocess.run(
            [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "uv"], cwd=ROOT, check=False
        )
    if uv.exists():
        common = [uv, "pip", "install", "-q", "--python", PYTHON]
        run(*common, "--compile-bytecode", "--require-hashes", "-r", requirements)
        run(*common, "--no-deps", "-e", ".")
    else:
        common = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
        run(*common, "--require-hashes", "-r", requirements)
        run(*common, "--no-deps", "-e", ".")


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"Leitziel needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    dev = "--dev" in sys.argv[1:]
    requirements = ROOT / ("requirements-dev.txt" if dev else "requirements.txt")
    stamps = [ENVIRONMENT / ".leitziel-dev", ENVIRONMENT / ".leitziel"]
    stamp = stamps[0] if dev else stamps[1]
    wanted = fingerprint(requirements)
    if not (stamp.exists() and stamp.read_text() == wanted):
        make_environment()
        install(requirements)
        stamp.write_text(wanted)
        if dev:  # the smaller set is part of it
            stamps[1].write_text(fingerprint(ROOT / "requirements.txt"))
    os.environ.pop("DJANGO_SETTINGS_MODULE", None)
    run(PYTHON, ROOT / "scripts" / "catalogue.py", "compile")


if __name__ == "__main__":
    main()
