"""Sections upright and turned sideways, each with headers and footers that fit its width."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from docx.document import Document as DocxDocument
from docx.parts.hdrftr import FooterPart, HeaderPart
from lxml import etree

from generator.content import blocks
from generator.formats.word.markup import Element, R, w
from generator.formats.word.reference import page_of

_ID = f"{{{R}}}id"
# A first page of its own, a number to start with, a break of another kind than to a new page.
_OF_THE_FIRST = ("titlePg", "type")


class Sections:
    """The section properties of a document, taken from its reference's last section.

    In the reference's headers and footers `[[header]]`, `[[status]]` and `[[footer]]` stand for
    the document's own words. Turned, they are copied with their right tab stops moved out.
    """

    def __init__(self, package: DocxDocument, properties: blocks.Properties) -> None:
        self._part = package.part
        self._upright: Element = copy.deepcopy(package.element.body.sectPr)
        self.page = page_of(self._upright)
        self._turned = ""
        words = {
            "[[header]]": properties.header or properties.title,
            "[[status]]": properties.status,
            "[[footer]]": properties.footer or f"Version {properties.version}, {properties.date}",
        }
        for part in self._all_parts():
            _fill(part.element, words)
        self._first = True

    def text(self, turned: bool) -> str:
        """`w:sectPr` as text, section by section: only the first one begins the document."""
        self._turned = self._turned or (self._turn() if turned else "")
        text = self._turned if turned else etree.tostring(self._upright, encoding="unicode")
        if self._first:
            self._first, self._turned = False, ""
            for name in _OF_THE_FIRST:
                for element in self._upright.findall(w(name)):
                    self._upright.remove(element)
            for numbers in self._upright.iterfind(w("pgNumType")):
                numbers.attrib.pop(w("start"), "")
        return text

    def _all_parts(self) -> list[HeaderPart | FooterPart]:
        """Those of the cover too, which may have sections of its own."""
        related = self._part.related_parts.values()
        return [part for part in related if isinstance(part, HeaderPart | FooterPart)]

    def _parts(self) -> list[HeaderPart | FooterPart]:
        identities = [child.get(_ID) for child in self._upright]
        return [self._part.related_parts[identity] for identity in identities if identity]

    def _turn(self) -> str:
        section, page = copy.deepcopy(self._upright), self.page
        turned: dict[str, dict[str, object]] = {
            "pgSz": {"w": page.height, "h": page.width, "orient": "landscape"},
            "pgMar": {
                "left": page.top,
                "right": page.bottom,
                "top": page.right,
                "bottom": page.left,
            },
        }
        for name, values in turned.items():
            for element in section.iterfind(w(name)):
                element.attrib.update({w(key): str(value) for key, value in values.items()})
        references = [child for child in section if child.get(_ID)]
        for reference, part in zip(references, self._parts(), strict=True):
            reference.set(_ID, self._turned_copy(part))
        return etree.tostring(section, encoding="unicode")

    def _turned_copy(self, part: HeaderPart | FooterPart) -> str:
        """The relationship to a copy of a header or footer that is as wide as a turned page."""
        is_footer = isinstance(part, FooterPart)
        add = self._part.add_footer_part if is_footer else self._part.add_header_part
        turned, identity = add()  # type: ignore[no-untyped-call]  # python-docx's own omission
        for old in part.rels.values():  # the organisation's logo
            target = old.target_ref if old.is_external else old.target_part
            turned.load_rel(old.reltype, target, old.rId, old.is_external)
        upright_width, width = (str(self.page.text_width(side)) for side in (False, True))
        turned._element = copy.deepcopy(part.element)
        for tab in turned._element.iter(w("tab")):
            if tab.get(w("pos")) == upright_width:
                tab.set(w("pos"), width)
        return str(identity)


def _fill(part: Element, words: Mapping[str, str]) -> None:
    for text in part.iter(w("t")):
        for mark, value in words.items():
            text.text = (text.text or "").replace(mark, value)
