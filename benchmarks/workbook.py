"""The master schedule workbook against openpyxl with shared styles, and how its cost grows.

python -m benchmarks.workbook
"""

from __future__ import annotations

import io
import math
import statistics
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill

from generator.formats.workbook import write_schedule
from generator.formats.workbook.columns import COLUMNS
from generator.formats.workbook.styles import Kind
from generator.model.pack import Pack
from generator.schedule.links import format_links
from tests.builders import activities, pack_of

TEMPLATE = (Path(__file__).resolve().parents[1] / "templates/master-schedule.xlsx").read_bytes()
SIZES = (100, 1_000, 10_000)
RUNS = 5
RATIO_BUDGET, GROWTH_BUDGET = 0.2, 1.1  # values only; performance.md has them with formulas


def with_openpyxl(pack: Pack) -> bytes:
    """The same sheet as a careful script writes it: one named style a kind of value."""
    book = Workbook()
    sheet = book.active
    codes = {Kind.DATE: "mmm d, yyyy", Kind.PERCENT: "0%", Kind.NUMBER: '0" d"', Kind.TEXT: "@"}
    for bold in (False, True):
        for kind in Kind:
            style = NamedStyle(
                f"{kind} {bold}", font=Font(b=bold), alignment=Alignment(wrap_text=True)
            )
            style.number_format = codes.get(kind, "General")
            if bold:
                style.fill = PatternFill("solid", fgColor="00EEF3F8")
            book.add_named_style(style)
    sheet.append([column.heading for column in COLUMNS])
    for number, row in enumerate(pack.schedule.rows, 2):
        plan, start, finish = row.plan, row.start, row.finish
        texts = (plan.resource_type, plan.owner)
        values = (
            *(plan.id, plan.wbs, plan.phase, plan.name, plan.duration, 0, start, finish),
            *(None, None, plan.duration, format_links(plan.links), format_links(row.successors)),
            *(*texts, start, finish, 0, row.times.total_float, "No", "Not started", None),
            *(plan.output or "None", None, plan.basis, None),
        )
        for index, (column, value) in enumerate(zip(COLUMNS, values, strict=True), 1):
            cell = sheet.cell(number, index, value)
            cell.style = f"{column.kind} {plan.kind.is_summary}"
        sheet.row_dimensions[number].outlineLevel = plan.level
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
        pack = pack_of(activities(size))
        runs = 3 if size == max(SIZES) else RUNS
        pairs = [
            (
                seconds(partial(write_schedule, pack, TEMPLATE)),
                seconds(partial(with_openpyxl, pack)),
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
