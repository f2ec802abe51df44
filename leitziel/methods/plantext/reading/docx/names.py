# SPDX-License-Identifier: EUPL-1.2
"""Namespaces of WordprocessingML and small helpers for its attributes."""

from __future__ import annotations

from typing import TypeAlias

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"

Element: TypeAlias = etree._Element


def value(parent: Element | None, name: str) -> str | None:
    """`w:val` of the child `w:name`."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val")


def number(parent: Element | None, name: str) -> int | None:
    """`w:val` of the child `w:name` as an integer, None where it is missing or none."""
    return integer(value(parent, name))


def integer(text: str | None) -> int | None:
    """An integer that fits a document, else None."""
    bare = (text or "").strip()
    digits = bare.removeprefix("-")
    return int(bare) if digits.isascii() and digits.isdigit() and len(digits) < 9 else None


def switch(parent: Element | None, name: str) -> bool | None:
    """An on/off property: None where it is not stated."""
    child = None if parent is None else parent.find(W + name)
    if child is None:
        return None
    return child.get(W + "val") not in ("0", "false", "off", "none")
