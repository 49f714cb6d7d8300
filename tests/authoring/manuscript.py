"""A .docx that a person has open, changed as Word changes it.

The shapes are modelled on real files that Word saved; nothing here was run in Word. The zip and
lxml, and nothing of the code under test.
"""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import TypeVar

from lxml import etree

Element = etree._Element
T = TypeVar("T")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"
_NAMESPACES = {
    "w": W[1:-1],
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_DECLARED = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())


@dataclass(frozen=True)
class Section:
    """A heading and what stands below it up to the next one; the first one has no heading."""

    heading: Element | None
    elements: tuple[Element, ...]

    @property
    def key(self) -> str:
        """The bookmark that names it, else its heading."""
        return section_key(self.heading)


@dataclass(frozen=True)
class Expectation:
    """What must be found once the file was brought up to date.

    Attributes:
        edit: what the person did.
        words: words that must stand, each once, as `kind`: `text`, `inserted`, `deleted`,
            `comment`, `footnote`, `header`, `footer`.
        section: the key of the section they stand in; empty for any.
        row: the first cell of the row they stand in.
        gone: what must not come back, as `(kind, key)`: a `text` as `section|text`, a `section`, a
            `table`, a `row` as `table key|first cell`.
        xml: elements that must be found in a part, as `(part, canonical form)`.
        parts: parts that must have these bytes, by name.
        order: keys of sections that must follow each other, nothing in between.
    """

    edit: str
    words: tuple[str, ...] = ()
    kind: str = "text"
    section: str = ""
    row: str = ""
    gone: tuple[tuple[str, str], ...] = ()
    xml: tuple[tuple[str, str], ...] = ()
    parts: tuple[tuple[str, bytes], ...] = ()
    order: tuple[str, ...] = ()


@dataclass
class Manuscript:
    """An opened .docx.

    Args:
        data: its bytes.
        seed: what chance makes of places that are not named.
        apart: whether each edit keeps away from what another one touched.
        first: the number of the first marker word.
    """

    data: bytes
    seed: int = 0
    apart: bool = False
    first: int = 1
    parts: dict[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        with zipfile.ZipFile(io.BytesIO(self.data)) as package:
            self.parts = {name: package.read(name) for name in package.namelist()}
        self._roots: dict[str, Element] = {}
        self._touched: set[Element] = set()
        self._next = self.first
        self.chance = random.Random(self.seed)

    # Words

    def word(self) -> str:
        """A word that stands nowhere else."""
        self._next += 1
        return f"quill{self._next - 1:04d}"

    def color(self) -> str:
        """A colour that stands nowhere else."""
        self._next += 1
        return f"{0xA00000 + self._next:06X}"

    # Parts

    def root(self, name: str = DOCUMENT) -> Element:
        """The root of a part; the part is written anew when the file is saved."""
        if name not in self._roots:
            self._roots[name] = etree.fromstring(self.parts[name])
        return self._roots[name]

    @property
    def body(self) -> Element:
        body = self.root().find(W + "body")
        assert body is not None
        return body

    def save(self) -> bytes:
        """The bytes of the file; parts that nobody opened stay as they were."""
        for name, root in self._roots.items():
            self.parts[name] = etree.tostring(
                root, xml_declaration=True, encoding="UTF-8", standalone=True
            )
        result = io.BytesIO()
        with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as package:
            for name, content in self.parts.items():
                info = zipfile.ZipInfo(name, (2026, 2, 3, 9, 15, 0))
                package.writestr(info, content, zipfile.ZIP_DEFLATED)
        return result.getvalue()

    def add_part(self, name: str, content: bytes, content_type: str) -> None:
        """Adds a part of a type, or for a picture the type of its extension."""
        self.parts[name] = content
        types = self.root("[Content_Types].xml")
        space = types.tag.removesuffix("Types")
        if content_type.startswith("image/"):
            extension = name.rpartition(".")[2]
            if extension not in [one.get("Extension") for one in types]:
                one = etree.Element(f"{space}Default", Extension=extension)
                one.set("ContentType", content_type)
                types.insert(0, one)
        else:
            etree.SubElement(types, f"{space}Override", PartName=f"/{name}").set(
                "ContentType", content_type
            )

    def relate(self, kind: str, target: str, source: str = DOCUMENT) -> str:
        """The id of a new relationship; a kind without a slash is one of Office's own."""
        folder, _, name = source.rpartition("/")
        file = f"{folder}/_rels/{name}.rels".removeprefix("/")
        root = self.root(file)
        numbers = [
            int(found[1]) for one in root if (found := re.fullmatch(r"rId(\d+)", one.get("Id")))
        ]
        identity = f"rId{max(numbers, default=0) + 1}"
        one = etree.SubElement(root, root.tag.removesuffix("s"), Id=identity)
        one.set("Type", kind if "/" in kind else _OFFICE + kind)
        one.set("Target", target)
        return identity

    def has_part(self, name: str) -> bool:
        return name in self.parts

    def next_name(self, pattern: str) -> str:
        """The first free name of `word/media/image%d.png`."""
        number = 1
        while pattern % number in self.parts:
            number += 1
        return pattern % number

    def next_id(self, *names: str) -> str:
        """A number that no element of these names has in the document."""
        elements = self.root().iter(*(W + name for name in names))
        numbers = [int(one.get(W + "id", "0")) for one in elements]
        return str(max(numbers, default=0) + 1)

    def add_style(self, xml: str) -> None:
        """Adds a style unless there is one of its name."""
        style, styles = parsed(xml), self.root("word/styles.xml")
        name = style.find(W + "name").get(W + "val").lower()
        if name not in self.style_names.values():
            styles.append(style)

    @property
    def style_names(self) -> dict[str, str]:
        """Style id to its name in lower case."""
        found = {}
        for one in self.root("word/styles.xml").iter(W + "style"):
            name = one.find(W + "name")
            found[str(one.get(W + "styleId"))] = "" if name is None else name.get(W + "val").lower()
        return found

    # Places

    def sections(self) -> list[Section]:
        """The sections of the body in order."""
        names = self.style_names
        groups: list[list[Element]] = [[]]
        for one in self.body:
            if one.tag == W + "p" and names.get(style_of(one), "").startswith("heading "):
                groups.append([])
            if one.tag != W + "sectPr":
                groups[-1].append(one)
        front, *rest = groups
        return [Section(None, tuple(front)), *(Section(one[0], tuple(one)) for one in rest)]

    def section_of(self, element: Element) -> Section:
        """The section that an element of the body stands in."""
        around = {element, *element.iterancestors()}
        return next(one for one in self.sections() if around & set(one.elements))

    def paragraphs(self, *styles: str) -> list[Element]:
        """The paragraphs of the body, outside of tables, in styles of these names."""
        names = self.style_names
        return [
            one
            for one in self.body.iterchildren(W + "p")
            if names.get(style_of(one), "normal") in styles and self.is_free(one)
        ]

    def tables(self) -> list[tuple[Element, Element]]:
        """Caption and table."""
        names = self.style_names
        return [
            (before, one)
            for one in self.body.iterchildren(W + "tbl")
            if (before := one.getprevious()) is not None
            and before.tag == W + "p"
            and names.get(style_of(before)) == "caption"
        ]

    def pick(self, candidates: Sequence[T], where: int | None) -> T | None:
        """The one of that place, or one by chance; None when there is none."""
        if not candidates:
            return None
        return (
            self.chance.choice(candidates) if where is None else candidates[where % len(candidates)]
        )

    def touch(self, *elements: Element) -> None:
        self._touched.update(elements)

    def is_free(self, element: Element) -> bool:
        """Whether no other edit touched it."""
        if not self.apart:
            return True
        return not self._touched.intersection([*element.iter(), *element.iterancestors()])


# XML


def parsed(xml: str) -> Element:
    """An element from text."""
    (one,) = etree.fromstring(f"<x{_DECLARED}>{xml}</x>")
    return one


def style_of(paragraph: Element) -> str:
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if style is None else str(style.get(W + "val"))


def text_of(element: Element) -> str:
    """The text below an element; what is deleted is no text."""
    return "".join(one.text or "" for one in element.iter(W + "t"))


def section_key(heading: Element | None) -> str:
    """The bookmark that names a section, else its heading."""
    if heading is None:
        return ""
    for one in heading.iter(W + "bookmarkStart"):
        if str(one.get(W + "name")).startswith("_pmo_"):
            return str(one.get(W + "name"))
    return text_of(heading).strip()


def table_key(caption: Element) -> str:
    return section_key(caption)


def plain_runs(paragraph: Element, least: int = 1) -> list[Element]:
    """The runs of a paragraph with one plain text of at least so many words, outside of fields."""
    depth, found = 0, []
    for one in paragraph.iterchildren(W + "r"):
        for mark in one.iter(W + "fldChar"):
            depth += {"begin": 1, "end": -1}.get(str(mark.get(W + "fldCharType")), 0)
        kinds = [child.tag for child in one if child.tag != W + "rPr"]
        if not depth and kinds == [W + "t"] and len(text_of(one).split()) >= least:
            found.append(one)
    return found


def set_text(run: Element, value: str) -> None:
    """Gives a run with one text another one."""
    (one,) = run.iter(W + "t")
    one.text = value
    one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def split(run: Element, *lengths: int) -> list[Element]:
    """Splits a run into pieces of these lengths and what is left, as Word does around an edit."""
    value, pieces = text_of(run), []
    for length in [*lengths, len(value)]:
        piece = deepcopy(run)
        set_text(piece, value[:length])
        value = value[length:]
        run.addprevious(piece)
        pieces.append(piece)
    remove(run)
    return pieces


def remove(*elements: Element) -> None:
    for one in elements:
        parent = one.getparent()
        assert parent is not None
        parent.remove(one)


def canonical(element: Element) -> str:
    """An element's canonical form without what a save changes."""
    one = deepcopy(element)
    for node in one.iter(etree.Element):
        for name in list(node.attrib):
            if "rsid" in str(name) or "paraId" in str(name) or "textId" in str(name):
                del node.attrib[name]
    return etree.tostring(one, method="c14n", exclusive=True, with_tail=False).decode()
