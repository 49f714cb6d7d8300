"""Table definitions become tables: every cell is an expression over the fields of its row.

A definition has caption, description, rows, columns, and optionally landscape, note and total. Rows
are an expression, or a list of literal rows; a text of a literal row may hold Jinja and Markdown.
A column has heading, cell, and optionally width and align; with `each` it stands for one column
for each value of that expression, named `item`, and heading is an expression too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from generator.content import blocks
from generator.content.inquiry import Inquiry
from generator.content.markdown import read_inline
from generator.content.templates import Templates, fact_and_remedy
from generator.content.values import (
    TO_BE_DECIDED,
    BlockValue,
    ContentError,
    Fault,
    Values,
    inlines_of,
    is_empty,
    plain,
)
from generator.errors import Place, Problem
from generator.model.library import TableSource
from generator.model.schedule import ScheduleRow

_KEYS = {"caption", "description", "rows", "columns", "landscape", "note", "total", "empty"}
_COLUMN_KEYS = {"heading", "cell", "width", "align", "each"}
_OPEN: blocks.Inlines = (blocks.Run(TO_BE_DECIDED),)
_ALIGNMENTS = ("left", "center", "right")


@dataclass(frozen=True, slots=True)
class _Cell:
    """One column of one table: its heading, its expression and the names beyond the row's."""

    column: blocks.Column
    expression: str
    names: Mapping[str, object]


class TableBuilder:
    """Builds one table and collects its problems.

    Attributes:
        references: target and place of each cross-reference in a cell.
        open_keys: keys of project.yml whose rows left a cell or the whole table open.
        omitted: whether there were no rows.
    """

    def __init__(
        self,
        source: TableSource,
        templates: Templates,
        names: Mapping[str, object],
        inquiry: Inquiry,
    ) -> None:
        self._source = source
        self._data = source.data
        self._place = Place(source.file, source.line)
        self._templates = templates
        self._names = names
        self._inquiry = inquiry
        self.problems: list[Problem] = []
        self.references: list[tuple[str, Place]] = []
        self.open_keys: list[str] = []
        self.caption = ""
        self.omitted = False

    def build(self) -> BlockValue:
        """The table; a line of guidance in its place when it has no rows, nothing if wrong."""
        try:
            return BlockValue(self._blocks())
        except ContentError as error:
            self._report("", error.fact, error.remedy)
            return BlockValue(())

    def _blocks(self) -> tuple[blocks.Block, ...]:
        data = self._data
        for key in data.keys() - _KEYS:
            self._report("", f"`{key}` is no key of a table", f"use {', '.join(sorted(_KEYS))}")
        for key in sorted({"caption", "columns", "rows"} - data.keys()):
            raise ContentError(f"the table has no `{key}`", "add it")
        self.caption = plain(self._line("caption"))
        asked_before = len(self._inquiry.asked_rows)
        rows = self._rows()
        keys = list(dict.fromkeys(self._inquiry.asked_rows[asked_before:]))
        cells = self._cells()
        if not rows:
            self.omitted = True
            self.open_keys = keys
            return (blocks.Guidance(self._nothing(keys)),)
        lines = [
            tuple(self._print(cell, {**self._names, **cell.names, "n": n, **row}) for cell in cells)
            for n, row in enumerate(rows, start=1)
        ]
        if any(cell == _OPEN for line in lines for cell in line):
            self.open_keys = keys
        if total := data.get("total"):
            lines.append(self._total(total, cells))
        return (
            blocks.Table(
                id=self._source.id,
                caption=self.caption,
                description=plain(self._line("description")) or self.caption,
                columns=tuple(cell.column for cell in cells),
                rows=tuple(lines),
                note=self._note(keys),
                landscape=bool(data.get("landscape", False)),
            ),
        )

    def _rows(self) -> list[Mapping[str, object]]:
        """The fields of each row by name, `row` among them."""
        written = self._data["rows"]
        if isinstance(written, str):
            value = self._evaluate("", "rows", written, self._names)
        else:
            value = [self._literal(row) for row in _sequence(written)]
        if not isinstance(value, Sequence) or isinstance(value, str):
            raise ContentError("`rows` is no list", "write an expression that gives a list")
        fields = [_fields(row) for row in value]
        known = dict.fromkeys(name for row in fields for name in row)
        rows: list[Mapping[str, object]] = []
        for row, own in zip(value, fields, strict=True):
            # What only other rows state is empty here; what no row states stays unknown.
            filled = {**known, **own}
            rows.append({**filled, "row": filled if isinstance(row, Mapping) else row})
        return rows

    def _literal(self, row: object) -> object:
        """A literal row with its template text rendered."""
        if not isinstance(row, Mapping):
            return {"text": row}
        return {
            key: self._render(text) if isinstance(text, str) and "{{" in text else text
            for key, text in row.items()
        }

    def _cells(self) -> list[_Cell]:
        cells = []
        for number, column in enumerate(_sequence(self._data["columns"]), start=1):
            if not isinstance(column, Mapping) or not {"heading", "cell"} <= column.keys():
                raise ContentError(f"column {number} has no heading or no cell", "add it")
            heading = str(column["heading"])
            for key in column.keys() - _COLUMN_KEYS:
                remedy = f"use {', '.join(sorted(_COLUMN_KEYS))}"
                self._report(heading, f"`{key}` is no key of a column", remedy)
            align = str(column.get("align", "left"))
            if align not in _ALIGNMENTS:
                self._report(heading, f'the alignment "{align}"', f"use {', '.join(_ALIGNMENTS)}")
            width = column.get("width", 1.0)
            if isinstance(width, bool) or not isinstance(width, int | float) or width <= 0:
                self._report(heading, f"the width {width!r}", "write a number above 0")
                width = 1.0
            cell = str(column["cell"])
            if "each" not in column:
                cells.append(_Cell(blocks.Column(heading, float(width), align), cell, {}))
                continue
            items = self._evaluate(heading, "each", str(column["each"]), self._names)
            for item in _sequence(items):
                own = {"item": item}
                text = self._evaluate(heading, "heading", heading, {**self._names, **own})
                title = plain(inlines_of(text))
                cells.append(_Cell(blocks.Column(title, float(width), align), cell, own))
        return cells

    def _print(self, cell: _Cell, names: Mapping[str, object]) -> blocks.Inlines:
        """What one cell prints, "To be decided" when there is nothing."""
        heading = cell.column.heading
        if cell.names:
            names = {**names, **cell.names}
        value = self._evaluate(heading, "cell", cell.expression, names)
        return self._inlines(heading, value)

    def _inlines(self, heading: str, value: object) -> blocks.Inlines:
        if is_empty(value):
            return _OPEN
        if isinstance(value, Fault):
            self._report(heading, value.fact, value.remedy)
            return _OPEN
        try:
            inlines = inlines_of(value) or _OPEN
        except ContentError as error:
            self._report(heading, error.fact, error.remedy)
            return _OPEN
        for inline in inlines:
            if isinstance(inline, blocks.CrossReference):
                self.references.append((inline.target, self._place))
        return inlines

    def _total(self, total: object, cells: list[_Cell]) -> tuple[blocks.Inlines, ...]:
        """The last row: its heading in the first column, "-" where nothing is added up."""
        if not isinstance(total, Mapping) or not isinstance(total.get("cells"), Mapping):
            raise ContentError("`total` has no `cells`", "map a column's heading to an expression")
        expressions = total["cells"]
        headings = [cell.column.heading for cell in cells]
        for heading in expressions.keys() - set(headings):
            self._report("", f'`total` names the column "{heading}"', f"use {', '.join(headings)}")
        row = [
            self._inlines(
                heading, self._evaluate(heading, "total", str(expressions[heading]), self._names)
            )
            if heading in expressions
            else (blocks.Run("-"),)
            for heading in headings
        ]
        if headings and headings[0] not in expressions:
            row[0] = (blocks.Run(str(total.get("heading", "Total"))),)
        return tuple(tuple(_bold(inline) for inline in cell) for cell in row)

    def _note(self, keys: Sequence[str]) -> blocks.Inlines:
        """The note, and where starter rows stand, how to replace them."""
        parts = [self._line("note")] if self._data.get("note") else []
        for key in keys:
            if self._inquiry.assumed(key):
                before, after = "Assumed: starter rows; set ", " in project.yml to replace them."
                parts.append((blocks.Run(before), blocks.Run(key, code=True), blocks.Run(after)))
        spaced = [inline for part in parts for inline in (blocks.Run(" "), *part)]
        return tuple(spaced[1:])

    def _nothing(self, keys: Sequence[str]) -> blocks.Inlines:
        """What the author reads where a table would have no rows."""
        if self._data.get("empty"):
            return self._line("empty")
        start = f"Nothing is known yet for the table \u201c{self.caption}\u201d"
        if not keys:
            return (blocks.Run(f"{start}."),)
        named: list[blocks.Inline] = [blocks.Run(f"{start}; set ")]
        for number, key in enumerate(keys):
            named += [blocks.Run(" or ")] if number else []
            named.append(blocks.Run(key, code=True))
        return (*named, blocks.Run(" in project.yml."))

    def _line(self, key: str) -> blocks.Inlines:
        return self._render(str(self._data.get(key) or ""), key)

    def _render(self, text: str, key: str = "rows") -> blocks.Inlines:
        """A line of template text with its values."""
        values = Values()
        try:
            rendered = self._templates.render_line(text, self._names, values)
        except Exception as error:
            fact, remedy = fact_and_remedy(error)
            raise ContentError(f"`{key}`: {fact}", remedy) from error
        inlines, problems = read_inline(rendered, values, self._place)
        for problem in problems:
            self._report("", f"`{key}`: {problem.fact}", problem.remedy)
        return inlines

    def _evaluate(
        self, heading: str, key: str, expression: str, names: Mapping[str, object]
    ) -> object:
        try:
            return self._templates.evaluate(expression, names)
        except Exception as error:  # noqa: BLE001 - an expression may raise anything
            fact, remedy = fact_and_remedy(error)
            self._report(heading, f"`{key}: {expression}`: {fact}", remedy)
            return ()

    def _report(self, heading: str, fact: str, remedy: str) -> None:
        """A problem of this table, once however many rows show it."""
        where = (
            f'table {self._source.id}, column "{heading}"'
            if heading
            else (f"table {self._source.id}")
        )
        problem = Problem(self._place, f"{where}: {fact}", remedy)
        if problem not in self.problems:
            self.problems.append(problem)


def _sequence(value: object) -> Sequence[object]:
    if not isinstance(value, Sequence) or isinstance(value, str):
        raise ContentError(f"{value!r} is no list", "write a list")
    return value


def _fields(row: object) -> Mapping[str, object]:
    """The fields of a row by name; those of a schedule row with those of its plan."""
    if isinstance(row, ScheduleRow):
        return {**_fields(row.plan), **{f.name: getattr(row, f.name) for f in fields(row)}}
    if isinstance(row, Mapping):
        return {str(key): value for key, value in row.items()}
    if is_dataclass(row):
        return {f.name: getattr(row, f.name) for f in fields(row)}
    return {}


def _bold(inline: blocks.Inline) -> blocks.Inline:
    return replace(inline, bold=True) if isinstance(inline, blocks.Run) else inline
