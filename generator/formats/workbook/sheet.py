"""One sheet of a workbook template: what stands above its rows stays, its rows are replaced."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from lxml import etree

from generator.formats.package import parse_xml
from generator.formats.workbook.cells import Formula, Value, cell_xml, column_letters
from generator.formats.workbook.heights import pixels
from generator.formats.workbook.strings import string_text
from generator.formats.workbook.styles import MAIN

RELATION_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FACT = re.compile(r"\{([a-z_]+)\}")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")

Facts: TypeAlias = Mapping[str, Value | Formula]
"""What `{name}` in a template stands for."""


@dataclass(frozen=True, slots=True)
class Block:
    """One of several tables of a sheet, its title above it.

    Attributes:
        header, last: the rows of its headings and of its last record.
        breaks: whether a page begins with it.
    """

    header: int
    last: int
    headings: tuple[str, ...]
    breaks: bool = True


class Sheet:
    """One sheet of the template. Its last table grows; without a table, its rows do.

    Attributes:
        name: as on its tab.
        headings: of the growing table, in order.
        first_row: the row of the first record.
        widths: of each column, in pixels.
    """

    def __init__(
        self, name: str, part: str, root: etree._Element, table_part: str = "", table: bytes = b""
    ) -> None:
        self.name = name
        self.part = part
        self.root = root
        self.table_part = table_part
        self.headings: tuple[str, ...] = ()
        if table:
            self.table = parse_xml(table)
            columns = self.table.iterfind(f"{MAIN}tableColumns/{MAIN}tableColumn")
            self.headings = tuple(column.get("name", "") for column in columns)
            corners = re.findall(r"\d+", self.table.get("ref", ""))
            self.first_row, self._last_sample = int(corners[0]) + 1, int(corners[1])
        else:
            self._last_sample = max(
                (int(row.get("r", "0")) for row in root.iter(f"{MAIN}row")), default=0
            )
            self.first_row = self._last_sample + 1
        self.widths = _column_widths(root, len(self.headings))

    def begin_with_title(self) -> None:
        """Lets the rows begin with the title of the table, for a sheet that is filled in blocks."""
        self.first_row -= 2

    def fill(
        self, facts: Facts, rows: Sequence[str], strings: Sequence[str], blocks: Sequence[Block]
    ) -> dict[str, bytes]:
        """The sheet's parts with these facts above its rows and these rows in their place.

        Args:
            facts: what `{name}` stands for; a cell that is nothing else takes date or number.
            rows: `<row>` elements as text, from `first_row` on; at least one.
            strings: the workbook's shared strings.
            blocks: where the rows are those of several tables.

        Raises:
            KeyError: the template asks for a fact that is not known.
        """
        data = self.root.find(f"{MAIN}sheetData")
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
        stretched = [self.root, self.table] if self.table_part else []
        for element in (one for root in stretched for one in root.iter()):
            for name in ("ref", "sqref"):
                if isinstance(element.tag, str) and (areas := element.get(name)):
                    element.set(name, self._stretch(areas, last))
        if blocks:
            _set_block(self.table, blocks[0])
            _break_pages(self.root, [block.header - 2 for block in blocks[1:] if block.breaks])
        head, tail = serialize(self.root).split(b"</sheetData>", 1)
        body = "".join(rows).encode()
        parts = {self.part: b"".join((head, body, b"</sheetData>", tail))}
        return parts | ({self.table_part: serialize(self.table)} if self.table_part else {})

    def table_like(self, block: Block, number: int, identity: int) -> bytes:
        """The table of the `number`-th block, made like the sheet's own."""
        table = deepcopy(self.table)
        name = f"{table.get('name')}{number}"
        for key, value in (("id", str(identity)), ("name", name), ("displayName", name)):
            table.set(key, value)
        _set_block(table, block)
        return serialize(table)

    def stretch_name(self, text: str, count: int) -> str:
        """A defined name's text, its ranges of this sheet stretched to `count` records."""
        return self._stretch(text, self.first_row + count - 1)

    def _stretch(self, areas: str, last: int) -> str:
        return re.sub(rf"(:\$?[A-Z]+\$?){self._last_sample}\b", rf"\g<1>{last}", areas)


def words(value: Value | Formula) -> str:
    """A value as a sentence has it: dates as "Jan 5, 2026"."""
    if isinstance(value, Formula):
        value = value.value
    if isinstance(value, date):
        return f"{_MONTHS[value.month - 1]} {value.day}, {value.year}"
    return str(value)


def fill_text(text: str, facts: Facts) -> Value | Formula:
    """A text with its facts in place; the value itself where the text is one fact alone."""
    if alone := _FACT.fullmatch(text):
        return facts[alone[1]]
    return _FACT.sub(lambda match: words(facts[match[1]]), text)


def has_facts(text: str) -> bool:
    """Whether a text asks for facts."""
    return _FACT.search(text) is not None


def serialize(root: etree._Element) -> bytes:
    """A part as it is written."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _text_of(cell: etree._Element, strings: Sequence[str]) -> str:
    """The text of a cell of the template; Excel shares its strings, openpyxl does not."""
    if cell.get("t") == "s":
        return strings[int(cell.findtext(f"{MAIN}v", "0"))]
    inline = cell.find(f"{MAIN}is")
    return "" if inline is None else string_text(inline)


def _replace(cell: etree._Element, value: Value | Formula) -> None:
    """Sets a cell in place; its style stays."""
    shown, formula = (value.value, value.text) if isinstance(value, Formula) else (value, "")
    text = cell_xml(cell.get("r", ""), shown, int(cell.get("s", "0")), formula)
    new = etree.fromstring(text.replace("<c ", f'<c xmlns="{MAIN[1:-1]}" ', 1))
    for child in list(cell):
        cell.remove(child)
    cell.extend(new)
    cell.attrib.pop("t", "")
    cell.attrib.update(new.attrib)


def _set_block(table: etree._Element, block: Block) -> None:
    listed = table.find(f"{MAIN}tableColumns")
    if listed is None:
        return
    for column, heading in zip(listed, block.headings, strict=False):
        column.set("name", heading)
    del listed[len(block.headings) :]
    listed.set("count", str(len(listed)))
    corner = column_letters(len(block.headings) - 1)
    table.set("ref", f"A{block.header}:{corner}{block.last}")


def _break_pages(root: etree._Element, rows: Sequence[int]) -> None:
    """Ends pages after these rows."""
    count = str(len(rows))
    breaks = etree.Element(f"{MAIN}rowBreaks", count=count, manualBreakCount=count)
    for row in rows:
        etree.SubElement(breaks, f"{MAIN}brk", id=str(row), max="16383", man="1")
    footer = root.find(f"{MAIN}headerFooter")
    if footer is not None and rows:
        footer.addnext(breaks)


def _column_widths(root: etree._Element, count: int) -> tuple[int, ...]:
    default = root.find(f"{MAIN}sheetFormatPr")
    width = float(default.get("defaultColWidth", "9.14")) if default is not None else 9.14
    widths = dict.fromkeys(range(count), width)
    for column in root.iterfind(f"{MAIN}cols/{MAIN}col"):
        for index in range(int(column.get("min", "1")) - 1, int(column.get("max", "1"))):
            widths[index] = float(column.get("width", width))
    return tuple(pixels(widths[index]) for index in range(count))
