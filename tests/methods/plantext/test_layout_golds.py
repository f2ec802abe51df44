# SPDX-License-Identifier: EUPL-1.2
"""The hand-written readings of the invented layouts are sound: well formed, and saying only what the document says."""

import html
import json
import re
from pathlib import Path

import pytest

LAYOUTS = Path(__file__).resolve().parent / "layouts"
DOCUMENTS = sorted(p for p in LAYOUTS.iterdir() if p.suffix in {".txt", ".md", ".html"} and p.stem != "README")
KEYS = {"field", "goal", "measure", "responsible", "deadline"}


def gold_of(document: Path) -> list[dict]:
    return json.loads(document.with_suffix(".gold.json").read_text(encoding="utf-8"))


def words(value: str | list[str] | None) -> list[str]:
    if isinstance(value, list):
        return [word for item in value for word in words(item)]
    return (value or "").rstrip("…").split()


def stands_in(word: str, text: str) -> bool:
    """Whether the text holds the word, whole or hyphenated over a line."""
    cuts = range(1, len(word))
    return word in text or any(word[:at] + "-" in text and word[at:] in text for at in cuts)


def test_layouts_each_with_a_gold():
    golds = {p.name.removesuffix(".gold.json") for p in LAYOUTS.glob("*.gold.json")}
    assert {p.stem for p in DOCUMENTS} == golds
    assert len(DOCUMENTS) == 28


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.stem)
def test_gold_keys_complete(document):
    assert [KEYS - set(row) for row in gold_of(document)] == [set()] * len(gold_of(document))


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda p: p.stem)
def test_gold_words_stand_in_the_document(document):
    text = html.unescape(document.read_text(encoding="utf-8")).replace("\u00ad", "")
    text = re.sub(r"<[^>]+>", " ", text)
    missing = {w for row in gold_of(document) for key in KEYS for w in words(row[key]) if not stands_in(w, text)}
    assert missing == set()
