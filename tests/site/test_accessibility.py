# SPDX-License-Identifier: EUPL-1.2
"""axe on every kind of page of the running demo: light and dark, 1280 and 320 px.

The kinds come from walking the site, so that a new page falls under the gate by being linked. What axe calls
incomplete counts as well, unless it is explained below.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.site.crawl import Walker

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# rule -> why axe cannot decide it and why it is right all the same
EXPLAINED: dict[str, str] = {}
VIEWS = [(1280, "light"), (320, "light"), (1280, "dark"), (320, "dark")]


@pytest.fixture(scope="module")
def kinds(site, login):
    """(name, path, cookies) of one page of each kind, as a visitor and as a social planner."""
    found = {}
    for walker in (Walker(site), login("planning")):
        for name, pages in walker.walk().items():
            html = [page for page in pages if page.media == "text/html"]
            if html and (name, bool(len(walker.jar) > 1)) not in found:
                found[name, len(walker.jar) > 1] = (html[0].path, walker)
    return found


def cookies(walker, site):
    return [{"name": c.name, "value": c.value, "url": site} for c in walker.jar]


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_page_of_every_kind_is_accessible(site, chromium, kinds, width, scheme):
    problems = []
    for (name, _inside), (path, walker) in sorted(kinds.items()):
        context = chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", bypass_csp=True
        )
        context.add_cookies(cookies(walker, site))
        page = context.new_page()
        page.goto(site + path)
        results = Axe().run(page).response
        for found in results["violations"] + [i for i in results["incomplete"] if i["id"] not in EXPLAINED]:
            targets = [" ".join(map(str, node["target"])) for node in found["nodes"][:3]]
            problems.append(f"{name} {path}: {found['id']} {targets}")
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if overflow > 0:
            problems.append(f"{name} {path}: {overflow} px wider than the window")
        context.close()
    assert problems == []


def test_explanations_are_needed_only_where_axe_cannot_decide():
    assert all(len(why) > 40 for why in EXPLAINED.values())
