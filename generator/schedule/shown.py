"""The days and the numbers by which a computed schedule is handed on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.schedule import Schedule, ScheduleRow
from generator.schedule.calendar import Calendar


@dataclass(frozen=True, slots=True)
class ShownDays:
    """The days of boundaries, also of late dates before the project start.

    Attributes:
        calendar: that of the schedule.
    """

    calendar: Calendar

    @classmethod
    def of(cls, schedule: Schedule) -> ShownDays:
        """Those of a schedule, by the days off it lists."""
        return cls(
            Calendar(
                schedule.project_start,
                workweek=schedule.workweek,
                country="",
                closures=dict(schedule.holidays),
            )
        )

    def start(self, row: ScheduleRow, boundary: int) -> date:
        """The day a row shows that starts at a boundary."""
        return self._day(boundary, row.plan.offsets[0])

    def finish(self, row: ScheduleRow, boundary: int) -> date:
        """The day a row shows that finishes at a boundary."""
        return self._day(boundary, row.plan.offsets[1])

    def _day(self, boundary: int, offset: int) -> date:
        if boundary >= 0:
            return self.calendar.day(boundary + offset)
        day, number = self.calendar.project_start, boundary + offset
        while number <= 0:  # day 0 is the last working day before the start
            day -= timedelta(1)
            number += self.calendar.is_working_day(day)
        return day


def unique_ids(schedule: Schedule) -> Mapping[str, int]:
    """Project's UniqueID of each row by its ID.

    It is the ID itself where all IDs are whole numbers, as in an imported schedule; else the rows
    are numbered in their order, the project being 0.
    """
    rows = schedule.rows
    if all(row.id.isdecimal() and row.id.isascii() and len(row.id) < 10 for row in rows):
        numbers = [int(row.id) for row in rows]
        if len(set(numbers)) == len(rows):
            return {row.id: number for row, number in zip(rows, numbers, strict=True)}
    first = 0 if rows and not rows[0].plan.parent and rows[0].plan.kind.is_summary else 1
    return {row.id: number for number, row in enumerate(rows, first)}
