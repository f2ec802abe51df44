# SPDX-License-Identifier: EUPL-1.2
"""Pages as a visitor gets them at one moment, to compare two houses: `python -m tests.core.archive.visit` for another."""

from __future__ import annotations

import hashlib
import json
import re
import sys

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="[^"]*"')  # drawn anew for each page


def visit(paths: list[str], at: float) -> dict[str, list[object]]:
    """Status and checksum of each page at the moment `at` (seconds since 1970): files carry the time they were made."""
    import time_machine
    from django.test import Client

    found: dict[str, list[object]] = {}
    with time_machine.travel(at, tick=False):
        client = Client()
        for path in paths:
            answer = client.get(path)
            body = b"".join(answer.streaming_content) if answer.streaming else answer.content
            found[path] = [answer.status_code, hashlib.sha256(TOKEN.sub(b"", body)).hexdigest()]
    return found


if __name__ == "__main__":
    import django
    from django.test.utils import setup_test_environment

    django.setup()
    setup_test_environment()
    asked = json.load(sys.stdin)
    print(json.dumps(visit(asked["paths"], asked["at"])))
