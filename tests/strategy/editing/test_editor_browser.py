# SPDX-License-Identifier: EUPL-1.2
"""The editor in a real Chromium: in its place by htmx, without scripts, narrow, dark, and seen by axe."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse
from django_scopes import scope
from playwright.sync_api import expect

from leitziel.strategy.actions.editing.measures import edit_measure
from leitziel.strategy.models import Measure
from tests.strategy.builders import build_edition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def open_editor(chromium, live_server, client, planner, municipality):
    """open_editor(**options of the context) -> (page with the editor of a small draft, its first measure)."""
    with scope(municipality=municipality):
        edition = build_edition(municipality, fields=1, goals_per_field=1, measures=3, published=False, state="draft")
        rows = Measure.objects.filter(edition=edition).select_related("thread", "edition__municipality")
        measure = rows.order_by("position").first()
    client.force_login(planner)
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value, "url": live_server.url}
    contexts = []

    def go(width=1280, scheme="light", **options):
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
        page.goto(live_server.url + reverse("plan-editor", args=["pruefstadt", edition.concept.slug, edition.label]))
        return page, measure

    yield go
    for context in contexts:
        context.close()


def violations(page):
    return [v["id"] for v in Axe().run(page).response["violations"]]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_measure_is_edited_in_its_place_and_undone(open_editor, municipality, scripts):
    page, measure = open_editor(java_script_enabled=scripts)
    entry = page.locator(f"#measure-{measure.pk}")
    entry.get_by_role("link", name="Bearbeiten").focus()
    page.keyboard.press("Enter")
    form = page.locator("form.lz-edit")
    form.get_by_label("Titel").fill("Im Browser benannt")
    form.get_by_role("button", name="Speichern").click()
    expect(page.locator(f"#measure-{measure.pk}")).to_contain_text("Im Browser benannt")
    assert page.url.endswith("/bearbeiten/") is scripts
    page.get_by_role("link", name="Rückgängig machen", exact=True).first.click()
    page.get_by_role("button", name="Rückgängig machen").click()
    expect(page.get_by_role("status").first).to_contain_text("zurückgenommen")
    with scope(municipality=municipality):
        assert Measure.objects.get(pk=measure.pk).title == measure.title


def test_conflict_in_place_becomes_a_page_and_keeps_what_was_typed(open_editor, municipality, planner):
    page, measure = open_editor()
    page.locator(f"#measure-{measure.pk}").get_by_role("link", name="Bearbeiten").click()
    page.locator("form.lz-edit").get_by_label("Titel").fill("Meine Fassung")
    with scope(municipality=municipality):
        edit_measure(actor=planner, measure=measure, version=1, values={"title": "Andere Fassung"})
    page.locator("form.lz-edit").get_by_role("button", name="Speichern").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Jemand anderes war schneller")
    expect(page.locator("#content")).to_contain_text("Andere Fassung")
    assert violations(page) == []
    page.get_by_role("button", name="So speichern").click()
    expect(page.get_by_role("link", name="Rückgängig machen", exact=True).first).to_be_visible()
    with scope(municipality=municipality):
        assert Measure.objects.get(pk=measure.pk).title == "Meine Fassung"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (320, "dark")])
def test_editor_is_accessible_and_fits(open_editor, width, scheme):
    page, measure = open_editor(width, scheme)
    page.locator(f"#measure-{measure.pk}").get_by_role("link", name="Bearbeiten").click()
    expect(page.locator("form.lz-edit")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
