# SPDX-License-Identifier: EUPL-1.2
"""An empty installation gets its first municipality, administration and operator by the command line."""

import re

import pytest
from click.testing import CliRunner
from django.test import Client
from django_scopes import scope

from leitziel.cli import leitziel
from leitziel.core.access import Access
from leitziel.core.log import verify
from leitziel.core.models import Municipality, User

pytestmark = pytest.mark.django_db


def run(*words, **options):
    return CliRunner().invoke(leitziel, words, **options)


def test_empty_installation_gets_its_first_people():
    made = run("municipality", "add", "--name", "Stadt Neuau", "--ags", "16099777")
    assert (made.exit_code, made.output) == (0, "Stadt Neuau ist angelegt: /stadt-neuau/\n")
    asked = run("person", "add", "chefin@neuau.example", "--municipality", "stadt-neuau", "--site", "http://testserver")
    link = re.search(r"http://testserver(\S+)", asked.output)[1]
    client = Client()
    assert client.post(link, {"name": "Chefin", "password": "ein langer Satz"})["Location"] == "/stadt-neuau/arbeit/"
    assert client.get("/stadt-neuau/arbeit/personen/").status_code == 200
    assert verify(Municipality.objects.get()) == []


@pytest.mark.parametrize("ags", ["123", "1609977x", "160997771"])
def test_key_that_cannot_be_makes_no_municipality(ags):
    answer = run("municipality", "add", "--name", "Stadt Neuau", "--ags", ags)
    assert (answer.exit_code, Municipality.objects.count()) == (2, 0)


def test_second_municipality_with_one_key_is_refused(municipality):
    answer = run("municipality", "add", "--name", "Andere", "--ags", municipality.ags)
    assert (answer.exit_code, Municipality.objects.count()) == (2, 1)
    assert "nichts geändert" in answer.output


def test_operator_is_made_and_unmade(municipality):
    given = ("person", "add", "b@haus.example", "--name", "B", "--password-stdin")
    assert run(*given, input="kurz\n").exit_code == 2
    assert run(*given, input="ein langer Satz\n").exit_code == 0
    assert run("person", "operator", "b@haus.example").exit_code == 0
    assert User.objects.get().is_operator
    assert run("person", "operator", "b@haus.example", "--remove").exit_code == 0
    assert not User.objects.get().is_operator


def test_existing_person_gets_a_role(municipality, planner):
    answer = run("person", "add", planner.email, "--municipality", municipality.slug)
    assert answer.exit_code == 0
    assert Access(planner, municipality).roles == {"planning", "administration"}


def test_closed_account_is_closed_everywhere_and_can_be_opened(municipality, planner):
    client = Client()
    client.post("/anmelden/", {"login": planner.email, "password": "geheim-geheim"})
    assert client.get("/konto/").status_code == 200
    assert run("person", "deactivate", planner.email).exit_code == 0
    assert client.get("/konto/").status_code == 403
    with scope(municipality=municipality):
        assert not User.objects.get(pk=planner.pk).is_active
    assert run("person", "deactivate", planner.email, "--reopen").exit_code == 0
    assert User.objects.get(pk=planner.pk).is_active


@pytest.mark.parametrize(
    "words",
    [
        ("person", "deactivate", "niemand@x.example"),
        ("person", "operator", "niemand@x.example"),
        ("person", "add", "a@x.example"),
        ("person", "add", "a@x.example", "--municipality", "gibtsnicht"),
        ("person", "add", "keine-adresse", "--municipality", "pruefstadt"),
        ("person", "add", "a@x.example", "--municipality", "pruefstadt", "--role", "office"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(municipality, words):
    answer = run(*words)
    assert answer.exit_code == 2
    assert "nichts geändert" in answer.output
    assert User.objects.count() == 0
