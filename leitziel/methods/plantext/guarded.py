# SPDX-License-Identifier: EUPL-1.2
"""Reading a stranger's document in a process of its own, with limits on time and memory.

A damaged or hostile file can make a parser hang, eat memory or crash. Here that ends a child process, never the
web worker or the command: what comes back is a plan or one of the errors of this package.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import IO, Any

from leitziel.methods.plantext._child import ERRORS
from leitziel.methods.plantext.errors import LimitExceededError, PlanTextError, UnreadableDocumentError
from leitziel.methods.plantext.reading.limits import (
    DEFAULT,
    Limits,
    Progress,
    too_large,
    too_much_memory,
    too_slow,
)
from leitziel.methods.plantext.vocabulary import Vocabulary

__all__ = ["CRASHED", "parse_guarded"]

CRASHED = (
    "Die Datei konnte nicht gelesen werden; das Lesen ist abgebrochen (beschädigte Datei oder zu wenig "
    "Arbeitsspeicher). Bitte im Ursprungsprogramm öffnen, neu speichern und noch einmal hochladen."
)
_GRACE = 3.0  # seconds after which a child that overlooked the time is ended from outside
_log = logging.getLogger(__name__)


def parse_guarded(
    data: bytes,
    name: str,
    *,
    with_text: bool = True,
    vocabulary: Vocabulary | None = None,
    mapping: Mapping[str, Any] | None = None,
    limits: Limits = DEFAULT,
    progress: Progress | None = None,
    required: bool = False,
) -> dict[str, Any]:
    """Read and parse a document; the plan as plain data in the shape of the contract `urn:leitziel:plan:1`.

    `data` are the bytes of the file, `name` its name. `mapping` is a kept column mapping of an Excel or CSV list
    (`sheet.Mapping.to_dict()`); without one it is suggested. `progress` is called in this thread with the share
    done (0 to 1) and a German phrase; an exception it raises ends the reading. With `required`, an empty plan
    raises NothingRecognisedError. Raises UnreadableDocumentError or LimitExceededError otherwise; their messages
    say what to do.
    """
    if len(data) > limits.size:
        raise LimitExceededError(too_large(len(data), limits))
    job = {
        "name": name,
        "size": len(data),
        "limits": asdict(limits),
        "with_text": with_text,
        "required": required,
        "vocabulary": _plain(vocabulary),
        "mapping": None if mapping is None else dict(mapping),
    }
    child = _start()
    try:
        return _converse(child, json.dumps(job).encode() + b"\n", data, limits, progress)
    finally:
        _end(child)


def _plain(vocabulary: Vocabulary | None) -> dict[str, Any] | None:
    if vocabulary is None:
        return None
    return {
        "labels": {key: list(value) for key, value in vocabulary.labels.items()},
        "weak": sorted(vocabulary.weak),
        "sections": dict(vocabulary.sections),
        "longest": vocabulary.longest,
    }


def _start() -> subprocess.Popen[bytes]:
    root = str(Path(__file__).resolve().parents[3])
    paths = [root, *filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))]
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "leitziel.methods.plantext._child"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
    )


def _converse(
    child: subprocess.Popen[bytes], head: bytes, data: bytes, limits: Limits, progress: Progress | None
) -> dict[str, Any]:
    if child.stdin is None or child.stdout is None or child.stderr is None:
        raise UnreadableDocumentError(CRASHED)
    answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
    errors: list[bytes] = []
    for work in (
        lambda: _send(child.stdin, head, data),
        lambda: _receive(child.stdout, answers),
        lambda: errors.append(_tail(child.stderr)),
    ):
        threading.Thread(target=work, daemon=True).start()
    end = time.monotonic() + limits.seconds + _GRACE
    while True:
        try:
            line = answers.get(timeout=max(0.0, end - time.monotonic()))
        except queue.Empty as late:
            raise LimitExceededError(too_slow(limits)) from late
        if line is None:
            raise _lost(child, errors, limits)
        answer = json.loads(line)
        if "progress" in answer:
            if progress is not None:
                progress(*answer["progress"])
        elif "error" in answer:
            kind, message = answer["error"]
            raise ERRORS[kind](message)
        else:
            plan: dict[str, Any] = answer["plan"]
            return plan


def _send(pipe: IO[bytes] | None, head: bytes, data: bytes) -> None:
    # A child that is gone answers for itself: its exit status tells why.
    with contextlib.suppress(BrokenPipeError, OSError, ValueError):
        if pipe is not None:
            pipe.write(head)
            pipe.write(data)
            pipe.close()


def _receive(pipe: IO[bytes] | None, answers: queue.SimpleQueue[bytes | None]) -> None:
    with contextlib.suppress(OSError, ValueError):
        for line in pipe or ():
            if line.endswith(b"\n"):
                answers.put(line)
    answers.put(None)


def _tail(pipe: IO[bytes] | None) -> bytes:
    kept = b""
    with contextlib.suppress(OSError, ValueError):
        while pipe is not None and (part := pipe.read(65536)):
            kept = (kept + part)[-8192:]
    return kept


def _lost(child: subprocess.Popen[bytes], errors: list[bytes], limits: Limits) -> PlanTextError:
    """The child ended without an answer: out of memory, out of time, or a crash in a library."""
    try:
        status = child.wait(timeout=_GRACE)
    except subprocess.TimeoutExpired:
        return LimitExceededError(too_slow(limits))
    said = b"".join(errors).decode("utf-8", "replace").strip()
    _log.warning("the reading process ended with status %s: %s", status, said)
    if "MemoryError" in said or "bad_alloc" in said or status in (-9, 137):
        return LimitExceededError(too_much_memory(limits))
    if status in (-24, 152):  # SIGXCPU
        return LimitExceededError(too_slow(limits))
    return UnreadableDocumentError(CRASHED)


def _end(child: subprocess.Popen[bytes]) -> None:
    """No process and no pipe is left behind."""
    if child.poll() is None:
        child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout, child.stderr):
        if pipe is not None:
            with contextlib.suppress(OSError, ValueError):
                pipe.close()
