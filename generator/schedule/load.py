"""Load: the working days that the remaining work asks of each role, week by week.

Load is effort 1.0 of the owner's role on each working day of an activity or a planning package.
Levels of effort, milestones and finished work ask for nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from generator.model.schedule import RowKind, Schedule
from generator.schedule.calendar import Calendar

_WORK = (RowKind.ACTIVITY, RowKind.PLANNING_PACKAGE)


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """What one role has to do in one week.

    Attributes:
        week: its Monday.
        days: working days of work.
        working_days: of the calendar in that week.
        rows: IDs of the work.
    """

    role: str
    week: date
    days: int
    working_days: int
    rows: tuple[str, ...]


def load_by_week(schedule: Schedule, calendar: Calendar) -> Mapping[str, tuple[WeekLoad, ...]]:
    """The weeks with work of each role, in the order of time; roles by name, the last unnamed."""
    days: dict[tuple[str, date], int] = {}
    rows: dict[tuple[str, date], dict[str, None]] = {}
    monday: dict[int, date] = {}
    for row in schedule.rows:
        if row.plan.kind not in _WORK or row.actual_finish:
            continue
        finish = row.times.early_finish
        for number in range(finish - row.remaining_duration + 1, finish + 1):
            if number not in monday:
                day = calendar.day(number)
                monday[number] = day - timedelta(day.weekday())
            key = row.plan.owner, monday[number]
            days[key] = days.get(key, 0) + 1
            rows.setdefault(key, {})[row.id] = None
    found: dict[str, list[WeekLoad]] = {}
    lengths: dict[date, int] = {}
    for key in sorted(days, key=lambda key: (not key[0], key)):
        role, week = key
        if week not in lengths:
            lengths[week] = sum(calendar.is_working_day(week + timedelta(i)) for i in range(7))
        load = WeekLoad(role, week, days[key], lengths[week], tuple(rows[key]))
        found.setdefault(role, []).append(load)
    return {role: tuple(weeks) for role, weeks in found.items()}
