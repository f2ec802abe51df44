# SPDX-License-Identifier: EUPL-1.2
"""What becomes of an SVG from Vega: one accessible picture for a strict page."""

from __future__ import annotations

from lxml import etree

from leitziel.rendering.charts import svg

SVG = "http://www.w3.org/2000/svg"
# Colours of series: at least 3 : 1 against white and against the dark page; see `svg.TONES` for the rule of lightness.
SERIES: tuple[str, ...] = ("#3b78c4", "#c26a00", "#23896c", "#9a5cc0", "#c4502a", "#6b7280", "#2a8fb3", "#a3731a")
INK = "#000102"  # stands for the page's text colour until `finish` gives it


def _invisible(element: etree._Element) -> bool:
    if element.get("display") == "none" or element.get("d") in {"", "M0,0h0v0h0Z"}:
        return True
    return bool(element.tag == f"{{{SVG}}}text" and element.get("opacity") == "0")


def _own_attributes(element: etree._Element, prefix: str) -> None:
    """Take off what Vega says for itself, and hand text and lines to the page's colour and font."""
    for name in ("aria-label", "aria-roledescription", "aria-hidden", "role", "font-family", "style", "class"):
        element.attrib.pop(name, None)
    if element.get("opacity") == "1":
        del element.attrib["opacity"]
    for name, value in element.attrib.items():
        if value in {INK, "black", "#000"}:
            element.set(name, "currentColor")
        elif "url(#" in value:
            element.set(name, value.replace("url(#", f"url(#{prefix}-"))
        elif name == "id":
            element.set(name, f"{prefix}-{value}")
        elif value in SERIES and name in {"fill", "stroke"}:
            element.set("class", f"lz-chart__series lz-chart__series--{SERIES.index(value)}")


def _strip(root: etree._Element, prefix: str) -> None:
    for element in list(root.iterdescendants(f"{{{SVG}}}*")):
        parent = element.getparent()
        if parent is not None and _invisible(element):
            parent.remove(element)
        else:
            _own_attributes(element, prefix)


_PATTERNS = (
    None,
    "M-2 8L8 -2M0 12L12 0M4 14L14 4",
    "M3 3h.01M9 9h.01",
    "M0 5H12",
    "M5 0V12",
    "M-2 4L8 14M0 0L12 12M4 -2L14 8",
    "M0 5H12M5 0V12",
    "M0 3H12M0 9H12",
)


def _hatch(root: etree._Element, prefix: str) -> None:
    """Lay a pattern of white lines over the bars of each series but the first."""
    defs = etree.Element(f"{{{SVG}}}defs")
    for index, path in enumerate(_PATTERNS):
        if path is None:
            continue
        pattern = etree.SubElement(
            defs,
            f"{{{SVG}}}pattern",
            id=f"{prefix}-hatch-{index}",
            width="12",
            height="12",
            patternUnits="userSpaceOnUse",
        )
        lines = {"d": path, "fill": "none", "stroke": "#ffffff", "stroke-opacity": "0.75"}
        lines |= {"stroke-width": "4" if index == 2 else "1.6", "stroke-linecap": "round"}
        etree.SubElement(pattern, f"{{{SVG}}}path", lines)
    for element in list(root.iter(f"{{{SVG}}}path")):
        series = next((n for n, colour in enumerate(SERIES) if element.get("fill") == colour), 0)
        parent = element.getparent()
        if series == 0 or parent is None:
            continue
        over = etree.Element(f"{{{SVG}}}path", {"d": element.get("d", ""), "fill": f"url(#{prefix}-hatch-{series})"})
        if element.get("transform"):
            over.set("transform", element.get("transform", ""))
        parent.insert(parent.index(element) + 1, over)
    root.insert(0, defs)


def finish(drawn: str, *, title: str, description: str, prefix: str, hatched: bool = False) -> str:
    """Make an SVG from Vega one picture with a name and a description, ready for a strict page."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(drawn.encode(), parser)
    _strip(root, prefix)
    if hatched:
        _hatch(root, prefix)
    for name in ("style", "class"):
        root.attrib.pop(name, None)
    root.set("class", "lz-chart")
    root.set("role", "img")
    root.set("aria-labelledby", f"{prefix}-title")
    root.set("aria-describedby", f"{prefix}-desc")
    for place, (tag, words) in enumerate((("title", title), ("desc", description))):
        element = etree.Element(f"{{{SVG}}}{tag}", id=f"{prefix}-{tag}")
        element.text = svg.clean(words)
        root.insert(place, element)
    return str(etree.tostring(root, encoding="unicode"))
