# SPDX-License-Identifier: EUPL-1.2
"""axe on every kind of page of the running demo: light and dark, 1280 and 320 px.

The kinds come from walking the site, so that a new page falls under the gate by being linked. What axe calls
incomplete counts as well, unless it is explained below.
"""

import pytest

from tests.views import VIEWS, axe, every_view, overflow

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# rule -> place (a selector) -> why axe cannot decide there, and why it is right all the same
EXPLAINED: dict[str, dict[str, str]] = {
    "color-contrast": {
        "svg": "axe does not compute contrast inside SVG; its texts are currentColor on the page's own background, and "
        "the names of areas have a colour fixed against their fill",
        ".lz-scroll--table, .lz-split__column": "axe cannot see text that is scrolled out of a region; it has the "
        "colours of the text that is in view, which axe does check",
        ".lz-difference": "axe takes a new word that begins at the end of a line and goes on in the next for overlapped by "
        "the struck one beside it; the same colours are checked wherever a word stands on one line",
    }
}
INSIDE = "(places, target) => places.some(place => place.contains(document.querySelector(target)))"


# pages that no link leads to
EXTRA = ["/design/", "/auenmuenster/suche/?q=Teilhabe", "/auenmuenster/suche/?q=nichtsdergleichen", "/gibt-es-nicht/"]


@pytest.fixture(scope="module")
def kinds(passer_by, login):
    """One page of each kind: (visitor or social planner, path)."""
    found = {}
    for walker in (passer_by, login("planning")):
        paths = {
            name: page.path for name, pages in walker.walk().items() for page in pages if page.media == "text/html"
        }
        seen = {path for other in found.values() for path in other[1]}
        found[len(found)] = (walker, sorted(set(paths.values()) - seen))
    found[0][1].extend([*EXTRA, "/auenmuenster/arbeit/"])  # the last is refused to a visitor
    return found.values()


def cookies(walker, site):
    return [{"name": c.name, "value": c.value, "url": site} for c in walker.jar]


def problems_of(page, path):
    """What axe finds, and whether the page is wider than the window."""
    results = axe(page)
    for found in results["violations"]:
        targets = [" ".join(map(str, node["target"])) for node in found["nodes"][:3]]
        yield f"{path}: {found['id']} {targets}"
    for found in results["incomplete"]:
        explained = EXPLAINED.get(found["id"], {})
        for node in found["nodes"]:
            target = " ".join(map(str, node["target"]))
            if not any(page.locator(f"{place}").evaluate_all(INSIDE, target) for place in explained):
                yield f"{path}: {found['id']} (incomplete) {target}"
    if (wider := overflow(page)) > 0:
        yield f"{path}: {wider} px wider than the window"


@pytest.fixture(scope="module")
def problems(site, chromium, kinds):
    """view -> problems of all pages, each of which is opened once."""
    found = {view: [] for view in VIEWS}
    for walker, paths in kinds:
        context = chromium.new_context(locale="de-DE", reduced_motion="reduce", bypass_csp=True)
        context.add_cookies(cookies(walker, site))
        page = context.new_page()
        for path in paths:
            page.goto(site + path)
            for view in every_view(page):
                found[view] += problems_of(page, path)
        context.close()
    return found


@pytest.mark.parametrize(("width", "scheme"), VIEWS)
def test_page_of_every_kind_is_accessible(problems, width, scheme):
    assert problems[width, scheme] == []


def test_every_explanation_says_why():
    assert all(len(why) > 60 for places in EXPLAINED.values() for why in places.values())


def test_gate_can_fail(chromium):
    page = chromium.new_page()
    page.set_content('<html lang="de"><title>Seite</title><main><h1>Seite</h1><img src="x.png"><a href="#"></a></main>')
    found = {problem.split()[1] for problem in problems_of(page, "/")}
    page.close()
    assert found >= {"image-alt", "link-name"}
