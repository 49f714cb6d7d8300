"""Rows with dates: the network's own, levels of effort over what they support, and summaries.

A level of effort spans the rows it supports, is never critical and drives nothing. A summary runs
from the earliest start to the latest finish of its children and has the least float of those that
are not finished; its % complete is theirs, weighted by duration.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.model.progress import Progress
from generator.model.schedule import Link, PlanRow, RowKind, ScheduleRow, Times
from generator.schedule.baseline import Yardstick
from generator.schedule.network import ENDS, Network
from generator.schedule.progress import Standing, Work, standing

_TYPES = {ends: kind for kind, ends in ENDS.items()}
_NOT_STARTED: Standing = (0.0, None, None)


def dated_rows(
    plan: Sequence[PlanRow],
    network: Network,
    work: Work,
    times: Sequence[Times],
    said: Mapping[str, Progress],
    yardstick: Yardstick,
    critical_float: int = 0,
) -> tuple[ScheduleRow, ...]:
    """Every row of the plan in its order, with dates, floats, successors and progress.

    `work` and `times` are those of `network.rows`; `said` has its progress by case-folded ID.
    """
    dated = _network_rows(network, work, times, said, yardstick, critical_float)
    roll_up = _RollUp(plan, dated, yardstick)
    roll_up.summaries()
    if efforts := [row for row in plan if row.kind is RowKind.LEVEL_OF_EFFORT]:
        for effort in efforts:
            roll_up.effort(effort)
        roll_up.summaries()
    for row in plan:
        if row.id.casefold() not in dated:  # nothing to span
            day = yardstick.calendar.day(1)
            dated[row.id.casefold()] = ScheduleRow(row, day, day, Times(0, 0, 0, 0, 0, 0), False)
    return tuple(dated[row.id.casefold()] for row in plan)


def _network_rows(
    network: Network,
    work: Work,
    times: Sequence[Times],
    said: Mapping[str, Progress],
    yardstick: Yardstick,
    critical_float: int,
) -> dict[str, ScheduleRow]:
    rows = network.rows
    # The day of every boundary once: many rows share few days.
    last = max((time.early_finish for time in times), default=0)
    days = [yardstick.calendar.day(number) for number in range(last + 2)]
    dated = {}
    for row, time, remaining, arcs in zip(rows, times, work.remaining, network.out_of, strict=True):
        key = row.id.casefold()
        done, started, finished = standing(row, said[key]) if key in said else _NOT_STARTED
        opens, closes = row.offsets
        finish = days[time.early_finish + closes]
        dated[key] = ScheduleRow(
            row,
            days[time.early_start + opens],
            finish,
            time,
            time.total_float <= critical_float and not finished,
            tuple(
                [Link(rows[i].id, _TYPES[leaves, drives], lag) for i, leaves, drives, lag in arcs]
            ),
            *yardstick.measure(row, finish, started, finished),
            done,
            started,
            finished,
            remaining,
        )
    return dated


class _RollUp:
    """Spans the rows that follow others: each call dates them over what is dated so far."""

    def __init__(
        self, plan: Sequence[PlanRow], dated: dict[str, ScheduleRow], yardstick: Yardstick
    ) -> None:
        self._dated = dated
        self._yardstick = yardstick
        self._children: dict[str, list[str]] = defaultdict(list)
        for row in plan:
            self._children[row.parent.casefold()].append(row.id.casefold())
        self._summaries = sorted(
            (row for row in plan if row.kind.is_summary), key=lambda row: -row.level
        )
        self._above = {row.id.casefold(): row.parent.casefold() for row in self._summaries}
        self._weights: dict[str, tuple[int, float]] = {}

    def summaries(self) -> None:
        for summary in self._summaries:
            members = self._children[summary.id.casefold()]
            self._span(summary, [key for key in members if key in self._dated])

    def effort(self, row: PlanRow) -> None:
        """Dates a level of effort, over the nearest summary with dates when it names no row."""
        keys = [key for key in map(str.casefold, row.supports) if key in self._dated]
        keys = [key for key in keys if not self._is_effort(key)]
        summary = row.parent.casefold()
        while not keys and summary:
            keys = [summary] if summary in self._dated else []
            summary = self._above.get(summary, "")
        self._span(row, keys)

    def _is_effort(self, key: str) -> bool:
        return self._dated[key].plan.kind is RowKind.LEVEL_OF_EFFORT

    def _weight(self, key: str) -> tuple[int, float]:
        """The working days of a row, and how many hundredths of them are done."""
        row = self._dated[key]
        days = 0 if row.plan.kind.is_milestone else row.plan.duration
        return self._weights.get(key) or (days, days * row.percent_complete)

    def _span(self, row: PlanRow, keys: Sequence[str]) -> None:
        if not keys:
            return
        members = [self._dated[key] for key in keys]
        # What a level of effort has done and could slip says nothing of the work that ends.
        work = [key for key in keys if not self._is_effort(key)] or keys
        working = [self._dated[key] for key in work]
        left = [one for one in working if not one.actual_finish]
        started = min((one.actual_start for one in working if one.actual_start), default=None)
        ended = [one.actual_finish for one in working if one.actual_finish]
        finished = None if left else max(ended)
        weights = [self._weight(key) for key in work]
        days, done = sum(days for days, _ in weights), sum(done for _, done in weights)
        self._weights[row.id.casefold()] = days, done
        times = Times(
            early_start=min(one.times.early_start for one in members),
            early_finish=max(one.times.early_finish for one in members),
            late_start=min(one.times.late_start for one in members),
            late_finish=max(one.times.late_finish for one in members),
            total_float=min((one.times.total_float for one in left), default=0),
            free_float=min((one.times.free_float for one in left), default=0),
        )
        resumes = (one.times.early_finish - one.remaining_duration for one in left)
        finish = max(one.finish for one in members)
        effort = row.kind is RowKind.LEVEL_OF_EFFORT
        self._dated[row.id.casefold()] = ScheduleRow(
            row,
            min(one.start for one in members),
            finish,
            times,
            not effort and any(one.critical for one in working),
            (),
            *self._yardstick.measure(row, finish, started, finished),
            done / days if days else 100.0 * (not left),
            started,
            finished,
            times.early_finish - min(resumes, default=times.early_finish),
        )
