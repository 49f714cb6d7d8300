"""An independent reading of a .docx: where each word of a person stands.

The zip and lxml, and nothing of the code under test. Results of fields that follow from the rest
of the document are left out.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from tests.authoring.manuscript import (
    Element,
    Expectation,
    W,
    canonical,
    section_key,
    style_of,
)

OURS = "pmopack"
_COMPUTED = ("TOC", "SEQ", "REF", "PAGEREF")
_ANCHOR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_WORD = re.compile(r"\b(?:quill|kite|heron)\d{4}\b")


@dataclass(frozen=True)
class Place:
    """Where a word stands; `kind` as in `Expectation`, with the author of a tracked change."""

    kind: str
    section: str = ""
    table: str = ""
    row: str = ""


@dataclass
class Reading:
    """What a file says.

    Attributes:
        words: each marker word with all its places.
        texts: the paragraphs, with what is deleted left out.
        of_section: the same by the key of the section.
        rows: `table key|first cell` of each row.
        sections: their keys in order.
    """

    words: dict[str, list[Place]] = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    sections: list[str] = field(default_factory=list)
    tables: list[str] = field(default_factory=list)
    of_section: dict[str, list[str]] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)

    def places(self) -> Counter[tuple[str, Place]]:
        """Each word with each place."""
        return Counter((word, place) for word, places in self.words.items() for place in places)


def read(data: bytes) -> Reading:
    """Reads a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    reading = Reading(parts=parts)
    hung = _Body(reading, parts).read()
    for name, kind in (("comments", "comment"), ("footnotes", "footnote"), ("endnotes", "endnote")):
        file = f"word/{name}.xml"
        for note in etree.fromstring(parts[file]) if file in parts else ():
            ours = kind == "comment" and note.get(W + "author") == OURS
            place = Place("ours" if ours else kind, hung.get((kind, str(note.get(W + "id"))), "?"))
            for text in note.iter(W + "t"):
                _add(reading, text.text or "", place)
    for name in sorted(parts):
        if found := re.fullmatch(r"word/(header|footer)\d+\.xml", name):
            for text in etree.fromstring(parts[name]).iter(W + "t"):
                _add(reading, text.text or "", Place(found[1]))
    return reading


class _Body:
    def __init__(self, reading: Reading, parts: dict[str, bytes]) -> None:
        self._reading = reading
        styles = etree.fromstring(parts["word/styles.xml"])
        self._names = {
            str(one.get(W + "styleId")): str(one.find(W + "name").get(W + "val")).lower()
            for one in styles.iter(W + "style")
        }
        self._body = etree.fromstring(parts["word/document.xml"]).find(W + "body")
        self._section, self._table, self._row, self._in_table = "", "", "", False
        self._fields: list[str] = []
        self._hung: dict[tuple[str, str], str] = {}

    def read(self) -> dict[tuple[str, str], str]:
        """Fills the reading; returns the section of each comment and note."""
        self._reading.sections.append("")
        self._blocks(self._body)
        return self._hung

    def _blocks(self, container: Element) -> None:
        for one in container:
            if one.tag == W + "p":
                self._paragraph(one)
            elif one.tag == W + "tbl":
                self._rows(one)
            elif one.tag in (W + "sdt", W + "sdtContent", W + "customXml", W + "ins", W + "del"):
                self._blocks(one)

    def _rows(self, table: Element) -> None:
        outer, self._in_table = (self._table, self._row, self._in_table), True
        for row in table.iter(W + "tr"):
            cells = list(row.iter(W + "tc"))
            self._row = "".join(_kept_text(cells[0])) if cells else ""
            deleted = row.find(f"{W}trPr/{W}del") is not None
            if not deleted:
                self._reading.rows.append(f"{self._table}|{self._row}")
            for cell in cells:
                self._blocks(cell)
        self._table, self._row, self._in_table = outer

    def _paragraph(self, paragraph: Element) -> None:
        style = self._names.get(style_of(paragraph), "")
        if style.startswith("heading "):
            self._section = section_key(paragraph)
            self._reading.sections.append(self._section)
        if style == "caption":  # without an anchor by its title: its number may change
            self._table = section_key(paragraph).partition(". ")[2] or section_key(paragraph)
            self._reading.tables.append(self._table)
        elif not self._in_table:
            self._table = ""
        texts: dict[str, list[str]] = {}
        for kind, text in self._pieces(paragraph):
            texts.setdefault(kind, []).append(text)
        kept = "".join(texts.get("text", ()))
        if not (style.startswith("toc ") or style == "table of figures"):
            self._reading.texts.append(kept)
            self._reading.of_section.setdefault(self._section, []).append(kept)
        for kind, pieces in texts.items():
            _add(self._reading, "".join(pieces), Place(kind, self._section, self._table, self._row))

    def _pieces(self, paragraph: Element) -> Iterator[tuple[str, str]]:
        for one in paragraph.iter():
            if one.tag == W + "fldChar":
                kind = one.get(W + "fldCharType")
                if kind == "begin":
                    self._fields.append("")
                elif kind == "end" and self._fields:
                    self._fields.pop()
            elif one.tag == W + "instrText" and self._fields:
                self._fields[-1] += one.text or ""
            elif one.tag in (W + "t", W + "delText"):
                if not self._hidden(one):
                    yield _kind(one), one.text or ""
            elif one.tag == _ANCHOR:
                yield "picture", f" {one.get('descr')} "
            elif one.tag == W + "commentReference":
                self._hung["comment", str(one.get(W + "id"))] = self._section
            elif one.tag == W + "footnoteReference":
                self._hung["footnote", str(one.get(W + "id"))] = self._section

    def _hidden(self, text: Element) -> bool:
        simple = [str(one.get(W + "instr")) for one in text.iterancestors(W + "fldSimple")]
        return any(one.split()[:1] and one.split()[0] in _COMPUTED for one in self._fields + simple)


def _kind(text: Element) -> str:
    for one in text.iterancestors(W + "ins", W + "del", W + "moveFrom", W + "moveTo"):
        if one.tag in (W + "del", W + "moveFrom"):
            return "deleted" if one.get(W + "author") != OURS else "deleted by us"
    for one in text.iterancestors(W + "ins", W + "moveTo"):
        return "inserted" if one.get(W + "author") != OURS else "text"
    return "text"


def _kept_text(cell: Element) -> Iterator[str]:
    return (one.text or "" for one in cell.iter(W + "t"))


def _add(reading: Reading, text: str, place: Place) -> None:
    for word in _WORD.findall(text):
        reading.words.setdefault(word, []).append(place)


# What was expected


def unmet(data: bytes, expectations: Iterable[Expectation]) -> list[str]:
    """What was expected of a file and is not so, in words."""
    reading = read(data)
    return [f"{one.edit}: {fault}" for one in expectations for fault in _faults(reading, one)]


def _faults(reading: Reading, expected: Expectation) -> Iterator[str]:
    for word in expected.words:
        found = [place for place in reading.words.get(word, ()) if place.kind != "ours"]
        if expected.kind in ("header", "footer"):
            if not found or {place.kind for place in found} != {expected.kind}:
                yield f"{word} stands in {found}"
            continue
        if len(found) != 1 or found[0].kind != expected.kind:
            yield f"{word} should stand once as {expected.kind}, stands in {found}"
            continue
        if expected.section and found[0].section != expected.section:
            yield f"{word} should stand in {expected.section!r}, stands in {found}"
        if expected.row and found[0].row != expected.row:
            yield f"{word} should stand in row {expected.row!r}, stands in {found}"
    for kind, key in expected.gone:
        texts = [f"{one}|{text}" for one, many in reading.of_section.items() for text in many]
        there = {
            "text": texts,
            "row": reading.rows, "section": reading.sections,
            "table": reading.tables,
        }[kind]  # fmt: skip
        if key in there:
            yield f"the {kind} {key!r} is back"
    for part, form in expected.xml:
        root = etree.fromstring(reading.parts[part])
        tag = etree.fromstring(form).tag
        if form not in map(canonical, root.iter(tag)):
            yield f"{form} is not in {part}"
    for part, content in expected.parts:
        if reading.parts.get(part) != content:
            yield f"the part {part} is not what it was"
    if expected.order:
        pairs = zip(reading.sections, reading.sections[1:], strict=False)
        if expected.order not in pairs:
            yield f"{expected.order} do not follow each other"
