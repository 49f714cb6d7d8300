"""Table definitions become tables: every cell is an expression over the fields of its row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace

from generator.content import blocks
from generator.content.blank import example_row, is_standing
from generator.content.definitions import TableDefinition
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
from generator.model.schedule import ScheduleRow

# Without any of these a line is plain text, as most captions are.
_MARKUP = frozenset("{}*_`[]<>&\\!\n\r\ue000\ue001\ue002\ue003")
_OPEN: blocks.Inlines = (blocks.Run(TO_BE_DECIDED),)

Names = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Column:
    """One column as printed, its expression, and the names beyond those of the row."""

    printed: blocks.Column
    cell: str
    names: Names


class TableBuilder:
    """Builds one table and collects its problems.

    Args:
        blank: whether rows that say something of the project become one example row.

    Attributes:
        references: target and place of each cross-reference in a cell.
        open_keys: keys of project.yml whose rows left a cell or the whole table open.
        omitted: whether there were no rows.
    """

    def __init__(
        self,
        definition: TableDefinition,
        templates: Templates,
        names: Names,
        inquiry: Inquiry,
        *,
        blank: bool = False,
    ) -> None:
        self._definition = definition
        self._blank = blank and not is_standing(definition.rows)
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
            return BlockValue((self._block(),))
        except ContentError as error:
            self._report(error.fact, error.remedy)
            return BlockValue(())

    def _block(self) -> blocks.Table | blocks.Guidance:
        definition = self._definition
        self.caption = plain(self._line("caption", definition.caption))
        if self._blank:
            return self._example()
        asked_before = len(self._inquiry.asked_rows)
        rows = self._rows()
        keys = list(dict.fromkeys(self._inquiry.asked_rows[asked_before:]))
        columns = list(self._columns())
        if not rows:
            self.omitted, self.open_keys = True, keys
            return blocks.Guidance(self._nothing(keys))
        lines = []
        for number, row in enumerate(rows, start=1):
            names = {**self._names, "n": number, **row}
            lines.append(tuple(self._cell(column, names) for column in columns))
        if any(cell == _OPEN for line in lines for cell in line):
            self.open_keys = keys
        if definition.total:
            lines.append(self._total([column.printed.heading for column in columns]))
        return blocks.Table(
            id=definition.id,
            caption=self.caption,
            description=plain(self._line("description", definition.description)) or self.caption,
            columns=tuple(column.printed for column in columns),
            rows=tuple(lines),
            note=self._note(keys),
            landscape=definition.landscape,
        )

    def _example(self) -> blocks.Table:
        """The table with one row to fill in."""
        columns = tuple(column.printed for column in self._columns())
        return blocks.Table(
            id=self._definition.id,
            caption=self.caption,
            description=self.caption,
            columns=columns,
            rows=(example_row(self._definition.id, [column.heading for column in columns]),),
            landscape=self._definition.landscape,
        )

    def _rows(self) -> list[Names]:
        """The fields of each row by name, `row` among them."""
        written = self._definition.rows
        if isinstance(written, str):
            rows = self._list("rows", written)
        else:
            rows = [self._literal(row) for row in written]
        own = [_fields(row) for row in rows]
        known = dict.fromkeys(name for fields in own for name in fields)
        filled: list[Names] = []
        for row, stated in zip(rows, own, strict=True):
            # What only other rows state is empty here; what no row states stays unknown.
            whole = {**known, **stated}
            filled.append({**whole, "row": whole if isinstance(row, Mapping) else row})
        return filled

    def _literal(self, row: object) -> object:
        """A literal row with its template text rendered."""
        if not isinstance(row, Mapping):
            return {"text": row}
        return {
            key: self._line("rows", text) if isinstance(text, str) and "{{" in text else text
            for key, text in row.items()
        }

    def _columns(self) -> Iterator[_Column]:
        for one in self._definition.columns:
            if not one.each:
                yield _Column(blocks.Column(one.heading, one.width, one.align), one.cell, {})
                continue
            for item in self._list("each", one.each, one.heading):
                own = {"item": item}
                names = {**self._names, **own}
                heading = plain(inlines_of(self._value("heading", one.heading, names)))
                yield _Column(blocks.Column(heading, one.width, one.align), one.cell, own)

    def _cell(self, column: _Column, names: Names) -> blocks.Inlines:
        if column.names:
            names = {**names, **column.names}
        heading = column.printed.heading
        return self._print(heading, self._value("cell", column.cell, names, heading))

    def _print(self, heading: str, value: object) -> blocks.Inlines:
        """What a cell prints, "To be decided" when there is nothing."""
        if isinstance(value, Fault):
            self._report(value.fact, value.remedy, heading)
            return _OPEN
        try:
            inlines = () if is_empty(value) else inlines_of(value)
        except ContentError as error:
            self._report(error.fact, error.remedy, heading)
            return _OPEN
        for inline in inlines:
            if isinstance(inline, blocks.CrossReference):
                self.references.append((inline.target, self._definition.place))
        return inlines or _OPEN

    def _total(self, headings: Sequence[str]) -> tuple[blocks.Inlines, ...]:
        """The last row: its heading in the first column, "-" where nothing is added up."""
        cells = self._definition.total
        for heading in cells.keys() - set(headings):
            self._report(f'`total` names the column "{heading}"', f"use {', '.join(headings)}")
        row = [
            self._print(heading, self._value("total", cells[heading], self._names, heading))
            if heading in cells
            else (blocks.Run("-"),)
            for heading in headings
        ]
        if headings[0] not in cells:
            row[0] = (blocks.Run(self._definition.total_heading),)
        return tuple(tuple(_bold(inline) for inline in cell) for cell in row)

    def _note(self, keys: Sequence[str]) -> blocks.Inlines:
        """The note, and where starter rows stand, how to replace them."""
        note = self._line("note", self._definition.note)
        started = [key for key in keys if self._inquiry.assumed(key)]
        if not started:
            return note
        before, after = "Assumed: starter rows; set ", " in project.yml to replace them."
        named = [run for key in started for run in (blocks.Run(", "), _code(key))]
        space = (blocks.Run(" "),) if note else ()
        return (*note, *space, blocks.Run(before), *named[1:], blocks.Run(after))

    def _nothing(self, keys: Sequence[str]) -> blocks.Inlines:
        """What the author reads where a table would have no rows."""
        if self._definition.empty:
            return self._line("empty", self._definition.empty)
        start = f"Nothing is known yet for the table \u201c{self.caption}\u201d"
        if not keys:
            return (blocks.Run(f"{start}."),)
        named = [run for key in keys for run in (blocks.Run(" or "), _code(key))]
        return (blocks.Run(f"{start}; set "), *named[1:], blocks.Run(" in project.yml."))

    def _line(self, key: str, text: str) -> blocks.Inlines:
        """A line of template text with its values.

        Raises:
            ContentError: it cannot be rendered.
        """
        if not _MARKUP & set(text):
            return (blocks.Run(text),) if text else ()
        values = Values()
        try:
            rendered = self._templates.render_line(text, self._names, values)
        except Exception as error:
            fact, remedy = fact_and_remedy(error)
            raise ContentError(f"`{key}`: {fact}", remedy) from error
        inlines, problems = read_inline(rendered, values, self._definition.place)
        for problem in problems:
            self._report(f"`{key}`: {problem.fact}", problem.remedy)
        if any(isinstance(one, blocks.Footnote) for one in inlines):
            self._report(f"`{key}`: a footnote has no place here", "say it in the table's `note`")
        return inlines

    def _value(self, key: str, expression: str, names: Names, heading: str = "") -> object:
        """The value of an expression; None, and a problem, where it has none."""
        try:
            return self._templates.evaluate(expression, names)
        except Exception as error:  # noqa: BLE001 - an expression may raise anything
            fact, remedy = fact_and_remedy(error)
            self._report(f"`{key}: {expression}`: {fact}", remedy, heading)
            return None

    def _list(self, key: str, expression: str, heading: str = "") -> Sequence[object]:
        """The list an expression gives; an empty one, and a problem, where it gives none."""
        told = len(self.problems)
        value = self._value(key, expression, self._names, heading)
        if isinstance(value, Sequence) and not isinstance(value, str):
            return value
        if len(self.problems) == told:
            remedy = "write an expression that gives a list"
            self._report(f"`{key}: {expression}` is no list", remedy, heading)
        return ()

    def _report(self, fact: str, remedy: str, heading: str = "") -> None:
        """A problem of this table, once however many rows show it."""
        problem = self._definition.problem(fact, remedy, heading)
        if problem not in self.problems:
            self.problems.append(problem)


def _fields(row: object) -> Mapping[str, object]:
    """The fields of a row by name; those of a schedule row with those of its plan."""
    if isinstance(row, ScheduleRow):
        return {**_fields(row.plan), **{f.name: getattr(row, f.name) for f in fields(row)}}
    if isinstance(row, Mapping):
        return {str(key): value for key, value in row.items()}
    if is_dataclass(row):
        return {f.name: getattr(row, f.name) for f in fields(row)}
    return {}


def _code(text: str) -> blocks.Run:
    return blocks.Run(text, code=True)


def _bold(inline: blocks.Inline) -> blocks.Inline:
    return replace(inline, bold=True) if isinstance(inline, blocks.Run) else inline
