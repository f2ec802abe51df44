# SPDX-License-Identifier: EUPL-1.2
"""A concept as the Word file an office would keep: styles, real footnotes, contents, running header and footer."""

from __future__ import annotations

import datetime as dt
import io

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from leitziel.demo.city import city
from leitziel.demo.content import AREAS, Concept, Field, Measure, Text

from .wordparts import add_field, add_footnote_mark, add_footnotes, element, repacked

DEEP, GREY = RGBColor(0x1F, 0x4E, 0x79), RGBColor(0x59, 0x59, 0x59)
FONT = "Arial"
LABELS = (("responsible", "Verantwortung"), ("deadline", "Termin"), ("focus", "Fokus"))
ISSUED = dt.datetime(2026, 3, 2, 8, 0)  # noqa: DTZ001 - the format has no time zone


class Writer:
    def __init__(self, concept: Concept) -> None:
        self.concept = concept
        self.document: DocumentType = Document()

    def build(self) -> bytes:
        self.properties()
        self.styles()
        self.page()
        self.title_page()
        self.contents()
        for chapter in self.concept.chapters:
            self.document.add_heading(f"{chapter.number} {chapter.title}", 1)
            for text in chapter.paragraphs:
                if text.plain == AREAS:
                    self.areas()
                else:
                    self.rich(self.document.add_paragraph(), text)
            for each in chapter.fields:
                self.field(each, f"{each.number} Handlungsfeld {each.title}", 2)
        add_footnotes(self.document, self.concept.notes)
        out = io.BytesIO()
        self.document.save(out)
        return repacked(out.getvalue())

    # ------------------------------------------------------------ frame
    def properties(self) -> None:
        head, core = self.concept.head, self.document.core_properties
        core.title, core.author, core.language = f"{head['title']}. {head['subtitle']}", head["publisher"], "de-DE"
        core.comments, core.keywords = "", "Sozialstrategie, Sozialplanung"
        core.created = core.modified = ISSUED
        core.last_modified_by = "Stabsstelle Integrierte Sozialplanung"
        package = self.document.part.package
        for key in [key for key, rel in package.rels.items() if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
            del package.rels[key]  # a picture of the library's template, not of this document

    def style(self, name: str, base: str = "Normal", *, size: float = 10.5, kind: str = "paragraph") -> object:
        styles = self.document.styles
        kinds = {"paragraph": WD_STYLE_TYPE.PARAGRAPH, "character": WD_STYLE_TYPE.CHARACTER}
        made = styles.add_style(name, kinds[kind])
        made.base_style = styles[base]
        if kind == "paragraph":
            made.font.size = Pt(size)
        return made

    def styles(self) -> None:
        normal = self.document.styles["Normal"]
        normal.font.name, normal.font.size = FONT, Pt(10.5)
        normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(6), 1.15
        language = element("w:lang", val="de-DE", eastAsia="de-DE", bidi="ar-SA")
        normal.element.get_or_add_rPr().append(language)
        for level, (size, before) in enumerate(((18, 24), (14, 22), (12, 18), (11, 14)), start=1):
            heading = self.document.styles[f"Heading {level}"]
            heading.font.name, heading.font.size, heading.font.bold = FONT, Pt(size), True
            heading.font.italic, heading.font.color.rgb = False, DEEP
            fonts = heading.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
            heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(before), Pt(6)
        self.measure_styles()
        for level in range(1, 4):
            entry = self.style(f"toc {level}", size=11 if level == 1 else 10)
            entry.paragraph_format.left_indent = Cm(0.6 * (level - 1))  # type: ignore[attr-defined]
            stops = entry.paragraph_format.tab_stops  # type: ignore[attr-defined]
            stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
        note = self.style("footnote text", size=8.5)
        note.element.set(qn("w:styleId"), "FootnoteText")  # type: ignore[attr-defined]
        mark = self.style("Footnote Reference", "Default Paragraph Font", kind="character")
        mark.element.set(qn("w:styleId"), "FootnoteReference")  # type: ignore[attr-defined]
        mark.font.superscript = True  # type: ignore[attr-defined]

    def measure_styles(self) -> None:
        idea = self.style("Leitidee", size=11)
        idea.font.italic = True  # type: ignore[attr-defined]
        idea.paragraph_format.left_indent = Cm(0.6)  # type: ignore[attr-defined]
        title = self.style("Leitidee Überschrift", size=10.5)
        title.font.bold, title.font.color.rgb = True, DEEP  # type: ignore[attr-defined]
        title.paragraph_format.keep_with_next = True  # type: ignore[attr-defined]
        measure = self.style("Maßnahme")
        measure.paragraph_format.space_before = Pt(10)  # type: ignore[attr-defined]
        measure.paragraph_format.space_after = Pt(3)  # type: ignore[attr-defined]
        measure.paragraph_format.keep_with_next = True  # type: ignore[attr-defined]
        about = self.style("Maßnahme Angaben", size=9.5)
        about.paragraph_format.left_indent = Cm(0.6)  # type: ignore[attr-defined]
        about.paragraph_format.space_after = Pt(2)  # type: ignore[attr-defined]

    def page(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.2)
        section.different_first_page_header_footer = True
        header, footer = section.header.paragraphs[0], section.footer.paragraphs[0]
        header.text, header.alignment = self.concept.head["header"], WD_ALIGN_PARAGRAPH.RIGHT
        stops = self.document.styles["Footer"].paragraph_format.tab_stops
        stops.clear_all()
        stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
        footer.add_run("Stadt Auenmünster · Dezernat 4\tSeite ")
        add_field(footer, "PAGE")
        for paragraph in (header, footer):
            for run in paragraph.runs:
                run.font.size, run.font.color.rgb = Pt(8.5), GREY

    def title_page(self) -> None:
        head = self.concept.head
        for _ in range(9):
            self.document.add_paragraph()
        self.document.add_paragraph(head["title"], style="Title")
        self.document.add_paragraph(head["subtitle"], style="Subtitle")
        for name, size in (("Title", 30), ("Subtitle", 15)):
            style = self.document.styles[name]
            style.font.name, style.font.size, style.font.color.rgb = FONT, Pt(size), DEEP
            style.font.italic = False
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                fonts.attrib.pop(qn(f"w:{theme}"), None)
        for _ in range(14):
            self.document.add_paragraph()
        self.document.add_paragraph(head["publisher"])
        last = self.document.add_paragraph(head["stand"])
        last.add_run().add_break(WD_BREAK.PAGE)

    def contents(self) -> None:
        """A contents field with its entries, as a word processor leaves it."""
        title = self.document.add_paragraph()
        run = title.add_run("Inhalt")
        run.font.size, run.bold, run.font.color.rgb = Pt(18), True, DEEP
        entries = []
        for chapter in self.concept.chapters:
            entries.append((1, f"{chapter.number} {chapter.title}"))
            for each in chapter.fields:
                entries.append((2, f"{each.number} Handlungsfeld {each.title}"))
                entries += [(3, f"{sub.number} {sub.title}") for sub in each.fields]
        # the pages on which the headings stand in print; the word processor computes them anew when asked to
        pages = self.concept.head["pages"].split()
        for i, ((level, text), number) in enumerate(zip(entries, pages, strict=True)):
            paragraph = self.document.add_paragraph(style=f"toc {level}")
            if i == 0:
                self.open_contents(paragraph)
            paragraph.add_run(f"{text}\t{number}")
        end = self.document.add_paragraph()
        end.add_run()._r.append(element("w:fldChar", fldCharType="end"))
        end.add_run().add_break(WD_BREAK.PAGE)

    def open_contents(self, paragraph: Paragraph) -> None:
        paragraph.add_run()._r.append(element("w:fldChar", fldCharType="begin"))
        code = element("w:instrText")
        code.text = 'TOC \\o "1-3" \\h \\z \\u'
        paragraph.add_run()._r.append(code)
        paragraph.add_run()._r.append(element("w:fldChar", fldCharType="separate"))

    # ------------------------------------------------------------ content
    def rich(self, paragraph: Paragraph, text: Text) -> None:
        for piece in text.pieces:
            if isinstance(piece, int):
                add_footnote_mark(paragraph, piece)
            else:
                paragraph.add_run(piece)

    def labelled(self, label: str, text: Text, style: str) -> None:
        paragraph = self.document.add_paragraph(style=style)
        paragraph.add_run(f"{label}:").bold = True
        paragraph.add_run(" ")
        self.rich(paragraph, text)

    def field(self, each: Field, title: str, level: int) -> None:
        self.document.add_heading(title, level)
        if each.guiding_idea is not None:
            self.document.add_paragraph("Leitidee", style="Leitidee Überschrift")
            self.rich(self.document.add_paragraph(style="Leitidee"), each.guiding_idea)
        for text in each.description:
            self.rich(self.document.add_paragraph(), text)
        for goal in each.goals:
            self.rich(self.document.add_heading(f"Ziel {goal.number}: ", 4), goal.text)
            for text in goal.description:
                self.rich(self.document.add_paragraph(), text)
            for measure in goal.measures:
                self.measure(measure)
        for sub in each.fields:
            self.field(sub, f"{sub.number} {sub.title}", level + 1)

    def measure(self, measure: Measure) -> None:
        self.labelled(f"Maßnahme {measure.number}", measure.text, "Maßnahme")
        for name, label in LABELS:
            if name in measure.said:
                self.labelled(label, measure.said[name], "Maßnahme Angaben")
        if measure.examples:
            label = "Praxis-Beispiele" if len(measure.examples) > 1 else "Praxis-Beispiel"
            self.labelled(label, Text((", ".join(measure.examples),)), "Maßnahme Angaben")

    def areas(self) -> None:
        """The planning areas with their inhabitants."""
        rows: list[tuple[str, ...]] = [("Planungsraum", "Einwohner", "unter 18 Jahre", "65 Jahre und älter")]
        for area in city().areas:
            figures = (area.population, area.under_18, area.from_65)
            rows.append((f"{area.key} {area.name}", *(f"{figure:,}".replace(",", ".") for figure in figures)))
        table = self.document.add_table(len(rows), 4, style="Light Grid Accent 1")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        for line, row in zip(table.rows, rows, strict=True):
            for i, (cell, text) in enumerate(zip(line.cells, row, strict=True)):
                cell.text = text
                paragraph = cell.paragraphs[0]
                paragraph.paragraph_format.space_after = Pt(1)
                paragraph.runs[0].font.size = Pt(9)
                if i:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        table.rows[0]._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))
        source = (
            "Tabelle 1: Bevölkerung nach Planungsräumen am 31. Dezember 2025. Quelle: Melderegister, eigene Auswertung"
        )
        self.document.add_paragraph(source, style="Caption")


def build(concept: Concept) -> bytes:
    return Writer(concept).build()
