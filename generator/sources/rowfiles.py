"""Rows from a CSV or XLSX file that project.yml names where a list is expected.

A heading is a field of the list, ignoring case, spaces, hyphens and underscores. Every cell keeps
its place, so a wrong value is found in the file it came from.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.errors import Place, Problem
from generator.model.config import row_keys
from generator.model.config.registers import FreeRow
from generator.model.config.values import FiscalYear
from generator.model.project import RowFile
from generator.sources import decoding
from generator.sources.frontmatter import read_yaml
from generator.sources.written import Origin, Written, as_written, says_nothing

ENDINGS = (".csv", ".xlsx")
FISCAL_YEAR = "fiscal_year"
LARGEST_PLAIN = 1e15


def row_file_names(text: str | bytes, file: str) -> dict[str, tuple[str, Place]]:
    """The keys of project.yml that name a row file: `risk.items` to `risks.xlsx` and its place."""
    document, _ = read_yaml(text, file)
    if document is None:
        return {}
    return {
        key: (name, document.place(tuple(key.split("."))))
        for key, name in named_files(as_written(document.root, []))
    }


def named_files(data: Written) -> Iterator[tuple[str, str]]:
    """Key and file name wherever a file stands in place of rows."""
    for key in (*row_keys(), "budget"):
        here: Written = data
        for step in key.split("."):
            here = here.get(step, "") if isinstance(here, dict) else ""
        if isinstance(here, str) and here.casefold().endswith(ENDINGS):
            yield key, here


def insert_rows(
    data: Written, row_files: Mapping[str, RowFile], origin: Origin
) -> tuple[Problem, ...]:
    """Puts the rows of the named files where their names stand in `data`, places into `origin`.

    Args:
        row_files: by key (`risk.items`), as read from the file named there; a file that could not
            be read is missing here, and its reader has told why.
    """
    problems: list[Problem] = []
    for key in dict(named_files(data)):
        path = tuple(key.split("."))
        parent: Written = data
        for step in path[:-1]:
            parent = parent[step] if isinstance(parent, dict) else {}
        if not isinstance(parent, dict):
            continue
        table = row_files.get(key)
        if table is None:
            del parent[path[-1]]
            continue
        fields = [FISCAL_YEAR, *FiscalYear.model_fields] if key == "budget" else _fields(key)
        columns, wrong = _columns(table, fields)
        problems += wrong
        rows, places = _rows(table, columns)
        if key == "budget":
            parent["budget"] = _by_year(rows, places, origin, problems)
        else:
            parent[path[-1]] = list(rows)
            origin.cells[path] = places
    return tuple(problems)


def _fields(key: str) -> list[str]:
    model = row_keys()[key]
    return [] if issubclass(model, FreeRow) else list(model.model_fields)


def _columns(table: RowFile, fields: list[str]) -> tuple[dict[str, str], list[Problem]]:
    """Heading to field. A list without fields of its own takes every heading."""
    known = {_plain(field): field for field in fields}
    columns: dict[str, str] = {}
    problems: list[Problem] = []
    for heading, place in table.headings.items():
        field = known.get(_plain(heading)) if known else "_".join(heading.casefold().split())
        if field in columns.values():
            fact = f"two columns are headed `{heading}`"
            problems.append(Problem(place, fact, "keep one of them"))
        elif field:
            columns[heading] = field
        else:
            near = difflib.get_close_matches(_plain(heading), known, 1)
            remedy = f"did you mean `{known[near[0]]}`?" if near else f"use {', '.join(fields)}"
            problems.append(Problem(place, f"the heading `{heading}` is not known", remedy))
    return columns, problems


def _plain(heading: str) -> str:
    return "".join(letter for letter in heading.casefold() if letter.isalnum())


def _rows(
    table: RowFile, columns: Mapping[str, str]
) -> tuple[list[dict[str, Written]], list[dict[str, Place]]]:
    rows: list[dict[str, Written]] = []
    places: list[dict[str, Place]] = []
    for values, cells in table.rows:
        texts = {field: _cell_text(values.get(head)) for head, field in columns.items()}
        if any(text.strip() for text in texts.values()):
            rows.append({field: text for field, text in texts.items() if not says_nothing(text)})
            places.append({field: cells[head] for head, field in columns.items() if head in cells})
    return rows, places


def _cell_text(value: object) -> str:
    if isinstance(value, datetime):
        value = value.date()
    if isinstance(value, float):
        return f"{value:.15g}" if abs(value) < LARGEST_PLAIN else str(value)
    return "" if value is None else str(value)


def _by_year(
    rows: list[dict[str, Written]],
    places: list[dict[str, Place]],
    origin: Origin,
    problems: list[Problem],
) -> dict[str, Written]:
    """A budget of fiscal years, from rows with the column `fiscal year`."""
    years: dict[str, Written] = {}
    for row, cells in zip(rows, places, strict=True):
        year = str(row.pop(FISCAL_YEAR, ""))
        place = cells.get(FISCAL_YEAR) or next(iter(cells.values()))
        if not year or year in years:
            fact = f"the fiscal year {year} stands twice" if year else "the fiscal year is missing"
            problems.append(Problem(place, fact, "write each row with a year of its own, 2026"))
            continue
        years[year] = row
        origin.cells["budget", year] = [cells]
    return years


@dataclass(slots=True)
class _Cell:
    text: str
    line: int
    column: int


def read_csv(
    data: bytes, file: str, largest: int = decoding.MAX_CHARACTERS
) -> tuple[RowFile | None, tuple[Problem, ...]]:
    """The rows of a CSV file: comma, semicolon or tab, by what its first line has most of."""
    if problems := decoding.too_long(data, file, largest):
        return None, problems
    text, problems = decoding.decode(data, file)
    if text is None:
        return None, problems
    text, problems = decoding.clean(text, file)
    first = text.partition("\n")[0]
    records, unclosed = _records(text, max(",;\t", key=first.count))
    if unclosed:
        place = Place(file, unclosed.line, unclosed.column)
        fact = "a quoted cell that begins here is not closed"
        return None, (*problems, Problem(place, fact, 'add the closing `"`'))
    if not records:
        return None, (Problem(Place(file, 1, 1), "the file is empty", "begin with the headings"),)
    heads, found = records[0], list(problems)
    for n, head in enumerate(heads):
        name = head.text.strip()
        if name and name in (other.text.strip() for other in heads[:n]):
            fact = f"two columns are headed `{name}`"
            found.append(Problem(Place(file, head.line, head.column), fact, "keep one of them"))
    headings = {cell.text.strip(): Place(file, cell.line, cell.column) for cell in heads}
    rows = []
    for record in records[1:]:
        for cell in record[len(heads) :]:
            if cell.text.strip():
                fact = f"this row has more cells than the {len(heads)} headings"
                remedy = 'put a text that holds the separator in quotes, "like, this"'
                found.append(Problem(Place(file, cell.line, cell.column), fact, remedy))
                break
        pairs = [(head.text.strip(), cell) for head, cell in zip(heads, record, strict=False)]
        places = {head: Place(file, cell.line, cell.column) for head, cell in pairs}
        rows.append(({head: cell.text for head, cell in pairs}, places))
    headings.pop("", None)
    return (None if found else RowFile(file, headings, tuple(rows))), tuple(found)


def _records(text: str, separator: str) -> tuple[list[list[_Cell]], _Cell | None]:
    """The cells of each record with line and column, and the cell whose quote never closes."""
    records: list[list[_Cell]] = []
    record: list[_Cell] = []
    at, line, begin = 0, 1, 0
    while at < len(text):
        cell = _Cell("", line, at - begin + 1)
        if text[at] == '"':
            end = text.find('"', at + 1)
            while end >= 0 and text[end + 1 : end + 2] == '"':
                end = text.find('"', end + 2)
            if end < 0:
                return records, cell
            inside = text[at + 1 : end]
            cell.text = inside.replace('""', '"')
            if breaks := inside.count("\n"):
                line += breaks
                begin = at + 1 + inside.rfind("\n") + 1
            at = end + 1
        stop = at
        while stop < len(text) and text[stop] not in (separator, "\n"):
            stop += 1
        cell.text += text[at:stop]
        record.append(cell)
        at = stop + 1
        if stop >= len(text) or text[stop] == "\n":
            if any(one.text for one in record):
                records.append(record)
            record, line, begin = [], line + 1, at
    return records, None
