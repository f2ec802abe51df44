# SPDX-License-Identifier: EUPL-1.2
"""Reading in a child process: same plan, errors across the border, nothing left behind."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from leitziel.methods.plantext import guarded, reading
from leitziel.methods.plantext.errors import LimitExceededError, NothingRecognisedError, UnreadableDocumentError
from leitziel.methods.plantext.grammar import parse
from leitziel.methods.plantext.guarded import parse_guarded
from leitziel.methods.plantext.reading.limits import MEGABYTE, Limits
from leitziel.methods.plantext.vocabulary import Vocabulary
from tests.methods.plantext.reading.writers import as_tagged_pdf
from tests.methods.plantext.test_hostile import PARTS

TEXT = (
    "Handlungsfeld Nachbarschaft\n\nOperatives Ziel 1: Nachbarn kennen einander.\n\n"
    "Maßnahme 1: Im Park entsteht eine Bank.\n\nVerantwortung: Amt 66\n\nTermin: bis 2029\n"
)


def children() -> set[str]:
    """Process ids of the reading processes of this process."""
    own, found = str(os.getpid()), set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                status = (entry / "stat").read_text().rpartition(")")[2].split()
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if status[1] == own and b"plantext._child" in command:
                found.add(entry.name)
    return found


def test_plan_is_the_one_that_is_read_without_a_guard() -> None:
    wanted = parse(reading.read(TEXT.encode(), "plan.txt")).to_dict()
    assert parse_guarded(TEXT.encode(), "plan.txt") == wanted


def test_pdf_is_read_in_the_child_with_progress() -> None:
    seen: list[tuple[float, str]] = []
    plan = parse_guarded(as_tagged_pdf(PARTS), "plan.pdf", progress=lambda share, what: seen.append((share, what)))
    assert [f["title"] for f in plan["fields"]] == ["Nachbarschaft"]
    shares = [share for share, _ in seen]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(what for _, what in seen)


def test_text_is_left_out_on_request() -> None:
    plan = parse_guarded(TEXT.encode(), "plan.txt", with_text=False)
    assert plan["extracted"]["text"] is None
    assert len(plan["extracted"]["sha256"]) == 64


def test_vocabulary_crosses_the_border() -> None:
    text = TEXT.replace("Verantwortung", "Kümmerer").encode()
    words = Vocabulary.default().extended({"concepts": {"responsible": ["Kümmerer"]}})
    plan = parse_guarded(text, "plan.txt", vocabulary=words)
    assert plan["fields"][0]["goals"][0]["measures"][0]["responsible"] == "Amt 66"


@pytest.mark.parametrize(
    ("data", "name", "limits", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 40, "scan.png", Limits(), UnreadableDocumentError),
        (b"%PDF-1.7 broken", "plan.pdf", Limits(), UnreadableDocumentError),
        (TEXT.encode(), "plan.txt", Limits(size=10), LimitExceededError),
        (TEXT.encode(), "plan.txt", Limits(characters=10), LimitExceededError),
        (TEXT.encode(), "plan.txt", Limits(seconds=-1), LimitExceededError),
    ],
)
def test_errors_cross_the_border(data: bytes, name: str, limits: Limits, kind: type[Exception]) -> None:
    with pytest.raises(kind) as caught:
        parse_guarded(data, name, limits=limits)
    assert type(caught.value) is kind
    assert "Traceback" not in str(caught.value)


def test_empty_plan_is_an_error_only_where_it_is_required() -> None:
    data = b"Guten Morgen, liebe Leserinnen und Leser."
    assert parse_guarded(data, "gruss.txt")["measures"] == []
    with pytest.raises(NothingRecognisedError):
        parse_guarded(data, "gruss.txt", required=True)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited by RLIMIT_AS")
def test_memory_beyond_the_limit_is_refused() -> None:
    data = ("Maßnahme 1: Text und noch ein Text\n" * 300_000).encode()
    with pytest.raises(LimitExceededError) as caught:
        parse_guarded(data, "gross.txt", limits=Limits(memory=-120 * MEGABYTE))
    assert "Arbeitsspeicher" in str(caught.value)
    assert children() == set()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_child_that_dies_is_a_clear_message(monkeypatch: pytest.MonkeyPatch) -> None:
    start = guarded._start

    def start_and_kill() -> subprocess.Popen[bytes]:
        child = start()
        child.kill()
        return child

    monkeypatch.setattr(guarded, "_start", start_and_kill)
    with pytest.raises(UnreadableDocumentError) as caught:
        parse_guarded(TEXT.encode(), "plan.txt")
    assert str(caught.value).startswith(("Die Datei konnte nicht gelesen werden", "Das Lesen der Datei braucht"))
    assert children() == set()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_child_that_hangs_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    def hang() -> subprocess.Popen[bytes]:
        pipe = subprocess.PIPE
        command = [sys.executable, "-c", "import time; time.sleep(600) # plantext._child"]
        return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe)

    monkeypatch.setattr(guarded, "_start", hang)
    monkeypatch.setattr(guarded, "_GRACE", 0.2)
    with pytest.raises(LimitExceededError) as caught:
        parse_guarded(TEXT.encode(), "plan.txt", limits=Limits(seconds=0.3))
    assert "abgebrochen" in str(caught.value)
    assert children() == set()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_exception_of_the_progress_ends_the_child() -> None:
    def stop(share: float, what: str) -> None:
        raise KeyError(what)

    with pytest.raises(KeyError):
        parse_guarded(TEXT.encode(), "plan.txt", progress=stop)
    assert children() == set()


@pytest.mark.skipif(sys.platform != "linux", reason="processes are looked up in /proc")
def test_child_ends_when_its_parent_is_killed() -> None:
    script = (
        "import subprocess, sys, time; from leitziel.methods.plantext import guarded; "
        'child = guarded._start(); child.stdin.write(b\'{"limits": {}, "size": 9}\\n\'); child.stdin.flush(); '
        "print(child.pid, flush=True); time.sleep(600)"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, stdin=subprocess.DEVNULL)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(200):
        state = Path(f"/proc/{pid}/stat")
        if not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z":
            break
        time.sleep(0.1)
    else:
        pytest.fail("the reading process outlived its parent")


def test_threads_read_at_the_same_time() -> None:
    plans: list[str] = []
    threads = [
        threading.Thread(target=lambda: plans.append(json.dumps(parse_guarded(TEXT.encode(), "plan.txt"))))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(plans) == 4
    assert len(set(plans)) == 1


def test_excel_list_is_read_with_a_kept_mapping() -> None:
    import openpyxl

    book = openpyxl.Workbook()
    table = book.active
    assert table is not None
    table.append(["Vorhaben der Stadt", "Notiz"])
    table.append(["Bank im Park", "Amt 66"])
    stream = io.BytesIO()
    book.save(stream)
    kept = {"roles": [{"column": "Vorhaben der Stadt", "part": "title"}, {"column": "Notiz", "part": "responsible"}]}
    plan = parse_guarded(stream.getvalue(), "liste.xlsx", mapping=kept)
    assert [(m["title"], m["responsible"]) for m in plan["measures"]] == [("Bank im Park", "Amt 66")]
