"""A document's package: its body and its properties."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from html import escape

from lxml import etree

from generator.content import blocks
from generator.content.drawing import Drawing
from generator.formats import figures
from generator.formats.word.body import BodyWriter
from generator.formats.word.flow import place
from generator.formats.word.footnotes import Footnotes
from generator.formats.word.markup import w
from generator.formats.word.outline import build_outline
from generator.formats.word.pages import Sections
from generator.formats.word.parts import DECLARATION, Parts
from generator.formats.word.reference import Numbering, Styles, open_reference, style_numbers
from generator.formats.word.theme import figure_colour, letter_scale

_CONTENT_MARK = "[[content]]"  # a drawn cover page in the reference ends with this paragraph
_HERE = "content"  # stands in the body until the text is put in
_LONGEST_PROPERTY = 255  # what Word keeps of a core property
_CORE_NAMESPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def write_document(
    document: blocks.Document,
    reference: bytes,
    reference_file: str = "reference.docx",
    draw: Callable[[Drawing, str], bytes] = figures.draw,
) -> bytes:
    """The document as the bytes of a .docx; the same document gives the same bytes.

    Args:
        document: its blocks; every heading and table has an id of its own.
        reference: a .docx with the styles, page, header and footer to use; its text is dropped, or
            kept up to a paragraph that reads `[[content]]`.
        reference_file: its name, for messages.
        draw: a drawing and a colour to a picture, for who keeps those that were drawn before.

    Raises:
        InputError: the reference is no Word document, or lacks a style.
    """
    package = open_reference(reference, reference_file)
    styles_root = package.root("styles")
    styles = Styles(styles_root, reference_file)
    numbering = Numbering(package.root("numbering"), style_numbers(styles_root))
    flow = place(document.blocks)
    formats = {
        level: pattern
        for level in (1, 2, 3)
        if (pattern := numbering.formats(styles[f"heading {level}"]).get(level))
    }
    outline = build_outline([placed.block for placed in flow], formats)
    sections = Sections(package, document.properties)
    colour = figure_colour(package)

    def image(drawing: Drawing) -> str:
        return package.add_picture(draw(drawing, colour))

    link, scale = cache(package.link), letter_scale(package)
    note = Footnotes(package, styles).add
    writer = BodyWriter(styles, numbering, outline, sections, link, note, image, scale)
    _fill_body(package, writer.write(flow))
    for language in styles_root.iterfind(f"{w('docDefaults')}//{w('lang')}"):
        language.set(w("val"), document.properties.language)
    package.set_properties(_core_properties(document.properties))
    return package.save()


def _fill_body(package: Parts, content: str) -> None:
    """Puts the content where the reference's mark stands, else in place of its text."""
    body = package.body
    texts = ["".join(text.text or "" for text in child.iter(w("t"))).strip() for child in body]
    kept = texts.index(_CONTENT_MARK) if _CONTENT_MARK in texts else 0
    for child in list(body)[kept:]:
        body.remove(child)
    etree.SubElement(body, _HERE)
    whole = etree.tostring(package.tree(package.main), encoding="unicode")
    package.put(package.main, (DECLARATION + whole.replace(f"<{_HERE}/>", content, 1)).encode())


def _core_properties(properties: blocks.Properties) -> bytes:
    moment = f'xsi:type="dcterms:W3CDTF">{properties.date}T00:00:00Z'
    words = {
        "dc:title": properties.title,
        "dc:subject": properties.subject,
        "dc:creator": properties.author,
        "cp:lastModifiedBy": properties.author,
        "cp:keywords": properties.keywords,
        "cp:category": properties.category,
        "cp:contentStatus": properties.status,
        "cp:version": properties.version,
        "dc:language": properties.language,
        "cp:revision": "1",
    }
    told = "".join(
        f"<{name}>{escape(value[:_LONGEST_PROPERTY], quote=False)}</{name}>"
        for name, value in words.items()
    )
    return (
        f"{DECLARATION}<cp:coreProperties {_CORE_NAMESPACES}>{told}"
        f"<dcterms:created {moment}</dcterms:created>"
        f"<dcterms:modified {moment}</dcterms:modified></cp:coreProperties>"
    ).encode()
