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
from collections.abc import Callable
from datetime import date
from pathlib import Path

from generator.model.progress import Progress
from generator.model.schedule import Link, LinkType, PlanRow, RowKind, Schedule
from generator.schedule.baseline import baseline_of
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from generator.schedule.paths import Paths
from generator.schedule.progress import remaining_duration

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


def halfway(rows: list[PlanRow]) -> tuple[date, dict[str, Progress]]:
    """A data date in the middle, and work that went as planned up to it."""
    calendar = Calendar(START)
    schedule = compute(rows, calendar, START)
    data = calendar.last_day(schedule.project_finish) // 2
    progress = {}
    for row in schedule.rows:
        if row.times.early_finish <= data:
            progress[row.id] = Progress(100, row.start, row.finish)
        elif row.times.early_start < data:
            left = row.times.early_finish - data
            progress[row.id] = Progress(None, row.start, remaining_duration=left)
    return calendar.day(data), progress


def ours(size: int) -> tuple[float, float, float]:
    """Median seconds for calendar, network, both passes, dates and floats.

    Then the same halfway through the work, against a baseline, and for all driving and the first
    ten float paths.
    """
    rows = network(size)
    baseline = baseline_of(compute(rows, Calendar(START), START))
    data_date, progress = halfway(rows)

    def plain() -> Schedule:
        return compute(rows, Calendar(START), START)

    def progressed() -> Schedule:
        return compute(rows, Calendar(START), data_date, progress=progress, baseline=baseline)

    schedule = plain()

    def paths() -> None:
        found = Paths(schedule)
        for row in schedule.rows:
            found.drivers(row.id)
        found.longest()
        found.float_paths()

    return median(plain), median(progressed), median(paths)


def median(work: Callable[[], object]) -> float:
    runs = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        runs.append(time.perf_counter() - start)
    return statistics.median(runs)


def theirs() -> tuple[float, float]:
    """Median seconds of MPXJ's Primavera scheduler alone, once it is warm: plain and halfway."""
    rows = network(PEER_SIZE)
    data_date, progress = halfway(rows)
    calendar = Calendar(START)
    plain = {
        "start": START.isoformat(),
        "holidays": [day.isoformat() for day, _ in calendar.days_off(2080)],
        "rows": [
            [
                row.duration,
                row.kind.value,
                [[int(link.predecessor[1:]), link.type.value, link.lag] for link in row.links],
            ]
            for row in rows
        ],
    }

    def done(row: PlanRow) -> list[object]:
        said = progress.get(row.id, Progress())
        if not said.actual_start:
            return [0, None, None]
        end = said.actual_finish or data_date
        worked = calendar.last_day(end) - calendar.last_day(said.actual_start) + 1
        finish = f"{said.actual_finish}T17:00:00" if said.actual_finish else None
        return [worked, f"{said.actual_start}T08:00:00", finish]

    progressed = plain | {
        "status": f"{data_date}T17:00:00",
        "rows": [
            [remaining_duration(row, progress.get(row.id, Progress())), kind, links, done(row)]
            for row, (_, kind, links) in zip(rows, plain["rows"], strict=True)
        ],
    }
    plain_seconds, progressed_seconds = map(mpxj, (plain, progressed))
    return plain_seconds, progressed_seconds


def mpxj(asked: dict[str, object]) -> float:
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
        plain, progressed, paths = (f"{one:.3f} s" for one in seconds)
        print(f"     {size:>7,} activities: {plain}, halfway {progressed}, paths {paths}")
    names = "a plan", "halfway", "paths"
    peers = theirs()
    held = []
    for n, name in enumerate(names):
        steps = math.log(SIZES[-1] / SIZES[0])
        growth = math.log(cost[SIZES[-1]][n] / cost[SIZES[0]][n]) / steps
        held.append(verdict(f"{name}, growth exponent", growth, GROWTH_BUDGET))
    for name, mine, peer in zip(names, cost[PEER_SIZE], peers, strict=False):
        held.append(verdict(f"{name}, against MPXJ, warm", mine / peer, RATIO_BUDGET))
    sys.exit(0 if all(held) else 1)


def verdict(name: str, figure: float, budget: float) -> bool:
    print(f"{'ok  ' if figure <= budget else 'OVER'} {name}: {figure:.2f} ({budget:.2f})")
    return figure <= budget


if __name__ == "__main__":
    main()
