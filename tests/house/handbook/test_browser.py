# SPDX-License-Identifier: EUPL-1.2
"""axe on every page of the built handbook, wide and narrow; nothing comes from elsewhere while they load."""

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FRAME = {"404.html"}  # its addresses are whole ones, so from a disk it has no styles
OPTIONS = {"preload": False, "resultTypes": ["violations"]}


def looked_at(book):
    """All pages, and of the decisions, which are short texts of one shape, the list and the first two."""
    decisions = sorted(path for path in book.pages if path.startswith("decisions/0"))
    return sorted(book.pages.keys() - FRAME - set(decisions[2:]))


@pytest.fixture(scope="module")
def window(chromium):
    context = chromium.new_context(reduced_motion="reduce", locale="de-DE")
    yield context.new_page()
    context.close()


def problems(page, path):
    for found in Axe().run(page, options=OPTIONS).response["violations"]:
        yield f"{path}: {found['id']} {[' '.join(map(str, node['target'])) for node in found['nodes'][:3]]}"
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    if wider > 0:
        yield f"{path}: {wider} px wider than the window"


@pytest.mark.parametrize("width", [1280, 320])
def test_every_page_is_accessible(book, window, width):
    found, asked = [], []
    window.on("request", lambda request: asked.append(request.url))
    window.set_viewport_size({"width": width, "height": 900})
    for path in looked_at(book):
        window.goto((book.folder / path).as_uri())
        found += problems(window, path)
    assert "\n".join(found) == ""
    assert [address for address in asked if not address.startswith(("file:", "data:", "blob:"))] == []


def test_dark_page_is_accessible(book, window):
    window.emulate_media(color_scheme="dark")
    window.goto((book.folder / "handbuch" / "einstellungen.html").as_uri())
    assert [*problems(window, "einstellungen")] == []
    window.emulate_media(color_scheme="light")


def test_gate_can_fail(window):
    window.set_content(
        '<html lang="de"><title>Seite</title><main><h1>Seite</h1><img src="x.png"><a href="#"></a></main>'
    )
    assert {problem.split()[1] for problem in problems(window, "x")} >= {"image-alt", "link-name"}
