# SPDX-License-Identifier: EUPL-1.2
"""Reading pictures back as XML."""

from __future__ import annotations

from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"


def parsed(drawn: str) -> etree._Element:
    return etree.fromstring(drawn.encode())


def by_class(root: etree._Element, name: str) -> list[etree._Element]:
    return [element for element in root.iter() if name in (element.get("class") or "").split()]


def name_and_description(root: etree._Element) -> tuple[str, str]:
    """What the ids in aria-labelledby and aria-describedby lead to."""
    (title,) = root.xpath("//*[@id=$id]", id=root.get("aria-labelledby"))
    (description,) = root.xpath("//*[@id=$id]", id=root.get("aria-describedby"))
    return title.text, description.text


def offences(root: etree._Element) -> list[str]:
    """What a strict content security policy or a second picture on the page would stumble over."""
    found = [f"<{element.tag}>" for element in root.iter(f"{SVG}style", f"{SVG}script", f"{SVG}foreignObject")]
    found += [f"style on {element.tag}" for element in root.iter() if "style" in element.attrib]
    found += [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    found += [f"font on {element.tag}" for element in root.iter() if "font-family" in element.attrib]
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    return found + sorted({name for name in ids if ids.count(name) > 1})


def texts(root: etree._Element) -> list[str]:
    return ["".join(element.itertext()) for element in root.iter(f"{SVG}text")]
