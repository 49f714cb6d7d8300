"""Sections upright and turned sideways, each with headers and footers that fit its width."""

from __future__ import annotations

import copy
from collections.abc import Mapping

from lxml import etree

from generator.content import blocks
from generator.formats.word.cover import FILLED
from generator.formats.word.markup import Element, R, w
from generator.formats.word.parts import Parts
from generator.formats.word.reference import page_of

_ID = f"{{{R}}}id"
# A first page of its own, a number to start with, a break of another kind than to a new page.
_OF_THE_FIRST = ("titlePg", "type")


class Sections:
    """The section properties of a document, taken from its reference's last section.

    In the reference's cover, headers and footers `[[title]]`, `[[header]]`, `[[status]]` and
    `[[footer]]` stand for the document's own words. Turned, headers and footers are copied with
    their right tab stops moved out.
    """

    def __init__(self, package: Parts, properties: blocks.Properties) -> None:
        self._package = package
        self._upright = copy.deepcopy(package.section)
        self.page = page_of(self._upright)
        self._turned = ""
        footer = properties.footer or f"Version {properties.version}, {properties.date}"
        header = properties.header or properties.title
        own = (properties.title, header, properties.status, footer)
        words = dict(zip(FILLED, own, strict=True))
        _fill(package.body, words)
        for one in package.relationships(package.main).values():
            # Those of the cover too, which may have sections of its own.
            if one.kind.endswith(("/header", "/footer")):
                _fill(package.tree(one.target), words)
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
        for child in section:
            if identity := child.get(_ID):
                child.set(_ID, self._turned_copy(identity))
        return etree.tostring(section, encoding="unicode")

    def _turned_copy(self, identity: str) -> str:
        """The relationship to a copy of a header or footer that is as wide as a turned page."""
        package = self._package
        kind = package.relationships(package.main)[identity].kind.rpartition("/")[2]
        upright = package.related(package.main, identity)
        root = copy.deepcopy(package.tree(upright))
        upright_width, width = (str(self.page.text_width(side)) for side in (False, True))
        for tab in root.iter(w("tab")):
            if tab.get(w("pos")) == upright_width:
                tab.set(w("pos"), width)
        turned = package.add(kind, etree.tostring(root, encoding="UTF-8"))
        # The organisation's logo.
        logos = package.relationships(package.related(package.main, turned))
        logos |= package.relationships(upright)
        return turned


def _fill(part: Element, words: Mapping[str, str]) -> None:
    for text in part.iter(w("t")):
        for mark, value in words.items():
            text.text = (text.text or "").replace(mark, value)
