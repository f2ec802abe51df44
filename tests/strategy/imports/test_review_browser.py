# SPDX-License-Identifier: EUPL-1.2
"""The review in a real Chromium: by keyboard alone, without scripts, narrow, dark, and seen by axe."""

import pytest
from django.conf import settings
from django.urls import reverse
from django_scopes import scope
from playwright.sync_api import expect

from leitziel.strategy.exchange.staged import tree
from leitziel.strategy.models import Edition, PlanImport
from tests.views import axe, every_view, overflow

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SEEN = [(1280, "light"), (320, "dark")]  # the gate over the whole site looks at all four


@pytest.fixture
def open_page(chromium, live_server, client, planner):
    """open_page(path, **options of the context) -> page of a logged-in planner."""
    client.force_login(planner)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexts = []

    def go(path, width=1280, scheme="light", **options):
        context = chromium.new_context(
            locale="de-DE",
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            reduced_motion="reduce",
            **options,
        )
        context.add_cookies([cookie])
        contexts.append(context)
        page = context.new_page()
        page.goto(live_server.url + path)
        return page

    yield go
    for context in contexts:
        context.close()


def url(name, *args):
    return reverse(name, args=["pruefstadt", *args])


def tab_to(page, selector):
    """Press Tab until the element that the selector means has the focus; fail when it cannot be reached."""
    for _ in range(200):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached by keyboard")


def current(staged):
    with scope(municipality=staged.municipality_id):
        return PlanImport.objects.get(pk=staged.pk)


def press_enter(page):
    """Press Enter and wait for the page it leads to."""
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_keyboard_leads_from_the_list_through_the_review_to_the_edition(open_page, staged):
    measure = next(p.node["id"] for p in tree.walk(staged.plan) if p.kind == "measure")
    page = open_page(url("plan-imports"))
    tab_to(page, f'a[href="{url("plan-import", staged.pk)}"]')
    press_enter(page)
    tab_to(page, f'a[href="{url("plan-import-node", staged.pk, measure)}"]')
    press_enter(page)
    tab_to(page, "textarea[name=text]")
    page.keyboard.press("Control+a")
    page.keyboard.type("Die Stadt baut dreißig Wohnungen.")
    tab_to(page, "form button[type=submit]:not([name])")
    press_enter(page)
    expect(page.locator(f"#{measure}")).to_contain_text("dreißig")
    assert current(staged).version == 2
    tab_to(page, f'a[href="{url("plan-import-accept", staged.pk)}"]')
    press_enter(page)
    tab_to(page, "main form button[type=submit]")
    press_enter(page)
    expect(page.locator("main .lz-messages")).to_be_visible()
    with scope(municipality=staged.municipality_id):
        assert Edition.objects.get().measures.get(position=1).text == "Die Stadt baut dreißig Wohnungen."


def test_entry_and_passage_lead_to_each_other(open_page, staged):
    measure = next(p.node["id"] for p in tree.walk(staged.plan) if p.kind == "measure")
    page = open_page(url("plan-import", staged.pk), width=320)
    page.locator(f'a[href="#q-{measure}"]').click()
    expect(page.locator(f"#q-{measure}")).to_be_in_viewport()
    page.locator(f'a[href="#{measure}"]').click()
    expect(page.locator(f"#{measure}")).to_be_in_viewport()


def test_review_works_without_scripts(open_page, staged):
    page = open_page(url("plan-import", staged.pk), java_script_enabled=False)
    page.get_by_label("Handlungsfeld", exact=True).select_option(staged.plan["fields"][1]["id"])
    page.get_by_role("button", name="Anzeigen").click()
    page.locator(f'a[href="{url("plan-import-passages", staged.pk)}"]').click()
    start = staged.plan["unassigned"][1]["span"][0]
    page.locator(f'a[href="{url("plan-import-passage", staged.pk, start)}"]').click()
    page.get_by_role("button", name="Eintrag anlegen").click()
    expect(page.locator(".lz-messages")).to_contain_text("eigener Eintrag")
    assert current(staged).version == 2


def test_pages_have_no_axe_findings_and_fit(open_page, staged):
    measure = next(p.node["id"] for p in tree.walk(staged.plan) if p.kind == "measure")
    page = open_page(url("plan-imports"), bypass_csp=True)
    found = []
    for path in (
        url("plan-imports"),
        url("plan-import-upload"),
        url("plan-import", staged.pk),
        url("plan-import-node", staged.pk, measure),
        url("plan-import-passages", staged.pk),
        url("plan-import-passage", staged.pk, staged.plan["unassigned"][1]["span"][0]),
        url("plan-import-references", staged.pk),
        url("plan-import-organisations", staged.pk),
        url("plan-import-accept", staged.pk),
        url("plan-import-new-node", staged.pk),
    ):
        page.goto(page.url.split("/pruefstadt/")[0] + path)
        for view in every_view(page, SEEN):
            results = axe(page)
            found += [
                (path, view, kind, f["id"], node["target"])
                for kind in ("violations", "incomplete")
                for f in results[kind]
                for node in f["nodes"]
            ]
            if wider := overflow(page):
                found.append((path, view, "wider", wider, ""))
    assert found == []
