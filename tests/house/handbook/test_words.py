# SPDX-License-Identifier: EUPL-1.2
"""What the handbook puts in quotation marks or italics stands on the screen: in the German catalogue, in the words of
the libraries whose pages we show, or in what the commands print."""

import re
from pathlib import Path

import allauth
import django
import pytest

from tests.house.handbook import DOCS, HANDBOOK, ROOT, read, script

# what is quoted and no word of the screen, each with its reason
ELSEWHERE = {
    "Felder aktualisieren": "a command of Word",
    "CSV UTF-8": "a format of Excel",
    "bis Juni 2028": "what somebody types",
    "leer": "a word of the page's own table",
    "Vorgabe": "the heading of the page's own table",
    "Eigene": "explained on the page",
    "Fachdienst Soziales": "an example of a name",
    "FD Soziales": "an example of a name",
    "FD Jugend und Bildung": "an example of a name",
    "FD Soziales/FD Gesundheit": "an example of a name",
    "Dezernate 2, 4 + 5": "an example of a name",
    "Dezernate 1-3": "an example of a name",
    "ihres": "a word in stress",
}
QUOTED = re.compile(r"„([^“]+)“|(?<![*\w])\*([^*\n]+)\*(?![*\w])")
GAP = re.compile(r"%\(\w+\)[sd]|%[sd]|\{[^{}]*\}")
PRINTED = [
    "leitziel/cli/*.py",
    "leitziel/core/observing/*.py",
    "leitziel/core/archive/*.py",
    "leitziel/core/backup/*.py",
]


def plain(text):
    return " ".join(text.replace("\xa0", " ").replace("\u00ad", "").split()).casefold()


def catalogue():
    """The German of every message, ours and that of the libraries that have pages."""
    ours = script("catalogue")
    for part in ours.parts():
        for entry in ours.read_po(part):
            yield from entry.german
    for library in (django, allauth):
        for path in (Path(library.__file__).parent).rglob("locale/de/LC_MESSAGES/django.po"):
            for entry in re.findall(
                r'^msgstr ((?:"(?:[^"\\]|\\.)*"\s*)+)', path.read_text(encoding="utf-8"), re.MULTILINE
            ):
                yield "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', entry))


def printed():
    """The strings of commands, checks and archives."""
    for pattern in PRINTED:
        for path in ROOT.glob(pattern):
            yield path.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def screen():
    """All words of the screen, with a gap where a value is put in."""
    return "\n".join(plain(GAP.sub("…", re.sub("<[^>]+>", "", text))) for text in [*catalogue(), *printed()])


def quotes(path):
    text = re.sub(r"```.*?```|`[^`]*`|!\[[^\]]*\]\([^)]*\)|\]\([^)]*\)|<!--.*?-->", "", read(path), flags=re.DOTALL)
    for quoted, stressed in QUOTED.findall(text):
        yield from (word.strip(" .,;:…") for word in (quoted or stressed).split("→"))


def stands_there(words, screen):
    """The words stand on the screen; "…" leaves something out."""
    parts = [re.escape(plain(part)) for part in re.split(r"\s*…\s*", words) if part]
    return re.search(r"[^\n]*?".join(parts), screen) is not None


def test_quoted_words_stand_on_the_screen(screen):
    unknown = {
        f"{path.name}: {words}"
        for path in [DOCS / "index.md", *HANDBOOK]
        for words in quotes(path)
        if words not in ELSEWHERE and not stands_there(words, screen)
    }
    assert "\n".join(sorted(unknown)) == ""


def test_words_of_the_english_guide_stand_on_the_english_screen():
    ours = script("catalogue")
    english = {plain(entry.key[-1]) for part in ours.parts() for entry in ours.read_po(part)}
    text = read(DOCS / "en" / "index.md")
    said = [word.strip() for words in re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", text) for word in words.split("→")]
    assert len(said) >= 3
    assert [word for word in said if plain(word) not in english] == []


def test_explained_quotes_are_still_there():
    said = {words for path in [DOCS / "index.md", *HANDBOOK] for words in quotes(path)}
    assert ELSEWHERE.keys() - said == set()


def test_check_of_words_can_fail(screen):
    assert stands_there("Meine Arbeit", screen)
    assert stands_there("Am … ist diese Funktion voll besetzt", screen)
    assert not stands_there("Meine Urlaubstage", screen)
