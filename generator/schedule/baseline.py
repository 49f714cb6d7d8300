"""The baseline: what a schedule is measured against, and by how much it is late."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.model.progress import Baseline, Status
from generator.model.schedule import Schedule, ScheduleRow
from generator.schedule.calendar import Calendar


def baseline_of(schedule: Schedule) -> dict[str, Baseline]:
    """The dates and durations of a schedule by ID, as a baseline of later ones."""
    return {
        row.id: Baseline(row.start, row.finish, row.plan.duration or _span(row))
        for row in schedule.rows
    }


def measured_rows(
    rows: Sequence[ScheduleRow],
    baseline: Mapping[str, Baseline],
    calendar: Calendar,
    data_boundary: int,
) -> tuple[ScheduleRow, ...]:
    """The rows with their baseline, finish variance and, where they are late, its word."""
    known = {row_id.casefold(): one for row_id, one in baseline.items()}
    return tuple(
        _measured(row, known[row.id.casefold()], calendar, data_boundary)
        if row.id.casefold() in known
        else row
        for row in rows
    )


def _measured(
    row: ScheduleRow, planned: Baseline, calendar: Calendar, data_boundary: int
) -> ScheduleRow:
    status = row.status
    if status is not Status.COMPLETE:
        if 0 < calendar.finish_boundary(planned.finish, row.plan) <= data_boundary:
            status = Status.OVERDUE
        elif (
            status is Status.NOT_STARTED
            and calendar.start_boundary(planned.start, row.plan) < data_boundary
        ):
            status = Status.LATE_START
    return replace(
        row,
        baseline_start=planned.start,
        baseline_finish=planned.finish,
        baseline_duration=planned.duration,
        finish_variance=calendar.last_day(row.finish) - calendar.last_day(planned.finish),
        status=status,
    )


def _span(row: ScheduleRow) -> int:
    return row.times.early_finish - row.times.early_start
