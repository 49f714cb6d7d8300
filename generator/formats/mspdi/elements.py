"""The elements of an MSPDI file as values; what cannot be read is noted with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from lxml import etree

from generator.errors import InputError, Place, Problem

NAMESPACE = "http://schemas.microsoft.com/project"
SAVE_AS = "in Microsoft Project: File, Save As, type XML Format (*.xml), and import that file"
MPP = b"\xd0\xcf\x11\xe0"  # a compound file, as .mpp is
MAX_ROWS = 200_000

_DURATION = re.compile(
    r"(-?)P(?:([0-9]{1,9})D)?(?:T(?:([0-9]{1,9})H)?(?:([0-9]{1,9})M)?(?:([0-9.]{1,20})S)?)?"
)


def parse_project(data: bytes, file: str) -> etree._Element:
    """The root of the file. Entities, document types, the network and huge trees are off.

    Raises:
        InputError: it is no MSPDI file.
    """
    if data.startswith(MPP):
        raise _refusal(file, 0, "this is a file in Project's own format (.mpp)", SAVE_AS)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True
    )
    doctype = _refusal(
        file, 0, "the file carries a document type, as Project never writes", SAVE_AS
    )
    if b"<!DOCTYPE" in data[:10_000]:
        raise doctype
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise _refusal(
            file, line, f"the file is not well-formed XML ({error.msg})", SAVE_AS
        ) from error
    if root.getroottree().docinfo.doctype:  # type: ignore[union-attr]
        raise doctype
    if etree.QName(root).localname != "Project":
        fact = f"the file is XML of another kind: its root is `{etree.QName(root).localname}`"
        raise _refusal(file, 0, fact, SAVE_AS)
    return root


def _refusal(file: str, line: int, fact: str, remedy: str) -> InputError:
    return InputError([Problem(Place(file, line), fact, remedy)])


class Element:
    """An element whose children are values by name; some names come more than once.

    Args:
        node: the element.
        file: its file, for places.
        problems: takes what cannot be read.
    """

    __slots__ = ("_file", "_node", "_parts", "_problems", "_texts")

    def __init__(self, node: etree._Element, file: str, problems: list[Problem]) -> None:
        self._node, self._file, self._problems = node, file, problems
        self._texts: dict[str, str] = {}
        self._parts: dict[str, list[etree._Element]] = {}
        for child in node:
            tag, text = child.tag, child.text
            if not isinstance(tag, str):
                continue
            name = tag[tag.rfind("}") + 1 :]
            if len(child):
                self._parts.setdefault(name, []).append(child)
            elif text:
                self._texts.setdefault(name, text)

    @property
    def place(self) -> Place:
        line = self._node.sourceline
        return Place(self._file, line if isinstance(line, int) else 0)

    def children(self, name: str, *further: str) -> Iterator[Element]:
        """The children of a name that have children, or theirs: `children("Tasks", "Task")`."""
        for node in self._parts.get(name, ()):
            child = Element(node, self._file, self._problems)
            if further:
                yield from child.children(*further)
            else:
                yield child

    def text(self, name: str) -> str:
        """A text in one line without control characters; empty where there is none."""
        text = self._texts.get(name, "")
        return " ".join(text.split()) if text else ""

    def number(self, name: str, default: int = 0) -> int:
        """A whole number."""
        text = self.text(name)
        if not text:
            return default
        try:
            value = float(text)  # other programs write 4800.0
            return int(text) if value.is_integer() and text.isdecimal() else round(value)
        except (ValueError, OverflowError):
            self._wrong(name, text, "a whole number")
            return default

    def flag(self, name: str) -> bool:
        """Whether it says 1 or true."""
        return self.text(name).casefold() in ("1", "true")

    def has(self, name: str) -> bool:
        return name in self._texts

    def time(self, name: str) -> datetime | None:
        """A date with its time of day; None where there is none, or Project's NA."""
        text = self.text(name)
        if not text or text.startswith(("1984-01-01", "2049-12-31")) or text == "NA":
            return None
        try:
            return datetime.fromisoformat(text).replace(tzinfo=None)
        except ValueError:
            self._wrong(name, text, "a date such as 2026-03-02T08:00:00")
            return None

    def minutes(self, name: str, day: int) -> Fraction:
        """A duration in minutes; a `D` in it is a working day of `day` minutes."""
        text = self.text(name)
        if not text:
            return Fraction(0)
        match = _DURATION.fullmatch(text)
        try:
            if not match:
                raise ValueError
            sign, days, hours, minutes, seconds = match.groups()
            value = (
                Fraction(int(days or 0) * day + int(hours or 0) * 60 + int(minutes or 0))
                + Fraction(seconds or 0) / 60
            )
        except ValueError:
            self._wrong(name, text, "a duration such as PT40H0M0S")
            return Fraction(0)
        return -value if sign else value

    def _wrong(self, name: str, text: str, wanted: str) -> None:
        fact = f"`{name}` is '{text[:40]}', not {wanted}"
        self._problems.append(Problem(self.place, fact, "save the file in Project again"))
