# SPDX-License-Identifier: EUPL-1.2
"""Log lines for machines (JSON) and for people (text), without personal data.

What is written is chosen, not filtered out: of records of other libraries only the template ("%s: %s") and the place are
kept, never the values; of an exception its type and the places in the code, never its message, which may quote a
row. As a second net, what still looks like an address of a person or a machine, a query or a token is replaced.
"""

from __future__ import annotations

import contextvars
import datetime as dt
import json
import logging
import re
import traceback
from pathlib import Path
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

request_id: contextvars.ContextVar[str] = contextvars.ContextVar("leitziel_request_id", default="")

PACKAGE = Path(__file__).resolve().parents[2]
OURS = "leitziel"
# Fields that our own records may carry (`extra=`); anything else is left out.
FIELDS = frozenset(
    [
        "view",
        "method",
        "status",
        "ms",
        "cache",
        "task",
        "work",
        "mail",
        "attempts",
        "error",
        "count",
        "version",
        "bytes",
        "municipality",
        "permission",
        "purpose",
        "limit",
    ]
)
FRAMES = 12
_GONE = "[…]"
_NET = [
    re.compile(r"[\w.+%-]+@[\w-]+(\.[\w-]+)+"),  # mail addresses
    re.compile(r"\b\d{1,3}(\.\d{1,3}){3}\b"),  # IPv4
    re.compile(r"(?i)(?<![\w:])(?:[0-9a-f]{1,4}:){3,7}[0-9a-f]{0,4}|(?<![\w:])[0-9a-f:]*::[0-9a-f:]+"),  # IPv6
    re.compile(r"(?<=\?)\S+"),  # queries
    re.compile(r"\b(?=\w*\d)[\w-]{20,}(?::[\w-]+)*\b"),  # tokens and signatures
]


def scrubbed(text: str) -> str:
    """The text without what looks like a person's or machine's address, a query, or a token."""
    for pattern in _NET:
        text = pattern.sub(_GONE, text)
    return text


def described(fault: BaseException) -> list[dict[str, Any]]:
    """An exception and its causes: type and places in the code, the innermost last; no messages."""
    found: list[dict[str, Any]] = []
    seen: set[int] = set()
    current: BaseException | None = fault
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)[-FRAMES:]
        places = [f"{_short(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]
        found.append({"type": f"{type(current).__module__}.{type(current).__qualname__}", "at": places})
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)
    return found


def _short(filename: str) -> str:
    path = Path(filename)
    if path.is_relative_to(PACKAGE):
        return path.relative_to(PACKAGE.parent).as_posix()
    return "/".join(path.parts[-3:])


def _template(record: logging.LogRecord) -> str:
    """What another library wrote, without its values; a text that was put together before is not told apart from
    them, so it is withheld (the place in the code says which it was)."""
    return str(record.msg) if record.args else "(text withheld)"


def fields(record: logging.LogRecord) -> dict[str, Any]:
    """What of a record is written: an allow-list."""
    ours = record.name == OURS or record.name.startswith(f"{OURS}.")
    found: dict[str, Any] = {
        "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "event": scrubbed(record.getMessage() if ours else _template(record))[:500],
    }
    if not ours:
        found["place"] = f"{_short(record.pathname)}:{record.lineno}"
    if request_id.get():
        found["request"] = request_id.get()
    if ours:
        extra = {k: v for k, v in record.__dict__.items() if k not in RESERVED_ATTRS and k in FIELDS}
        found |= {k: scrubbed(v) if isinstance(v, str) else v for k, v in extra.items() if v not in (None, "")}
    if record.exc_info and record.exc_info[1] is not None:
        found["exception"] = described(record.exc_info[1])
    return found


class JsonLines(logging.Formatter):
    """One JSON object a line."""

    def format(self, record: logging.LogRecord) -> str:
        return json.dumps(fields(record), ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """The same for people: time, level, event, the fields, and the places of an exception below."""

    def format(self, record: logging.LogRecord) -> str:
        found = fields(record)
        chain = found.pop("exception", [])
        head = f"{found.pop('at')[:19]} {found.pop('level'):<8}{found.pop('logger')}: {found.pop('event')}"
        lines = [" ".join([head, *(f"{name}={value}" for name, value in found.items())])]
        for fault in chain:
            lines += [f"  {fault['type']}", *(f"    {place}" for place in fault["at"])]
        return "\n".join(lines)


def logging_settings(*, level: str, form: str) -> dict[str, Any]:
    """Django's LOGGING: everything to standard output; our own records from `level` on, those of others from
    WARNING on. Django's handlers, which would mail pages with all values to admins, are left out."""
    quiet = {"level": "WARNING", "handlers": [], "propagate": True}
    formatter = f"{__name__}.{'JsonLines' if form == 'json' else 'PlainLines'}"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"()": formatter}},
        "handlers": {"lines": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line"}},
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "leitziel": {"level": level},
            "django": quiet,
            # Requests and their exceptions are written by our middleware, with the view's name in place of the path.
            "django.request": {"level": "CRITICAL", "handlers": [], "propagate": False},
            "django.server": {"level": "CRITICAL", "handlers": [], "propagate": False},
            "django_tasks": quiet,
            "django_tasks_db": quiet,
        },
    }
