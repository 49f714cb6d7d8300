"""The live master schedule workbook against openpyxl writing the same cells of all sheets.

python -m benchmarks.workbook

openpyxl gets the cells ready, formulas or values but never both, and shares its styles; it writes
no computed values, tables, validations or conditional formats.
"""

from __future__ import annotations

import io
import math
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill

from generator.formats.workbook import write_schedule
from tests.formats.networks import case

TEMPLATE = (Path(__file__).resolve().parents[1] / "templates/master-schedule.xlsx").read_bytes()
SIZES = (100, 1_000, 10_000)
RUNS = 5
RATIO_BUDGET, GROWTH_BUDGET = 0.15, 1.1

Cells = Sequence[tuple[str, Sequence[tuple[int, int, object, str, bool]]]]
"""Of each sheet its name and its cells: row, column, value, number format, bold."""


def cells_of(data: bytes) -> Cells:
    return [
        (
            sheet.title,
            [
                (cell.row, cell.column, cell.value, cell.number_format, bool(cell.font.b))
                for row in sheet.iter_rows()
                for cell in row
                if cell.has_style or cell.value is not None
            ],
        )
        for sheet in load_workbook(io.BytesIO(data))
    ]


def with_openpyxl(sheets: Cells) -> bytes:
    """The same cells as a careful script writes them: one named style a kind of cell."""
    book = Workbook()
    book.remove(book.worksheets[0])
    known: set[str] = set()
    for title, cells in sheets:
        sheet = book.create_sheet(title)
        for row, column, value, code, bold in cells:
            cell = sheet.cell(row, column, value)
            name = f"{code} {bold}"
            if name not in known:
                known.add(name)
                style = NamedStyle(name, font=Font(b=bold), alignment=Alignment(wrap_text=True))
                style.number_format = code
                if bold:
                    style.fill = PatternFill("solid", fgColor="00EEF3F8")
                book.add_named_style(style)
            cell.style = name
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main() -> None:
    held, medians = True, []
    for size in SIZES:
        pack = case(size).pack
        cells = cells_of(write_schedule(pack, TEMPLATE))
        runs = 3 if size == max(SIZES) else RUNS
        pairs = [
            (
                seconds(partial(write_schedule, pack, TEMPLATE)),
                seconds(partial(with_openpyxl, cells)),
            )
            for _ in range(runs)
        ]
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        ours, theirs = (statistics.median(side) for side in zip(*pairs, strict=True))
        medians.append(ours)
        within = ratio <= RATIO_BUDGET or size < max(SIZES)
        held &= within
        print(
            f"{'ok  ' if within else 'OVER'} {size:>6,} activities: {ours:.3f} s, openpyxl "
            f"{theirs:.3f} s, ratio {ratio:.2f}"
        )
    growth = math.log(medians[-1] / medians[0]) / math.log(SIZES[-1] / SIZES[0])
    held &= growth <= GROWTH_BUDGET
    print(
        f"{'ok  ' if growth <= GROWTH_BUDGET else 'OVER'} growth exponent {growth:.2f} "
        f"(budget {GROWTH_BUDGET})"
    )
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
