# SPDX-License-Identifier: EUPL-1.2
"""How the tests are dealt out to the workers."""

from pathlib import Path

from tests.conftest import FIRST, TOGETHER, piece

ROOT = Path(__file__).resolve().parents[2]


def test_tests_that_share_a_dear_thing_are_one_piece():
    assert {piece(f"tests/site/{name}.py::test_x[@]") for name in ("test_walk", "test_accessibility")} == {
        "tests/site/"
    }
    assert piece("tests/core/test_log.py::test_x[a::b]") == "tests/core/test_log.py"


def test_places_that_are_named_exist():
    assert [name for name in [*FIRST, *TOGETHER] if not (ROOT / name).exists()] == []


def test_pieces_begin_in_the_order_that_is_named(request):
    found = list(dict.fromkeys(piece(item.nodeid) for item in request.session.items))
    named = [name for name in FIRST if name in found]
    assert found[: len(named)] == named
