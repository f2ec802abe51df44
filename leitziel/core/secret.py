# SPDX-License-Identifier: EUPL-1.2
"""The signing key of an installation that was given none."""

import os
import secrets
from pathlib import Path


def read_or_make_key(path: Path) -> str:
    """Return the key kept at `path`; make it (64 random bytes, readable by the owner only) if there is none."""
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(64))
    try:
        os.link(fresh, path)  # the first of several starting processes wins; the others read its key
    except FileExistsError:
        return path.read_text(encoding="ascii")
    finally:
        fresh.unlink()
    return path.read_text(encoding="ascii")
