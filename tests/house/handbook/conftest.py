# SPDX-License-Identifier: EUPL-1.2
"""The handbook as a site, built once into a temporary folder."""

import logging
from dataclasses import dataclass
from pathlib import Path

import lxml.html
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.house.handbook import ROOT


@dataclass
class Book:
    folder: Path
    warnings: list[str]
    pages: dict[str, lxml.html.HtmlElement]  # path within the folder -> page


class Warnings(logging.Handler):
    def __init__(self):
        super().__init__(logging.WARNING)
        self.found = []

    def emit(self, record):
        self.found.append(record.getMessage())


@pytest.fixture(scope="session")
def book(tmp_path_factory):
    folder = tmp_path_factory.mktemp("handbook")
    warnings = Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    try:
        build(load_config(str(ROOT / "mkdocs.yml"), site_dir=str(folder)))
    finally:
        logging.getLogger("mkdocs").removeHandler(warnings)
    pages = {
        path.relative_to(folder).as_posix(): lxml.html.fromstring(path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.html"))
    }
    return Book(folder, warnings.found, pages)
