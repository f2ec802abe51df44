# SPDX-License-Identifier: EUPL-1.2
"""Where the shared documents lie, and the judge."""

from __future__ import annotations

import importlib.util
import sys
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from leitziel.methods.plantext import Plan

SHARED = Path(__file__).resolve().parents[3].parent / "shared"
INTEGRATIONSKONZEPT = SHARED / "sources" / "integrationskonzept.txt"
INTEGRATIONSKONZEPT_GOLD = SHARED / "documents" / "integrationskonzept.gold.json"
needs_shared = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared with the documents is missing")


@cache
def judge() -> ModuleType:
    """The module `tools/score_plan.py`."""
    spec = importlib.util.spec_from_file_location("score_plan", SHARED / "tools" / "score_plan.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["score_plan"] = module
    spec.loader.exec_module(module)
    return module


def score(plan: Plan, gold: Any) -> dict[str, Any]:
    """Figures of a plan against a gold reading."""
    return dict(judge().score(plan.to_dict(), gold))
