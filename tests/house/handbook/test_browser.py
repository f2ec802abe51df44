# SPDX-License-Identifier: EUPL-1.2
"""axe on every page of the built handbook, wide and narrow; nothing comes from elsewhere while they load."""

import pytest

from tests.views import axe, every_view, overflow, show

pytestmark = [pytest.mark.browser, pytest.mark.slow]
FRAME = {"404.html"}  # its addresses are whole ones, so from a disk it has no styles


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
    for found in axe(page, preload=False)["violations"]:
        yield f"{path}: {found['id']} {[' '.join(map(str, node['target'])) for node in found['nodes'][:3]]}"
    if wider := overflow(page):
        yield f"{path}: {wider} px wider than the window"


def test_every_page_is_accessible(book, window):
    found, asked = [], []
    window.on("request", lambda request: asked.append(request.url))
    for path in looked_at(book):
        window.goto((book.folder / path).as_uri())
        for width, _scheme in every_view(window, [(1280, "light"), (320, "light")]):
            found += problems(window, f"{path} {width}")
    assert "\n".join(found) == ""
    assert [address for address in asked if not address.startswith(("file:", "data:", "blob:"))] == []


def test_dark_page_is_accessible(book, window):
    window.goto((book.folder / "handbuch" / "einstellungen.html").as_uri())
    show(window, 1280, "dark")
    assert [*problems(window, "einstellungen")] == []


def test_gate_can_fail(window):
    window.set_content(
        '<html lang="de"><title>Seite</title><main><h1>Seite</h1><img src="x.png"><a href="#"></a></main>'
    )
    assert {problem.split()[1] for problem in problems(window, "x")} >= {"image-alt", "link-name"}
