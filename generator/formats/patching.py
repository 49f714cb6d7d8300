"""An Office file of a person, changed part by part: what is not touched stays byte for byte."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import count

from lxml import etree

from generator.formats.package import CONTENT_TYPES, parse_xml, write_package
from generator.formats.word.markup import Element
from generator.formats.word.parts import DECLARATION, Parts, Relationship, relationships_of

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_NO_RELATIONSHIPS = f'<Relationships xmlns="{_PACKAGE[1:-1]}"/>'.encode()
_EXTERNAL = "External"
_NUMBERS = re.compile(rb"""[\s:]id(?:\s*=|\s+\w+:val\s*=)\s*["'](\d+)["']""")


class Patched(Parts):
    """A package, a Word file or a workbook, in which some parts are changed.

    `tree` is for reading; only what was asked for with `changed` is written again.

    Args:
        parts: part names to bytes.
        file: its name, for messages.

    Raises:
        InputError: the package holds no document.
    """

    def __init__(self, parts: Mapping[str, bytes], file: str = "") -> None:
        super().__init__(parts, file)
        self._touched: set[str] = set()
        self._numbers: Iterator[int] | None = None

    def changed(self, name: str) -> Element:
        """The root of the part of that name, which will be written as it then is."""
        self._touched.add(name)
        return self.tree(name)

    def changed_part(self, kind: str) -> Element:
        """The root of the document's part of a kind such as `numbering`, made where it has none."""
        root = self.root(kind)
        self._touched.add(self.name_of(f"/{kind}"))
        return root

    def name_of_content(self, data: bytes) -> str:
        """The name of the part with these bytes; empty without one."""
        return next((name for name, there in self._parts.items() if there == data), "")

    def put(self, name: str, data: bytes, content_type: str = "") -> None:
        """Gives a part these bytes; one that is new, or another than before, needs its type."""
        super().put(name, data, content_type)
        self._touched.discard(name)
        if content_type:
            self._touched.add(CONTENT_TYPES)

    def relate(self, source: str, kind: str, target: str, *, external: bool = False) -> str:
        """The id of a part's relationship to a part or an address; an equal one is used again.

        Args:
            source: the name of the part; empty for the package.
            kind: the relationship's type, in full.
            target: the name of a part, or an address outside.
            external: whether it is an address.
        """
        return self._relate(source, Relationship(kind, target, external))

    def free_name(self, start: str, end: str) -> str:
        """A name that no part has: `word/media/image7.png` for `word/media/image` and `.png`."""
        return self._free(f"{start}{number}{end}" for number in count(1))

    def free_number(self) -> int:
        """A number for an `id`, another one each time, that nothing in the file has."""
        if self._numbers is None:
            self._numbers = self._free_numbers()
        return next(self._numbers)

    def parts(self) -> dict[str, bytes]:
        """The parts as they are now."""
        written = {name: self._bytes(name) for name in self._touched}
        return self._parts | written | self._changed_relationships()

    def data(self, *, level: int = 6) -> bytes:
        """The package as bytes."""
        return write_package(self.parts(), level=level)

    def save(self, *, level: int = 6) -> bytes:
        """The package as bytes; no part of a person's file is left out."""
        return self.data(level=level)

    def _free_numbers(self) -> Iterator[int]:
        """Numbers from 1 that are in no part as it was read."""
        texts = [data for name, data in self._parts.items() if name.endswith(".xml")]
        taken = {int(number) for text in texts for number in _NUMBERS.findall(text)}
        return (number for number in count(1) if number not in taken)

    def _changed_relationships(self) -> dict[str, bytes]:
        """The parts of relationships that were added to, each with the old ones as they stood."""
        written = {}
        for part, there in self._related.items():
            name = relationships_of(part)
            root = parse_xml(self._parts.get(name, _NO_RELATIONSHIPS), self._file, name)
            known = {str(one.get("Id")) for one in root}
            for identity in there.keys() - known:
                _add(root, part, identity, there[identity])
            if there.keys() - known:
                written[name] = DECLARATION.encode() + etree.tostring(root, encoding="UTF-8")
        return written


def _add(root: Element, part: str, identity: str, one: Relationship) -> None:
    folder = posixpath.join("/", posixpath.dirname(part))
    target = one.target if one.external else posixpath.relpath(f"/{one.target}", folder)
    element = etree.SubElement(root, f"{_PACKAGE}Relationship", Id=identity)
    element.set("Type", one.kind)
    element.set("Target", target)
    if one.external:
        element.set("TargetMode", _EXTERNAL)
