# SPDX-License-Identifier: EUPL-1.2
"""Front pages, legal pages, log-in, switches, and messages about barriers."""

import datetime as dt

import lxml.html
import pytest
from django.core.cache import cache
from django.utils import timezone
from django_scopes import scope

from leitziel.core.log import verify
from leitziel.core.models import LogEntry
from leitziel.portal import queries
from leitziel.portal.models import Feedback
from leitziel.strategy.models import ActionField, Concept, Edition, Measure, MeasureThread
from leitziel.ui import navigation, panels

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


def html(response):
    return lxml.html.fromstring(response.content)


def text(response):
    return " ".join(html(response).xpath("//main")[0].text_content().split())


def make_edition(municipality, title, *, published, label="2026", measures=(), state="adopted"):
    """A concept with one edition; measures are (title, last day) pairs."""
    with scope(municipality=municipality):
        slug = title.casefold().replace(" ", "-")
        concept, _made = Concept.objects.get_or_create(
            municipality=municipality, slug=slug, defaults={"title": title, "summary": "Kurz gesagt."}
        )
        edition = Edition(municipality=municipality, concept=concept, label=label, state=state)
        edition.published_at = timezone.now() if published else None
        edition.save()
        field = ActionField(
            municipality=municipality, edition=edition, position=1, short_id=f"f{edition.pk}", title="Wohnen"
        )
        field.save()
        for position, (name, last_day) in enumerate(measures, start=1):
            thread = MeasureThread(municipality=municipality, concept=concept, short_id=f"m{edition.pk}x{position}")
            thread.save()
            Measure(
                municipality=municipality,
                edition=edition,
                thread=thread,
                field=field,
                position=position,
                title=name,
                deadline_last_day=last_day,
                deadline_text="bis dann",
            ).save()
    return edition


class TestFrontPages:
    def test_home_with_one_municipality_leads_to_it(self, client, municipality):
        response = client.get("/")
        assert (response.status_code, response["Location"]) == (302, "/pruefstadt/")

    def test_home_with_several_lists_them(self, client, municipality, other_municipality):
        cards = html(client.get("/")).xpath("//main//h3/a")
        assert [(a.text_content(), a.get("href")) for a in cards] == [
            ("Landkreis Nebenan", "/nebenan/"),
            ("Prüfstadt", "/pruefstadt/"),
        ]

    def test_home_without_municipality_says_what_to_do(self, client):
        assert "Noch keine Kommune eingerichtet" in text(client.get("/"))

    def test_host_name_stands_for_its_municipality(self, client, municipality, other_municipality, settings):
        settings.ALLOWED_HOSTS = ["*"]
        other_municipality.host_name = "plan.nebenan.example"
        other_municipality.save()
        assert client.get("/", headers={"host": "plan.nebenan.example"})["Location"] == "/nebenan/"

    def test_municipality_shows_published_editions_only(self, client, municipality, other_municipality):
        make_edition(municipality, "Offen", published=True, measures=[("Beratung", None)])
        make_edition(municipality, "Geheim", published=False, measures=[("Verborgen", None)])
        make_edition(other_municipality, "Fremd", published=True)
        shown = text(client.get("/pruefstadt/"))
        assert "Offen" in shown
        assert "1 Maßnahme" in shown
        assert [word for word in ("Geheim", "Verborgen", "Fremd") if word in shown] == []

    def test_draft_stays_hidden_even_from_planners_on_the_public_front(self, client, municipality, planner):
        make_edition(municipality, "Geheim", published=False)
        client.force_login(planner)
        assert "Geheim" not in text(client.get("/pruefstadt/"))

    def test_front_counts_the_edition_that_counts(self, municipality):
        make_edition(municipality, "Plan", published=True, label="2020", measures=[("a", None)], state="superseded")
        make_edition(municipality, "Plan", published=True, label="2026", measures=[("b", None), ("c", None)])
        with scope(municipality=municipality):
            front = queries.front(dt.date(2026, 1, 1))
        assert [(c.edition.label, c.fields, c.measures) for c in front.concepts] == [("2026", 1, 2)]

    def test_next_deadlines_begin_today(self, municipality):
        days = [dt.date(2025, 12, 31), dt.date(2026, 6, 30), dt.date(2026, 1, 1), None]
        make_edition(municipality, "Plan", published=True, measures=[(str(day), day) for day in days])
        with scope(municipality=municipality):
            found = queries.front(dt.date(2026, 1, 1)).next_deadlines
        assert [measure.title for measure in found] == ["2026-01-01", "2026-06-30"]

    def test_queries_of_the_front_page_do_not_grow(self, client, municipality, django_assert_max_num_queries):
        for number in range(12):
            day = dt.date(2099, 1, 1)
            make_edition(municipality, f"Plan {number}", published=True, measures=[("a", day), ("b", day)])
        client.get("/pruefstadt/")
        with django_assert_max_num_queries(8):
            client.get("/pruefstadt/")


class TestFrame:
    @pytest.mark.parametrize(
        "path",
        [
            "/pruefstadt/",
            "/pruefstadt/impressum/",
            "/pruefstadt/datenschutz/",
            "/anmelden/",
            "/gibt/es/nicht/",
            "/design/",
        ],
    )
    def test_page_is_strict_and_says_its_language(self, client, municipality, path):
        response = client.get(path)
        policy = response["Content-Security-Policy"]
        page = html(response)
        assert "unsafe" not in policy
        assert "script-src 'self'" in policy
        assert (page.get("lang"), page.get("dir")) == ("de", "ltr")
        assert (
            page.xpath(
                "//*[@style] | //style | //script[not(@src) and not(@type='application/json')] | //*[starts-with(name(@*), 'on')]"
            )
            == []
        )
        assert len(page.xpath("//h1")) == 1
        assert len(page.xpath("//main")) == 1

    @pytest.mark.parametrize("path", ["/pruefstadt/", "/pruefstadt/impressum/", "/pruefstadt/datenschutz/", "/x/y/"])
    def test_public_page_without_a_form_sets_no_cookie(self, client, municipality, path):
        assert list(client.get(path).cookies) == []

    def test_missing_page_answers_404_within_the_frame(self, client, municipality):
        response = client.get("/pruefstadt/gibt-es-nicht/")
        assert response.status_code == 404
        assert "Seite nicht gefunden" in text(response)

    def test_navigation_of_a_visitor_is_public(self, client, municipality):
        links = {a.get("href") for a in html(client.get("/pruefstadt/")).xpath("//nav//a")}
        assert "/pruefstadt/arbeit/" not in links

    def test_navigation_of_a_planner_has_the_work_page(self, client, municipality, planner):
        client.force_login(planner)
        page = html(client.get("/pruefstadt/arbeit/"))
        current = {a.get("href") for a in page.xpath("//ul[contains(@class, 'lz-links')]//a[@aria-current]")}
        assert current == {"/pruefstadt/arbeit/"}

    def test_navigation_entry_twice_raises(self):
        with pytest.raises(ValueError, match="registered twice"):
            navigation.register("x", "work", "core.view_internal")

    def test_every_navigation_entry_leads_somewhere_and_names_a_permission(self, municipality, rf, planner):
        from leitziel.core.access import Access, permissions

        known = {permission.name for permission in permissions()}
        assert {item.permission for item in navigation.items()} - known == set()
        access = Access(planner, municipality)
        links = [link for area in ("public", "internal") for link in navigation.links(area, municipality, access, "/")]
        assert len(links) == len({link.url for link in links}) >= 5

    def test_panel_twice_raises(self):
        panel = panels.panels("work")[0]
        with pytest.raises(ValueError, match="registered twice"):
            panels.register(
                "work", panel.name, template="x", context=lambda _r, _o: None, permission="portal.view", queries=0
            )

    def test_refusal_gives_its_reason_and_the_way_to_log_in(self, client, municipality):
        response = client.get("/pruefstadt/arbeit/")
        assert response.status_code == 403
        assert html(response).xpath("//main//a/@href") == ["/anmelden/?next=/pruefstadt/arbeit/"]

    @pytest.mark.parametrize(("path", "start"), [("/robots.txt", "User-agent: *"), ("/-/health/", "ok")])
    def test_small_addresses_answer(self, client, path, start):
        response = client.get(path)
        assert response.status_code == 200
        assert response.content.decode().startswith(start)


class TestSwitches:
    def test_theme_is_remembered_and_rendered(self, client, municipality):
        response = client.post("/-/darstellung/", {"theme": "dark", "next": "/pruefstadt/"})
        assert (response.status_code, response["Location"]) == (302, "/pruefstadt/")
        assert html(client.get("/pruefstadt/")).get("data-kern-theme") == "dark"

    def test_theme_unknown_value_is_ignored(self, client, municipality):
        assert list(client.post("/-/darstellung/", {"theme": '"><script>'}).cookies) == []

    def test_language_is_remembered(self, client, municipality):
        client.post("/-/sprache/", {"language": "en", "next": "/pruefstadt/"})
        assert html(client.get("/pruefstadt/")).get("lang") == "en"

    @pytest.mark.parametrize("target", ["https://anderswo.example/", "//anderswo.example/", "javascript:alert(1)"])
    @pytest.mark.parametrize("path", ["/-/sprache/", "/-/darstellung/"])
    def test_switch_leads_to_no_other_site(self, client, path, target):
        assert client.post(path, {"theme": "dark", "language": "en", "next": target})["Location"] == "/"

    @pytest.mark.parametrize("path", ["/-/sprache/", "/-/darstellung/", "/abmelden/"])
    def test_switch_needs_a_post(self, client, path):
        assert client.get(path).status_code == 405


class TestFeedback:
    path = "/pruefstadt/barrierefreiheit/"

    def test_message_is_kept_and_logged_without_its_words(self, client, municipality):
        response = client.post(self.path, {"message": "Die Karte ist nicht bedienbar.", "email": "a@b.example"})
        assert response.status_code == 302
        with scope(municipality=municipality):
            kept = Feedback.objects.get()
            entry = LogEntry.objects.select_related("detail").get()
        assert (kept.message, kept.email, kept.done_at) == ("Die Karte ist nicht bedienbar.", "a@b.example", None)
        assert entry.verb == "portal.feedback.received"
        assert "Karte" not in str(entry.detail.payload)
        assert verify(municipality) == []

    def test_empty_message_is_refused(self, client, municipality):
        response = client.post(self.path, {"message": " "})
        assert response.status_code == 422
        assert html(response).findtext(".//title").startswith("Fehler:")
        with scope(municipality=municipality):
            assert Feedback.objects.count() == 0

    @pytest.mark.parametrize(("role", "status"), [("administration", 200), ("planning", 403), ("reader", 403)])
    def test_messages_are_for_the_administration(self, client, municipality, make_user, role, status):
        client.force_login(make_user(municipality, role))
        assert client.get("/pruefstadt/arbeit/meldungen/").status_code == status

    def test_administration_meets_the_message_and_marks_it_done(self, client, municipality, make_user):
        client.post(self.path, {"message": "Kontrast zu schwach"})
        client.force_login(make_user(municipality, "administration"))
        assert "Kontrast zu schwach" in text(client.get("/pruefstadt/arbeit/"))
        with scope(municipality=municipality):
            number = Feedback.objects.get().pk
        client.post("/pruefstadt/arbeit/meldungen/", {"message": number})
        client.post("/pruefstadt/arbeit/meldungen/", {"message": number})
        with scope(municipality=municipality):
            assert LogEntry.objects.filter(verb="portal.feedback.done").count() == 1
        assert "Kontrast zu schwach" not in text(client.get("/pruefstadt/arbeit/"))

    def test_message_of_another_municipality_is_not_found(self, client, municipality, other_municipality, make_user):
        client.post("/nebenan/barrierefreiheit/", {"message": "fremd"})
        client.force_login(make_user(municipality, "administration"))
        with scope(municipality=other_municipality):
            number = Feedback.objects.get().pk
        assert client.post("/pruefstadt/arbeit/meldungen/", {"message": number}).status_code == 404
        assert "fremd" not in text(client.get("/pruefstadt/arbeit/meldungen/"))


class TestWork:
    def make_import(self, municipality, title, state, user=None):
        from leitziel.strategy.models import PlanImport

        with scope(municipality=municipality):
            plan = {} if state in {"review", "accepted"} else None
            made = PlanImport(
                municipality=municipality, state=state, concept_title=title, edition_label="2026", plan=plan
            )
            made.created_by = user
            made.save()
        return made

    def test_planner_meets_imports_and_drafts_that_wait(self, client, municipality, other_municipality, planner):
        for title, state in (("Prüfen", "review"), ("Kaputt", "failed"), ("Fertig", "accepted"), ("Weg", "discarded")):
            self.make_import(municipality, title, state, planner)
        self.make_import(other_municipality, "Fremd", "review")
        make_edition(municipality, "Entwurfskonzept", published=False, state="draft")
        make_edition(municipality, "Offen", published=True)
        client.force_login(planner)
        titles = [a.text_content() for a in html(client.get("/pruefstadt/arbeit/")).xpath("//main//li//a")]
        assert titles == ["Kaputt 2026", "Prüfen 2026", "Entwurfskonzept 2026"]

    def test_reader_meets_drafts_but_no_imports(self, client, municipality, make_user):
        self.make_import(municipality, "Prüfen", "review")
        make_edition(municipality, "Entwurfskonzept", published=False, state="draft")
        client.force_login(make_user(municipality, "reader"))
        titles = [a.text_content() for a in html(client.get("/pruefstadt/arbeit/")).xpath("//main//li//a")]
        assert titles == ["Entwurfskonzept 2026"]

    def test_nothing_waiting_is_said(self, client, municipality, planner):
        client.force_login(planner)
        assert "Es wartet nichts auf Sie" in text(client.get("/pruefstadt/arbeit/"))

    def test_panels_keep_their_query_budget(self, client, municipality, make_user, django_assert_max_num_queries, rf):
        from leitziel.core.access import Access

        user = make_user(municipality, "administration")
        for number in range(8):
            self.make_import(municipality, f"Import {number}", "review", user)
            make_edition(municipality, f"Entwurf {number}", published=False)
        client.post("/pruefstadt/barrierefreiheit/", {"message": "x"})
        request = rf.get("/pruefstadt/arbeit/")
        request.user, request.municipality, request.access = user, municipality, Access(user, municipality)
        with scope(municipality=municipality):
            assert request.access.roles
            with django_assert_max_num_queries(sum(panel.queries for panel in panels.panels("work"))):
                panels.render("work", request)
