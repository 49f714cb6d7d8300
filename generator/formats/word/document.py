"""A document's package: its body and its properties."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from functools import partial

from docx.document import Document as DocxDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from lxml import etree

from generator.content import blocks
from generator.formats.package import read_package, write_package
from generator.formats.word.body import BodyWriter
from generator.formats.word.flow import place
from generator.formats.word.markup import Element, w
from generator.formats.word.outline import build_outline
from generator.formats.word.pages import Sections
from generator.formats.word.reference import Numbering, Styles, open_reference, style_numbers
from generator.formats.word.theme import letter_scale

_CONTENT_MARK = "[[content]]"  # a drawn cover page in the reference ends with this paragraph
_HERE = "content"  # stands in the body until the text is put in
_LONGEST_PROPERTY = 255  # what Word keeps of a core property


def write_document(
    document: blocks.Document, reference: bytes, reference_file: str = "reference.docx"
) -> bytes:
    """The document as the bytes of a .docx; the same document gives the same bytes.

    Args:
        document: its blocks; every heading and table has an id of its own.
        reference: a .docx with the styles, page, header and footer to use; its text is dropped, or
            kept up to a paragraph that reads `[[content]]`.
        reference_file: its name, for messages.

    Raises:
        InputError: the reference is no Word document, or lacks a style.
    """
    package = open_reference(reference, reference_file)
    styles_root = package.styles.element
    styles = Styles(styles_root, reference_file)
    numbering = Numbering(package.part.numbering_part.element, style_numbers(styles_root))
    flow = place(document.blocks)
    formats = {
        level: pattern
        for level in (1, 2, 3)
        if (pattern := numbering.formats(styles[f"heading {level}"]).get(level))
    }
    outline = build_outline([placed.block for placed in flow], formats)
    sections = Sections(package, document.properties)
    links = _Links(package)
    image, scale = partial(_image, package), letter_scale(package)
    writer = BodyWriter(styles, numbering, outline, sections, links.relationship, image, scale)
    _fill_body(package, writer.write(flow))
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
        """The id of the relationship to the URL."""
        if url not in self._ids:
            self._ids[url] = self._part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, True)
        return self._ids[url]


def _image(package: DocxDocument, png: bytes) -> str:
    """The id of the relationship to a picture; the same picture stands in the file once."""
    identity, _ = package.part.get_or_add_image(io.BytesIO(png))
    return str(identity)


def _fill_body(package: DocxDocument, content: str) -> None:
    """Puts the content where the reference's mark stands, else in place of its text.

    The part is put together as text and parsed once: to move elements from one tree to another
    costs as much as all of the writing.
    """
    body = package.element.body
    texts = ["".join(text.text or "" for text in child.iter(w("t"))).strip() for child in body]
    kept = texts.index(_CONTENT_MARK) if _CONTENT_MARK in texts else 0
    for child in list(body)[kept:]:
        body.remove(child)
    etree.SubElement(body, _HERE)
    whole = etree.tostring(package.element, encoding="unicode")
    package.part._element = parse_xml(whole.replace(f"<{_HERE}/>", content, 1))


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
