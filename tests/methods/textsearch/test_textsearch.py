# SPDX-License-Identifier: EUPL-1.2
"""The German analyser: what finds what, and what does not."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitziel.methods.textsearch import (
    excerpt,
    fold,
    highlight,
    near_words,
    query_terms,
    rank,
    rank_some,
    rarities,
    search_text,
    words_of,
)


def found(query: str, text: str) -> bool:
    return all(term.matches(search_text(text)) for term in query_terms(query))


@pytest.mark.parametrize("query", ["Müll", "Muell", "Mull", "MÜLL", "Mu\u0308ll"])
@pytest.mark.parametrize("text", ["Der Müll im Park", "der muell im park", "Sperrmüll", "Mu\u0308lltrennung"])
def test_umlaut_in_any_spelling_finds_any_spelling(query, text):
    assert found(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Wohnung", "Sozialwohnungsbau"),
        ("Wohnungen", "eine barrierefreie Wohnung"),
        ("Haus", "zwei Häuser"),
        ("Häuser", "ein Haus der Begegnung"),
        ("Straße", "Strassenfest"),
        ("Strasse", "Straßenfest"),
        ("Schulräume", "im Schulraum"),
        ("Kinder", "Angebote für jedes Kind"),
        ("Spracherwerb", "Sprach\u00aderwerb"),
        ("Jugend- und Familienhilfe", "Hilfen für Familien und Jugendliche, Familienhilfe"),
        ("22/1634-BV", "Vgl. Jugendförderplan 22/1634-BV"),
        ('"offene Stadt"', "Eine offene Stadt für alle"),
        ("„offene Stadt“", "offene  Stadt"),
        ("Біженці", "Порадня: біженці"),
        ("die", "die"),
    ],
)
def test_query_finds_text(query, text):
    assert found(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("Rat", "Beratung und Integration"),
        ('"offene Stadt"', "Stadt, offene"),
        ('"offene Stadt"', "offene Stadtgesellschaft"),
        ("Integrtion", "Integration"),
        ("Wohnen Arbeit", "Wohnen"),
    ],
)
def test_query_does_not_find_text(query, text):
    assert not found(query, text)


def test_search_text_keeps_one_line_a_part():
    assert search_text("Grünfläche", "", "Rat & Tat!") == " gruenflaeche | grunflach \n\n rat tat "


def test_phrase_does_not_reach_over_parts():
    text = search_text("offene", "Stadt")
    assert [term.matches(text) for term in query_terms('"offene Stadt"')] == [False]


def test_query_terms_leave_stop_words_out_unless_alone():
    assert [t.words for t in query_terms("die Integration von Kindern")] == [("integration",), ("kindern",)]
    assert [t.words for t in query_terms("die und von")] == [("die",), ("und",), ("von",)]


def test_query_terms_count_equal_terms_once_and_end_at_twelve():
    assert len(query_terms("Haus haus HAUS")) == 1
    assert len(query_terms(" ".join(f"wort{i}" for i in range(40)))) == 12


@pytest.mark.parametrize("query", ["", "   ", "!?%_", '""', "„“"])
def test_query_without_a_word_has_no_terms(query):
    assert query_terms(query) == ()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Integrtion", ["integration"]),
        ("Intergation", ["integration"]),
        ("Wonung", ["wohnung"]),
        ("Wonungsbau", ["sozialwohnungsbau"]),
        ("Bertung", ["beratung"]),
        ("Whonung", ["wohnung"]),
        ("Egration", ["migration"]),
        ("Rta", []),
        ("Fahrrad", []),
    ],
)
def test_near_words_of_a_typing_error(typed, expected):
    words = ["integration", "wohnung", "sozialwohnungsbau", "beratung", "rat", "kita", "migration"]
    assert near_words(typed, words) == expected


def test_near_word_is_found_in_the_middle_of_a_compound():
    assert near_words("Wonung", ["sozialwohnungsbau", "beratung"]) == ["sozialwohnungsbau"]


def test_near_words_put_the_nearest_first_and_stop_at_most():
    assert near_words("hallo", ["hallq", "hallo", "ballo", "xallo", "fern"], most=3) == ["hallo", "hallq", "ballo"]


def test_rank_prefers_title_over_text_and_whole_word_over_part():
    terms = query_terms("Wohnung")
    weights = (4.0, 1.0)
    title = rank(search_text("Wohnung", "nichts"), terms, weights)
    text = rank(search_text("nichts", "Wohnung"), terms, weights)
    beginning = rank(search_text("nichts", "Wohnungsbau"), terms, weights)
    part = rank(search_text("nichts", "Sozialwohnungen"), terms, weights)
    none = rank(search_text("nichts", "nichts"), terms, weights)
    assert title > text > beginning > part > none == 0.0


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("was tut die Stadt gegen Kinderarmut", ["kinderarmut"]),
        ("Was macht die Kommune bei Hitze?", ["hitze"]),
        ("wo gibt es Beratung", ["beratung"]),
        ("was tut die Stadt", ["was", "tut", "die", "stadt"]),
        ("Stadt", ["stadt"]),
        ('"was tut die Stadt"', ["was tut die Stadt"]),
    ],
)
def test_words_of_a_question_count_only_where_nothing_else_was_typed(query, left):
    assert [term.text for term in query_terms(query)] == left


def test_rank_some_puts_one_rare_word_before_common_words():
    terms = query_terms("Kinder Familien Kinderarmut")
    common = [search_text("Kinder Familien", "Kinder und Familien, Familien und Kinder") for _ in range(20)]
    rare = search_text("Ein Fonds", "Schritte gegen Kinderarmut")
    rarity = rarities([*common, rare], terms)
    scores = [rank_some(text, terms, (4.0, 2.0), rarity) for text in (*common, rare)]
    assert max(scores) == scores[-1]
    assert len(set(scores[:-1])) == 1
    assert rank_some(search_text("Bäume", ""), terms, (4.0, 2.0), rarity) == 0.0


def test_rank_some_prefers_two_rare_words_to_one_and_the_title_between_equals():
    terms = query_terms("Hitze Lärm")
    texts = [search_text("Bäume", "Hitze"), search_text("Hitze", ""), search_text("Bäume", "Hitze und Lärm")]
    rarity = rarities(texts, terms)
    one, title, two = (rank_some(text, terms, (4.0, 2.0), rarity) for text in texts)
    assert two > title > one > 0


def test_rarity_falls_with_the_texts_that_hold_the_word():
    terms = query_terms("Hitze Lärm Licht")
    rare, half, every = rarities(
        [search_text("Hitze Lärm Licht"), search_text("Lärm Licht"), search_text("Licht"), search_text("Licht")], terms
    )[:3]
    assert rare > half > every > 0


def test_highlight_marks_words_in_the_original_spelling():
    marked = [s.text for s in highlight("Häuser, Haus\u00adbau und Hof", query_terms("Haus")) if s.hit]
    assert marked == ["Häuser", "Haus\u00adbau"]


def test_highlight_marks_a_phrase_as_one():
    marked = [s.text for s in highlight("Eine offene, Stadt und Stadt", query_terms('"offene Stadt"')) if s.hit]
    assert marked == ["offene, Stadt"]


def test_excerpt_shows_the_first_hit_cut_between_words():
    text = "Anfang " * 60 + "Integration gelingt " + "Ende " * 60
    segments = excerpt(text, query_terms("Integration"), 100)
    joined = "".join(s.text for s in segments)
    assert joined.startswith("… Anfang ")
    assert joined.endswith(" …")
    assert "Integration gelingt" in joined
    assert len(joined) <= 106


texts = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\x00"), max_size=200)


@given(texts)
def test_fold_is_idempotent(text):
    assert fold(fold(text)) == fold(text)


@given(texts)
def test_fold_is_equal_for_composed_and_decomposed(text):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@given(texts, st.sampled_from(["Haus", "müll", '"ein haus"', "rat"]))
def test_highlight_loses_no_character(text, query):
    assert "".join(s.text for s in highlight(text, query_terms(query))) == text


@given(texts, texts)
def test_search_text_has_one_line_a_part_and_like_safe_patterns(one, two):
    assert search_text(one, two).count("\n") == 1
    patterns = "".join(p for t in query_terms(one) for p in t.patterns)
    assert not set(patterns) & set("%_\\|\n")


@given(st.lists(st.sampled_from(["Wohnung", "Häuser", "Größe", "Bäume", "Straße", "Rat", "für", "Müll"]), min_size=1))
def test_every_word_of_a_text_finds_it(words):
    text = search_text(" ".join(words))
    assert all(term.matches(text) for word in words for term in query_terms(word))


def test_words_of_parts_at_punctuation():
    assert words_of("Fach­dienst: Jugend/Soziales (KIJ)") == ["fachdienst", "jugend", "soziales", "kij"]
