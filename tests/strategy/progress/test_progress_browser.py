# SPDX-License-Identifier: EUPL-1.2
"""An office reports in a real Chromium: by keyboard, at 320 px, without scripts, dark, and seen by axe."""

import pytest
from django.conf import settings
from django.urls import reverse
from django_scopes import scope

from leitziel.strategy.actions.progress.links import new_office_link
from leitziel.strategy.models import ProgressReport
from tests.strategy.builders import build_edition
from tests.strategy.progress.conftest import answer, office, opened, threads
from tests.views import axe, every_view

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def built(municipality, planner, make_user):
    """(the round, the person of FD Soziales, the token of FD Jugend's link); something is answered already."""
    with scope(municipality=municipality):
        edition = build_edition(municipality, fields=2, goals_per_field=1, measures=10)
        round_ = opened(municipality, edition, planner)
        answer(round_, threads(edition)[6], "happened", text="Ein Fest", evidence="Foto")
        token = new_office_link(round_=round_, organisation=office("fd-jugend"), actor=planner)
        person = make_user(municipality, "office", office("fd-soziales"))
    return round_, person, token


@pytest.fixture
def browse(chromium, live_server, client):
    """browse(person or None, address, width=320, ...) -> the open page."""
    contexts = []

    def go(person, address, *, width=320, **options):
        context = chromium.new_context(
            locale="de-DE", viewport={"width": width, "height": 800}, reduced_motion="reduce", **options
        )
        contexts.append(context)
        if person is not None:
            client.force_login(person)
            value = client.cookies["sessionid"].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + address)
        return page

    yield go
    for context in contexts:
        context.close()


def press_until(page, key, wanted, most=60):
    """Press a key until the focused element's text or value says what is wanted."""
    for _turn in range(most):
        page.keyboard.press(key)
        said = page.evaluate(
            "() => { const e = document.activeElement; const l = e.labels && e.labels[0];"
            " return [e.innerText, l && l.innerText].filter(Boolean).join(' ') }"
        )
        if wanted in said:
            return
    pytest.fail(f"{wanted!r} is not reached by {key}")


def fits(page):
    return page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_office_reports_by_keyboard_at_320_px(built, browse, municipality, scripts):
    round_, person, _token = built
    page = browse(person, reverse("work", args=["pruefstadt"]), java_script_enabled=True) if scripts else None
    if scripts:
        press_until(page, "Tab", "Jetzt melden")
        page.keyboard.press("Enter")
        page.wait_for_url("**/melden/")
        press_until(page, "Tab", "Weiter mit der nächsten offenen Maßnahme")
        page.keyboard.press("Enter")
        page.wait_for_url("**/melden/*/")
        press_until(page, "Tab", "nicht begonnen")
        page.keyboard.press("ArrowDown")  # under way
        press_until(page, "Tab", "Was wurde getan?")
        page.keyboard.type("Die Räume sind gefunden.")
        press_until(page, "Tab", "Was ist der nächste Schritt?")
        page.keyboard.type("Eröffnung im März")
        press_until(page, "Tab", "Speichern und weiter")
        assert fits(page)
        page.keyboard.press("Enter")
        page.get_by_text("Gespeichert:").wait_for()
    else:
        page = browse(person, reverse("round-answer", args=["pruefstadt", round_.slug]), java_script_enabled=False)
        page.get_by_role("link", name="Weiter mit der nächsten offenen Maßnahme").click()
        page.get_by_label("in Umsetzung").check()
        page.get_by_label("Was wurde getan?").fill("Die Räume sind gefunden.")
        page.get_by_label("Was ist der nächste Schritt?").fill("Eröffnung im März")
        page.get_by_role("button", name="Speichern und weiter").click()
        assert page.get_by_text("Gespeichert:").count() == 1
    with scope(municipality=municipality):
        row = ProgressReport.objects.get(by=person)
        assert (row.state, row.text, row.next_step, row.organisation.slug) == (
            "underway", "Die Räume sind gefunden.", "Eröffnung im März", "fd-soziales",
        )  # fmt: skip


def test_holder_of_a_link_reports_and_nothing_leaves_the_house_with_the_link(built, browse, municipality):
    _round, _person, token = built
    page = browse(None, reverse("office-link", args=["pruefstadt", token]))
    sent = []
    page.on("request", lambda request: sent.append((request.url, request.headers.get("referer", ""))))
    page.get_by_role("link", name="Mit der ersten Maßnahme beginnen").click()
    page.get_by_label("nichts im Zeitraum").check()
    page.get_by_label("Ihr Name").fill("Frau Vogel")
    page.get_by_role("button", name="Speichern und weiter").click()
    page.get_by_text("Gespeichert:").wait_for()
    assert page.get_by_label("Ihr Name").input_value() == "Frau Vogel"
    house = page.url.split("/pruefstadt/")[0]
    assert [url for url, referrer in sent if token in referrer and not url.startswith(house)] == []
    with scope(municipality=municipality):
        assert ProgressReport.objects.get(channel="link").by_name == "Frau Vogel"


def test_pages_of_progress_are_accessible_and_fit(built, browse, planner, municipality):
    round_, _person, token = built
    with scope(municipality=municipality):
        thread = threads(round_.editions.get())[1]
        jugend = threads(round_.editions.get())[3]
    seen = {
        planner: (
            ("rounds", [], ""),
            ("round-new", [], ""),
            ("round", [round_.slug], ""),
            ("round-state", [round_.slug], "?stand=closed"),
            ("round-office", [round_.slug, "fd-jugend"], ""),
            ("round-measure", [round_.slug, thread.short_id], ""),
        ),
        None: (
            ("office-link", [token], ""),
            ("office-link-measure", [token, jugend.short_id], ""),
            ("office-link", ["x"], ""),
        ),
    }
    wrong = []
    for person, pages in seen.items():
        page = browse(person, reverse("home"), bypass_csp=True)
        house = page.url.partition("/pruefstadt/")[0]
        for name, parts, query in pages:
            page.goto(house + reverse(name, args=["pruefstadt", *parts]) + query)
            for view in every_view(page):
                wrong += [(name, view, v["id"]) for v in axe(page)["violations"]]
                if not fits(page):
                    wrong.append((name, view, "does not fit"))
    assert wrong == []
