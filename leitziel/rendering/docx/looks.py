# SPDX-License-Identifier: EUPL-1.2
"""The part of styles and the part of list definitions."""

from __future__ import annotations

from leitziel.rendering.docx.body import BULLETS, FIRST_ORDERED, HEADINGS, NUMBERS

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FONT = "Calibri"
_DEEP, _GREY = "2F3C8F", "50545F"  # contrast on white 9.3 and 7.6
_SIZES = (32, 28, 25, 23, 22, 22, 22, 22, 22)  # half points of the headings


def styles(language: str, *, numbered: bool) -> str:
    """All styles; those that word processors know bear their names, so that headings are headings everywhere."""
    made = [_defaults(language), _style("Normal", "Normal", default=True, spacing=(0, 120, 276))]
    for level, size in enumerate(_SIZES, 1):
        number = f'<w:numPr><w:ilvl w:val="{level - 1}"/><w:numId w:val="{HEADINGS}"/></w:numPr>' if numbered else ""
        before = 360 if level == 1 else 240 if level < 4 else 160
        made.append(
            _style(
                f"Heading{level}",
                f"heading {level}",
                spacing=(before, 80, 0),
                paragraph=f"<w:keepNext/><w:keepLines/>{number}",
                outline=level - 1,
                run=f'<w:b/><w:color w:val="{_DEEP}"/><w:sz w:val="{size}"/>',
                following="Normal",
            )
        )
    made += [
        _style(f"TOC{level}", f"toc {level}", spacing=(0, 40, 0), indent=(level - 1) * 340, tab=True)
        for level in range(1, 10)
    ]
    made += [
        _style("Title", "Title", spacing=(0, 120, 0), run=f'<w:b/><w:color w:val="{_DEEP}"/><w:sz w:val="52"/>'),
        _style("Subtitle", "Subtitle", spacing=(0, 240, 0), run=f'<w:color w:val="{_GREY}"/><w:sz w:val="28"/>'),
        _style("Lead", "Lead", spacing=(0, 160, 288), run='<w:sz w:val="24"/>'),
        _style("GuidingIdea", "Guiding Idea", spacing=(0, 120, 288), indent=284, run="<w:i/>"),
        _style("Label", "Label", spacing=(120, 40, 0), paragraph="<w:keepNext/>", run="<w:b/>"),
        _style("Opening", "Opening", spacing=(200, 60, 276), paragraph="<w:keepNext/>"),
        _style("Small", "Small", spacing=(0, 60, 0), run='<w:sz w:val="18"/>'),
        _style("Fact", "Fact", spacing=(0, 40, 0), indent=284),
        _style("ListBullet", "List Bullet", spacing=(0, 60, 0)),
        _style("ListNumber", "List Number", spacing=(0, 60, 0)),
        _style("TableText", "Table Text", spacing=(40, 40, 0), run='<w:sz w:val="19"/>'),
        _style("Caption", "caption", spacing=(120, 80, 0), paragraph="<w:keepNext/>", run="<w:b/>"),
        _style(
            "TOCHeading", "TOC Heading", spacing=(0, 120, 0), run=f'<w:b/><w:color w:val="{_DEEP}"/><w:sz w:val="32"/>'
        ),
        _style("Footer", "footer", run=f'<w:color w:val="{_GREY}"/><w:sz w:val="17"/>', tab=True),
        _link_style(),
        _table_style(),
    ]
    return f"{DECLARATION}<w:styles {W}>{''.join(made)}</w:styles>"


def _defaults(language: str) -> str:
    return (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>'
        f'<w:sz w:val="22"/><w:szCs w:val="22"/><w:lang w:val="{language}" w:eastAsia="{language}" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault></w:docDefaults>"
    )


def _style(
    ident: str,
    name: str,
    *,
    spacing: tuple[int, int, int] = (0, 0, 0),
    paragraph: str = "",
    outline: int | None = None,
    run: str = "",
    indent: int = 0,
    tab: bool = False,
    default: bool = False,
    following: str = "",
) -> str:
    """A paragraph style. Order of the elements as the schema demands it. Spacing: before, after, line (240 = one)."""
    before, after, line = spacing
    lined = f' w:line="{line}" w:lineRule="auto"' if line else ""
    parts = [
        paragraph,
        '<w:tabs><w:tab w:val="right" w:pos="9070"/></w:tabs>' if tab else "",
        f'<w:spacing w:before="{before}" w:after="{after}"{lined}/>',
        f'<w:ind w:left="{indent}"/>' if indent else "",
        "" if outline is None else f'<w:outlineLvl w:val="{outline}"/>',
    ]
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    after_it = f'<w:next w:val="{following}"/>' if following else ""
    marked = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{marked} w:styleId="{ident}"><w:name w:val="{name}"/>{based}{after_it}'
        f"<w:qFormat/><w:pPr>{''.join(parts)}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def _link_style() -> str:
    return (
        '<w:style w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/>'
        f'<w:rPr><w:color w:val="{_DEEP}"/><w:u w:val="single"/></w:rPr></w:style>'
    )


def _table_style() -> str:
    line = 'w:val="single" w:sz="4" w:space="0" w:color="9AA0AE"'
    borders = "".join(f"<w:{side} {line}/>" for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    cells = "".join(f'<w:{side} w:w="90" w:type="dxa"/>' for side in ("left", "right"))
    return (
        '<w:style w:type="table" w:styleId="PlainTable"><w:name w:val="Plain Table"/>'
        f"<w:tblPr><w:tblBorders>{borders}</w:tblBorders><w:tblCellMar>{cells}</w:tblCellMar></w:tblPr>"
        '<w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr>'
        '<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="E9ECF5"/></w:tcPr></w:tblStylePr></w:style>'
    )


def numberings(ordered: int, *, numbered: bool) -> str:
    """Bullets, numbers (`ordered` lists, each from 1) and, if wanted, the headings."""
    bullet, decimal = _level(0, "bullet", "•", 340), _level(0, "decimal", "%1.", 400)
    definitions = [_definition(BULLETS, "singleLevel", bullet), _definition(NUMBERS, "singleLevel", decimal)]
    uses = [f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="{BULLETS}"/></w:num>']
    if numbered:
        levels = "".join(
            _level(level, "decimal", ".".join(f"%{n}" for n in range(1, level + 2)), 0, f"Heading{level + 1}")
            for level in range(9)
        )
        definitions.append(_definition(HEADINGS, "multilevel", levels))
        uses.append(f'<w:num w:numId="{HEADINGS}"><w:abstractNumId w:val="{HEADINGS}"/></w:num>')
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    uses += [
        f'<w:num w:numId="{FIRST_ORDERED + n}"><w:abstractNumId w:val="{NUMBERS}"/>{start}</w:num>'
        for n in range(ordered)
    ]
    return f"{DECLARATION}<w:numbering {W}>{''.join(definitions)}{''.join(uses)}</w:numbering>"


def _definition(ident: int, kind: str, levels: str) -> str:
    return f'<w:abstractNum w:abstractNumId="{ident}"><w:multiLevelType w:val="{kind}"/>{levels}</w:abstractNum>'


def _level(level: int, kind: str, text: str, indent: int, style: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    place = f'<w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/></w:pPr>' if indent else ""
    after = "" if indent else '<w:suff w:val="space"/>'
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{named}{after}'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>{place}</w:lvl>'
    )
