# SPDX-License-Identifier: EUPL-1.2
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from leitziel.core.secret import read_or_make_key
from leitziel.core.short_ids import ALPHABET, short_ids
from leitziel.core.text import folded, free_slug, name_key, normalised, slug


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Büro für Migration", "buero-fuer-migration"), ("Straße & Weg", "strasse-weg"), ("  ", ""), ("Café", "cafe")],
)
def test_slug_of_german_text(text, wanted):
    assert slug(text) == wanted


def test_slug_is_cut_at_a_word():
    assert slug("eins zwei drei", limit=9) == "eins-zwei"


@given(st.text())
def test_name_key_of_equal_spellings_is_equal(text):
    assert name_key(unicodedata.normalize("NFD", text)) == name_key(unicodedata.normalize("NFC", text))


@given(st.text())
def test_folded_twice_is_folded_once(text):
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_normalised_text_has_no_nul_and_is_nfc(text):
    assert unicodedata.is_normalized("NFC", normalised(text))
    assert "\x00" not in normalised(text)


def test_short_ids_are_different_and_not_taken():
    taken = short_ids(50)
    fresh = short_ids(1000, taken)
    assert len({*fresh, *taken}) == 1050
    assert set("".join(fresh)) <= set(ALPHABET)


def test_secret_key_is_made_once_and_kept_private(tmp_path):
    path = tmp_path / "new" / "key"
    first = read_or_make_key(path)
    assert read_or_make_key(path) == first
    assert len(first) > 80
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_free_slug_counts_on_from_what_is_taken():
    assert free_slug("Büro", "stelle", ()) == "buero"
    assert free_slug("Büro", "stelle", {"buero", "buero-2"}) == "buero-3"
    assert free_slug("…", "stelle", {"stelle"}) == "stelle-2"


def test_control_characters_are_gone_and_soft_line_ends_are_line_ends():
    assert normalised("a\x00b\x01c\x0bd\x0ce\tf\ng\r\n\x1f\ufffe") == "abc\nd\ne\tf\ng\r\n"
    assert normalised("a\x01\u0308") == "ä"  # what lay between is gone before the two are joined
