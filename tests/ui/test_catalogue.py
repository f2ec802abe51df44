# SPDX-License-Identifier: EUPL-1.2
"""The German catalogue: complete, without contradictions, and readable by gettext."""

import gettext
import importlib.util
import io
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).resolve().parents[2]
SPEC = importlib.util.spec_from_file_location("catalogue", ROOT / "scripts" / "catalogue.py")
catalogue = importlib.util.module_from_spec(SPEC)
sys.modules["catalogue"] = catalogue
SPEC.loader.exec_module(catalogue)

TEXT = st.text(st.characters(blacklist_characters="\x00\x04", blacklist_categories=["Cs"]), min_size=1, max_size=30)


def test_no_message_lacks_german():
    assert [(entry.place, entry.key[1]) for entry in catalogue.missing()] == []


def test_no_message_has_two_germans():
    assert catalogue.conflicts(catalogue.parts()) == []


def test_placeholders_are_the_same_in_both_languages():
    places = re.compile(r"%\((\w+)\)[sd]")
    differ = [
        entry.place
        for entry in catalogue.merged(catalogue.parts()).values()
        for german in entry.german
        if set(places.findall(german)) - set(places.findall(entry.key[1] + entry.plural))
    ]
    assert differ == []


def test_german_speaks_of_no_placeholder_less():
    """A single form may leave a number out; a plain message may not."""
    places = re.compile(r"%\((\w+)\)[sd]")
    lost = [
        entry.place
        for entry in catalogue.merged(catalogue.parts()).values()
        if not entry.plural and set(places.findall(entry.key[1])) - set(places.findall(entry.german[0]))
    ]
    assert lost == []


@given(st.dictionaries(TEXT, st.lists(TEXT, min_size=1, max_size=1), max_size=20))
def test_what_is_compiled_is_what_gettext_reads(messages):
    entries = {("", key): catalogue.Entry(("", key), german=german) for key, german in messages.items()}
    read = gettext.GNUTranslations(io.BytesIO(catalogue.mo_bytes(entries)))
    assert {key: read.gettext(key) for key in messages} == {key: german[0] for key, german in messages.items()}


def test_plural_and_context_are_compiled():
    entries = {
        ("", "%(n)s x"): catalogue.Entry(("", "%(n)s x"), "%(n)s xs", ["%(n)s Ding", "%(n)s Dinge"]),
        ("month", "May"): catalogue.Entry(("month", "May"), german=["Mai"]),
    }
    read = gettext.GNUTranslations(io.BytesIO(catalogue.mo_bytes(entries)))
    assert [read.ngettext("%(n)s x", "%(n)s xs", n) for n in (0, 1, 2)] == ["%(n)s Dinge", "%(n)s Ding", "%(n)s Dinge"]
    assert read.pgettext("month", "May") == "Mai"
    assert read.gettext("May") == "May"


def test_part_is_read_with_continued_lines_and_plurals(tmp_path):
    part = tmp_path / "a.po"
    part.write_text(
        'msgid ""\nmsgstr "Language: de\\n"\n\n# why\nmsgid "one "\n"two"\nmsgstr "eins \\"zwei\\""\n\n'
        'msgctxt "c"\nmsgid "x"\nmsgid_plural "xs"\nmsgstr[0] "ein"\nmsgstr[1] "viele"\n',
        encoding="utf-8",
    )
    found = [(e.key, e.plural, e.german) for e in catalogue.read_po(part)]
    assert found == [(("", "one two"), "", ['eins "zwei"']), (("c", "x"), "xs", ["ein", "viele"])]


def test_part_with_a_stray_line_names_the_line(tmp_path):
    part = tmp_path / "a.po"
    part.write_text('msgid "a"\nmsgstr "b"\nfalsch\n', encoding="utf-8")
    with pytest.raises(catalogue.CatalogueError, match=r"a\.po:3"):
        list(catalogue.read_po(part))


def test_two_parts_that_differ_are_reported(tmp_path):
    for name, german in (("a", "eins"), ("b", "zwei")):
        (tmp_path / f"{name}.po").write_text(f'msgid "x"\nmsgstr "{german}"\n', encoding="utf-8")
    parts = sorted(tmp_path.glob("*.po"))
    assert len(catalogue.conflicts(parts)) == 1
    assert catalogue.merged(parts)["", "x"].german == ["eins"]


def test_messages_of_templates_and_code_are_found(tmp_path, monkeypatch):
    monkeypatch.setattr(catalogue, "PACKAGE", tmp_path / "leitziel")
    (tmp_path / "leitziel").mkdir()
    page = tmp_path / "leitziel" / "a.html"
    page.write_text(
        '{% translate "It\'s" %}{% blocktranslate trimmed count n=x %}{{ n }} thing{% plural %}{{ n }} things'
        '{% endblocktranslate %}{% translate "May" context "month" %}',
        encoding="utf-8",
    )
    code = tmp_path / "leitziel" / "a.py"
    code.write_text('_("one "\n  "two")\nngettext("a", "b", 2)\n_(name)\n', encoding="utf-8")
    found = [*catalogue.messages_of_template(page), *catalogue.messages_of_python(code)]
    assert [(e.key, e.plural) for e in found] == [
        (("", "It's"), ""),
        (("", "%(n)s thing"), "%(n)s things"),
        (("month", "May"), ""),
        (("", "one two"), ""),
        (("", "a"), "b"),
    ]


def test_compile_needs_nothing_but_python(tmp_path):
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(ROOT / "scripts" / "catalogue.py"), "compile"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
