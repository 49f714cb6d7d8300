"""Random networks in the middle of their work: what was said of them by a data date."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date

from generator.model.progress import Progress
from generator.model.schedule import PlanRow
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from tests.schedule.networks import random_rows


@dataclass(frozen=True)
class History:
    """A network, its data date, and what happened of it: boundaries and Progress by ID."""

    rows: tuple[PlanRow, ...]
    data_date: date
    data: int
    started: dict[str, int]
    finished: dict[str, int]
    remaining: dict[str, int]
    progress: dict[str, Progress]


def history(seed: int, calendar: Calendar, size: int = 22) -> History:
    """Work that went roughly as planned: early, late, out of sequence, not at all."""
    dice = random.Random(f"history {seed}")
    rows = random_rows(seed, size=size)
    plan = compute(rows, calendar, calendar.project_start)
    end = max(one.times.early_finish for one in plan.rows)
    data = dice.randint(2, max(2, end))
    started: dict[str, int] = {}
    finished: dict[str, int] = {}
    remaining: dict[str, int] = {}
    for one in plan.rows:
        row, times = one.plan, one.times
        days = 0 if row.kind.is_milestone else row.duration
        remaining[row.id] = days
        # The first day and the data date, as boundaries of what starts or what takes no time.
        first, last = 1 - row.offsets[0], data - row.offsets[0]
        start = max(first, times.early_start + dice.choice((0, 0, 0, -1, 1, 2, -3, 5)))
        if dice.random() < (0.85 if start <= last else 0.05):
            started[row.id] = start = min(start, last)
            finish = start + max(1, days + dice.choice((0, 0, -1, 2))) if days else start
            if finish <= data and (not days or dice.random() < 0.85):
                finished[row.id], remaining[row.id] = finish, 0
            elif not days:
                finished[row.id] = start
            else:
                remaining[row.id] = dice.randint(0, days + 2)
        elif dice.random() < 0.1 and days:
            remaining[row.id] = dice.randint(1, days)
    return History(
        rows,
        calendar.day(data),
        data,
        started,
        finished,
        remaining,
        {row.id: _said(row, started, finished, remaining, calendar) for row in rows},
    )


def _said(
    row: PlanRow,
    started: dict[str, int],
    finished: dict[str, int],
    remaining: dict[str, int],
    calendar: Calendar,
) -> Progress:
    opens, closes = row.offsets
    begun, ended = started.get(row.id), finished.get(row.id)
    left = remaining[row.id]
    return Progress(
        actual_start=None if begun is None else calendar.day(begun + opens),
        actual_finish=None if ended is None else calendar.day(ended + closes),
        remaining_duration=left if ended is None and left != row.duration else None,
    )
