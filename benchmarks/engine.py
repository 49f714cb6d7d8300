"""The schedule engine against MPXJ, warm, and how its cost grows.

python -m benchmarks.engine
"""

from __future__ import annotations

import json
import math
import random
import statistics
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

from generator.model.schedule import Link, LinkType, PlanRow, RowKind
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute

START = date(2026, 1, 5)
SIZES = (1_000, 10_000, 100_000)
RUNS = 5
# MPXJ is asked for one size only: at 100,000 activities it takes minutes.
PEER, PEER_SIZE = Path(__file__).resolve().parents[1] / "tests/schedule/mpxj_schedules.py", 10_000
RATIO_BUDGET, GROWTH_BUDGET = 1.0, 1.1


def network(size: int) -> list[PlanRow]:
    """Activities of one to ten days with up to three predecessors among the 200 before them."""
    dice = random.Random(1)
    rows = []
    for n in range(size):
        before = {dice.randrange(max(0, n - 200), n) for _ in range(dice.randint(0, 3)) if n}
        links = tuple(
            Link(f"A{p}", dice.choice((*[LinkType.FS] * 4, LinkType.SS, LinkType.FF)), 0)
            for p in sorted(before)
        )
        row_id, days = f"A{n}", dice.randint(1, 10)
        kind = RowKind.ACTIVITY
        rows.append(PlanRow(row_id, row_id, "", 1, kind, row_id, "1", duration=days, links=links))
    return rows


def ours(size: int) -> float:
    """Median seconds for calendar, network, both passes, dates and floats."""
    rows = network(size)
    runs = []
    for _ in range(RUNS):
        start = time.perf_counter()
        compute(rows, Calendar(START), START)
        runs.append(time.perf_counter() - start)
    return statistics.median(runs)


def theirs() -> float:
    """Median seconds of MPXJ's Primavera scheduler alone, once it is warm."""
    rows = network(PEER_SIZE)
    asked = {
        "start": START.isoformat(),
        "holidays": [day.isoformat() for day, _ in Calendar(START).days_off(2080)],
        "rows": [
            [
                row.duration,
                row.kind.value,
                [[int(link.predecessor[1:]), link.type.value, link.lag] for link in row.links],
            ]
            for row in rows
        ],
    }
    call = {"scheduler": "primavera", "networks": [asked], "time": RUNS}
    run = subprocess.run(
        [sys.executable, str(PEER)],
        input=json.dumps(call),
        capture_output=True,
        text=True,
        check=True,
    )
    return statistics.median(json.loads(run.stdout)[1:])


def main() -> None:
    cost = {size: ours(size) for size in SIZES}
    for size, seconds in cost.items():
        print(f"     {size:>7,} activities: {seconds:.3f} s")
    growth = math.log(cost[SIZES[-1]] / cost[SIZES[0]]) / math.log(SIZES[-1] / SIZES[0])
    ratio = cost[PEER_SIZE] / theirs()
    held = ratio <= RATIO_BUDGET, growth <= GROWTH_BUDGET
    print(
        f"{'ok  ' if held[0] else 'OVER'} against MPXJ, warm: {ratio:.2f} x ({RATIO_BUDGET:.2f} x)"
    )
    print(f"{'ok  ' if held[1] else 'OVER'} growth exponent: {growth:.2f} ({GROWTH_BUDGET:.2f})")
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
