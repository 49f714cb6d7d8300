"""The XML pieces a body is made of: text, runs, fields, bookmarks, paragraphs.

Everything here returns WordprocessingML as text. The body is parsed once, when it is whole: an
element object for each run costs ten times as much.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape  # xml.sax.saxutils brings an HTTP client along

from lxml import etree

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
NAMESPACES = f'xmlns:w="{W}" xmlns:r="{R}"'

_BREAKS = re.compile("(\r\n|\r|\n|\t)")
_PIECES = {"\t": "<w:tab/>", "\n": "<w:br/>", "\r": "<w:br/>", "\r\n": "<w:br/>"}


@cache
def w(name: str) -> str:
    """The name in the main namespace, as lxml writes it."""
    return f"{{{W}}}{name}"


def value_at(element: Element | None, path: str, name: str = "val") -> str:
    """An attribute of the first element at the path; empty when there is none."""
    found = None if element is None else element.find(path)
    return "" if found is None else str(found.get(w(name), ""))


def whole(text: str) -> int:
    """The whole number a person's file says; 0 where it says none, as a measure with a unit."""
    return int(text) if text.isascii() and text.lstrip("-").isdigit() else 0


def attribute(value: str) -> str:
    """The value in quotes, fit for an attribute."""
    escaped = escape(value)
    for blank in "\t\n\r":  # a parser makes plain blanks of them
        escaped = escaped.replace(blank, f"&#{ord(blank)};")
    return f'"{escaped}"'


def text(value: str) -> str:
    """The content of a run: `w:t`, with `w:br` for a line end and `w:tab` for a tab."""
    return "".join(
        _PIECES.get(piece) or f'<w:t xml:space="preserve">{escape(piece, quote=False)}</w:t>'
        for piece in _BREAKS.split(value)
        if piece
    )


def run(value: str, properties: str = "") -> str:
    """One run; `properties` are the children of its `w:rPr`."""
    format_ = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{format_}{text(value)}</w:r>"


def field(instruction: str, result: str) -> str:
    """A field with its result, runs included: Word shows the result until it updates the field."""
    return field_start(instruction) + result + FIELD_END


def field_start(instruction: str) -> str:
    """The runs that stand before a field's result; `FIELD_END` stands after it."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText xml:space="preserve">'
        f" {escape(instruction, quote=False)} </w:instrText></w:r>"
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def bookmark(number: int, name: str, content: str = "") -> str:
    """A bookmark around the content; around nothing it marks a point."""
    return (
        f'<w:bookmarkStart w:id="{number}" w:name={attribute(name)}/>{content}'
        f'<w:bookmarkEnd w:id="{number}"/>'
    )


def paragraph(
    style: str,
    content: str,
    *,
    keep_next: bool = False,
    page_break: bool = False,
    numbering: tuple[int, int] | None = None,
    space_before: int = 0,
    align: str = "",
) -> str:
    """A paragraph in a style.

    Args:
        style: the style's id, as `Styles` of the reference gives it: fit for an attribute.
        keep_next: whether it stays on the page of what follows, also where its style says nothing.
        page_break: whether it starts a page.
        numbering: the list's number and the level, when the style does not say them.
        space_before: twentieths of a point above it; 0 leaves it to the style.
        align: `center` or `right`; empty leaves it to the style.
    """
    properties = [f'<w:pStyle w:val="{style}"/>']
    if keep_next:
        properties.append("<w:keepNext/>")
    if page_break:
        properties.append("<w:pageBreakBefore/>")
    if numbering:
        number, level = numbering
        properties.append(
            f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        )
    if space_before:
        properties.append(f'<w:spacing w:before="{space_before}"/>')
    if align:
        properties.append(f'<w:jc w:val="{align}"/>')
    return f"<w:p><w:pPr>{''.join(properties)}</w:pPr>{content}</w:p>"


def end_section(closing_paragraph: str, section: str) -> str:
    """The paragraph with the properties of the section it closes."""
    return closing_paragraph.replace("</w:pPr>", f"{section}</w:pPr>", 1)
