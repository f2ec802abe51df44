# SPDX-License-Identifier: EUPL-1.2
"""What becomes of an import, through its pages: accepted, changed in its target, discarded, read again."""

import datetime as dt

import pytest
from django.utils import timezone
from django_scopes import scope

from leitziel.strategy.actions.imports import stage_import
from leitziel.strategy.models import Edition
from leitziel.strategy.views.imports import listing

from . import plans
from .pages import first_measure, plan_of, post, url
from .test_reading import DOCUMENT


def test_accept_makes_the_draft_once(web, staged, municipality):
    page = web.get(url("plan-import-accept", staged.pk))
    assert page.context["problems"] == []
    for _ in range(2):
        response = post(web, "plan-import-accept", staged.pk, version=1, as_of="2026-02-01")
        assert response.url == url("plan-import", staged.pk)
    with scope(municipality=municipality):
        assert Edition.objects.get().published_at is None
    assert "Öffentlich ist sie, sobald jemand sie veröffentlicht." in web.get(url("plan-import", staged.pk)).text


def test_accepted_import_says_that_its_edition_is_public(web, staged, municipality):
    post(web, "plan-import-accept", staged.pk, version=1, as_of="2026-02-01")
    with scope(municipality=municipality):
        Edition.objects.update(published_at=timezone.now())
    page = web.get(url("plan-import", staged.pk)).text
    assert "Sie ist veröffentlicht, alle können sie lesen." in page
    assert "sobald jemand sie veröffentlicht" not in page


def test_accept_of_an_old_version_shows_the_conflict(web, staged, municipality):
    post(web, "plan-import-node", staged.pk, first_measure(staged), version=1, do="down")
    assert post(web, "plan-import-accept", staged.pk, version=1).status_code == 409
    with scope(municipality=municipality):
        assert Edition.objects.count() == 0


def test_target_can_be_changed(web, staged):
    post(web, "plan-import-target", staged.pk, version=1, concept_title="Anderes Konzept", edition_label="2031")
    after = plan_of(staged)
    assert (after.concept_title, after.edition_label) == ("Anderes Konzept", "2031")


def test_discard_and_take_up_again(web, staged):
    post(web, "plan-import-discard", staged.pk, version=1)
    assert plan_of(staged).state == "discarded"
    post(web, "plan-import-reopen", staged.pk, version=2)
    assert plan_of(staged).state == "review"


@pytest.mark.django_db(transaction=True)
def test_original_is_sent_as_a_download(web, municipality, planner):
    staged = stage_import(
        municipality=municipality,
        actor=planner,
        data=b"<html><script>alert(1)</script><h1>Handlungsfeld Wohnen</h1></html>",
        name='ein "Plan".html',
        concept_title="A",
        edition_label="1",
        run="hold",
    )
    response = web.get(url("plan-import-file", staged.pk))
    assert response.headers["Content-Type"] == "application/octet-stream"
    assert response.headers["Content-Disposition"].startswith("attachment;")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_progress_asks_for_a_new_page_when_the_reading_is_over(web, staged):
    assert web.get(url("plan-import-progress", staged.pk)).headers["HX-Refresh"] == "true"


def test_reading_that_stands_still_can_be_started_again(web, municipality, planner, time_machine):
    staged = stage_import(
        municipality=municipality,
        actor=planner,
        data=DOCUMENT,
        name="a.txt",
        concept_title="A",
        edition_label="1",
        run="hold",
    )
    again = url("plan-import-again", staged.pk)
    assert again not in web.get(url("plan-import", staged.pk)).content.decode()
    time_machine.move_to(dt.datetime.now(dt.UTC) + listing.STANDSTILL + dt.timedelta(minutes=1))
    assert again in web.get(url("plan-import", staged.pk)).content.decode()


def test_list_of_imports_takes_few_queries_whatever_their_number(web, make_import, django_assert_max_num_queries):
    for n in range(25):
        make_import(plans.small_plan(), label=str(n))
    with django_assert_max_num_queries(8):
        web.get(url("plan-imports"))
