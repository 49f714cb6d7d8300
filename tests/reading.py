"""An independent reading of Word files: the zip, the XML and nothing of the code under test."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Section:
    """A heading and what stands below it, until the next heading of any level."""

    heading: str
    level: int
    paragraphs: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)

    @property
    def text(self) -> str:
        cells = (cell for table in self.tables for row in table for cell in row)
        return "\n".join([self.heading, *self.paragraphs, *cells])


def text_of(element: etree._Element) -> str:
    """The text of a paragraph or cell; paragraphs of a cell are joined by a line end."""
    if element.tag == W + "tc":
        return "\n".join(text_of(paragraph) for paragraph in element.iter(W + "p"))
    pieces = []
    for node in element.iter():
        if node.tag == W + "t":
            pieces.append(node.text or "")
        elif node.tag == W + "br":
            pieces.append("\n")
        elif node.tag == W + "tab" and node.getparent().tag == W + "r":
            pieces.append("\t")
    return "".join(pieces)


def style_of(paragraph: etree._Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(W + "val"))


def body_of(path: Path) -> etree._Element:
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml")).find(W + "body")
    assert body is not None
    return body


def sections_of(path: Path) -> list[Section]:
    """The sections in order; what stands before the first heading has an empty heading."""
    found = [Section("", 0)]
    for element in body_of(path):
        if element.tag == W + "p":
            level = re.fullmatch(r"Heading(\d)", style_of(element))
            if level:
                found.append(Section(text_of(element), int(level[1])))
            else:
                found[-1].paragraphs.append(text_of(element))
        elif element.tag == W + "tbl":
            rows = [
                [text_of(cell) for cell in row.iter(W + "tc")] for row in element.iter(W + "tr")
            ]
            found[-1].tables.append(rows)
    return found


def whole_text(path: Path) -> str:
    return "\n".join(section.text for section in sections_of(path))
