# SPDX-License-Identifier: EUPL-1.2
"""The municipality's words."""

import pytest
from django_scopes import scope

from leitziel.core.conflicts import ChangedMeanwhileError, fingerprint
from leitziel.core.models import LogEntry, Term
from leitziel.core.vocabulary import TermError, add_term, change_term
from leitziel.strategy.queries.vocabulary import word_lists
from tests.strategy.builders import build_edition

PAGE = "/pruefstadt/arbeit/vokabular/"
GROUP, SHORT = Term.Vocabulary.TARGET_GROUP, Term.Vocabulary.ABBREVIATION


@pytest.fixture
def scoped(municipality):
    with scope(municipality=municipality):
        yield municipality


def add(municipality, actor, vocabulary, label, explanation=""):
    return add_term(municipality=municipality, actor=actor, vocabulary=vocabulary, label=label, explanation=explanation)


def test_words_of_like_keys_stay_apart(scoped, planner):
    keys = [add(scoped, planner, GROUP, label).key for label in ("Über 60", "Ueber-60er", "Über 60!x")]
    assert len(set(keys)) == 3
    assert LogEntry.objects.filter(verb="core.term.added").count() == 3


@pytest.mark.parametrize(
    ("vocabulary", "label", "explanation"),
    [(GROUP, "  ", ""), (GROUP, "familien ", ""), (SHORT, "FD", " ")],
    ids=["empty", "known", "abbreviation without meaning"],
)
def test_word_that_says_nothing_new_is_refused(scoped, planner, vocabulary, label, explanation):
    add(scoped, planner, GROUP, "Familien")
    with pytest.raises(TermError):
        add(scoped, planner, vocabulary, label, explanation)
    assert Term.objects.count() == 1


def test_renamed_word_keeps_its_key_and_its_measures(scoped, planner, client):
    build_edition(scoped, fields=1, goals_per_field=1, measures=5)
    term = Term.objects.get(key="familien")
    changed = change_term(term=term, actor=planner, seen=fingerprint(term), label="Eltern und Kinder", explanation="")
    assert (changed.key, changed.label) == ("familien", "Eltern und Kinder")
    groups = word_lists()[0][2]
    assert [(w.label, w.measures) for w in groups if w.id == term.pk] == [("Eltern und Kinder", 1)]
    assert client.get("/pruefstadt/massnahmen/?zielgruppe=familien").context["found"] == 1
    with pytest.raises(ChangedMeanwhileError):
        change_term(term=term, actor=planner, seen=fingerprint(term), label="Familie", explanation="")


def test_planner_adds_and_renames_on_the_pages(scoped, planner, client):
    client.force_login(planner)
    assert client.post(PAGE, {"vocabulary": "abbreviation", "label": "FD"}).context["form"].errors.keys() == {"label"}
    sent = {"vocabulary": "abbreviation", "label": "FD", "explanation": "Fachdienst"}
    assert client.post(PAGE, sent).status_code == 302
    term = Term.objects.get(label="FD")
    own = f"{PAGE}{term.pk}/"
    seen = client.get(own).context["form"]["seen"].value()
    assert client.post(own, {"seen": seen, "label": "FB", "explanation": "Fachbereich"}).status_code == 302
    conflict = client.post(own, {"seen": seen, "label": "X", "explanation": "Y"})
    assert conflict.context["form"].non_field_errors() == [str(ChangedMeanwhileError())]
    assert [(w.label, w.explanation) for w in client.get("/pruefstadt/abkuerzungen/").context["words"]] == [
        ("FB", "Fachbereich")
    ]
