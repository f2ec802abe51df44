# SPDX-License-Identifier: EUPL-1.2
"""`render_pdf`: valid, the same every time, and blind to what its texts contain."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from leitziel.rendering.pdf import PdfError, render_pdf
from leitziel.rendering.pdf.compile import prepare
from tests.rendering.pdf_help import findings, letters, page_texts

PROBE = Path(__file__).parent / "probe"
ISSUED = datetime(2026, 3, 1, 10, 30, tzinfo=timezone(timedelta(hours=1)))
MARKUP = '#x $y$ *z* _u_ @a <b> \\ ` ~ = + / [k] {d} "q" // c /* d */ #import "x" \\u{1F600} --- ...'
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><text y="12" font-family="Fira Sans">Ö</text></svg>'


def probe(**context: object) -> bytes:
    return render_pdf(PROBE, context, issued=ISSUED, title="Probe", author="Stadt Beispiel")


def test_pdf_is_valid_for_both_standards() -> None:
    assert findings(probe(texts=["Grüße aus dem Rathaus."])) == []


def test_pdf_with_picture_and_long_table_is_valid() -> None:
    rows = [{"name": f"Zeile {number}", "number": number * 1000} for number in range(120)]
    pdf = probe(rows=rows, pictures=[{"svg": SVG, "alt": "Ein Buchstabe", "caption": "Bild"}])
    assert findings(pdf) == []
    texts = page_texts(pdf)
    assert len(texts) > 2
    assert [("Name" in text, "Zahl" in text) for text in texts] == [(True, True)] * len(texts)
    assert sum(text.count("Zeile ") for text in texts) == 120
    assert "119.000" in texts[-1]


def test_validator_finds_a_broken_document() -> None:
    whole = probe(texts=["Text"])
    assert findings(whole) == []
    untagged = whole.replace(b"/MarkInfo", b"/MarkInfX")
    assert untagged != whole
    assert findings(untagged) != []


def test_picture_without_alternative_text_is_refused() -> None:
    with pytest.raises(PdfError, match="missing alt text"):
        render_pdf(Path(__file__).parent / "faulty", {}, issued=ISSUED, title="Bild")


def test_same_input_gives_same_bytes() -> None:
    assert probe(texts=["Eins", MARKUP]) == probe(texts=["Eins", MARKUP])


def test_other_time_of_issue_gives_other_bytes() -> None:
    later = render_pdf(PROBE, {"texts": ["Eins"]}, issued=ISSUED + timedelta(seconds=1), title="Probe", author="x")
    earlier = render_pdf(PROBE, {"texts": ["Eins"]}, issued=ISSUED, title="Probe", author="x")
    assert later != earlier


def test_markup_in_a_text_is_shown_as_it_is() -> None:
    (text,) = page_texts(probe(texts=[MARKUP]))
    assert letters(MARKUP) in letters(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.text(alphabet=st.sampled_from("#$*_@<>\\`~=+/[]{}\"'().,:;%&!? abcäöüßÄÖÜ0123456789|^§€"), min_size=1),
        min_size=1,
        max_size=4,
    )
)
def test_any_sign_a_keyboard_has_reaches_the_reader(texts: list[str]) -> None:
    shown = letters("".join(page_texts(probe(texts=texts))))
    for text in texts:
        assert letters(text) in shown


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_at_all_makes_a_document(text: str) -> None:
    assert probe(texts=[text]).startswith(b"%PDF-1.7")


def test_sign_the_font_lacks_is_replaced_and_said() -> None:
    pdf = probe(texts=["Spielplatz \U0001f600 gebaut"])
    assert findings(pdf) == []
    text = "".join(page_texts(pdf))
    assert "Spielplatz [?] gebaut" in text
    assert "U+1F600GRINNINGFACE" in letters(text)


def test_document_without_missing_signs_says_nothing_of_them() -> None:
    assert "Nicht darstellbare" not in "".join(page_texts(probe(texts=["Text"])))


def test_title_author_and_language_are_in_the_document() -> None:
    pdf = render_pdf(PROBE, {}, issued=ISSUED, title="Straße & Weg", author="Stadt Öd", language="en")
    assert b"<dc:title>" in pdf
    assert "Straße &amp; Weg".encode() in pdf
    assert "Stadt Öd".encode() in pdf
    assert b"/Lang(en-GB)" in pdf
    assert findings(pdf) == []


def test_template_may_be_a_package_resource() -> None:
    template = files("leitziel.rendering") / "templates" / "plan"
    with pytest.raises(PdfError, match="plan"):
        render_pdf(template, {"nothing": 1}, issued=ISSUED, title="Ohne Plan")


def test_folder_without_its_template_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PdfError, match=r"has no file leer\.typ"):
        render_pdf(tmp_path / "leer", {}, issued=ISSUED, title="x")


def test_template_cannot_read_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "geheim.txt").write_text("geheim")
    folder = tmp_path / "spion"
    folder.mkdir()
    (folder / "spion.typ").write_text('#read("../geheim.txt")')
    with pytest.raises(PdfError):
        render_pdf(folder, {}, issued=ISSUED, title="x")


def test_time_without_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        render_pdf(PROBE, {}, issued=ISSUED.replace(tzinfo=None), title="x")


def test_title_of_spaces_is_refused() -> None:
    with pytest.raises(ValueError, match="title"):
        render_pdf(PROBE, {}, issued=ISSUED, title="  ")


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        render_pdf(PROBE, {}, issued=ISSUED, title="x", language="fr")


def test_context_becomes_plain_json() -> None:
    missing: set[str] = set()
    context = {
        "day": date(2026, 3, 1),
        "at": datetime(2026, 3, 1, tzinfo=UTC),
        "list": (1, None, True, 2.5),
        3: "z. B. x",
    }
    assert prepare(context, missing) == {
        "day": "2026-03-01",
        "at": "2026-03-01T00:00:00+00:00",
        "list": [1, None, True, 2.5],
        "3": "z.\u00a0B. x",
    }
    assert missing == set()


def test_value_without_a_json_form_is_refused() -> None:
    with pytest.raises(TypeError, match="set cannot"):
        prepare({"x": {1}}, set())
