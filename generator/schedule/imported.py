"""Schedules from elsewhere, computed by their own calendar."""

from __future__ import annotations

from datetime import date

from generator.model.imported import ImportedPlan
from generator.model.schedule import Schedule
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute


def calendar_of(plan: ImportedPlan) -> Calendar:
    """The calendar of an imported plan: its work week and its days off, no public holidays."""
    return Calendar(plan.start, workweek=plan.workweek, country="", closures=dict(plan.days_off))


def schedule_of(plan: ImportedPlan, data_date: date | None = None) -> Schedule:
    """The schedule of an imported plan at a data date; its own, else its start.

    Raises:
        InputError: an ID, a link or the progress is wrong.
        LoopError: links lead back to where they started.
    """
    return compute(
        plan.rows,
        calendar_of(plan),
        data_date or plan.data_date or plan.start,
        progress=plan.progress,
        baseline=plan.baseline,
    )


def other_dates(plan: ImportedPlan, schedule: Schedule) -> tuple[tuple[str, str, date, date], ...]:
    """Where the schedule differs from the file: ID, "start" or "finish", theirs, ours.

    17:00 of a day and 08:00 of the next working day are the same moment, so a milestone, which
    either may show, differs only when it is more than a working day away.
    """
    calendar = calendar_of(plan)
    found = []
    for row in schedule.rows:
        slack = 1 if row.plan.kind.is_milestone else 0
        for which, theirs, ours in zip(
            ("start", "finish"), plan.dates.get(row.id, ()), (row.start, row.finish), strict=False
        ):
            if theirs and abs(calendar.last_day(theirs) - calendar.last_day(ours)) > slack:
                found.append((row.id, which, theirs, ours))
    return tuple(found)
