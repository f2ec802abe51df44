# SPDX-License-Identifier: EUPL-1.2
"""A page in Chromium as people have it before them: wide and narrow, light and dark, with axe on it.

Window and colours change on the open page, as they do on a phone that is turned or in the evening: a page that is
opened once is looked at in every view.
"""

from weakref import WeakKeyDictionary

from axe_playwright_python.sync_playwright import Axe

VIEWS = [(1280, "light"), (1280, "dark"), (320, "dark"), (320, "light")]
# colours that are on their way to those of the other scheme are nobody's
SETTLED = "() => Promise.allSettled(document.getAnimations().map(animation => animation.finished))"
RUN = """preload => axe.run(document, {preload, resultTypes: ['violations', 'incomplete']})
    .then(({violations, incomplete}) => ({violations, incomplete}))"""
_schemes = WeakKeyDictionary()  # page -> what was set last
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


def show(page, width, scheme="light"):
    """Show the page so. Drawing it anew takes as long as axe does, so nothing is set that is so already."""
    size = {"width": width, "height": 900}
    if page.viewport_size != size:
        page.set_viewport_size(size)
    if _schemes.get(page) != scheme:
        page.emulate_media(color_scheme=scheme)
        _schemes[page] = scheme
    page.evaluate(SETTLED)


def every_view(page, views=VIEWS):
    """Show the page in one view after the other, beginning with the one in which the page before it was left."""
    left = (page.viewport_size["width"], _schemes.get(page))
    for view in reversed(views) if left == views[-1] else views:
        show(page, *view)
        yield view


def axe(page, *, preload=True):
    """What axe finds on the page as it is now, with every place: by itself it names one place of what is incomplete."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    return page.evaluate(RUN, preload)


def overflow(page):
    """Pixels by which the page is wider than the window."""
    return max(0, page.evaluate(WIDER))
