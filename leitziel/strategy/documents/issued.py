# SPDX-License-Identifier: EUPL-1.2
"""Issued PDFs are kept: the same facts give the same bytes, so they are typeset once."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

from leitziel import __version__
from leitziel.rendering.plan_document import PlanDocument, plan_pdf


def issued_pdf(document: PlanDocument) -> bytes:
    """The PDF of a document: out of the cache if the same document was set before by this version.

    The key is a digest of everything that is printed, so that nothing stale can be handed out. The cache lies in
    `LEITZIEL_HOME/cache/plans` and may be deleted at any time.
    """
    digest = hashlib.sha256(f"{__version__}\n{document!r}".encode()).hexdigest()
    path = Path(settings.HOME) / "cache" / "plans" / f"{digest}.pdf"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        data = plan_pdf(document)
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(f".{os.getpid()}.{secrets.token_hex(4)}")
    fresh.write_bytes(data)
    fresh.replace(path)
    return data
