"""What a reference document offers the writer: its styles, numbering and page.

The reference carries the brand. Nothing of it is known here but the names of its styles, so an
organisation changes that one file and every document follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from lxml import etree

from generator.errors import InputError, Place, Problem
from generator.formats.package import CONTENT_TYPES, read_package
from generator.formats.word.markup import Element, value_at, w
from generator.formats.word.parts import Parts

_TEMPLATE = b"wordprocessingml.template.main+xml"
_DOCUMENT = b"wordprocessingml.document.main+xml"


def open_reference(data: bytes, file: str) -> Parts:
    """The reference document; a Word template (.dotx) is taken for the document it makes.

    Raises:
        InputError: it is no Word document, damaged, or protected.
    """
    parts = read_package(data, file)
    if CONTENT_TYPES in parts:
        parts[CONTENT_TYPES] = parts[CONTENT_TYPES].replace(_TEMPLATE, _DOCUMENT)
    return Parts(parts, file)


@dataclass(frozen=True, slots=True)
class Page:
    """A page turned upright; lengths in twentieths of a point."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int

    def text_width(self, landscape: bool) -> int:
        """The width between the margins; turned, the margins turn along."""
        if landscape:
            return self.height - self.top - self.bottom
        return self.width - self.left - self.right

    def text_area(self, landscape: bool) -> tuple[int, int]:
        """The width and the height between the margins."""
        return self.text_width(landscape), self.text_width(not landscape)


class Styles:
    """The ids of the reference's styles, found by name; fit for an attribute as they are."""

    def __init__(self, styles: Element, file: str) -> None:
        self._file = file
        self._ids = {
            value_at(style, w("name")).lower(): escape(str(style.get(w("styleId"))))
            for style in styles.iterfind(w("style"))
        }

    def __getitem__(self, name: str) -> str:
        """The id of the style of that name.

        Raises:
            InputError: the reference has no such style.
        """
        try:
            return self._ids[name.lower()]
        except KeyError:
            problem = Problem(
                Place(self._file),
                f"the reference document has no style named {name!r}",
                "add the style to it, or start from the reference.docx that is shipped",
            )
            raise InputError([problem]) from None

    def get(self, name: str, otherwise: str) -> str:
        """The id of the style of that name, else of the other one."""
        return self._ids.get(name.lower()) or self[otherwise]


class Numbering:
    """The reference's lists; lends a fresh number to each list that starts at 1 again.

    Args:
        root: `w:numbering` of the reference; `restart` adds to it.
        style_numbers: style id to the number of the list its paragraphs belong to.
    """

    def __init__(self, root: Element, style_numbers: Mapping[str, int]) -> None:
        self._root = root
        self._style_numbers = style_numbers
        self._abstract_of = {
            int(str(num.get(w("numId")))): value_at(num, w("abstractNumId"))
            for num in root.iterfind(w("num"))
        }

    def of_style(self, style_id: str) -> int:
        """The number of the list the style's paragraphs belong to; 0 for none."""
        return self._style_numbers.get(style_id, 0)

    def restart(self, style_id: str, level: int) -> int:
        """A new number for a list of the style that starts at 1 on that level."""
        number = max(self._abstract_of) + 1
        abstract = self._abstract_of[self.of_style(style_id)]
        self._abstract_of[number] = abstract
        num = etree.SubElement(self._root, w("num"), {w("numId"): str(number)})
        etree.SubElement(num, w("abstractNumId"), {w("val"): abstract})
        override = etree.SubElement(num, w("lvlOverride"), {w("ilvl"): str(level)})
        etree.SubElement(override, w("startOverride"), {w("val"): "1"})
        return number

    def formats(self, style_id: str) -> Mapping[int, str]:
        """Level, counted from 1, to the pattern of its number: `{2: "%1.%2"}`."""
        abstract = self._abstract_of.get(self.of_style(style_id))
        for definition in self._root.iterfind(w("abstractNum")):
            if definition.get(w("abstractNumId")) == abstract:
                return {
                    int(str(level.get(w("ilvl")))) + 1: value_at(level, w("lvlText"))
                    for level in definition.iterfind(w("lvl"))
                }
        return {}


def style_numbers(styles: Element) -> dict[str, int]:
    """Style id to the number of the list the style puts its paragraphs in."""
    path = f"{w('pPr')}/{w('numPr')}/{w('numId')}"
    return {
        str(style.get(w("styleId"))): int(number)
        for style in styles.iterfind(w("style"))
        if (number := value_at(style, path))
    }


def page_of(section: Element) -> Page:
    """The page of a section's properties, upright."""
    sides = sorted(int(value_at(section, w("pgSz"), side)) for side in ("w", "h"))
    left, right, top, bottom = (
        int(value_at(section, w("pgMar"), side)) for side in ("left", "right", "top", "bottom")
    )
    return Page(sides[0], sides[1], left, right, top, bottom)
