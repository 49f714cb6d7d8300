"""The schedule engine against MPXJ, TaskJuggler and networkx, and how its cost grows.

python -m benchmarks.engine [--large]

MPXJ is warm and computes the same; `--large` asks it for 100,000 activities too, once, which takes
minutes. TaskJuggler is a whole process and has FS and SS links alone; it is skipped where `tj3` is
not installed. networkx finds the longest path and nothing else: no dates, no backward pass.
"""

from __future__ import annotations

import json
import math
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

import networkx

from generator.model.progress import Progress
from generator.model.schedule import Link, LinkType, PlanRow, RowKind, Schedule
from generator.schedule.baseline import baseline_of
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from generator.schedule.paths import Paths
from generator.schedule.progress import remaining_duration

START = date(2026, 1, 5)
SIZES = (100, 1_000, 10_000, 100_000)
GROWS_FROM = 1_000
RUNS = 5
PEER, PEER_SIZE = Path(__file__).resolve().parents[1] / "tests/schedule/mpxj_schedules.py", 10_000
TASKJUGGLER_SIZES = (100, 1_000)
RATIO_BUDGET, LARGE_BUDGET, GROWTH_BUDGET = 1.0, 0.05, 1.1


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


def theirs(size: int, runs: int = RUNS) -> tuple[float, float]:
    """Median seconds of MPXJ's Primavera scheduler alone, once it is warm: plain and halfway."""
    rows = network(size)
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
    return mpxj(plain, runs), mpxj(progressed, runs)


def mpxj(asked: dict[str, object], runs: int) -> float:
    call = {"scheduler": "primavera", "networks": [asked], "time": runs}
    run = subprocess.run(
        [sys.executable, str(PEER)],
        input=json.dumps(call),
        capture_output=True,
        text=True,
        check=True,
    )
    return statistics.median(json.loads(run.stdout)[1:])


def longest_path(size: int) -> float:
    """Median seconds of networkx for the length of the longest path over FS links."""
    rows = network(size)

    def path() -> None:
        graph = networkx.DiGraph()
        graph.add_nodes_from(row.id for row in rows)
        for row in rows:
            graph.add_weighted_edges_from(
                (link.predecessor, row.id, row.duration) for link in row.links
            )
        networkx.dag_longest_path_length(graph)

    return median(path)


def taskjuggler(size: int) -> float | None:
    """Seconds of a run of TaskJuggler over the FS and SS links; None where it is not installed."""
    program = shutil.which("tj3")
    if program is None:
        return None
    lines = [f'project p "P" {START} +{size // 10 + 2}m {{ timezone "UTC" }}']
    for row in network(size):
        links = ", ".join(
            f"{link.predecessor}{' { onstart }' * (link.type is LinkType.SS)}"
            for link in row.links
            if link.type is not LinkType.FF
        )
        depends = f"depends {links}" if links else ""
        lines.append(f'task {row.id} "{row.id}" {{ length {row.duration}d {depends} }}')
    lines.append('taskreport "r" { formats csv columns id, start, end }')
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "p.tjp").write_text("\n".join(lines))
        start = time.perf_counter()
        subprocess.run([program, "--silent", "p.tjp"], cwd=folder, check=True, capture_output=True)
        return time.perf_counter() - start


def main() -> None:
    cost = {size: ours(size) for size in SIZES}
    for size, seconds in cost.items():
        plain, progressed, paths = (f"{one:.3f} s" for one in seconds)
        print(f"     {size:>7,} activities: {plain}, halfway {progressed}, paths {paths}")
        beside("networkx, longest path alone", size, seconds[0], longest_path(size))
    for size in TASKJUGGLER_SIZES:
        beside("TaskJuggler, a process", size, cost[size][0], taskjuggler(size))
    names = "a plan", "halfway", "paths"
    held = []
    for n, name in enumerate(names):
        steps = math.log(SIZES[-1] / GROWS_FROM)
        growth = math.log(cost[SIZES[-1]][n] / cost[GROWS_FROM][n]) / steps
        held.append(verdict(f"{name}, growth exponent", growth, GROWTH_BUDGET))
    for size in SIZES[:-1]:
        for name, mine, peer in zip(names, cost[size], theirs(size), strict=False):
            if size == PEER_SIZE:
                held.append(verdict(f"{name}, against MPXJ, warm", mine / peer, RATIO_BUDGET))
            beside(f"{name}, MPXJ, warm", size, mine, peer)
    if "--large" in sys.argv:
        peer, _ = theirs(SIZES[-1], runs=1)
        mine = cost[SIZES[-1]][0]
        held.append(verdict("100,000 activities, against MPXJ", mine / peer, LARGE_BUDGET))
        beside("MPXJ", SIZES[-1], mine, peer)
    sys.exit(0 if all(held) else 1)


def beside(name: str, size: int, mine: float, peer: float | None) -> None:
    said = f"{peer:.3f} s, ratio {mine / peer:.3f}" if peer else "not installed"
    print(f"     {size:>7,} activities, {name}: {said}")


def verdict(name: str, figure: float, budget: float) -> bool:
    print(f"{'ok  ' if figure <= budget else 'OVER'} {name}: {figure:.2f} ({budget:.2f})")
    return figure <= budget


if __name__ == "__main__":
    main()
