"""Table definitions as people write them, checked before anything is evaluated.

A definition has caption, rows and columns, and optionally description, landscape, note, total and
empty. Rows are an expression, or a list of literal rows; a text of a literal row may hold Jinja and
Markdown. A column has heading and cell, and optionally width and align; with `each` it stands for
one column for each value of that expression, named `item`, and heading is an expression too. A
total has a heading and cells, a mapping of a column's heading to an expression.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from generator.errors import Place, Problem
from generator.model.library import TableSource

_KEYS = ("caption", "description", "rows", "columns", "landscape", "note", "total", "empty")
_REQUIRED = ("caption", "rows", "columns")
_COLUMN_KEYS = ("heading", "cell", "width", "align", "each")
_ALIGNMENTS = ("left", "center", "right")

Report = Callable[..., None]


@dataclass(frozen=True, slots=True)
class ColumnDefinition:
    """One column; `cell` and `each` are expressions, and `heading` is one beside an `each`."""

    heading: str
    cell: str
    width: float = 1.0
    align: str = "left"
    each: str = ""


@dataclass(frozen=True, slots=True)
class TableDefinition:
    """One table; caption, description, note and empty are lines of template text.

    Attributes:
        rows: an expression, or literal rows.
        total: expression by the heading of its column; empty without a total row.
        empty: what stands in place of the table when it has no rows.
    """

    id: str
    place: Place
    caption: str
    description: str
    rows: str | Sequence[object]
    columns: tuple[ColumnDefinition, ...]
    landscape: bool
    note: str
    total: Mapping[str, str]
    total_heading: str
    empty: str

    def problem(self, fact: str, remedy: str, heading: str = "") -> Problem:
        """A problem of this table, or of the column with that heading."""
        return _problem(self.id, self.place, fact, remedy, heading)


def _problem(table: str, place: Place, fact: str, remedy: str, heading: str = "") -> Problem:
    where = f'table {table}, column "{heading}"' if heading else f"table {table}"
    return Problem(place, f"{where}: {fact}", remedy)


def read_definition(source: TableSource) -> tuple[TableDefinition | None, list[Problem]]:
    """The definition, None where a part is missing, and what is wrong with it."""
    data, place = source.data, Place(source.file, source.line)
    problems: list[Problem] = []

    def report(fact: str, remedy: str, heading: str = "") -> None:
        problems.append(_problem(source.id, place, fact, remedy, heading))

    for key in sorted(data.keys() - set(_KEYS)):
        report(f"`{key}` is no key of a table", f"use {', '.join(_KEYS)}")
    for key in _REQUIRED:
        if key not in data:
            report(f"the table has no `{key}`", "add it")
            return None, problems
    rows, total = data["rows"], data.get("total") or {}
    if not isinstance(rows, str | list):
        report("`rows` is no list", "write an expression, or literal rows")
        return None, problems
    columns = []
    for number, column in enumerate(_list(data["columns"]), start=1):
        if not isinstance(column, Mapping) or not {"heading", "cell"} <= column.keys():
            report(f"column {number} has no heading or no cell", "add it")
            return None, problems
        columns.append(_column(column, report))
    if not isinstance(total, Mapping) or (total and not isinstance(total.get("cells"), Mapping)):
        report("`total` has no `cells`", "map a column's heading to an expression")
        total = {}
    cells = {str(key): str(cell) for key, cell in (total.get("cells") or {}).items()}
    return (
        TableDefinition(
            id=source.id,
            place=place,
            caption=str(data["caption"] or ""),
            description=str(data.get("description") or ""),
            rows=rows,
            columns=tuple(columns),
            landscape=bool(data.get("landscape", False)),
            note=str(data.get("note") or ""),
            total=cells,
            total_heading=str(total.get("heading", "Total")),
            empty=str(data.get("empty") or ""),
        ),
        problems,
    )


def _column(column: Mapping[str, object], report: Report) -> ColumnDefinition:
    heading = str(column["heading"])
    for key in sorted(column.keys() - set(_COLUMN_KEYS)):
        report(f"`{key}` is no key of a column", f"use {', '.join(_COLUMN_KEYS)}", heading)
    align = str(column.get("align", "left"))
    if align not in _ALIGNMENTS:
        report(f'the alignment "{align}"', f"use {', '.join(_ALIGNMENTS)}", heading)
    width = column.get("width", 1.0)
    if isinstance(width, bool) or not isinstance(width, int | float) or width <= 0:
        report(f"the width {width!r}", "write a number above 0", heading)
        width = 1.0
    return ColumnDefinition(
        heading, str(column["cell"]), float(width), align, str(column.get("each") or "")
    )


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else [value]
