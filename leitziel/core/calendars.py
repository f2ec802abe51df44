# SPDX-License-Identifier: EUPL-1.2
"""The answer to whoever asks for a calendar feed."""

from __future__ import annotations

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response, patch_cache_control

MEDIA = "text/calendar; charset=utf-8"
FRESH = 900  # seconds a calendar may keep a feed without asking


def calendar_answer(
    request: HttpRequest, data: bytes, *, private: bool = False, filename: str = "kalender.ics"
) -> HttpResponseBase:
    """The feed with a tag of its content; who has this content already gets 304 and no body."""
    tag = f'"{hashlib.sha256(data).hexdigest()[:32]}"'
    answer = HttpResponse(data, content_type=MEDIA, headers={"ETag": tag})
    answer["Content-Disposition"] = f'inline; filename="{filename}"'
    patch_cache_control(answer, max_age=FRESH, **({"private": True} if private else {"public": True}))
    return get_conditional_response(request, etag=tag, response=answer) or answer
