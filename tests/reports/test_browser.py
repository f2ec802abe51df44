# SPDX-License-Identifier: EUPL-1.2
"""The file that stands alone, in a real browser: accessible in light and dark, wide and narrow, and asks nobody."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from leitziel.reports.drawing import draw
from leitziel.reports.library import Format, templates
from tests.reports.contexts import SHAPES

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# axe does not compute contrast inside pictures; their texts are the page's colour on the page's ground.
UNSURE = {("color-contrast", "svg")}


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "light"), (1280, "dark"), (320, "dark")])
def test_file_is_accessible_and_stays_within_the_window(chromium, tmp_path, width, scheme):
    context = chromium.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
    page, wrong, asked = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    for name, shapes in SHAPES.items():
        file = tmp_path / f"{name}.html"
        file.write_bytes(draw(templates()[name], shapes[0], Format.HTML))
        page.goto(file.as_uri())
        found = Axe().run(page).response
        wrong += [(name, rule["id"], node["target"]) for rule in found["violations"] for node in rule["nodes"]]
        for rule in found["incomplete"]:
            for node in rule["nodes"]:
                target = " ".join(map(str, node["target"]))
                inside = page.evaluate("target => !!document.querySelector(target)?.closest('svg')", target)
                if not (inside and (rule["id"], "svg") in UNSURE):
                    wrong.append((name, rule["id"], target))
        over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        wrong += [(name, "wider than the window", over)] if over > 0 else []
    context.close()
    assert wrong == []
    assert all(url.startswith("file://") for url in asked)
