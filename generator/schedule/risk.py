"""Schedule risk: what simulated courses of the remaining work say of its gates and its finish."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence

from generator.model.risk import Outlook, Risk
from generator.model.schedule import Schedule, ScheduleRow
from generator.schedule.estimating import working_days
from generator.schedule.paths import Paths
from generator.schedule.replay import Replay

RUNS = 10_000
_NEARLY = 1e-6  # working days


def risk_of(schedule: Schedule, seed: int = 1, runs: int = RUNS) -> Risk | None:
    """The dates that the runs give, and how often each row is critical; None without work left.

    The same seed gives the same runs on every machine.
    """
    from generator.schedule.simulation import simulate  # numpy costs a tenth of a second

    replay = Replay.of(schedule)
    rows = replay.rows
    left = [i for i, row in enumerate(rows) if row.remaining_duration]
    if not left:
        return None
    gates = [i for i, row in enumerate(rows) if row.plan.gate and not row.actual_finish]
    ends, critical, ranged = simulate(replay, gates, seed, runs)
    last = max(reversed(rows), key=lambda row: row.times.early_finish)
    driving = [row for row in Paths(schedule).longest() if row.remaining_duration]
    shares = {rows[i].id: critical[i] for i in left}
    return Risk(
        seed=seed,
        runs=runs,
        gates=tuple(_outlook(ends[n], rows[i], replay) for n, i in enumerate(gates)),
        finish=_outlook(ends[-1], last, replay),
        curve=tuple(
            replay.calendar.finish_date(_boundary(ends[-1], percent), last.plan)
            for percent in range(101)
        ),
        criticality=tuple(sorted(shares.items(), key=lambda one: -one[1])),
        assumed=sum(row.plan.assumed for row in driving),
        driving=len(driving),
        ranged=ranged,
        open=len(left),
    )


def inputs_of(schedule: Schedule) -> tuple[object, ...]:
    """All that a schedule's risk depends on beside seed and runs, as plain data."""
    rows = [
        (
            (row.id, row.plan.name, row.plan.kind.value, row.plan.gate, row.plan.assumed),
            (row.plan.low, row.plan.likely, row.plan.high, row.plan.duration),
            (row.times.early_start, row.times.early_finish, row.start, row.finish),
            (row.actual_start, row.actual_finish, row.remaining_duration, str(row.plan.constraint)),
            [(link.predecessor, link.type.value, link.lag) for link in row.plan.links],
        )
        for row in schedule.rows
        if row.plan.kind.is_scheduled
    ]
    calendar = schedule.project_start, schedule.workweek, schedule.holidays
    return *calendar, schedule.data_date, rows


def _outlook(ends: Sequence[float], row: ScheduleRow, replay: Replay) -> Outlook:
    """The outlook of a row from the sorted boundaries at which the runs end it."""
    planned = row.times.early_finish
    half, most = _boundary(ends, 50), _boundary(ends, 80)
    return Outlook(
        id=row.id,
        name=row.plan.name,
        planned=row.finish,
        chance=bisect_right(ends, planned + _NEARLY) / len(ends),
        p50=replay.calendar.finish_date(half, row.plan),
        p80=replay.calendar.finish_date(most, row.plan),
        margin=most - planned,
    )


def _boundary(ends: Sequence[float], percent: int) -> int:
    """The first whole boundary by which so many percent of the runs have ended."""
    enough = max(1, math.ceil(len(ends) * percent / 100))
    return working_days(ends[enough - 1])
