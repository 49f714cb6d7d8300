"""Rows with dates: the network's own, levels of effort over what they support, and summaries.

A level of effort spans the rows it supports, is never critical and drives nothing. A summary runs
from the earliest start to the latest finish of its children and has the least of their floats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from generator.model.schedule import Link, PlanRow, RowKind, ScheduleRow, Times
from generator.schedule.calendar import Calendar
from generator.schedule.network import ENDS, Network

_TYPES = {ends: kind for kind, ends in ENDS.items()}


def dated_rows(
    plan: Sequence[PlanRow],
    network: Network,
    times: Sequence[Times],
    calendar: Calendar,
    critical_float: int = 0,
) -> tuple[ScheduleRow, ...]:
    """Every row of the plan in its order, with dates, floats and successors.

    `times` are those of `network.rows`.
    """
    dated = _network_rows(network, times, calendar, critical_float)
    children: dict[str, list[str]] = defaultdict(list)
    for row in plan:
        children[row.parent.casefold()].append(row.id.casefold())
    summaries = sorted((row for row in plan if row.kind.is_summary), key=lambda row: -row.level)
    _roll_up(summaries, children, dated)
    if efforts := [row for row in plan if row.kind is RowKind.LEVEL_OF_EFFORT]:
        parents = {row.id.casefold(): row.parent.casefold() for row in plan}
        for effort in efforts:
            if supported := _supported(effort, dated, parents):
                dated[effort.id.casefold()] = _span(effort, supported)
        _roll_up(summaries, children, dated)
    for row in plan:
        if row.id.casefold() not in dated:  # nothing to span
            day = calendar.day(1)
            dated[row.id.casefold()] = ScheduleRow(row, day, day, Times(0, 0, 0, 0, 0, 0), False)
    return tuple(dated[row.id.casefold()] for row in plan)


def _network_rows(
    network: Network, times: Sequence[Times], calendar: Calendar, critical_float: int
) -> dict[str, ScheduleRow]:
    rows = network.rows
    # The day of every boundary once: many rows share few days.
    last = max((time.early_finish for time in times), default=0)
    days = [calendar.day(number) for number in range(last + 2)]
    dated = {}
    for row, time, arcs in zip(rows, times, network.out_of, strict=True):
        opens = row.kind is RowKind.START_MILESTONE
        lasts = time.early_finish > time.early_start
        dated[row.id.casefold()] = ScheduleRow(
            plan=row,
            start=days[time.early_start + (lasts or opens)],
            finish=days[time.early_finish + opens],
            times=time,
            critical=time.total_float <= critical_float,
            successors=tuple(
                [Link(rows[i].id, _TYPES[leaves, drives], lag) for i, leaves, drives, lag in arcs]
            ),
        )
    return dated


def _roll_up(
    summaries: Sequence[PlanRow],
    children: Mapping[str, Sequence[str]],
    dated: dict[str, ScheduleRow],
) -> None:
    for summary in summaries:
        key = summary.id.casefold()
        if members := [dated[child] for child in children.get(key, ()) if child in dated]:
            dated[key] = _span(summary, members)


def _supported(
    effort: PlanRow, dated: Mapping[str, ScheduleRow], parents: Mapping[str, str]
) -> list[ScheduleRow]:
    """The rows a level of effort spans; the nearest summary with dates when it names none."""
    named = (dated.get(row_id.casefold()) for row_id in effort.supports)
    rows = [row for row in named if row and row.plan.kind is not RowKind.LEVEL_OF_EFFORT]
    summary = effort.parent.casefold()
    while not rows and summary:
        rows = [dated[summary]] if summary in dated else []
        summary = parents.get(summary, "")
    return rows


def _span(row: PlanRow, members: Sequence[ScheduleRow]) -> ScheduleRow:
    effort = row.kind is RowKind.LEVEL_OF_EFFORT
    # The float of a level of effort says nothing of the work that ends.
    work = [one for one in members if one.plan.kind is not RowKind.LEVEL_OF_EFFORT] or members
    times = Times(
        early_start=min(one.times.early_start for one in members),
        early_finish=max(one.times.early_finish for one in members),
        late_start=min(one.times.late_start for one in members),
        late_finish=max(one.times.late_finish for one in members),
        total_float=min(one.times.total_float for one in work),
        free_float=min(one.times.free_float for one in work),
    )
    return ScheduleRow(
        plan=row,
        start=min(one.start for one in members),
        finish=max(one.finish for one in members),
        times=times,
        critical=not effort and any(one.critical for one in work),
    )
