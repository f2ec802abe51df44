# SPDX-License-Identifier: EUPL-1.2
"""The page of threats is complete, honest in form, and points to things that exist."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "entwicklung" / "sicherheit.md"
# OWASP ASVS 5.0.0: the points of levels 1 and 2, by section ("3-5" are points 3 to 5).
POINTS = """
1.1:1-2 1.2:1-9 1.3:1-11 1.4:1-3 1.5:1-2 2.1:1-3 2.2:1-3 2.3:1-4 2.4:1 3.2:1-2 3.3:1-4 3.4:1-6 3.5:1-5 3.7:1-2
4.1:1-3 4.2:1 4.3:1-2 4.4:1-4 5.1:1 5.2:1-3 5.3:1-2 5.4:1-3 6.1:1-3 6.2:1-12 6.3:1-4 6.4:1-4 6.5:1-5 6.6:1-3
6.8:1-4 7.1:1-3 7.2:1-4 7.3:1-2 7.4:1-5 7.5:1-2 7.6:1-2 8.1:1-2 8.2:1-3 8.3:1 8.4:1 9.1:1-3 9.2:1-4 10.1:1-2
10.2:1-2 10.3:1-4 10.4:1-11 10.5:1-5 10.6:1-2 10.7:1-3 11.1:1-2 11.2:1-3 11.3:1-3 11.4:1-4 11.5:1 11.6:1 12.1:1-3
12.2:1-2 12.3:1-4 13.1:1 13.2:1-5 13.3:1-2 13.4:1-5 14.1:1-2 14.2:1-4 14.3:1-3 15.1:1-3 15.2:1-3 15.3:1-7 16.1:1
16.2:1-5 16.3:1-4 16.4:1-3 16.5:1-3 17.1:1 17.2:1-4 17.3:1-2
"""
STATES = {"held", "operator", "none of it", "open"}
# Held by what the language or the framework does; there is no file of ours to point to.
WITHOUT_A_FILE = {
    "V1.4.3": "Python frees memory",
    "V11.2.3": "the sizes are those of the algorithms named in V11.1.2",
    "V6.5.3": "the library draws its seeds and codes from the operating system",
    "V7.2.3": "the framework draws its session keys from the operating system",
}


def wanted():
    for entry in POINTS.split():
        section, _colon, span = entry.partition(":")
        first, _dash, last = span.partition("-")
        yield from (f"V{section}.{n}" for n in range(int(first), int(last or first) + 1))


@pytest.fixture(scope="module")
def rows():
    found = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if re.match(r"\| V\d", line):
            cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
            assert len(cells) == 4, line
            found.append(cells)
    return found


def test_every_point_has_one_row(rows):
    points = list(wanted())
    assert len(points) == len(set(points)) == 253
    assert [row[0] for row in rows] == sorted(points, key=lambda p: [int(n) for n in p[1:].split(".")])


def test_every_row_has_a_state_and_an_answer(rows):
    assert {row[1] for row in rows} == STATES
    assert [row[0] for row in rows if len(row[2]) < 3] == []


def test_every_proof_exists(rows):
    missing = []
    for point, _state, _answer, proof in rows:
        for path in re.findall(r"`([^`]+)`", proof):
            if not (ROOT / path.partition("::")[0]).exists():
                missing.append((point, path))
            name = path.partition("::")[2]
            if name and f"def {name}" not in (ROOT / path.partition("::")[0]).read_text(encoding="utf-8"):
                missing.append((point, path))
    assert missing == []


def test_held_points_have_a_proof(rows):
    without = {row[0] for row in rows if row[1] == "held" and not row[3]}
    assert without == WITHOUT_A_FILE.keys()


def test_proof_is_a_file_and_not_a_whole_room(rows):
    """A folder proves nothing by itself, unless all of it is about the point."""
    folders = {path for row in rows for path in re.findall(r"`([^`]+)`", row[3]) if (ROOT / path).is_dir()}
    assert folders <= {
        "deploy",
        "leitziel/core/observing",
        "tests/house/tables",
        "tests/core/operation",
        "tests/faults",
    }


def test_open_points_say_why(rows):
    short = [row[0] for row in rows if row[1] == "open" and len(row[2].split()) < 8]
    assert short == []


def test_page_counts_its_own_states(rows):
    """The sentence at the head of the table tells the truth."""
    counted = Counter(row[1] for row in rows)
    text = PAGE.read_text(encoding="utf-8")
    sentence = re.search(
        r"Of 253 points (\d+) are held, (\d+) are the operator's, (\d+) are none of it, (\d+) are open", text
    )
    assert sentence is not None
    assert [int(n) for n in sentence.groups()] == [counted[s] for s in ("held", "operator", "none of it", "open")]
