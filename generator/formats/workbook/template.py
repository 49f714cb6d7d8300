"""A workbook template: sheets whose last table grows by the rows that are written into it.

The template is an ordinary workbook, open to a house style. In each sheet everything above the
rows of the last table stays as it is, save that `{data_date}` becomes the fact of that name; the
sample rows of that table are replaced; and whatever speaks of its last row (the table itself,
validations, conditional formats, the print area, names) is stretched. Every other part is copied
untouched.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from lxml import etree

from generator.errors import InputError, Place, Problem
from generator.formats.package import CONTENT_TYPES, parse_xml, read_package, write_package
from generator.formats.workbook.cells import legal
from generator.formats.workbook.sheet import (
    RELATION_ID,
    Block,
    Facts,
    Sheet,
    fill_text,
    has_facts,
    serialize,
    words,
)
from generator.formats.workbook.strings import shared_strings, string_text
from generator.formats.workbook.styles import MAIN, Styles

_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_RELATIONSHIP = f"{_PACKAGE}Relationship"
_OVERRIDE = "{http://schemas.openxmlformats.org/package/2006/content-types}Override"
_TABLE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/table"
_TABLE_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
PROPERTIES = "docProps/core.xml"
_LEVEL = 3  # half the time of the usual 6 and a sixth more bytes: sheets are most of a workbook
_LONGEST_PROPERTY = 255  # what Excel keeps of a core property


def targets(parts: Mapping[str, bytes], part: str, file: str = "") -> dict[str, tuple[str, str]]:
    """The relationships of a part: id to (last word of its type, part name)."""
    data = parts.get(relations_of(part))
    if data is None:
        return {}
    found = {}
    for relation in parse_xml(data, file, f"{part}.rels").iterfind(_RELATIONSHIP):
        if relation.get("TargetMode") != "External":
            path = posixpath.join("/", posixpath.dirname(part), relation.get("Target", ""))
            kind = relation.get("Type", "").rsplit("/", 1)[-1]
            found[relation.get("Id", "")] = (kind, posixpath.normpath(path).lstrip("/"))
    return found


def sheet_parts(parts: Mapping[str, bytes], file: str = "") -> dict[str, str]:
    """The worksheets of a workbook in their order: name to part name.

    Raises:
        InputError: there is no workbook part, as in a Word file.
    """
    if WORKBOOK not in parts:
        fact = "an Office file, but no .xlsx workbook"
        raise InputError([Problem(Place(file), fact, "save it as an Excel workbook (.xlsx)")])
    related = targets(parts, WORKBOOK, file)
    found = {}
    root = parse_xml(parts[WORKBOOK], file, WORKBOOK)
    for sheet in root.iterfind(f"{MAIN}sheets/{MAIN}sheet"):
        kind, part = related.get(sheet.get(RELATION_ID, ""), ("", ""))
        if kind == "worksheet" and part in parts:
            found[sheet.get("name", "")] = part
    return found


class Template:
    """A workbook template that is filled sheet by sheet.

    Args:
        data: the template's bytes.
        file: its name, for messages.
    """

    def __init__(self, data: bytes, file: str = "") -> None:
        self._parts = read_package(data, file)
        self.styles = Styles(parse_xml(self._parts[STYLES], file, STYLES))
        self._sheets = {sheet.name: sheet for sheet in self._read_sheets(file)}
        self._strings = [string_text(entry) for entry in shared_strings(self._parts, file)]
        self._counts: dict[str, int] = {}
        self._names: dict[str, str] = {}

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name.

        Raises:
            KeyError: the template has no such sheet.
        """
        return self._sheets[name]

    def fill(
        self, name: str, facts: Facts, rows: Sequence[str], blocks: Sequence[Block] = ()
    ) -> None:
        """Fills a sheet; see `Sheet.fill`. Each block after the first gets a table of its own."""
        sheet = self._sheets[name]
        if len(blocks) > 1:
            self._add_tables(sheet, blocks[1:])
        self._parts.update(sheet.fill(facts, rows, self._strings, blocks))
        self._counts[name] = len(rows)

    def set_name(self, name: str, text: str) -> None:
        """Gives a defined name another text."""
        self._names[name] = text

    def set_properties(self, facts: Facts, day: date) -> None:
        """Fills title, subject and the other core properties; created and modified on `day`."""
        root = parse_xml(self._parts[PROPERTIES])
        for element in root.iter():
            if etree.QName(element).localname in ("created", "modified"):
                element.text = f"{day.isoformat()}T00:00:00Z"
            elif element.text and has_facts(element.text):
                element.text = legal(words(fill_text(element.text, facts)))[:_LONGEST_PROPERTY]
        self._parts[PROPERTIES] = serialize(root)

    def to_bytes(self) -> bytes:
        """The filled workbook."""
        root = parse_xml(self._parts[WORKBOOK])
        for name in root.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
            sheet = (name.text or "").split("!")[0].strip("'")
            if sheet in self._counts:
                count = self._counts[sheet]
                name.text = self._sheets[sheet].stretch_name(name.text or "", count)
            name.text = self._names.get(name.get("name", ""), name.text)
        return write_package(self._parts | {WORKBOOK: serialize(root)}, level=_LEVEL)

    def _read_sheets(self, file: str) -> Iterator[Sheet]:
        for name, part in sheet_parts(self._parts, file).items():
            tables = [
                target for kind, target in targets(self._parts, part).values() if kind == "table"
            ]
            root = parse_xml(self._parts[part], file, part)
            if tables:
                growing = max(tables, key=lambda table: _top(self._parts[table]))
                yield Sheet(name, part, root, growing, self._parts[growing])
            else:
                yield Sheet(name, part, root)

    def _add_tables(self, sheet: Sheet, blocks: Sequence[Block]) -> None:
        """A table for each further block of a sheet, known to the sheet and to the package."""
        tables = [name for name in self._parts if name.startswith("xl/tables/")]
        identity = max(int(parse_xml(self._parts[name]).get("id", "0")) for name in tables)
        types = parse_xml(self._parts[CONTENT_TYPES])
        relations = parse_xml(self._parts[relations_of(sheet.part)])
        listed = sheet.root.find(f"{MAIN}tableParts")
        for number, block in enumerate(blocks, 2):
            identity += 1
            part = f"xl/tables/{sheet.name.replace(' ', '')}{number}.xml"
            relation = f"rIdBlock{number}"
            self._parts[part] = sheet.table_like(block, number, identity)
            etree.SubElement(types, _OVERRIDE, PartName=f"/{part}", ContentType=_TABLE_TYPE)
            etree.SubElement(relations, _RELATIONSHIP, Id=relation, Type=_TABLE, Target=f"/{part}")
            if listed is not None:
                # Else lxml takes the prefix that some library in the process registered.
                names = {"r": etree.QName(RELATION_ID).namespace}
                etree.SubElement(listed, f"{MAIN}tablePart", {RELATION_ID: relation}, names)
                listed.set("count", str(len(listed)))
        self._parts[CONTENT_TYPES] = serialize(types)
        self._parts[relations_of(sheet.part)] = serialize(relations)


def relations_of(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def _top(table: bytes) -> int:
    return int(re.findall(r"\d+", parse_xml(table).get("ref", "A0"))[0])
