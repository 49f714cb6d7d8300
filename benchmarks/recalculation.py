"""The live workbook recalculated by LibreOffice: how the cost grows, less an empty workbook's.

python -m benchmarks.recalculation

One profile and one process a size, with every formula computed anew; there is no other program that
has these formulas, so the share of starting LibreOffice and of opening and saving the same cells as
plain values stands beside it.
"""

from __future__ import annotations

import io
import math
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import Workbook, load_workbook

from benchmarks.workbook import SIZES, TEMPLATE
from generator.formats.workbook import write_schedule
from tests.formats.calc import Calc
from tests.formats.networks import case

GROWTH_BUDGET = 1.1


def as_values(data: bytes) -> bytes:
    """The same sheets with the values of their formulas."""
    plain = Workbook(write_only=True)
    for sheet in load_workbook(io.BytesIO(data), data_only=True, read_only=True):
        copy = plain.create_sheet(sheet.title)
        for row in sheet.iter_rows(values_only=True):
            copy.append(row)
    buffer = io.BytesIO()
    plain.save(buffer)
    return buffer.getvalue()


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        calc = Calc(folder)

        def seconds(data: bytes) -> float:
            (folder / "book.xlsx").write_bytes(data)
            start = time.perf_counter()
            calc.edited(folder / "book.xlsx")
            return time.perf_counter() - start

        empty = seconds(as_values(TEMPLATE))
        print(f"     LibreOffice with an empty workbook: {empty:.1f} s")
        costs = []
        for size in SIZES:
            data = write_schedule(case(size).pack, TEMPLATE)
            live, plain = seconds(data), seconds(as_values(data))
            costs.append(max(live - empty, 0.01))
            print(
                f"     {size:>6,} activities: {live:.1f} s, the same values without formulas "
                f"{plain:.1f} s, ratio {live / plain:.2f}"
            )
    growth = math.log(costs[-1] / costs[0]) / math.log(SIZES[-1] / SIZES[0])
    held = growth <= GROWTH_BUDGET
    print(f"{'ok  ' if held else 'OVER'} growth exponent {growth:.2f} (budget {GROWTH_BUDGET})")
    sys.exit(0 if held else 1)


if __name__ == "__main__":
    main()
