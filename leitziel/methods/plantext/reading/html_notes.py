# SPDX-License-Identifier: EUPL-1.2
"""Which links of an HTML page are footnote marks, and which elements are the notes they lead to."""

from __future__ import annotations

import re

from lxml import etree

_MARK = re.compile(r"\A\s*[\[(]?\s*(\d{1,3}|[*†‡]{1,3}|[ivx]{1,5}|[a-z])\s*[\])]?\s*\Z")
_NOTE_NAME = re.compile(r"foot-?note|fn|note|ftn|anmerkung|fussnote|fußnote|endnote|cite", re.IGNORECASE)
_BACK = re.compile(r"[↩↑^⤴\ufe0e\s]*")
_HOLDERS = ("li", "p", "div", "aside", "dd", "tr")


class HtmlNotes:
    """Finds footnotes once for a page: a short link to an element of the page that looks like a note.

    `marks` maps a link to its mark, `notes` an element to the mark of the note it holds, and `backlinks` are
    the links in a note that lead back to the text.
    """

    def __init__(self, root: etree._Element) -> None:
        self.marks: dict[etree._Element, str] = {}
        self.notes: dict[etree._Element, str] = {}
        self.backlinks: set[etree._Element] = set()
        targets = _targets(root)
        order = {element: index for index, element in enumerate(root.iter())}
        for link in root.iter("a"):
            href = link.get("href") or ""
            target = targets.get(href[1:]) if href.startswith("#") else None
            label = "".join(link.itertext())
            if href.startswith("#") and label.strip() and _BACK.fullmatch(label):
                self.backlinks.add(link)
                continue
            if target is None or target is link or not label.strip():
                continue
            found = _MARK.match(label)
            if not found or not self._note_like(link, target):
                continue
            if order[target] < order[link]:  # the number before a note that leads back to the text
                self.backlinks.add(link)
                continue
            self.marks[link] = found.group(1)
            self.notes.setdefault(_holder(target), found.group(1))

    @staticmethod
    def _note_like(link: etree._Element, target: etree._Element) -> bool:
        raised = any(node.tag == "sup" for node in (link, *link.iterancestors(), *link))
        named = any(_NOTE_NAME.search(f"{n.get('id') or ''} {n.get('name') or ''} {n.get('class') or ''} {n.get('role') or ''}")
                    for n in (target, *target.iterancestors()) if n.tag not in ("html", "body", "main"))  # fmt: skip
        return raised or named


def _targets(root: etree._Element) -> dict[str, etree._Element]:
    targets: dict[str, etree._Element] = {}
    for element in root.iter(etree.Element):
        for key in ("id", "name"):
            value = element.get(key)
            if value:
                targets.setdefault(value, element)
    return targets


def _holder(target: etree._Element) -> etree._Element:
    """The element that holds the note's text: the target, or the block around an anchor."""
    node = target
    while node.tag not in _HOLDERS and node.getparent() is not None and node.getparent().tag not in ("body", "html"):
        node = node.getparent()
    return node if node.tag in _HOLDERS else target
