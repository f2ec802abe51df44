# SPDX-License-Identifier: EUPL-1.2
"""The process in which `guarded` reads a document: job on standard input, answer as JSON lines on standard output.

Input: one JSON line (name, size, limits, options), then the bytes of the document. Output: lines
``{"progress": [share, what]}``, at the end one line ``{"plan": ...}`` or ``{"error": [class, message]}``.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from types import MappingProxyType
from typing import Any, BinaryIO

from leitziel.methods.plantext.errors import (
    LimitExceededError,
    NothingRecognisedError,
    PlanTextError,
    UnreadableDocumentError,
)
from leitziel.methods.plantext.reading.limits import Limits, Watch, too_much_memory

_OVERHEAD = 256 * 1024 * 1024  # address space that libraries reserve without using it
READ_SHARE = 0.6  # of the progress


def main() -> int:
    """Do one job; the exit status is 0 when an answer was written."""
    source, target = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # nothing but answers may get into the pipe
    job = json.loads(source.readline())
    limits = Limits(**job["limits"])
    _confine(limits)
    threading.Thread(target=_die_with_parent, args=(os.getppid(),), daemon=True).start()
    data = source.read(job["size"])
    try:
        answer: dict[str, Any] = {"plan": _work(data, job, limits, target)}
    except PlanTextError as error:
        answer = {"error": [type(error).__name__, str(error)]}
    except MemoryError:
        del data
        answer = {"error": [LimitExceededError.__name__, too_much_memory(limits)]}
    _write(target, answer)
    return 0


def _work(data: bytes, job: dict[str, Any], limits: Limits, target: BinaryIO) -> dict[str, Any]:
    last = [0.0]

    def report(share: float, what: str) -> None:
        now = time.monotonic()
        if now - last[0] > 0.1 or share >= 1.0:
            last[0] = now
            _write(target, {"progress": [round(share, 3), what]})

    watch = Watch(limits, report)
    plan = read_plan(data, job["name"], watch, job["vocabulary"], job["mapping"])
    if job["required"] and plan.is_empty:
        from leitziel.methods.plantext.grammar import require

        require(plan)
    found: dict[str, Any] = plan.to_dict(with_text=job["with_text"])
    return found


def read_plan(data: bytes, name: str, watch: Watch, vocabulary: Any, mapping: Any) -> Any:
    """Read and parse; a table of measures (XLSX, CSV) by its columns, every other document by the grammar."""
    from leitziel.methods.plantext import reading
    from leitziel.methods.plantext.grammar import parse
    from leitziel.methods.plantext.vocabulary import Vocabulary

    words = None
    if vocabulary is not None:
        words = Vocabulary(
            labels=MappingProxyType({key: tuple(value) for key, value in vocabulary["labels"].items()}),
            weak=frozenset(vocabulary["weak"]),
            sections=MappingProxyType(vocabulary["sections"]),
            longest=vocabulary["longest"],
        )
    if reading.kind_of(data, name, watch.limits) in ("xlsx", "csv"):
        from leitziel.methods.plantext import sheet

        return sheet.plan_of(data, name, vocabulary=words, mapping=mapping, watch=watch)
    source = reading.read_with(data, name, watch, share=READ_SHARE)
    return parse(
        source,
        words,
        lambda share: watch.step(READ_SHARE + (1 - READ_SHARE) * share, "Gliederung wird erkannt"),
    )


def _confine(limits: Limits) -> None:
    """Memory and processor time, where the platform can limit them."""
    try:
        import resource
    except ImportError:  # Windows: the parent's clock is what holds there
        return
    for kind, amount in (
        (resource.RLIMIT_AS, limits.memory + _OVERHEAD),
        (resource.RLIMIT_CPU, int(limits.seconds) + 10),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        wanted = amount if hard == resource.RLIM_INFINITY else min(amount, hard)
        resource.setrlimit(kind, (wanted, hard))


def _die_with_parent(parent: int) -> None:
    """A killed parent leaves no process behind."""
    while os.getppid() == parent:
        time.sleep(1.0)
    os._exit(3)


def _write(target: BinaryIO, answer: dict[str, Any]) -> None:
    target.write(json.dumps(answer, ensure_ascii=True).encode("ascii") + b"\n")
    target.flush()


ERRORS: dict[str, type[PlanTextError]] = {
    error.__name__: error
    for error in (PlanTextError, UnreadableDocumentError, LimitExceededError, NothingRecognisedError)
}

if __name__ == "__main__":
    raise SystemExit(main())
