# SPDX-License-Identifier: EUPL-1.2
"""Readability against hand counts, and against an implementation of somebody else."""

import pytest
import textstat
from hypothesis import given
from hypothesis import strategies as st

from leitziel.methods.readability import (
    Band,
    Counts,
    band_of,
    blocks_of,
    flesch_amstad,
    lix,
    read,
    sentences_of,
    syllables,
)

# word -> syllables, parted by hand
SYLLABLES = """
Fa-mi-li-e Fa-mi-li-en Stadt Be-ra-tung kos-ten-los A-bend El-tern Sprach-för-de-rung Kin-der-ta-ges-stät-te
Mu-se-um ak-tu-ell bei-de Geist ge-impft be-in-hal-ten re-a-gie-ren In-for-ma-ti-on Na-ti-on so-zi-al Quar-tier quer
Ra-di-o Ju-gend-li-che Men-schen Be-hin-de-run-gen In-te-gra-ti-on The-a-ter Boot See I-dee I-de-en neu-e bau-en
teu-er Bäu-me Häu-ser Fe-ri-en Pa-ti-ent Kli-en-tin Stu-di-e Me-di-en Ma-te-ri-a-li-en Li-ni-e Ver-wal-tung
Eu-ro-pa In-di-vi-du-um Se-ni-o-rin-nen Kre-a-ti-vi-tät zu-erst E-ner-gie E-ner-gi-en Stra-te-gie Ver-ein Bei-rat
ge-öff-net Ge-bäu-de Ge-burt Treu-e Mit-ar-bei-ter Ganz-tags-schu-le Ko-o-pe-ra-ti-on U-kra-i-ne A-syl Re-gi-on
Öl Ja-nu-ar jähr-lich Fa-mi-li-en-zen-trum Zu-stän-dig-keit Neu-an-fang zu-hau-se Mu-se-en Eh-ren-amt
""".split()  # noqa: SIM905 - as a list nobody could read it


@pytest.mark.parametrize("parted", SYLLABLES)
def test_syllables_of_a_word_parted_by_hand(parted):
    assert syllables(parted.replace("-", "")) == parted.count("-") + 1


@pytest.mark.parametrize(("word", "count"), [("VHS", 3), ("2024", 1), ("Wohn-Geld", 2), ("Wohn·geld", 2), ("die", 1)])
def test_syllables_of_what_is_no_plain_word(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Die Stadt hilft z. B. Familien mit Kindern.", 1),
        ("Am 3. Mai öffnet das Haus. Alle sind willkommen.", 2),
        ("Nach § 8 Abs. 2 und Nr. 3 gilt das. Es bleibt so.", 2),
        ("Das war im Jahr 2024. Danach kam nichts.", 2),
        ("Es gibt Kurse, Treffen usw. Die Stadt zahlt.", 2),
        ("Träger sind Vereine usw. und die Stadt.", 1),
        ("Frau Dr. A. Beispiel leitet ca. 3.000 Menschen an, d. h. viele.", 1),
        ("„Wirklich?“ Ja! Und dann …", 3),
        ("Im 19. Jahrhundert stand hier ein Tor.", 1),
        ("Wohnen ohne Punkt", 1),
        ("...", 0),
    ],
)
def test_sentences_of_a_block(text, count):
    assert len(sentences_of(text)) == count


def test_blocks_of_headings_items_and_paragraphs():
    text = (
        "Was wir tun\n\nDie Stadt hilft\nallen Menschen:\n- Familien\n- älteren Menschen\n\n1. Beraten\n\nDas ist neu."
    )
    assert [(b.kind, b.text) for b in blocks_of(text)] == [
        ("heading", "Was wir tun"),
        ("paragraph", "Die Stadt hilft allen Menschen:"),
        ("item", "Familien"),
        ("item", "älteren Menschen"),
        ("item", "Beraten"),
        ("paragraph", "Das ist neu."),
    ]


# Counted by hand: (text, words, sentences, words of more than six letters, syllables)
COUNTED = [
    ("Die Stadt hilft. Sie berät Familien kostenlos.", Counts(7, 2, 2, 13)),
    # Wir bau-en ein Haus. | Im Haus ist Platz für al-le.
    ("Wir bauen ein Haus. Im Haus ist Platz für alle.", Counts(10, 2, 0, 12)),
    # Die Fach-kräf-te be-glei-ten Ju-gend-li-che mit Be-hin-de-run-gen in das Be-rufs-le-ben.
    ("Die Fachkräfte begleiten Jugendliche mit Behinderungen in das Berufsleben.", Counts(9, 1, 5, 23)),
    # heading left out; two items: für Fa-mi-li-en | für äl-te-re Men-schen
    ("Angebote\n\n- für Familien\n- für ältere Menschen", Counts(5, 2, 2, 11)),
]


@pytest.mark.parametrize(("text", "counted"), COUNTED)
def test_counts_of_texts_counted_by_hand(text, counted):
    assert read(text).counts == counted


def test_formulas_on_counts_are_those_of_their_sources():
    counts = Counts(words=100, sentences=8, long_words=30, syllables=190)
    assert lix(counts) == 12.5 + 30
    assert flesch_amstad(counts) == pytest.approx(180 - 12.5 - 58.5 * 1.9)


@pytest.mark.parametrize(
    ("lix_value", "flesch_value", "band"),
    [(29.9, 80, "very_easy"), (30, 79, "easy"), (40, 59.9, "medium"), (50, 49, "hard"), (60, 29.9, "very_hard")],
)
def test_bands_begin_at_their_limits(lix_value, flesch_value, band):
    assert band_of(lix=lix_value) == band_of(flesch=flesch_value) == band


def test_band_of_two_values_is_refused():
    with pytest.raises(ValueError, match="either"):
        band_of(lix=1.0, flesch=1.0)


@pytest.mark.parametrize("text", ["", "   \n\n ", "…", "§ –"])
def test_text_without_words_has_no_value(text):
    result = read(text)
    assert (result.lix, result.flesch, result.band, result.flesch_band) == (None, None, None, None)


PLAIN = """Die Stadt will allen Menschen helfen. Sie sollen gut wohnen können. Die Miete darf nicht zu hoch sein.
Dafür gibt es eine Beratung. Die Beratung kostet kein Geld. Sie können anrufen oder vorbeikommen."""
OFFICIAL = """Zur Verbesserung der Wohnraumversorgung einkommensschwacher Haushalte werden die bestehenden
Belegungsbindungen im Einvernehmen mit den Wohnungsunternehmen verlängert und die Instrumente der
Bodenvorratspolitik weiterentwickelt. Die Umsetzung erfolgt unter Berücksichtigung der haushaltsrechtlichen
Rahmenbedingungen sowie der Zuständigkeiten der beteiligten Fachdienste."""


def test_plain_text_is_easier_than_official_text():
    plain, official = read(PLAIN), read(OFFICIAL)
    assert (plain.band, official.band) == (Band.VERY_EASY, Band.VERY_HARD)
    assert plain.flesch > 60 > 0 > official.flesch
    assert official.longest[0][1] > 20
    assert official.heaviest[0] == ("Bodenvorratspolitik", 7)
    assert plain.longest == ()


@pytest.mark.parametrize("text", [PLAIN, OFFICIAL, f"{PLAIN} {OFFICIAL}"])
def test_values_are_near_those_of_textstat(text):
    """textstat counts syllables by hyphenation points and sentences by full stops: near, not equal. LIX may differ by
    1 (it strips punctuation differently), Flesch-Amstad by 15 points (0.25 syllables a word)."""
    textstat.set_lang("de")
    flat = " ".join(text.split())
    result = read(text)
    assert result.lix == pytest.approx(textstat.lix(flat), abs=1.0)
    assert result.flesch == pytest.approx(textstat.flesch_reading_ease(flat), abs=15.0)


@given(st.text(alphabet=st.sampled_from("aeäbcstzMU ßn.!?:-\n1…„“()·"), max_size=200))
def test_any_text_keeps_the_laws_of_counting(text):
    result = read(text)
    counts = result.counts
    assert counts.long_words <= counts.words
    assert counts.sentences <= counts.words
    assert counts.syllables >= counts.words
    assert (result.lix is None) == (counts.words == 0)
    assert sum((c for b, c in result.blocks if b.kind != "heading"), Counts()) == counts


@given(st.text(max_size=300))
def test_hostile_text_is_measured_without_an_error(text):
    assert read(text).counts.words >= 0
