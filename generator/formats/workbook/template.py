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
from generator.formats.package import parse_xml, read_package, write_package
from generator.formats.workbook.cells import Value, cell_xml, legal
from generator.formats.workbook.heights import pixels
from generator.formats.workbook.strings import shared_strings, string_text
from generator.formats.workbook.styles import MAIN, Styles

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
WORKBOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
PROPERTIES = "docProps/core.xml"
_LONGEST_PROPERTY = 255  # what Excel keeps of a core property
_FACT = re.compile(r"\{([a-z_]+)\}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def targets(parts: Mapping[str, bytes], part: str, file: str = "") -> dict[str, tuple[str, str]]:
    """The relationships of a part: id to (last word of its type, part name)."""
    folder, name = posixpath.split(part)
    data = parts.get(f"{folder}/_rels/{name}.rels")
    if data is None:
        return {}
    found = {}
    for relation in parse_xml(data, file, f"{part}.rels").iterfind(_RELATIONSHIP):
        if relation.get("TargetMode") != "External":
            path = posixpath.join("/", folder, relation.get("Target", ""))
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
        kind, part = related.get(sheet.get(_RELATION_ID, ""), ("", ""))
        if kind == "worksheet" and part in parts:
            found[sheet.get("name", "")] = part
    return found


class Sheet:
    """One sheet of the template, with its growing table.

    Attributes:
        name: as on its tab.
        headings: of the growing table, in order.
        first_row: the row of the first record.
        widths: of each column, in pixels.
    """

    def __init__(
        self, name: str, part: str, root: etree._Element, table_part: str, table: bytes
    ) -> None:
        self.name = name
        self.part = part
        self.table_part = table_part
        self._root = root
        self._table = parse_xml(table)
        columns = self._table.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn")
        self.headings = tuple(column.get("name", "") for column in columns)
        corners = re.findall(r"\d+", self._table.get("ref", ""))
        self.first_row, self._last_sample = int(corners[0]) + 1, int(corners[1])
        self.widths = _column_widths(root, len(self.headings))

    def fill(
        self, facts: Mapping[str, Value], rows: Sequence[str], strings: Sequence[str]
    ) -> dict[str, bytes]:
        """The sheet's parts with these facts above the growing table and these rows in it.

        Args:
            facts: what `{name}` stands for; a cell that is nothing else takes date or number.
            rows: `<row>` elements as text, from `first_row` on; at least one.
            strings: the workbook's shared strings.

        Raises:
            KeyError: the template asks for a fact that is not known.
        """
        data = self._root.find(f"{MAIN}sheetData")
        if data is None or not rows:
            raise ValueError(f"sheet {self.name} has no place for rows, or no rows")
        for row in data.findall(f"{MAIN}row"):
            if int(row.get("r", "0")) >= self.first_row:
                data.remove(row)
        for cell in data.iterfind(f"{MAIN}row/{MAIN}c"):
            text = _text_of(cell, strings)
            if _FACT.search(text):
                _replace(cell, fill_text(text, facts))
        last = self.first_row + len(rows) - 1
        for element in (*self._root.iter(), *self._table.iter()):
            for name in ("ref", "sqref"):
                if isinstance(element.tag, str) and (areas := element.get(name)):
                    element.set(name, self._stretch(areas, last))
        head, tail = _serialize(self._root).split(b"</sheetData>", 1)
        body = "".join(rows).encode()
        return {
            self.part: b"".join((head, body, b"</sheetData>", tail)),
            self.table_part: _serialize(self._table),
        }

    def stretch_name(self, text: str, count: int) -> str:
        """A defined name's text, its ranges of this sheet stretched to `count` records."""
        return self._stretch(text, self.first_row + count - 1)

    def _stretch(self, areas: str, last: int) -> str:
        return re.sub(rf"(:\$?[A-Z]+\$?){self._last_sample}\b", rf"\g<1>{last}", areas)


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

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name.

        Raises:
            KeyError: the template has no such sheet with a table.
        """
        return self._sheets[name]

    def fill(self, name: str, facts: Mapping[str, Value], rows: Sequence[str]) -> None:
        """Fills a sheet; see `Sheet.fill`."""
        self._parts.update(self._sheets[name].fill(facts, rows, self._strings))
        self._counts[name] = len(rows)

    def set_properties(self, facts: Mapping[str, Value], day: date) -> None:
        """Fills title, subject and the other core properties; created and modified on `day`."""
        root = parse_xml(self._parts[PROPERTIES])
        for element in root.iter():
            if etree.QName(element).localname in ("created", "modified"):
                element.text = f"{day.isoformat()}T00:00:00Z"
            elif element.text and _FACT.search(element.text):
                element.text = legal(words(fill_text(element.text, facts)))[:_LONGEST_PROPERTY]
        self._parts[PROPERTIES] = _serialize(root)

    def to_bytes(self) -> bytes:
        """The filled workbook."""
        root = parse_xml(self._parts[WORKBOOK])
        for name in root.iterfind(f"{MAIN}definedNames/{MAIN}definedName"):
            sheet = (name.text or "").split("!")[0].strip("'")
            if sheet in self._counts:
                count = self._counts[sheet]
                name.text = self._sheets[sheet].stretch_name(name.text or "", count)
        return write_package(self._parts | {WORKBOOK: _serialize(root)})

    def _read_sheets(self, file: str) -> Iterator[Sheet]:
        for name, part in sheet_parts(self._parts, file).items():
            tables = [
                target for kind, target in targets(self._parts, part).values() if kind == "table"
            ]
            if tables:
                growing = max(tables, key=lambda table: _top(self._parts[table]))
                root = parse_xml(self._parts[part], file, part)
                yield Sheet(name, part, root, growing, self._parts[growing])


def words(value: Value) -> str:
    """A value as a sentence has it: dates as "Jan 5, 2026"."""
    if isinstance(value, date):
        return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"
    return str(value)


def fill_text(text: str, facts: Mapping[str, Value]) -> Value:
    """A text with its facts in place; the value itself where the text is one fact alone."""
    if alone := _FACT.fullmatch(text):
        return facts[alone[1]]
    return _FACT.sub(lambda match: words(facts[match[1]]), text)


def _text_of(cell: etree._Element, strings: Sequence[str]) -> str:
    """The text of a cell of the template; Excel shares its strings, openpyxl does not."""
    if cell.get("t") == "s":
        return strings[int(cell.findtext(f"{MAIN}v", "0"))]
    inline = cell.find(f"{MAIN}is")
    return "" if inline is None else string_text(inline)


def _top(table: bytes) -> int:
    return int(re.findall(r"\d+", parse_xml(table).get("ref", "A0"))[0])


def _replace(cell: etree._Element, value: Value) -> None:
    """Sets a cell in place; its style stays."""
    text = cell_xml(cell.get("r", ""), value, int(cell.get("s", "0")))
    new = etree.fromstring(text.replace("<c ", f'<c xmlns="{MAIN[1:-1]}" ', 1))
    for child in list(cell):
        cell.remove(child)
    cell.extend(new)
    cell.attrib.pop("t", "")
    cell.attrib.update(new.attrib)


def _column_widths(root: etree._Element, count: int) -> tuple[int, ...]:
    default = root.find(f"{MAIN}sheetFormatPr")
    width = float(default.get("defaultColWidth", "9.14")) if default is not None else 9.14
    widths = dict.fromkeys(range(count), width)
    for column in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        for index in range(int(column.get("min", "1")) - 1, int(column.get("max", "1"))):
            widths[index] = float(column.get("width", width))
    return tuple(pixels(widths[index]) for index in range(count))


def _serialize(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
