"""The baseline: what a schedule is measured against, and by how much it is late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from generator.model.progress import Baseline, Status
from generator.model.schedule import PlanRow, Schedule
from generator.schedule.calendar import Calendar

Measured: TypeAlias = tuple[date | None, date | None, int | None, int | None, Status]
"""Baseline start, finish and duration, finish variance in working days, status."""


def baseline_of(schedule: Schedule) -> dict[str, Baseline]:
    """The dates and durations of a schedule by ID, as a baseline of later ones."""
    return {
        row.id: Baseline(
            row.start,
            row.finish,
            row.plan.duration
            if row.plan.kind.is_scheduled
            else row.times.early_finish - row.times.early_start,
        )
        for row in schedule.rows
    }


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A baseline by case-folded ID, and the data date as a boundary."""

    baseline: Mapping[str, Baseline]
    calendar: Calendar
    data_boundary: int

    def measure(
        self, row: PlanRow, finish: date, started: date | None, finished: date | None
    ) -> Measured:
        """What the baseline says of a row that finishes, or finished, on a day."""
        status = Status.NOT_STARTED
        if started:
            status = Status.IN_PROGRESS
        if finished:
            status = Status.COMPLETE
        planned = self.baseline.get(row.id.casefold()) if self.baseline else None
        if planned is None:
            return None, None, None, None, status
        opens, closes = row.offsets
        last = self.calendar.last_day(planned.finish)
        if not finished:
            if 0 < last - closes <= self.data_boundary:
                status = Status.OVERDUE
            elif not started and self.calendar.last_day(planned.start) - opens < self.data_boundary:
                status = Status.LATE_START
        variance = self.calendar.last_day(finish) - last
        return planned.start, planned.finish, planned.duration, variance, status
