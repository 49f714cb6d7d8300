"""Rows of a sheet: values in, `<row>` elements as text out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from generator.errors import Place, Problem
from generator.formats.workbook.cells import (
    MAX_TEXT,
    Formula,
    Value,
    cell_xml,
    column_letters,
    escape,
    escape_formula,
    serial,
    text_length,
)
from generator.formats.workbook.heights import INDENT, always_fits, row_height
from generator.formats.workbook.sheet import Sheet
from generator.formats.workbook.styles import Kind, Styles

# What Excel would take for a formula, a number, a date or a truth value once a person edits the
# cell and leaves it. A quote prefix keeps it text; a `@` cell needs none.
_NEEDS_QUOTE = re.compile(r"[=+\-@'.\d]|(?:true|false)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LookOfCell:
    """The format of a cell.

    Attributes:
        plain, quoted: format indices; `quoted` keeps text that looks like a formula as text.
        width: pixels that wrapped text has.
        fits: as many letters of any kind have room on one line.
        bold: whether the text is set bold.
        formula: `<f>`, or empty.
    """

    plain: int
    quoted: int
    width: int
    fits: int
    bold: bool
    formula: str = ""


Look = Sequence[LookOfCell]
"""The formats of one kind of row, column by column."""


class RowWriter:
    """Writes the rows of one sheet, one after the other.

    Args:
        sheet: where they go.
        styles: the workbook's formats.
        file: name of the workbook, for messages.

    Attributes:
        rows: `<row>` elements as text.
        height: points of the last row.
    """

    def __init__(self, sheet: Sheet, styles: Styles, file: str) -> None:
        self.rows: list[str] = []
        self.problems: list[Problem] = []
        self.height = 0.0
        self._sheet = sheet
        self._styles = styles
        self._file = file
        self._letters = tuple(column_letters(index) for index in range(len(sheet.widths)))

    @property
    def next_row(self) -> int:
        """The number of the row that is added next."""
        return self._sheet.first_row + len(self.rows)

    def look(
        self,
        formats: Sequence[tuple[str, Kind]],
        levels: Mapping[int, int] | None = None,
        formulas: Mapping[int, str] | None = None,
    ) -> Look:
        """The look of a row whose columns have these style names and kinds of value.

        Args:
            formats: style name and kind for each column.
            levels: steps of indent by column index, where a column shows the outline.
            formulas: by column index, where every row has the same.

        Raises:
            KeyError: the template has no such style.
        """
        return tuple(
            self._look_of_cell(
                name, kind, index, (levels or {}).get(index, 0), (formulas or {}).get(index, "")
            )
            for index, (name, kind) in enumerate(formats)
        )

    def _look_of_cell(
        self, name: str, kind: Kind, index: int, level: int, formula: str
    ) -> LookOfCell:
        plain = self._styles.find(name, kind, level=level)
        quoted = self._styles.find(name, kind, level=level, quoted=True)
        bold = self._styles.bold[plain]
        width = self._sheet.widths[index] - self._styles.indents[plain] * INDENT
        calculated = f"<f>{escape_formula(formula)}</f>" if formula else ""
        return LookOfCell(plain, quoted, width, always_fits(width, bold), bold, calculated)

    def add(
        self,
        look: Look,
        values: Sequence[Value | Formula],
        *,
        level: int = 0,
        place: Place | None = None,
        height: float = 0,
        more: str = "",
    ) -> None:
        """Appends a row.

        Args:
            look: its formats.
            values: one for each column.
            level: outline level.
            place: where the row comes from, for a message about a text too long for a cell.
            height: points; as its texts need when 0.
            more: further cells as text.
        """
        number = self.next_row
        cells, texts = [], []
        for letters, one, value in zip(self._letters, look, values, strict=False):
            head = f'<c r="{letters}{number}" s="'
            if value is None or (value == "" and not one.formula):
                cells.append(f'{head}{one.plain}"/>')
            elif isinstance(value, str):
                if len(value) > one.fits or "\n" in value:
                    texts.append((value, one.width, one.bold))
                    if len(value) > MAX_TEXT // 2:
                        self._check_length(value, letters, number, place)
                if one.formula:
                    cells.append(
                        f'{head}{one.plain}" t="str">{one.formula}<v>{escape(value)}</v></c>'
                    )
                    continue
                style = one.quoted if _NEEDS_QUOTE.match(value) else one.plain
                text = f'<is><t xml:space="preserve">{escape(value)}</t></is>'
                cells.append(f'{head}{style}" t="inlineStr">{text}</c>')
            elif isinstance(value, Formula):
                shown = value.value
                if isinstance(shown, str) and len(shown) > one.fits:
                    texts.append((shown, one.width, one.bold))
                cells.append(cell_xml(f"{letters}{number}", shown, one.plain, value.text))
            elif isinstance(value, date):
                cells.append(f'{head}{one.plain}">{one.formula}<v>{serial(value)}</v></c>')
            elif isinstance(value, bool):
                cells.append(cell_xml(f"{letters}{number}", value, one.plain))
            else:
                cells.append(f'{head}{one.plain}">{one.formula}<v>{value!r}</v></c>')
        self.height = height or row_height(texts)
        outline = f' outlineLevel="{min(level, 7)}"' if level else ""
        start = f'<row r="{number}" ht="{self.height:g}"{outline}>'
        self.rows.append(f"{start}{''.join(cells)}{more}</row>")

    def _check_length(self, text: str, letters: str, number: int, place: Place | None) -> None:
        length = text_length(text)
        if length > MAX_TEXT:
            if place is None or not place.file:
                place = Place(self._file, sheet=self._sheet.name, cell=f"{letters}{number}")
            heading = self._sheet.headings[self._letters.index(letters)]
            fact = f"{heading} has {length:,} characters, more than the {MAX_TEXT:,} of a cell"
            self.problems.append(Problem(place, fact, "shorten it"))
