# SPDX-License-Identifier: EUPL-1.2
"""Another house: an installation of its own, run in processes of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


@dataclass
class House:
    home: Path
    database: str = ""

    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "LEITZIEL_HOME"}}
        chosen = {"LEITZIEL_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "tests.settings"}
        return kept | chosen | ({"DATABASE_URL": self.database} if self.database else {})

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The command `leitziel` in this house."""
        return subprocess.run(
            [sys.executable, "-m", "leitziel", *arguments],
            cwd=ROOT, env=self.environment(), capture_output=True, text=True, check=False,
        )  # fmt: skip

    def pages(self, paths: list[str], at: float) -> dict[str, list[object]]:
        """What `visit` finds in this house."""
        done = subprocess.run(
            [sys.executable, "-m", "tests.core.archive.visit"],
            cwd=ROOT, env=self.environment(), input=json.dumps({"paths": paths, "at": at}),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])
