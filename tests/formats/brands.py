"""Reference documents as organisations have them: real files, made here or by other programs."""

from __future__ import annotations

import io
import re
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
from docx.document import Document as DocxDocument
from docx.oxml import parse_xml
from docx.shared import Inches, Pt, RGBColor
from lxml import etree

from tests.formats.word_sample import W, changed

PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
PAGE_FIELD = (
    f'<w:fldSimple xmlns:w="{W[1:-1]}" w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
)
HOUSE_TABLE = f"""
<w:style xmlns:w="{W[1:-1]}" w:type="table" w:customStyle="1" w:styleId="HouseTable">
<w:name w:val="House Table"/><w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>
<w:bottom w:val="single" w:sz="8" w:color="004A32"/><w:insideH w:val="single" w:sz="4"
w:color="A0B8AE"/></w:tblBorders></w:tblPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/>
<w:color w:val="004A32"/></w:rPr><w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="DDEBE4"/>
</w:tcPr></w:tblStylePr></w:style>"""
M3_TEMPLATE = "M3-Playbook-Resource-Management-Plan-Template.docx"


def saved(package: DocxDocument) -> bytes:
    """The document's bytes."""
    buffer = io.BytesIO()
    package.save(buffer)
    return buffer.getvalue()


def png(width: int, height: int, colour: tuple[int, int, int] = (120, 40, 60)) -> bytes:
    """A picture of one colour."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        code = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", code)

    rows = (b"\0" + bytes(colour) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    ending = chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + ending


def plain() -> bytes:
    """The template that python-docx starts every document with."""
    return saved(docx.Document())


def word_like() -> bytes:
    """A house template: own ids, a logo in the header, a cover in a section of its own.

    It has no numbering part, its first heading is the base of `TOC Heading`, and Word has split
    a mark of its header over two runs.
    """
    package = docx.Document()
    package._body.clear_content()
    styles = package.styles
    styles["Normal"].font.name, styles["Normal"].font.size = "Georgia", Pt(11.5)
    styles["Heading 1"].font.color.rgb = RGBColor(0x00, 0x5A, 0x3C)
    section = package.sections[0]
    section.page_width, section.page_height = Inches(8.27), Inches(11.69)
    section.left_margin, section.right_margin = Inches(1.25), Inches(0.75)
    header = section.header.paragraphs[0]
    header.add_run().add_picture(io.BytesIO(png(80, 40)), width=Inches(0.6))
    header.add_run("\t[[hea")
    header.add_run("der]]")
    section.footer.paragraphs[0].add_run("House footer [[footer]]")
    package.add_paragraph("A cover of the house", style="Title")
    package.add_section()
    package.add_paragraph("[[content]]")
    package.add_paragraph("How to use this template: delete this text.")
    part = package.part
    for identity, relationship in list(part.rels.items()):
        if relationship.reltype.endswith("/numbering"):
            part.rels.pop(identity)
    data = saved(package)
    for old, new in (("Heading1", "berschrift1"), ("Normal", "Standard")):
        data = changed(data, "word/styles.xml", _renamed(old, new))
    return changed(data, "word/styles.xml", _without_numbers)


def careful() -> bytes:
    """A house template that keeps W01 to W31 itself: a drawn cover, a logo with words, pages.

    Green on A4 in Verdana, with a table of the house that documents do not ask for by name.
    """
    package = docx.Document()
    package._body.clear_content()
    styles = package.styles
    styles["Normal"].font.size = Pt(11)
    green = RGBColor(0x00, 0x4A, 0x32)
    for name in ("Title", "Subtitle", "Heading 1", "Heading 2", "Heading 3", "Caption"):
        styles[name].font.color.rgb = green
    section = package.sections[0]
    section.page_width, section.page_height = Inches(8.27), Inches(11.69)
    section.left_margin = section.right_margin = Inches(0.9)
    logo = section.header.paragraphs[0].add_run()
    logo.add_picture(io.BytesIO(png(80, 40)), width=Inches(0.6))
    next(section.header._element.iter(PICTURE)).set("descr", "Seal of the house")
    section.header.paragraphs[0].add_run("  [[header]]  [[status]]")
    footer = section.footer.paragraphs[0]
    footer.add_run("[[footer]]  Page ")
    footer._p.append(parse_xml(PAGE_FIELD))
    package.add_paragraph("A cover of the house", style="Title")
    drawn = package.add_paragraph().add_run()
    drawn.add_picture(io.BytesIO(png(400, 300, (0, 74, 50))), width=Inches(6))
    next(drawn._r.iter(PICTURE)).set("descr", "The house in spring, logo of its centenary")
    last = package.add_paragraph("Office of the house: [[ti", style="Subtitle")
    last.add_run("tle]]")
    package.add_section()
    empty = package.paragraphs[-1]  # the section's end goes where the cover ends
    last._p.get_or_add_pPr().append(empty._p.pPr.find(W + "sectPr"))
    empty._p.getparent().remove(empty._p)
    package.add_paragraph("[[content]]")
    styles.element.append(parse_xml(HOUSE_TABLE))
    data = changed(saved(package), "word/theme/theme1.xml", _in_verdana)
    return changed(data, "word/styles.xml", _in_verdana)


def _in_verdana(xml: str) -> str:
    xml = re.sub(r'(<a:latin typeface=")[^"]*', r"\1Verdana", xml)
    return re.sub("4F81BD|365F91|243F60|17365D", "004A32", xml)


def _renamed(old: str, new: str) -> Callable[[str], str]:
    """Another id for a style; its name stays."""
    return lambda xml: xml.replace(f'"{old}"', f'"{new}"').replace(
        f'w:name w:val="{new}"', f'w:name w:val="{old}"'
    )


def _without_numbers(xml: str) -> str:
    root = parse_xml(xml.encode())
    for numbers in list(root.iter(W + "numPr")):
        numbers.getparent().remove(numbers)
    return etree.tostring(root, encoding="unicode")


def libreoffice(folder: Path, to_pdf: Callable[..., Path]) -> bytes:
    """A document that LibreOffice made from a text with a heading and a list."""
    source = folder / "house.rtf"
    source.write_text(r"{\rtf1\ansi{\fonttbl{\f0 Arial;}}\f0\fs22 House text\par More\par}")
    return to_pdf(source, "docx").read_bytes()
