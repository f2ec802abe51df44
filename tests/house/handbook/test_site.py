# SPDX-License-Identifier: EUPL-1.2
"""The handbook builds as a site without a warning, and everything in it leads somewhere."""

import posixpath
import re
from urllib.parse import unquote, urlsplit

import pytest
from mkdocs.config import load_config

from tests.house.handbook import DOCS, GUIDES, HANDBOOK, READMES, ROOT, read

LOADED = {"script": "src", "link": "href", "img": "src"}
FOREIGN = {"https://www.kern-ux.de", "https://www.mkdocs.org"}  # the theme names where it comes from
ENGLISH = ("en/", "entwicklung/", "decisions/", "ARCHITECTURE.html", "CONTRIBUTING.html")
FRAME = {"404.html", "search.html"}


def test_site_builds_without_a_warning(book):
    assert book.warnings == []


def test_build_warns_of_a_broken_link_and_of_a_page_that_no_menu_names(tmp_path, book):
    """The same rules over a page with mistakes: without this, a rule that is switched off would go unseen."""
    from mkdocs.commands.build import build
    from mkdocs.exceptions import Abort

    docs = tmp_path / "docs"
    docs.mkdir()
    (docs / "index.md").write_text("[weg](gibt-es-nicht.md) [anker](#gibt-es-nicht)\n", encoding="utf-8")
    (docs / "lose.md").write_text("# Lose\n", encoding="utf-8")
    given = {
        "docs_dir": str(docs),
        "site_dir": str(tmp_path / "site"),
        "nav": ["index.md"],
        "hooks": [],
        "strict": True,
    }
    config = load_config(str(ROOT / "mkdocs.yml"), **given)
    with pytest.raises(Abort, match="3 warnings"):
        build(config)


def targets(page):
    return [str(href) for href in page.xpath("//a/@href")]


def test_links_and_their_anchors_lead_somewhere(book):
    ids = {path: set(map(str, page.xpath("//@id"))) for path, page in book.pages.items()}
    broken = []
    for path, page in book.pages.items():
        if path == "404.html":
            continue  # shown at any address, so its links are whole addresses
        for href in targets(page):
            parts = urlsplit(href)
            if parts.scheme:
                continue
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(path), unquote(parts.path) or posixpath.basename(path))
            )
            anchor = unquote(parts.fragment)
            if not (book.folder / target).is_file() or (anchor and anchor not in ids.get(target, {anchor})):
                broken.append(f"{path}: {href}")
    assert broken == []


def test_pictures_are_there_and_have_alternatives(book):
    for path, page in book.pages.items():
        for image in page.xpath("//article//img"):
            assert (book.folder / posixpath.dirname(path) / image.get("src")).is_file(), (path, image.get("src"))
            assert len(image.get("alt")) > 20, (path, image.get("src"))


def loaded(book):
    """(page, address) of what the pages load."""
    for path, page in book.pages.items():
        for tag, name in LOADED.items():
            yield from ((path, str(value)) for value in page.xpath(f"//{tag}/@{name}"))


def test_what_pages_load_is_there(book):
    missing = {
        f"{path}: {value}"
        for path, value in loaded(book)
        if path != "404.html" and not (book.folder / posixpath.dirname(path) / urlsplit(value).path).is_file()
    }
    assert missing == set()


def test_nothing_is_fetched_from_elsewhere(book):
    outside = {f"{path}: {value}" for path, value in loaded(book) if urlsplit(value).scheme or value.startswith("//")}
    styles = "\n".join(path.read_text(encoding="utf-8") for path in book.folder.rglob("*.css"))
    assert outside == set()
    assert re.findall(r"(?:url\(|@import )[\"']?(?:https?:)?//[^)\"']+", styles) == []


def test_foreign_addresses_are_those_that_texts_name(book):
    texts = read(*DOCS.rglob("*.md"), ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md")
    found = {href for page in book.pages.values() for href in targets(page) if urlsplit(href).scheme}
    assert {href for href in found if href not in texts} == FOREIGN


def test_every_page_has_one_heading_and_a_title_of_its_own(book):
    titles = {}
    for path, page in book.pages.items():
        if path not in FRAME:
            assert len(page.xpath("//h1")) == 1, path
            titles.setdefault(page.findtext(".//title"), []).append(path)
    assert {title: paths for title, paths in titles.items() if len(paths) > 1} == {}


def test_page_says_its_language(book):
    """One language a page: the frame is German, and what is English says so."""
    for path, page in book.pages.items():
        assert page.get("lang") == "de", path
        if path not in FRAME:
            assert page.xpath("//article/@lang") == (["en"] if path.startswith(ENGLISH) else []), path


def test_german_pages_address_the_reader(book):
    """Pages for people in an office speak to them."""
    assert [path.name for path in HANDBOOK if " Sie " not in read(path) and path.name in OFFICE] == []


OFFICE = {
    "konzepte-einlesen.md",
    "plan-bearbeiten.md",
    "gemeinsam-arbeiten.md",
    "gremien.md",
    "stellen.md",
    "personen.md",
}


def test_search_finds_german_words(book):
    index = (book.folder / "search" / "search_index.json").read_text(encoding="utf-8")
    assert '"lang":["de","en"]' in index
    assert "handbuch/plan-bearbeiten.html" in index


def test_readmes_and_front_page_lead_to_every_page_of_the_handbook():
    front = read(DOCS / "index.md")
    assert [path.name for path in HANDBOOK if f"handbuch/{path.name}" not in front] == []
    assert all("docs/index.md" in read(path) or "docs/en/index.md" in read(path) for path in READMES)


def test_links_between_documents_lead_somewhere():
    """In the tree, too, where people read the pages on a code host."""
    texts = [*READMES, *GUIDES, *DOCS.rglob("*.md"), *ROOT.glob("*.md")]
    broken = [
        f"{path.name}: {target}"
        for path in texts
        for target in re.findall(r"\]\(([^)#:]+?)(?:#[^)]*)?\)", read(path))
        if not (path.parent / target).exists()
    ]
    assert broken == []
