# SPDX-License-Identifier: EUPL-1.2
"""The page frame and the components in a real Chromium: keyboard, dark display, no scripts, axe."""

import pytest
from playwright.sync_api import expect

from tests.views import axe, every_view, overflow, show

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# (rule, where) -> why axe cannot decide it and why it is right all the same
EXPLAINED = {
    (
        "color-contrast",
        ".lz-scroll--table",
    ): "Cells that stand outside of a region that scrolls sideways are not in sight; "
    "they have the colours of those that are, and axe checks these.",
}
PATHS = ["/design/", "/", "/pruefstadt/", "/pruefstadt/barrierefreiheit/", "/anmelden/", "/x/y/"]
WIDTHS = [320, 800, 1280]


@pytest.fixture
def open_page(chromium, live_server):
    """open_page(path, width=1280, scheme="light", **options of the context) -> page."""
    contexts = []

    def go(path, width=1280, scheme="light", **options):
        context = chromium.new_context(
            locale="de-DE",
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def places(municipality, other_municipality):
    """Two municipalities, so that "/" lists them."""
    return municipality, other_municipality


def focused(page):
    return page.evaluate("(document.activeElement.textContent || '').trim().replace(/\\s+/g, ' ')")


def within(page, selector, where):
    return page.evaluate("([selector, where]) => !!document.querySelector(selector).closest(where)", [selector, where])


def background(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


@pytest.mark.parametrize("path", PATHS)
def test_page_has_no_axe_findings_and_fits_into_the_window(open_page, places, path):
    page = open_page(path, bypass_csp=True)
    found = []
    for view in every_view(page):
        results = axe(page)
        found += [(view, f["id"], node["target"]) for f in results["violations"] for node in f["nodes"]]
        found += [
            (view, f["id"], node["target"])
            for f in results["incomplete"]
            for node in f["nodes"]
            if not any(f["id"] == rule and within(page, node["target"][0], where) for rule, where in EXPLAINED)
        ]
    assert found == []
    wider = {}
    for width in WIDTHS:
        show(page, width)
        wider[width] = overflow(page)
    assert wider == dict.fromkeys(WIDTHS, 0)


SMALL = """() => [...document.querySelectorAll('button, summary, .lz-header a, .lz-footer a, .lz-tabs a, .lz-pagination a')]
    .filter(e => e.checkVisibility() && !e.closest('.lz-skip'))
    .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
    .filter(([, box]) => box.width < 24 || box.height < 24).map(([text, box]) => [text, box.width, box.height])"""


@pytest.mark.parametrize("path", ["/design/", "/pruefstadt/", "/anmelden/"])
def test_targets_are_at_least_24_pixels(open_page, places, path):
    """WCAG 2.5.8: buttons, and links that do not stand in a sentence."""
    page = open_page(path)
    small = {}
    for width in (1280, 320):
        show(page, width)
        small[width] = page.evaluate(SMALL)
    assert small == {1280: [], 320: []}


def test_first_tab_reaches_the_skip_link_and_enter_the_content(open_page, places):
    page = open_page("/pruefstadt/")
    page.keyboard.press("Tab")
    assert focused(page) == "Zum Inhalt springen"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_every_stop_of_the_keyboard_shows_its_focus(open_page, places):
    page = open_page("/design/")
    page.keyboard.press("Tab")
    unseen, seen = [], 0
    for _ in range(400):
        state = page.evaluate(
            """(() => { const e = document.activeElement; if (e === document.body) return null;
            const card = e.closest('.lz-card'); const styles = [e, e.parentElement, card].filter(Boolean).map(getComputedStyle);
            return [e.outerHTML.slice(0, 120), styles.some(s => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)]; })()"""
        )
        if state is None:
            break
        seen += 1
        if not state[1]:
            unseen.append(state[0])
        page.keyboard.press("Tab")
    assert unseen == []
    assert seen > 80


def test_menu_opens_by_keyboard_and_closes_with_escape_on_a_phone(open_page, places):
    page = open_page("/pruefstadt/", 320)
    menu = page.locator("details.lz-menu")
    links = menu.locator(".lz-links__link")
    assert links.count() > 0
    assert not links.first.is_visible()
    page.locator("details.lz-menu > summary").focus()
    page.keyboard.press("Enter")
    assert links.first.is_visible()
    page.keyboard.press("Escape")
    assert not links.first.is_visible()
    assert focused(page) == "Menü"


def test_dark_switch_by_keyboard_keeps_focus_and_is_remembered(open_page, places):
    page = open_page("/pruefstadt/")
    light = background(page)
    page.get_by_role("button", name="Dunkel").focus()
    page.keyboard.press("Enter")
    assert page.locator("html").get_attribute("data-kern-theme") == "dark"
    assert background(page) != light
    assert focused(page).startswith("Hell")
    page.reload()
    assert page.locator("html").get_attribute("data-kern-theme") == "dark"


@pytest.mark.parametrize(("scheme", "button", "theme"), [("light", "Dunkel", "dark"), ("dark", "Hell", "light")])
def test_dark_switch_works_without_scripts(open_page, places, scheme, button, theme):
    page = open_page("/pruefstadt/", 1280, scheme, java_script_enabled=False)
    page.get_by_role("button", name=button).click()
    assert page.locator("html").get_attribute("data-kern-theme") == theme
    assert page.url.endswith("/pruefstadt/")


def test_menu_works_without_scripts(open_page, places):
    page = open_page("/pruefstadt/", 320, java_script_enabled=False)
    page.locator("details.lz-menu > summary").click()
    assert page.locator("details.lz-menu .lz-links__link").first.is_visible()


def test_language_switch_works_without_scripts(open_page, places):
    page = open_page("/anmelden/", java_script_enabled=False)
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.get_by_role("heading", level=1).text_content() == "Log in"


def test_log_in_and_out_without_scripts(open_page, places, make_user):
    make_user(places[0], "planning", email="plan@pruefstadt.example")
    page = open_page("/anmelden/", java_script_enabled=False)
    page.get_by_label("E-Mail-Adresse").fill("Plan@Pruefstadt.example")
    page.get_by_label("Passwort").fill("geheim-geheim")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/anmelden/" not in address)
    assert page.get_by_role("heading", level=1).text_content() == "Meine Arbeit"
    page.get_by_role("button", name="Abmelden").click()
    assert page.get_by_role("link", name="Anmelden").is_visible()


def test_error_summary_has_the_focus_and_leads_to_the_field(open_page, places):
    page = open_page("/pruefstadt/barrierefreiheit/")
    page.get_by_role("button", name="Meldung absenden").click()
    expect(page.locator("#error-summary")).to_be_focused()
    page.locator("#error-summary a").first.press("Enter")
    expect(page.locator("#id_message")).to_be_focused()


def test_pages_load_without_a_word_in_the_console(open_page, places, chromium, live_server):
    context = chromium.new_context(locale="de-DE", viewport={"width": 1280, "height": 900})
    page = context.new_page()
    said = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in ("/design/", "/pruefstadt/", "/anmelden/"):
        page.goto(live_server.url + path)
    context.close()
    assert said == []


def test_reduced_motion_and_text_spacing_break_nothing(open_page, places):
    """WCAG 1.4.12: wider spacing must not cut or overlap; nothing becomes wider than the window."""
    page = open_page("/design/", 320, bypass_csp=True)
    page.add_style_tag(
        content="*{line-height:1.5!important;letter-spacing:.12em!important;word-spacing:.16em!important}"
        "p{margin-bottom:2em!important}"
    )
    assert overflow(page) == 0


def test_forced_colours_keep_icons_and_edges(open_page, places):
    page = open_page("/design/", forced_colors="active")
    border = page.locator(".lz-pagination__link--current").first.evaluate("e => getComputedStyle(e).borderTopStyle")
    assert border == "solid"
