"""Reading any workbook: cells as they stand in the file.

The sheet XML is read directly, for a load through openpyxl is three times as slow, and drops what a
fingerprint must see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from lxml import etree

from generator.formats.package import parse_xml, read_package
from generator.formats.workbook.cells import Value, column_index, column_letters, unescape
from generator.formats.workbook.strings import shared_strings, string_text
from generator.formats.workbook.styles import MAIN, Kind, Styles
from generator.formats.workbook.template import STYLES, WORKBOOK, sheet_parts

_V, _F, _IS = f"{MAIN}v", f"{MAIN}f", f"{MAIN}is"


@dataclass(frozen=True, slots=True)
class ReadCell:
    """A cell as it stands: where, its value, its formula, its format.

    Attributes:
        row, column: counted from 1 and 0.
        text: the element that holds the text, with its runs; None for other values.
        number: numbers, dates as serials, and truth values.
        error: an error value such as `#REF!`.
    """

    row: int
    column: int
    style: int
    text: etree._Element | None = None
    plain: str = ""
    number: float | bool | None = None
    error: str = ""
    formula: str = ""

    @property
    def reference(self) -> str:
        return f"{column_letters(self.column)}{self.row}"

    @property
    def is_blank(self) -> bool:
        return not (self.plain or self.error or self.formula) and self.number is None


class Reader:
    """A workbook opened for reading.

    Args:
        data: its bytes.
        file: its name, for messages.

    Raises:
        InputError: no workbook, protected, or beyond the limits of a package.
    """

    def __init__(self, data: bytes, file: str = "") -> None:
        self.parts = read_package(data, file)
        self.sheets = sheet_parts(self.parts, file)
        self.file = file
        self._strings = shared_strings(self.parts, file)
        self._plain = [string_text(entry) for entry in self._strings]
        workbook = parse_xml(self.parts[WORKBOOK], file, WORKBOOK)
        properties = workbook.find(f"{MAIN}workbookPr")
        self._from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.style_root = (
            parse_xml(self.parts[STYLES], file, STYLES) if STYLES in self.parts else None
        )
        self._kinds = Styles(self.style_root).kinds if self.style_root is not None else []

    def root(self, sheet: str) -> etree._Element:
        """The root of a sheet."""
        return parse_xml(self.parts[self.sheets[sheet]], self.file, self.sheets[sheet])

    def cells(self, root: etree._Element) -> Iterator[ReadCell]:
        """The cells of a sheet, row by row; blank ones with a format among them."""
        row_number = 0
        for row in root.iterfind(f"{MAIN}sheetData/{MAIN}row"):
            row_number = int(row.get("r", row_number + 1))
            column = -1
            for cell in row.iterfind(f"{MAIN}c"):
                letters = cell.get("r", "").rstrip("0123456789")  # a writer may leave them out
                column = column_index(letters) if letters else column + 1
                yield self._cell(cell, row_number, column)

    def value(self, cell: ReadCell) -> Value:
        """What a cell shows: text, whole or broken number, truth value, date, or None."""
        if cell.number is None or isinstance(cell.number, bool):
            return cell.number if cell.number is not None else (cell.plain or cell.error or None)
        if cell.style < len(self._kinds) and self._kinds[cell.style] is Kind.DATE:
            return self._date(cell.number)
        return int(cell.number) if cell.number.is_integer() else cell.number

    def _cell(self, cell: etree._Element, row: int, column: int) -> ReadCell:
        style, kind = int(cell.get("s", "0")), cell.get("t", "n")
        raw = formula = ""
        inline: etree._Element | None = None
        for child in cell:
            if child.tag == _V:
                raw = child.text or ""
            elif child.tag == _IS:
                inline = child
            elif child.tag == _F:
                formula = child.text or f"shared {child.get('si', '')}"
        if kind == "inlineStr":
            plain = "" if inline is None else string_text(inline)
            return ReadCell(row, column, style, inline, plain, formula=formula)
        if kind == "s" and raw:
            text, plain = self._strings[int(raw)], self._plain[int(raw)]
            return ReadCell(row, column, style, text, plain, formula=formula)
        if kind == "e":
            return ReadCell(row, column, style, error=raw, formula=formula)
        if kind in ("str", "d"):
            return ReadCell(row, column, style, plain=unescape(raw), formula=formula)
        number: float | bool | None = None
        if raw:
            number = raw == "1" if kind == "b" else float(raw)
        return ReadCell(row, column, style, number=number, formula=formula)

    def _date(self, number: float) -> Value:
        """A serial as a date; the time of day is dropped, and what is no date stays a number."""
        try:
            epoch = datetime(1904, 1, 1) if self._from_1904 else datetime(1899, 12, 30)
            return date.fromordinal((epoch + timedelta(days=number)).toordinal())
        except (OverflowError, ValueError):
            return number
