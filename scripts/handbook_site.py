# SPDX-License-Identifier: EUPL-1.2
"""Hooks of mkdocs: pages of the repository's root join the handbook, and links lead on there as they do in the tree."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
MARK = "leitziel/ui/static/ui/mark.svg"
FROM_ROOT = ("ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md")
HAS_ANOTHER_PLACE = {"README.md": "index.md", "LICENSE": "LICENSE.txt"}
LINK = re.compile(r"(?P<open>\]\()(?P<target>[^)\s#:]+)(?P<rest>(?:#[^)]*)?\))")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Pages that stand in the root of the repository, because people look for them there."""
    for name in FROM_ROOT:
        files.append(File.generated(config, name, abs_src_path=str(ROOT / name)))
    files.append(File.generated(config, "LICENSE.txt", abs_src_path=str(ROOT / "LICENSE")))
    files.append(File.generated(config, "bilder/marke.svg", abs_src_path=str(ROOT / MARK)))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Relative links of the tree as links of the site."""
    place = page.file.src_uri if page.file.src_uri in FROM_ROOT else f"docs/{page.file.src_uri}"

    def follow(found: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(place), found["target"]))
        target = HAS_ANOTHER_PLACE.get(target, target.removeprefix("docs/"))
        return found["open"] + posixpath.relpath(target, posixpath.dirname(page.file.src_uri) or ".") + found["rest"]

    return LINK.sub(follow, markdown)


def on_page_content(content: str, page: Page, **_: Any) -> str:
    """A wide table scrolls within a place of its own, which the keyboard reaches."""
    label = "Tabelle" if page.file.src_uri.startswith(("index", "handbuch/", "CHANGELOG")) else "Table"
    place = f'<div class="handbook-table" role="group" aria-label="{label}" tabindex="0">'
    return content.replace("<table>", f"{place}<table>").replace("</table>", "</table></div>")
