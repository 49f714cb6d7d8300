"""The parts of a Word file: found by their relationships, read, changed and added to."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from urllib.parse import unquote

from lxml import etree

from generator.errors import InputError, Place, Problem
from generator.formats.package import CONTENT_TYPES, parse_xml, write_package
from generator.formats.word.markup import NAMESPACES, Element, R, attribute, w

_ROOT = ""  # what the relationships of the whole package stand under
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_CORE = f"{_RELATIONSHIPS}/metadata/core-properties"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class Relationship:
    """Where a part points: the name of a part, or an address outside the package."""

    kind: str
    target: str
    external: bool


class Parts:
    """A package's parts.

    Args:
        parts: part names to bytes.
        file: its name, for messages.

    Raises:
        InputError: the package holds no document.
    """

    def __init__(self, parts: Mapping[str, bytes], file: str = "") -> None:
        self._parts = dict(parts)
        self._file = file
        self._trees: dict[str, Element] = {}
        self._related: dict[str, dict[str, Relationship]] = {}
        self.main = self._target(_ROOT, "/officeDocument")
        if self.main not in parts or CONTENT_TYPES not in parts:
            raise self.no_document()

    def no_document(self) -> InputError:
        """What is told of a package without a document that can be used."""
        fact, remedy = "not a Word document", "name a .docx that was saved by Word"
        return InputError([Problem(Place(self._file), fact, remedy)])

    def tree(self, name: str) -> Element:
        """The root of the part of that name; what is changed in it will be saved."""
        if name not in self._trees:
            self._trees[name] = parse_xml(self._parts[name], self._file, name)
        return self._trees[name]

    def bytes_of(self, name: str) -> bytes:
        """The bytes of a part as it was read or put."""
        return self._parts[name]

    @property
    def body(self) -> Element:
        """`w:body`.

        Raises:
            InputError: the document has none.
        """
        body = self.tree(self.main).find(w("body"))
        if body is None:
            raise self.no_document()
        return body

    @property
    def section(self) -> Element:
        """The properties of the last section, made where the document has none."""
        body = self.body
        section = body.find(w("sectPr"))
        return etree.SubElement(body, w("sectPr")) if section is None else section

    def root(self, kind: str) -> Element:
        """The root of the document's part of a kind such as `numbering`, made where it has none."""
        if not self.name_of(f"/{kind}"):
            self.add(kind, f"<w:{kind} {NAMESPACES}/>".encode())
        return self.tree(self.name_of(f"/{kind}"))

    def name_of(self, kind: str) -> str:
        """The name of the document's part of a kind such as `/styles`; empty without one."""
        name = self._target(self.main, kind)
        return name if name in self._parts else ""

    def related(self, part: str, identity: str) -> str:
        """The name of the part a relationship leads to; empty when it leads to none."""
        relationship = self.relationships(part).get(identity)
        return relationship.target if relationship and relationship.target in self._parts else ""

    def content_of(self, part: str, identity: str) -> str:
        """What a relationship leads to: an address, or the hash of a part's bytes."""
        relationship = self.relationships(part).get(identity)
        if relationship is None:
            return identity
        if relationship.external:
            return unquote(relationship.target)
        return hashlib.sha256(self._parts.get(relationship.target, b"")).hexdigest()

    def relationships(self, part: str = _ROOT) -> dict[str, Relationship]:
        """A part's relationships, or the package's, by their ids; what is changed will be saved."""
        if part not in self._related:
            folder, file = posixpath.dirname(part), relationships_of(part)
            elements = parse_xml(self._parts[file], part=file) if file in self._parts else ()
            self._related[part] = {
                str(element.get("Id")): _relationship(element, folder) for element in elements
            }
        return self._related[part]

    def drop(self, part: str, kind: str) -> None:
        """Takes out a part's relationships of a kind; what only they lead to will not be saved."""
        there = self.relationships(part)
        for identity in [key for key, one in there.items() if one.kind.endswith(kind)]:
            del there[identity]

    def link(self, address: str) -> str:
        """The id of a relationship of the document to a place outside."""
        return self._relate(self.main, Relationship(f"{R}/hyperlink", address, external=True))

    def add(self, kind: str, data: bytes) -> str:
        """The id of the relationship to a new part such as `footnotes`, with its content type."""
        folder = posixpath.dirname(self.main)
        name = self._free(posixpath.join(folder, f"{kind}{n or ''}.xml") for n in count())
        self.put(name, data, f"{_WORD_TYPE}.{kind}+xml")
        return self._relate(self.main, Relationship(f"{R}/{kind}", name, external=False))

    def add_picture(self, picture: bytes, extension: str = "png") -> str:
        """The id of the relationship to a picture; the same one stands in the file once."""
        name = next((name for name, data in self._parts.items() if data == picture), "")
        if not name:
            name = self._free(f"word/media/image{n}.{extension}" for n in count(1))
            self.put(name, picture, f"image/{extension}")
        return self._relate(self.main, Relationship(f"{R}/image", name, external=False))

    def set_properties(self, data: bytes) -> None:
        """Gives the package these core properties in place of those it has."""
        self.drop(_ROOT, "/core-properties")
        self.put("docProps/core.xml", data, _CORE_TYPE)
        self._relate(_ROOT, Relationship(_CORE, "docProps/core.xml", external=False))

    def put(self, name: str, data: bytes, content_type: str = "") -> None:
        """Gives a part these bytes; one that is new, or another than before, needs its type."""
        self._parts[name] = data
        self._trees.pop(name, None)
        if content_type:
            types = self.tree(CONTENT_TYPES)
            for old in _overrides(types, {name.lower()}):
                types.remove(old)
            etree.SubElement(types, _OVERRIDE, PartName=f"/{name}", ContentType=content_type)

    def save(self, *, level: int = 6) -> bytes:
        """The package as bytes; a part that no relationship leads to is left out."""
        saved = {CONTENT_TYPES: b""}
        waiting = [_ROOT]
        while waiting:
            part = waiting.pop()
            if there := self.relationships(part):
                saved[relationships_of(part)] = _relationships_xml(part, there)
            for target in (one.target for one in there.values() if not one.external):
                if target in self._parts and target not in saved:
                    saved[target] = self._bytes(target)
                    waiting.append(target)
        types = self.tree(CONTENT_TYPES)
        for old in _overrides(types, {name.lower() for name in self._parts.keys() - saved.keys()}):
            types.remove(old)
        return write_package(saved | {CONTENT_TYPES: self._bytes(CONTENT_TYPES)}, level=level)

    def _bytes(self, name: str) -> bytes:
        if name not in self._trees:
            return self._parts[name]
        return DECLARATION.encode() + etree.tostring(self._trees[name], encoding="UTF-8")

    def _target(self, part: str, kind: str) -> str:
        found = self.relationships(part).values()
        return next((one.target for one in found if one.kind.endswith(kind)), "")

    def _relate(self, part: str, relationship: Relationship) -> str:
        there = self.relationships(part)
        for identity, known in there.items():
            if known == relationship:
                return identity
        new = next(key for n in count(len(there) + 1) if (key := f"rId{n}") not in there)
        there[new] = relationship
        return new

    def _free(self, names: Iterator[str]) -> str:
        taken = {name.lower() for name in self._parts}
        return next(name for name in names if name.lower() not in taken)


def _overrides(types: Element, names: set[str]) -> list[Element]:
    """The content types told of parts with these names, in lower case."""
    return [
        one
        for one in types.iterfind(_OVERRIDE)
        if str(one.get("PartName")).lstrip("/").lower() in names
    ]


def relationships_of(part: str) -> str:
    """The name of the part with the relationships of a part, or of the package."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _relationship(element: Element, folder: str) -> Relationship:
    external = element.get("TargetMode") == "External"
    target = str(element.get("Target"))
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relationship(str(element.get("Type")), target, external)


def _relationships_xml(part: str, relationships: Mapping[str, Relationship]) -> bytes:
    folder = posixpath.join("/", posixpath.dirname(part))
    elements = (
        f"<Relationship Id={attribute(identity)} Type={attribute(one.kind)} Target="
        + (
            f'{attribute(one.target)} TargetMode="External"/>'
            if one.external
            else f"{attribute(posixpath.relpath(f'/{one.target}', folder))}/>"
        )
        for identity, one in relationships.items()
    )
    text = f'{DECLARATION}<Relationships xmlns="{_RELATIONSHIPS}">{"".join(elements)}'
    return f"{text}</Relationships>".encode()
