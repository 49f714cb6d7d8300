"""The small schedule as a workbook, for the tests of what stands in it and how it looks."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from generator.formats.workbook import write_schedule
from tests.builders import pack_of, small_rows

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = (ROOT / "templates" / "master-schedule.xlsx").read_bytes()
HEADINGS = [
    *("ID", "WBS", "Phase", "Task Name", "Duration", "% Complete", "Start", "Finish"),
    *("Actual Start", "Actual Finish", "Remaining Duration", "Predecessors", "Successors"),
    *("Resource Type", "Owner", "Baseline Start", "Baseline Finish", "Finish Variance"),
    *("Total Float", "Critical", "Status", "Row Note", "Output", "Constraint"),
    *("Basis of Estimate", "Notes"),
]
MAY_BE_BLANK = {
    *("Actual Start", "Actual Finish", "Remaining Duration", "Row Note", "Constraint", "Notes"),
    "Predecessors",
}


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


@cache
def small() -> bytes:
    return write_schedule(pack_of(small_rows()), TEMPLATE)


@cache
def small_book() -> Workbook:
    return opened(small())


def values_of(data: bytes) -> Workbook:
    """The workbook with the values of its formulas, as read without recalculation."""
    return openpyxl.load_workbook(io.BytesIO(data), data_only=True)


@cache
def small_values() -> Workbook:
    return values_of(small())


def rows_by_id(book: Workbook) -> dict[str, dict[str, object]]:
    sheet = book["Schedule"]
    headings = [cell.value for cell in sheet[4]]
    rows = (dict(zip(headings, row, strict=True)) for row in sheet.iter_rows(5, values_only=True))
    return {row["ID"]: row for row in rows}
