"""A document's package: its body, header and footer, properties."""

from __future__ import annotations

import copy
import io
from datetime import UTC, datetime

import docx
from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.parts.hdrftr import FooterPart, HeaderPart
from lxml import etree

from generator.content import blocks
from generator.formats.package import read_package, write_package
from generator.formats.word.body import BodyWriter
from generator.formats.word.flow import place
from generator.formats.word.markup import NAMESPACES, w
from generator.formats.word.outline import build_outline
from generator.formats.word.reference import (
    Element,
    Numbering,
    Page,
    Styles,
    page_of,
    style_numbers,
)

_CONTENT_MARK = "[[content]]"  # a drawn cover page in the reference ends with this paragraph
_LONGEST_PROPERTY = 255  # what Word keeps of a core property


def write_document(document: blocks.Document, reference: bytes) -> bytes:
    """The document as the bytes of a .docx; the same document gives the same bytes.

    Args:
        reference: a .docx with the styles, page, header and footer to use; its text is dropped, or
            kept up to a paragraph that reads `[[content]]`.

    Raises:
        InputError: the reference is unreadable or lacks a style.
    """
    package = docx.Document(io.BytesIO(reference))
    styles_root = package.styles.element
    styles = Styles(styles_root)
    numbering = Numbering(package.part.numbering_part.element, style_numbers(styles_root))
    flow = place(document.blocks)
    formats = {
        level: pattern
        for level in (1, 2, 3)
        if (pattern := numbering.formats(styles[f"heading {level}"]).get(level))
    }
    outline = build_outline([placed.block for placed in flow], formats)
    section = package.element.body.sectPr
    sections = _Sections(package, section, document.properties)
    writer = BodyWriter(
        styles, numbering, outline, page_of(section), _Links(package).relationship, sections.text
    )
    _fill_body(package.element.body, writer.write(flow))
    _set_properties(package, styles_root, document.properties)
    saved = io.BytesIO()
    package.save(saved)
    return write_package(read_package(saved.getvalue()))


class _Links:
    """Relationships to places outside, one for each URL."""

    def __init__(self, package: DocxDocument) -> None:
        self._part = package.part
        self._ids: dict[str, str] = {}

    def relationship(self, url: str) -> str:
        if url not in self._ids:
            self._ids[url] = self._part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, True)
        return self._ids[url]


class _Sections:
    """The section properties of upright and of turned pages, with headers that fit each."""

    def __init__(
        self, package: DocxDocument, section: Element, properties: blocks.Properties
    ) -> None:
        self._part = package.part
        self._page = page_of(section)
        self._upright = copy.deepcopy(section)
        self._turned: str | None = None
        words = {
            "[[header]]": properties.header or properties.title,
            "[[status]]": properties.status,
            "[[footer]]": properties.footer or f"Version {properties.version}, {properties.date}",
        }
        self._plain = [
            self._part.related_parts[child.get(_RELATIONSHIP)]
            for child in section
            if child.get(_RELATIONSHIP) is not None
        ]
        for part in self._plain:
            _replace_words(part.element, words)

    def text(self, turned: bool) -> str:
        """`w:sectPr` as text."""
        if not turned:
            return str(etree.tostring(self._upright, encoding="unicode"))
        if self._turned is None:
            self._turned = self._turn()
        return self._turned

    def _turn(self) -> str:
        section = copy.deepcopy(self._upright)
        page = self._page
        size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
        size.attrib.update({w("w"): str(page.height), w("h"): str(page.width)})
        size.set(w("orient"), "landscape")
        sides = {"left": page.top, "right": page.bottom, "top": page.right, "bottom": page.left}
        margins.attrib.update({w(side): str(length) for side, length in sides.items()})
        references = [child for child in section if child.get(_RELATIONSHIP) is not None]
        for reference, part in zip(references, self._plain, strict=True):
            reference.set(_RELATIONSHIP, self._turned_copy(part))
        return str(etree.tostring(section, encoding="unicode"))

    def _turned_copy(self, part: HeaderPart | FooterPart) -> str:
        """The id of a copy of a header or footer whose right tab stops stand further out."""
        add = self._part.add_header_part
        if isinstance(part, FooterPart):
            add = self._part.add_footer_part
        turned, relationship = add()
        for old in part.rels.values():
            turned.load_rel(old.reltype, old._target, old.rId, old.is_external)
        element = copy.deepcopy(part.element)
        upright_width, width = (str(self._page.text_width(side)) for side in (False, True))
        for tab in element.iter(w("tab")):
            if tab.get(w("pos")) == upright_width:
                tab.set(w("pos"), width)
        turned._element = element
        return str(relationship)


_RELATIONSHIP = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def _replace_words(part: Element, words: dict[str, str]) -> None:
    for text in part.iter(w("t")):
        for mark, value in words.items():
            if mark in (text.text or ""):
                text.text = text.text.replace(mark, value)


def _fill_body(body: Element, content: str) -> None:
    """Puts the content where the reference's mark stands, else in place of its text."""
    marks = [child for child in body if "".join(child.itertext()).strip() == _CONTENT_MARK]
    kept = list(body).index(marks[0]) if marks else 0
    for child in list(body)[kept:]:
        body.remove(child)
    body.extend(list(parse_xml(f"<w:body {NAMESPACES}>{content}</w:body>")))


def _set_properties(package: DocxDocument, styles: Element, properties: blocks.Properties) -> None:
    core = package.core_properties
    core.title = properties.title[:_LONGEST_PROPERTY]
    core.subject = properties.subject[:_LONGEST_PROPERTY]
    core.author = core.last_modified_by = properties.author[:_LONGEST_PROPERTY]
    core.keywords = properties.keywords[:_LONGEST_PROPERTY]
    core.category = properties.category[:_LONGEST_PROPERTY]
    core.content_status = properties.status[:_LONGEST_PROPERTY]
    core.version = properties.version[:_LONGEST_PROPERTY]
    core.language = properties.language
    core.created = core.modified = datetime.fromisoformat(properties.date).replace(tzinfo=UTC)
    core.revision = 1
    for language in styles.iterfind(f"{w('docDefaults')}//{w('lang')}"):
        language.set(w("val"), properties.language)
