"""Schedules from elsewhere, computed by their own calendar or by that of the workspace."""

from __future__ import annotations

from datetime import date

from generator.model.imported import ImportedPlan
from generator.model.schedule import Schedule
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute


def calendar_of(plan: ImportedPlan, otherwise: Calendar | None = None) -> Calendar:
    """The calendar of an imported plan, or the other one where the plan has none."""
    if otherwise and not (plan.start and plan.workweek):
        return otherwise
    start = plan.start or date.min
    closures = dict(plan.days_off)
    return Calendar(start, workweek=plan.workweek, country="", closures=closures)


def schedule_of(
    plan: ImportedPlan, calendar: Calendar | None = None, data_date: date | None = None
) -> Schedule:
    """The schedule of an imported plan at a data date; its own, its last actual date or its start.

    Args:
        calendar: of the workspace, for a plan without one.

    Raises:
        InputError: an ID, a link or the progress is wrong.
        LoopError: links lead back to where they started.
    """
    own = calendar_of(plan, calendar)
    day = data_date or plan.data_date or plan.last_actual or own.project_start
    return compute(plan.rows, own, day, progress=plan.progress, baseline=plan.baseline)


def other_dates(
    plan: ImportedPlan, schedule: Schedule, calendar: Calendar | None = None
) -> tuple[tuple[str, str, date, date], ...]:
    """Where work differs from what the file shows: ID, "start" or "finish", theirs, ours.

    17:00 of a day and 08:00 of the next working day are the same moment, so a milestone, which
    either may show, differs only when it is more than a working day away.
    """
    own = calendar_of(plan, calendar)
    found = []
    for row in schedule.rows:
        if not row.plan.kind.is_scheduled:
            continue
        slack = 1 if row.plan.kind.is_milestone else 0
        for which, theirs, ours in zip(
            ("start", "finish"), plan.dates.get(row.id, ()), (row.start, row.finish), strict=False
        ):
            if theirs and abs(own.last_day(theirs) - own.last_day(ours)) > slack:
                found.append((row.id, which, theirs, ours))
    return tuple(found)
