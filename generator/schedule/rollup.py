"""Rows with dates: the network's own, levels of effort over what they support, and summaries.

A level of effort spans the rows it supports, is never critical and drives nothing. A summary runs
from the earliest start to the latest finish of its children and has the least float of those that
are not finished; its % complete is theirs, weighted by duration.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypeAlias

from generator.model.progress import Progress, Status
from generator.model.schedule import Link, PlanRow, RowKind, ScheduleRow, Times
from generator.schedule.calendar import Calendar
from generator.schedule.network import ENDS, Network
from generator.schedule.progress import Work, actual_dates, percent_complete

_TYPES = {ends: kind for kind, ends in ENDS.items()}
_Weight: TypeAlias = tuple[int, float]
"""Working days, and how much of them is done, in hundredths."""


def dated_rows(
    plan: Sequence[PlanRow],
    network: Network,
    work: Work,
    times: Sequence[Times],
    calendar: Calendar,
    critical_float: int = 0,
    said: Mapping[str, Progress] | None = None,
) -> tuple[ScheduleRow, ...]:
    """Every row of the plan in its order, with dates, floats, successors and progress.

    `work` and `times` are those of `network.rows`; `said` has its progress by case-folded ID.
    """
    dated = _network_rows(network, work, times, calendar, critical_float, said or {})
    weights = {key: _weight(row) for key, row in dated.items()}
    children: dict[str, list[str]] = defaultdict(list)
    for row in plan:
        children[row.parent.casefold()].append(row.id.casefold())
    summaries = sorted((row for row in plan if row.kind.is_summary), key=lambda row: -row.level)
    _roll_up(summaries, children, dated, weights)
    if efforts := [row for row in plan if row.kind is RowKind.LEVEL_OF_EFFORT]:
        parents = {row.id.casefold(): row.parent.casefold() for row in plan}
        for effort in efforts:
            if supported := _supported(effort, dated, parents):
                _span(effort, supported, dated, weights)
        _roll_up(summaries, children, dated, weights)
    for row in plan:
        if row.id.casefold() not in dated:  # nothing to span
            day = calendar.day(1)
            dated[row.id.casefold()] = ScheduleRow(row, day, day, Times(0, 0, 0, 0, 0, 0), False)
    return tuple(dated[row.id.casefold()] for row in plan)


def _network_rows(
    network: Network,
    work: Work,
    times: Sequence[Times],
    calendar: Calendar,
    critical_float: int,
    said: Mapping[str, Progress],
) -> dict[str, ScheduleRow]:
    rows = network.rows
    # The day of every boundary once: many rows share few days.
    last = max((time.early_finish for time in times), default=0)
    days = [calendar.day(number) for number in range(last + 2)]
    dated = {}
    for row, time, remaining, arcs in zip(rows, times, work.remaining, network.out_of, strict=True):
        opens, closes = row.offsets
        key = row.id.casefold()
        dated[key] = ScheduleRow(
            plan=row,
            start=days[time.early_start + opens],
            finish=days[time.early_finish + closes],
            times=time,
            critical=time.total_float <= critical_float,
            successors=tuple(
                [Link(rows[i].id, _TYPES[leaves, drives], lag) for i, leaves, drives, lag in arcs]
            ),
            remaining_duration=remaining,
        )
        if one := said.get(key):
            dated[key] = _progressed(dated[key], one)
    return dated


def _progressed(row: ScheduleRow, said: Progress) -> ScheduleRow:
    started, finished = actual_dates(row.plan, said)
    return replace(
        row,
        critical=row.critical and not finished,
        status=_status(started, finished),
        percent_complete=percent_complete(row.plan, said),
        actual_start=started,
        actual_finish=finished,
    )


def _status(started: date | None, finished: date | None) -> Status:
    if finished:
        return Status.COMPLETE
    return Status.IN_PROGRESS if started else Status.NOT_STARTED


def _roll_up(
    summaries: Sequence[PlanRow],
    children: Mapping[str, Sequence[str]],
    dated: dict[str, ScheduleRow],
    weights: dict[str, _Weight],
) -> None:
    for summary in summaries:
        key = summary.id.casefold()
        if members := [child for child in children.get(key, ()) if child in dated]:
            _span(summary, members, dated, weights)


def _weight(row: ScheduleRow) -> _Weight:
    days = 0 if row.plan.kind.is_milestone else row.plan.duration
    return days, days * row.percent_complete


def _supported(
    effort: PlanRow, dated: Mapping[str, ScheduleRow], parents: Mapping[str, str]
) -> list[str]:
    """The keys a level of effort spans; the nearest summary with dates when it names none."""
    keys = [key for key in map(str.casefold, effort.supports) if key in dated]
    keys = [key for key in keys if dated[key].plan.kind is not RowKind.LEVEL_OF_EFFORT]
    summary = effort.parent.casefold()
    while not keys and summary:
        keys = [summary] if summary in dated else []
        summary = parents.get(summary, "")
    return keys


def _span(
    row: PlanRow,
    keys: Sequence[str],
    dated: dict[str, ScheduleRow],
    weights: dict[str, _Weight],
) -> None:
    """Dates a row over those of the given keys."""
    members = [dated[key] for key in keys]
    # What a level of effort has done and could slip says nothing of the work that ends.
    work = [one for one in members if one.plan.kind is not RowKind.LEVEL_OF_EFFORT] or members
    open_work = [one for one in work if not one.actual_finish]
    started = min((one.actual_start for one in work if one.actual_start), default=None)
    finished = None
    if not open_work:
        finished = max(one.actual_finish for one in work if one.actual_finish)
    weight = [weights[one.id.casefold()] for one in work]
    days, done = sum(days for days, _ in weight), sum(done for _, done in weight)
    finish = max(one.times.early_finish for one in members)
    times = Times(
        early_start=min(one.times.early_start for one in members),
        early_finish=finish,
        late_start=min(one.times.late_start for one in members),
        late_finish=max(one.times.late_finish for one in members),
        total_float=min((one.times.total_float for one in open_work), default=0),
        free_float=min((one.times.free_float for one in open_work), default=0),
    )
    key = row.id.casefold()
    weights[key] = days, done
    dated[key] = ScheduleRow(
        plan=row,
        start=min(one.start for one in members),
        finish=max(one.finish for one in members),
        times=times,
        critical=row.kind is not RowKind.LEVEL_OF_EFFORT and any(one.critical for one in work),
        status=_status(started, finished),
        percent_complete=done / days if days else 100.0 * (not open_work),
        actual_start=started,
        actual_finish=finished,
        remaining_duration=max(
            (finish - one.times.early_finish + one.remaining_duration for one in open_work),
            default=0,
        ),
    )
