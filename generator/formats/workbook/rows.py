"""Rows of a sheet: values in, `<row>` elements as text out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.errors import Place, Problem
from generator.formats.workbook.cells import (
    MAX_TEXT,
    Value,
    cell_xml,
    column_letters,
    text_length,
)
from generator.formats.workbook.heights import INDENT, row_height
from generator.formats.workbook.styles import Kind, Styles
from generator.formats.workbook.template import Sheet

# What Excel would take for a formula, a number, a date or a truth value once a person edits the
# cell and leaves it. A quote prefix keeps it text; a `@` cell needs none.
_NEEDS_QUOTE = re.compile(r"[=+\-@'.\d]|(?:true|false)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """The formats of one kind of row, column by column.

    Attributes:
        plain, quoted: format indices; `quoted` keeps text that looks like a formula as text.
        widths: pixels that wrapped text has.
        bold: whether the text is set bold.
    """

    plain: tuple[int, ...]
    quoted: tuple[int, ...]
    widths: tuple[int, ...]
    bold: tuple[bool, ...]


class RowWriter:
    """Writes the rows of one sheet, one after the other.

    Args:
        sheet: where they go.
        styles: the workbook's formats.
        file: name of the workbook, for messages.
    """

    def __init__(self, sheet: Sheet, styles: Styles, file: str) -> None:
        self.rows: list[str] = []
        self.problems: list[Problem] = []
        self._sheet = sheet
        self._styles = styles
        self._file = file
        self._letters = tuple(column_letters(index) for index in range(len(sheet.headings)))

    def look(
        self, formats: Sequence[tuple[str, Kind]], levels: Mapping[int, int] | None = None
    ) -> Look:
        """The look of a row whose columns have these style names and kinds of value.

        Args:
            formats: style name and kind for each column.
            levels: steps of indent by column index, where a column shows the outline.

        Raises:
            KeyError: the template has no such style.
        """
        steps = [(levels or {}).get(index, 0) for index in range(len(formats))]
        cells = [(name, kind, step) for (name, kind), step in zip(formats, steps, strict=True)]
        find = self._styles.find
        plain = tuple(find(name, kind, level=step) for name, kind, step in cells)
        quoted = tuple(find(name, kind, level=step, quoted=True) for name, kind, step in cells)
        room = zip(self._sheet.widths, plain, strict=True)
        widths = tuple(width - self._styles.indents[index] * INDENT for width, index in room)
        return Look(plain, quoted, widths, tuple(self._styles.bold[index] for index in plain))

    def add(
        self, look: Look, values: Sequence[Value], *, level: int = 0, place: Place | None = None
    ) -> None:
        """Appends a row.

        Args:
            look: its formats.
            values: one for each column.
            level: outline level.
            place: where the row comes from, for a message about a text too long for a cell.
        """
        number = self._sheet.first_row + len(self.rows)
        cells, texts = [], []
        for index, value in enumerate(values):
            style = look.plain[index]
            if isinstance(value, str):
                if len(value) > 1:
                    texts.append((value, look.widths[index], look.bold[index]))
                if _NEEDS_QUOTE.match(value):
                    style = look.quoted[index]
                if len(value) > MAX_TEXT // 2:
                    self._check_length(value, index, number, place)
            cells.append(cell_xml(f"{self._letters[index]}{number}", value, style))
        height = row_height(texts)
        outline = f' outlineLevel="{min(level, 7)}"' if level else ""
        self.rows.append(f'<row r="{number}" ht="{height:g}"{outline}>{"".join(cells)}</row>')

    def _check_length(self, text: str, index: int, number: int, place: Place | None) -> None:
        length = text_length(text)
        if length > MAX_TEXT:
            if place is None or not place.file:
                cell = f"{self._letters[index]}{number}"
                place = Place(self._file, sheet=self._sheet.name, cell=cell)
            heading = self._sheet.headings[index]
            fact = f"{heading} has {length:,} characters, more than the {MAX_TEXT:,} of a cell"
            self.problems.append(Problem(place, fact, "shorten it"))
