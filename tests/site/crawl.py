# SPDX-License-Identifier: EUPL-1.2
"""Walk a running site by its links and keep one address for each kind of page."""

from __future__ import annotations

import http.cookiejar
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field

import lxml.html
from django.urls import Resolver404, resolve

LIMIT = 900  # pages a walk looks at; the demo city has fewer kinds by far
PER_KIND = 3


@dataclass
class Page:
    path: str
    name: str
    status: int
    media: str
    text: str


@dataclass
class Walker:
    """A visitor with cookies, who may log in."""

    base: str
    jar: http.cookiejar.CookieJar = field(default_factory=http.cookiejar.CookieJar)
    walked: dict[str, list[Page]] | None = None

    def __post_init__(self) -> None:
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str, data: dict[str, str] | None = None) -> Page:
        address = urllib.parse.urljoin(self.base, path)
        body = urllib.parse.urlencode(data).encode() if data else None
        request = urllib.request.Request(address, data=body, headers={"Referer": address, "Accept-Language": "de"})
        try:
            answer = self.opener.open(request, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        path = urllib.parse.urlsplit(answer.geturl()).path
        media = answer.headers.get_content_type()
        if answer.headers.get_content_disposition() == "attachment":
            media = "download"  # a file of its own (an issued report is one in HTML), and no page of the house
        text = answer.read().decode("utf-8", "replace") if media.startswith(("text/", "application/json")) else ""
        return Page(path, name_of(path), answer.status, media, text)

    def log_in(self, email: str, password: str) -> None:
        form = lxml.html.fromstring(self.get("/anmelden/").text)
        token = form.xpath("//input[@name='csrfmiddlewaretoken']/@value")[0]
        names = form.xpath("//form[.//input[@type='password']]//input[not(@type='hidden')]/@name")
        answer = self.get("/anmelden/", {"csrfmiddlewaretoken": token, names[0]: email, names[1]: password})
        assert answer.name != "account_login", f"{email} could not log in"

    def walk(self, start: str = "/") -> dict[str, list[Page]]:
        """Every kind of page (by URL name) that can be reached by links, with up to three pages of each. Walks once."""
        if self.walked is None:
            self.walked = self._walk(start)
        return self.walked

    def _walk(self, start: str) -> dict[str, list[Page]]:
        found: dict[str, list[Page]] = {}
        open_, seen = [start], {start}
        while open_ and sum(map(len, found.values())) < LIMIT:
            path = open_.pop(0)
            if len(found.get(name_of(path), ())) >= PER_KIND:
                continue  # found often enough since it was put on the list
            page = self.get(path)
            pages = found.setdefault(page.name, [])
            if len(pages) >= PER_KIND or any(p.path == page.path for p in pages):
                continue
            pages.append(page)
            if page.media == "text/html":
                for link in links(page.text, page.path):
                    if link not in seen and len(found.get(name_of(link), ())) < PER_KIND:
                        seen.add(link)
                        open_.append(link)
        return found


def actions(text: str, path: str) -> set[str]:
    """Names of the addresses that the page's forms send to."""
    found = lxml.html.fromstring(text or "<p>").xpath("//form/@action")
    return {name_of(urllib.parse.urlsplit(urllib.parse.urljoin(path, str(action))).path) for action in found}


def links(text: str, path: str) -> list[str]:
    """Addresses of this site that a page links to, without fragment and with the query left out."""
    found = []
    for href in lxml.html.fromstring(text or "<p>").xpath("//a/@href"):
        target = urllib.parse.urlsplit(urllib.parse.urljoin(path, str(href)))
        if not target.scheme and not target.netloc and target.path:
            found.append(target.path)
    return list(dict.fromkeys(found))


def name_of(path: str) -> str:
    try:
        return resolve(path).url_name or ""
    except Resolver404:
        return "static" if path.startswith("/static/") else "404"
