# SPDX-License-Identifier: EUPL-1.2
"""Every page shows a picture, every picture is taken by the script, and no picture lies about unused."""

import re
import struct

from leitziel.demo.pictures import PICTURES
from tests.house.handbook import DEVELOPERS, DOCS, GUIDES, HANDBOOK, READMES, read

SHOWN = re.compile(r"!\[([^\]]*)\]\(([^)]+)\)")
PAGES = [*GUIDES, *HANDBOOK, *DEVELOPERS]
FOLDER = DOCS / "bilder"
NAMES = [picture.name for picture in PICTURES]


def shown(*paths):
    return [
        (path, alt, (path.parent / target).resolve()) for path in paths for alt, target in SHOWN.findall(read(path))
    ]


def test_every_page_shows_a_picture():
    assert [path.name for path in PAGES if not shown(path)] == []


def test_pictures_are_those_of_the_list():
    used = {target for _path, _alt, target in shown(*PAGES, *READMES)}
    listed = {(FOLDER / f"{name}.png").resolve() for name in NAMES}
    assert used == listed
    assert {path.resolve() for path in FOLDER.iterdir()} == listed
    assert len(set(NAMES)) == len(NAMES)


def test_picture_tells_in_words_what_it_shows():
    assert [(path.name, alt) for path, alt, _target in shown(*PAGES) if len(alt) < 30] == []


def test_pictures_are_small():
    sizes = {path.name: path.stat().st_size for path in FOLDER.iterdir()}
    assert {name: size for name, size in sizes.items() if size > 150_000} == {}
    assert sum(sizes.values()) < 6_000_000


def test_pictures_have_a_palette():
    """Byte 25 of a PNG says how its colours are kept; 3 is a palette."""
    assert {path.name for path in FOLDER.iterdir() if struct.unpack_from("B", path.read_bytes(), 25) != (3,)} == set()
