# SPDX-License-Identifier: EUPL-1.2
"""A page in Chromium as people have it before them: wide and narrow, light and dark, with axe on it.

Window and colours change on the open page, as they do on a phone that is turned or in the evening: a page that is
opened once is looked at in every view.
"""

from axe_playwright_python.sync_playwright import Axe

VIEWS = [(1280, "light"), (320, "light"), (320, "dark"), (1280, "dark")]
# colours that are on their way to those of the other scheme are nobody's
SETTLED = "() => Promise.allSettled(document.getAnimations().map(animation => animation.finished))"
RUN = """() => axe.run(document, {resultTypes: ['violations', 'incomplete']})
    .then(({violations, incomplete}) => ({violations, incomplete}))"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def show(page, width, scheme="light"):
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.evaluate(SETTLED)


def axe(page):
    """What axe finds on the page as it is now, with every place: by itself it names one place of what is incomplete."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return page.evaluate(RUN)


def overflow(page):
    """Pixels by which the page is wider than the window."""
    return max(0, page.evaluate(WIDER))
