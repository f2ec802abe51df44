# SPDX-License-Identifier: EUPL-1.2
"""Public pages, kept in memory until something changes (docs/decisions/010-page-cache.md).

Every write of a municipality is on its log, so the digest at the head of the log stands for the content: it is part
of the key, and a page out of the cache costs one query. Only visitors are served from it: whoever brings a cookie
other than those for language and theme, or asks by htmx or with credentials, goes past it.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from leitziel import __version__
from leitziel.core.models import Municipality
from leitziel.core.observing import metrics

Key = tuple[str, ...]
LONGEST_ADDRESS = 1_500  # characters; longer ones are not worth the memory
LARGEST_PAGE = 1_048_576  # bytes
LIFETIME = 60.0  # seconds; bounds what a change that is not on the log could leave behind
THEMES = {"", "light", "dark"}
VARY = ("Cookie", "Accept-Language", "HX-Request")
# Headers of an answer that belong to one request and are never kept.
UNKEPT = {"x-request-id", "date"}


@dataclass(frozen=True, slots=True)
class Page:
    """An answer as it was made: `etag` is a digest of its bytes, `until` a reading of the monotonic clock."""

    body: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    view: str
    until: float

    @property
    def size(self) -> int:
        return len(self.body) + sum(len(name) + len(value) for name, value in self.headers) + 500


class Store:
    """Pages by key, the longest unused first to go; at most `limit` bytes. Threads may share it."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Key) -> Page | None:
        with self._lock:
            page = self._pages.get(key)
            if page is None:
                return None
            if page.until < time.monotonic():
                self._drop(key)
                return None
            self._pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Page) -> None:
        with self._lock:
            if key in self._pages:
                self._drop(key)
            self._pages[key] = page
            self.size += page.size + _weight(key)
            while self.size > self.limit:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        self.size -= self._pages.pop(key).size + _weight(key)


def _weight(key: Key) -> int:
    return sum(map(len, key)) + 500


class PageCacheMiddleware:
    """Answer visitors from memory; stands outside of sessions and login, so that a hit touches neither."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        if settings.PAGE_CACHE <= 0:
            raise MiddlewareNotUsed
        self.get_response = get_response
        self.store = Store(settings.PAGE_CACHE * 1_048_576)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = key_of(request) if is_visitor(request) else None
        if key is None:
            return self.get_response(request)
        page = self.store.get(key)
        metrics.pages.labels("hit" if page else "miss").inc()
        request.leitziel_cache = "hit" if page else "miss"  # type: ignore[attr-defined]
        if page is None:
            response = self.get_response(request)
            page = page_of(request, response)
            if page is None:
                return response
            self.store.put(key, page)
        return _answer(request, page)


def is_visitor(request: HttpRequest) -> bool:
    """A plain GET that nothing but address, host, language and theme can tell from another one."""
    return (
        request.method == "GET"
        and request.COOKIES.keys() <= {settings.THEME_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME}
        and request.COOKIES.get(settings.THEME_COOKIE_NAME, "") in THEMES
        and not any(name in request.META for name in ("HTTP_AUTHORIZATION", "HTTP_RANGE"))
        and not any(name.startswith("HTTP_HX_") for name in request.META)
    )


def key_of(request: HttpRequest) -> Key | None:
    """What the page depends on, with the state of the log of the municipality that the address or the host name
    stands for; None if there is none. Raises DisallowedHost for a host that is not ours, as every page does."""
    host, address = request.get_host(), request.get_full_path()
    if len(address) > LONGEST_ADDRESS:
        return None
    slug = request.path_info.lstrip("/").split("/", 1)[0]
    rows = Municipality.objects.filter(Q(slug=slug) | Q(host_name=host.rsplit(":", 1)[0]))
    versions = sorted(f"{pk}:{digest or ''}" for pk, digest in rows.values_list("pk", "log_head__digest"))
    if not versions:
        return None
    return (
        request.scheme or "",
        host,
        address,
        translation.get_language_from_request(request),
        request.COOKIES.get(settings.THEME_COOKIE_NAME, ""),
        timezone.localdate().isoformat(),
        __version__,
        *versions,
    )


def page_of(request: HttpRequest, response: HttpResponse) -> Page | None:
    """The answer as a page to keep, or None: only whole, public, successful answers without a cookie are kept, and
    none that forbids it (`@never_cache`, "no-store", "private")."""
    control = response.get("Cache-Control", "").lower()
    varies = {name.strip().lower() for name in response.get("Vary", "").split(",")} - {""}
    if (
        response.status_code != 200
        or response.streaming
        or response.cookies
        or "no-store" in control
        or "private" in control
        or not varies <= {name.lower() for name in VARY}  # depends on something the key does not hold
        or len(response.content) > LARGEST_PAGE
    ):
        return None
    patch_vary_headers(response, VARY)
    if not control:
        response["Cache-Control"] = "no-cache"
    headers = tuple((name, value) for name, value in response.items() if name.lower() not in UNKEPT)
    etag = response.get("ETag") or f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    view = request.resolver_match.view_name if request.resolver_match else ""
    return Page(response.content, headers, etag, view, time.monotonic() + LIFETIME)


def _answer(request: HttpRequest, page: Page) -> HttpResponse:
    """The page, or "not modified" for whom has it already."""
    request.leitziel_view = page.view  # type: ignore[attr-defined]
    known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    same = known == ["*"] or page.etag.removeprefix("W/") in {tag.removeprefix("W/") for tag in known}
    response: HttpResponse = HttpResponseNotModified() if same else HttpResponse(page.body)
    for name, value in page.headers:
        if not same or name.lower() not in {"content-type", "content-length", "content-language"}:
            response[name] = value
    response["ETag"] = page.etag
    return response
