"""New tables and rows, fit to where they are put: the width of the text, the table's columns."""

from __future__ import annotations

import copy
from collections.abc import Sequence

from generator.formats.word.looks import children
from generator.formats.word.markup import Element, value_at, w, whole
from generator.formats.word.tables import shares

_CELL_WIDTH = f"{w('tcPr')}/{w('tcW')}"
_SPANS = ("gridSpan", "vMerge", "hMerge")


def fit_table(table: Element) -> None:
    """Makes a table that is wider than the text around it as wide as that."""
    room = _text_width(table)
    columns = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
    widths = [whole(str(column.get(w("w")))) for column in columns]
    if not 0 < room < sum(widths):
        return
    fitting = shares(widths, room)
    for column, width in zip(columns, fitting, strict=True):
        column.set(w("w"), str(width))
    for row in children(table, "tr"):
        for cell, width in zip(children(row, "tc"), fitting, strict=False):
            _set_width(cell, str(width))
    total = table.find(f"{w('tblPr')}/{w('tblW')}")
    if total is not None:
        total.set(w("w"), str(room))


def fit_row(row: Element, beside: Element, columns: Sequence[int] | None) -> None:
    """Gives a row the columns of a row it will stand beside, or of that row's table.

    Args:
        row: the new row.
        beside: a row of the table.
        columns: for each column the place of its cell in the new row, -1 for an empty one; None
            when the columns are the same.
    """
    table = next(beside.iterancestors(w("tbl")))
    models = list(children(beside, "tc"))
    if any(cell.find(f"{w('tcPr')}/{w(span)}") is not None for cell in models for span in _SPANS):
        grid = table.findall(f"{w('tblGrid')}/{w('gridCol')}")
        widths = [(str(column.get(w("w"), "")), "dxa") for column in grid]
    else:
        widths = [_width(cell) for cell in models]
    cells = list(children(row, "tc"))
    places = range(len(widths)) if columns is None else columns
    chosen = [cells[place] if 0 <= place < len(cells) else _emptied(cells[-1]) for place in places]
    for cell in cells:
        row.remove(cell)
    row.extend(chosen)
    for cell, width in zip(chosen, widths, strict=False):
        _set_width(cell, *width)


def _text_width(block: Element) -> int:
    """The width between the margins of the section a block stands in; 0 if that is not told."""
    section = next(
        (
            one if one.tag == w("sectPr") else one.find(f"{w('pPr')}/{w('sectPr')}")
            for one in block.itersiblings()
            if one.tag == w("sectPr") or one.find(f"{w('pPr')}/{w('sectPr')}") is not None
        ),
        None,
    )
    width = whole(value_at(section, w("pgSz"), "w"))
    sides = (whole(value_at(section, w("pgMar"), side)) for side in ("left", "right", "gutter"))
    return width - sum(sides)


def _width(cell: Element) -> tuple[str, str]:
    return value_at(cell, _CELL_WIDTH, "w"), value_at(cell, _CELL_WIDTH, "type")


def _set_width(cell: Element, width: str, kind: str = "dxa") -> None:
    found = cell.find(_CELL_WIDTH)
    if found is not None and width:
        found.set(w("w"), width)
        found.set(w("type"), kind)


def _emptied(cell: Element) -> Element:
    """A copy of the cell with an empty paragraph of the same look."""
    empty = copy.deepcopy(cell)
    for paragraph in empty.iter(w("p")):
        for one in [one for one in paragraph if one.tag != w("pPr")]:
            paragraph.remove(one)
    return empty
