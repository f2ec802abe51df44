# SPDX-License-Identifier: EUPL-1.2
"""Every page is reached by links, answers, and says what it is."""

import re

import lxml.html
import pytest
from django.urls import get_resolver

from tests.site.crawl import actions

pytestmark = pytest.mark.slow

# names of addresses that no link can lead to, each with its reason
NOT_LINKED: dict[str, str] = {
    "design": "for developers; the README names it",
    "archive-file": "only while an archive of all data lies ready",
    "archive-progress": "only while an archive of all data is being written",
    "account-session-end": "only of other sessions of the same person",
    "account-sessions-end": "only where the same person has other sessions",
    "account_inactive": "where somebody is sent whose account was closed",
    "account_reset_password_done": "where somebody is sent after asking for a new password",
    "account_reset_password_from_key": "out of a mail",
    "account_reset_password_from_key_done": "where somebody is sent after a new password",
    "body-resolutions": "only of a body with more resolutions than its page shows",
    "crosswalk-link": "a cell of the table of two concepts; the walk asks without a query",
    "field-language": "only of a field that has a version; the walk looks at three fields",
    "goal-language": "only of a goal that has a version; the walk looks at three goals",
    "measure-attachment": "only of a measure with attachments; the walk looks at three measures",
    "measure-comment": "only of one's own comment; the walk looks at three measures",
    "mfa_activate_totp": "asks for the password once more first",
    "mfa_add_webauthn": "asks for the password once more first",
    "minutes-file": "only of minutes with a file; the walk looks at three meetings",
    "minutes-state": "only of minutes that are a draft; the walk looks at three meetings",
    "readability": "a button inside of the editors' forms sends to it",
    "resolution-edit": "only of an item with a resolution; the walk looks at three items",
    "vote-edit": "only of an item with a vote; the walk looks at three items",
    "edition-state": "its forms stand on the edition's page, for states that the demo's editions have left behind",
    "exclusion-remove": "only where somebody is excluded from an item that is still open",
    "invitation": "out of a mail",
    "metrics": "for machines",
    "mfa_authenticate": "only while somebody with a second factor logs in",
    "mfa_deactivate_totp": "only of a second factor",
    "mfa_download_recovery_codes": "only of a second factor",
    "mfa_edit_webauthn": "only of a passkey",
    "mfa_generate_recovery_codes": "only of a second factor",
    "mfa_list_webauthn": "only of a passkey",
    "mfa_reauthenticate": "only of a second factor",
    "mfa_reauthenticate_webauthn": "only of a passkey",
    "mfa_remove_webauthn": "only of a passkey",
    "mfa_view_recovery_codes": "only of a second factor",
    "openid_connect_callback": "only where an identity provider is set",
    "openid_connect_login": "only where an identity provider is set",
    "operator": "for operators, of whom the demo has none",
    "operator-session-end": "only of an operator's session that runs",
    "organisation-undo": "only after a change of an office",
    "own-calendar-feed": "a secret address, shown once",
    "office-link": "a secret address, sent by mail or shown once",
    "office-link-deadline": "a secret address, linked from the page behind it",
    "office-link-measure": "a secret address, linked from the page behind it",
    "report-check-progress": "only while a report is being drawn again",
    "report-job": "where somebody is sent after ordering a report, while it is being made",
    "report-job-progress": "only while a report is being made",
    "round-delete": "only of a round that was never opened",
    "round-state": "its links say into which state; the walk asks without a query",
    "synopsis-progress": "only while a long synopsis is being drawn",
    "tasklist-by-link": "a secret address, linked from the page behind it",
    "ready": "for machines",
    "socialaccount_login_cancelled": "only where an identity provider is set",
    "socialaccount_login_error": "only where an identity provider is set",
    "favicon": "browsers ask for it by themselves",
    "feedback": "only where somebody has written about a barrier",
    "health": "for machines",
    "home": "sends on to the only municipality",
    "robots": "for machines",
    "goal-edition": "of an edition that is no longer the newest; the demo's goals are on one thread each",
    "plan-pdf-progress": "only of a plan of more than 150 measures, while its PDF is being made",
    "sheet-progress": "only while a long table is being taken over",
    "plan-import-again": "only of an import that could not be read",
    "plan-import-columns": "only of a list that waits for its columns",
    "plan-import-progress": "only while an import is being read",
    "plan-import-reopen": "only of an import that was put aside",
}


# the documentation of the interface names an example of each with its whole address; tests/api asks for them all
NOT_LINKED |= {f"api-{name}": "its documentation links it by the whole address" for name in (
    "areas", "concept", "concepts", "edition", "editions", "field", "fields", "goal", "goals", "measure", "measures",
    "municipality", "organisation", "organisations", "paper", "papers", "round-reports",
    "rounds", "terms",
)}  # fmt: skip


def all_names():
    """Names of all addresses of ours."""
    names, open_ = set(), [get_resolver()]
    while open_:
        for pattern in open_.pop().url_patterns:
            if hasattr(pattern, "url_patterns"):
                open_.append(pattern)
            else:
                names.add(pattern.name)
    return names


@pytest.fixture(scope="module")
def visitor(passer_by):
    return passer_by.walk()


@pytest.fixture(scope="module")
def insider(login):
    return login("planning").walk()


@pytest.fixture(scope="module")
def administrator(login):
    return login("administration").walk()


def test_page_of_every_kind_is_linked(visitor, insider, administrator):
    walked = [page for pages in [*visitor.values(), *insider.values(), *administrator.values()] for page in pages]
    sent_to = {name for page in walked if page.media == "text/html" for name in actions(page.text, page.path)}
    assert all_names() - {page.name for page in walked} - sent_to - NOT_LINKED.keys() == set()


def test_no_link_leads_nowhere(visitor, insider):
    broken = [p.path for pages in [*visitor.values(), *insider.values()] for p in pages if p.status >= 400]
    assert broken == []


def test_page_says_its_language_and_title(visitor, insider):
    bad = []
    for pages in [*visitor.values(), *insider.values()]:
        for page in pages:
            if page.media != "text/html":
                continue
            html = lxml.html.fromstring(page.text)
            title = html.findtext(".//title") or ""
            headings = html.xpath("//h1")
            if html.get("lang") != "de" or len(title) < 5 or len(headings) != 1 or len(html.xpath("//main")) != 1:
                bad.append(page.path)
    assert bad == []


def test_titles_tell_pages_apart(visitor):
    titles = {}
    for pages in visitor.values():
        for page in pages:
            if page.media == "text/html":
                titles.setdefault(lxml.html.fromstring(page.text).findtext(".//title").strip(), set()).add(page.path)
    # a concept's address shows the edition that counts, which has an address of its own below it
    same = {title: paths for title, paths in titles.items() if not all(p.startswith(min(paths)) for p in paths)}
    assert same == {}


def test_no_inline_script_or_style(visitor, insider):
    inline = re.compile(
        r"<script(?![^>]*\b(?:src=|type=\"application/json\"))[^>]*>\s*\S|<style|\son\w+=\"|\sstyle=\"", re.IGNORECASE
    )
    found = {}
    for pages in [*visitor.values(), *insider.values()]:
        for page in pages:
            if page.media == "text/html" and inline.search(page.text):
                found[page.path] = inline.search(page.text).group(0)
    assert found == {}


def test_visitor_sees_no_internal_page(visitor):
    internal = {name for name in visitor if name.startswith(("plan-import", "work"))}
    assert internal == set()
