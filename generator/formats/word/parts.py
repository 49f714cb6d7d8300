"""The parts of a package, found by their relationships."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from generator.errors import InputError, Place, Problem
from generator.formats.package import parse_xml
from generator.formats.word.markup import Element


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

    Raises:
        InputError: the package holds no document.
    """

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._parts = parts
        self._related: dict[str, dict[str, Relationship]] = {}
        self.main = self._target("", "/officeDocument")
        if self.main not in parts:
            fact, remedy = "this is no Word document", "save it in Word as .docx"
            raise InputError([Problem(Place(""), fact, remedy)])

    def tree(self, name: str) -> Element:
        """The root of the part of that name."""
        return parse_xml(self._parts[name], part=name)

    def name_of(self, kind: str) -> str:
        """The name of the document's part of a kind such as `/styles`; empty without one."""
        name = self._target(self.main, kind)
        return name if name in self._parts else ""

    def related(self, part: str, identity: str) -> str:
        """The name of the part a relationship leads to; empty when it leads to none."""
        relationship = self._relationships(part).get(identity)
        return relationship.target if relationship and relationship.target in self._parts else ""

    def content_of(self, part: str, identity: str) -> str:
        """What a relationship leads to: an address, or the hash of a part's bytes."""
        relationship = self._relationships(part).get(identity)
        if relationship is None:
            return identity
        if relationship.external:
            return unquote(relationship.target)
        return hashlib.sha256(self._parts.get(relationship.target, b"")).hexdigest()

    def _target(self, part: str, kind: str) -> str:
        found = self._relationships(part).values()
        return next((one.target for one in found if one.kind.endswith(kind)), "")

    def _relationships(self, part: str) -> dict[str, Relationship]:
        if part not in self._related:
            folder, name = posixpath.split(part)
            file = posixpath.join(folder, "_rels", f"{name}.rels")
            elements = self.tree(file) if file in self._parts else ()
            self._related[part] = {
                str(element.get("Id")): _relationship(element, folder) for element in elements
            }
        return self._related[part]


def _relationship(element: Element, folder: str) -> Relationship:
    external = element.get("TargetMode") == "External"
    target = str(element.get("Target"))
    if not external:
        target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return Relationship(str(element.get("Type")), target, external)
