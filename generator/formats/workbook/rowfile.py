"""Lists that people keep in Excel: the first sheet's heading row and the rows below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

from generator.errors import InputError, Place, Problem
from generator.formats.workbook.cells import Value, column_letters
from generator.formats.workbook.reader import Reader
from generator.model.project import RowFile


def read_rows(data: bytes, file: str, known: Collection[str] = ()) -> RowFile:
    """The rows of the first sheet, each value with its cell as place.

    The first row with text is the heading row; rows that are blank all over are left out. Whole
    numbers, numbers, dates and truth values come as such; a formula as its last computed value.

    Args:
        data: the workbook's bytes.
        file: its name, for messages.
        known: headings, case-folded: the first row of any sheet that has two of them is the
            heading row, whatever stands above it.

    Raises:
        InputError: no workbook; no headings; a heading given twice, or missing above a value; an
            error value in a cell.
    """
    reader = Reader(data, file)
    if not reader.sheets:
        raise InputError([Problem(Place(file), "a workbook without sheets", "add a sheet")])
    sheet, heading_row = _heading_row(reader, known)
    problems: list[Problem] = []
    headings: dict[int, str] = {}
    places: dict[str, Place] = {}
    rows: dict[int, tuple[dict[str, object], dict[str, Place]]] = {}
    for cell in reader.cells(reader.root(sheet)):
        if cell.is_blank or cell.row < heading_row:
            continue
        place = Place(file, sheet=sheet, cell=cell.reference)
        heading_row = heading_row or cell.row
        if cell.error:
            fact = f"the cell shows {cell.error}"
            problems.append(Problem(place, fact, "mend the formula, or type the value"))
        elif cell.row == heading_row:
            heading = str(reader.value(cell)).strip()
            if heading in places:
                fact = f"the heading '{heading}' stands twice in the first row"
                problems.append(Problem(place, fact, "rename or delete one of the columns"))
            headings[cell.column] = heading
            places.setdefault(heading, place)
        elif cell.column not in headings:
            column = column_letters(cell.column)
            fact = f"a value in column {column}, which has no heading in row {heading_row}"
            problems.append(Problem(place, fact, "add a heading, or clear the cell"))
        else:
            values, cells = rows.setdefault(cell.row, ({}, {}))
            values[headings[cell.column]] = _tidy(reader.value(cell))
            cells[headings[cell.column]] = place
    if not headings:
        fact = f"the first sheet '{sheet}' is empty"
        problems.append(Problem(Place(file, sheet=sheet), fact, "give its first row the headings"))
    if problems:
        raise InputError(problems)
    return RowFile(file, places, tuple(rows.values()))


def _heading_row(reader: Reader, known: Collection[str]) -> tuple[str, int]:
    """The sheet to read and the number of its heading row; 0 for the first row with text."""
    for sheet in reader.sheets if known else ():
        found: Counter[int] = Counter()
        for cell in reader.cells(reader.root(sheet)):
            found[cell.row] += " ".join(cell.plain.split()).casefold() in known
            if found[cell.row] == 2:
                return sheet, cell.row
    return next(iter(reader.sheets)), 0


def _tidy(value: Value) -> Value:
    return value.strip() if isinstance(value, str) else value
