"""Schedules from elsewhere, computed by their own calendar or by that of the workspace."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from generator.model.imported import ImportedPlan
from generator.model.project import FactState, Project
from generator.model.schedule import PlanRow, Schedule
from generator.schedule.calendar import Calendar
from generator.schedule.cpm import compute
from generator.schedule.estimating import is_assumed

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


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
    return _compute(plan, calendar, data_date or plan.data_date, to_data_date=True)


def schedule_as_it_stands(plan: ImportedPlan) -> Schedule:
    """The schedule of a plan as Microsoft Project has it.

    Without a data date in the file, nothing is moved to one: unstarted work stands where its links
    put it, running work goes on from where it stands, and its late start is its actual one.

    Raises:
        InputError, LoopError: as `schedule_of`.
    """
    made = _compute(plan, None, plan.data_date, to_data_date=plan.data_date is not None)
    if plan.data_date:
        return made
    rows = [
        replace(row, times=replace(row.times, late_start=row.times.early_start))
        if row.actual_start and not row.actual_finish and row.plan.kind.is_scheduled
        else row
        for row in made.rows
    ]
    return replace(made, rows=tuple(rows))


def _compute(
    plan: ImportedPlan, calendar: Calendar | None, data_date: date | None, *, to_data_date: bool
) -> Schedule:
    own, given = calendar_of(plan, calendar), basis_of(plan.source)
    made = compute(
        [_with_basis(row, given) for row in plan.rows],
        own,
        data_date or plan.last_actual or own.project_start,
        progress=plan.progress,
        baseline=plan.baseline,
        to_data_date=to_data_date,
    )
    return replace(made, source=plan.source)


def _with_basis(row: PlanRow, given: str) -> PlanRow:
    if not row.duration:
        return row
    return replace(row, basis=row.basis or given, assumed=is_assumed(row.basis))


def basis_of(source: str) -> str:
    """The basis of estimate of work whose file says none."""
    return f"As given in {source}"


def with_calendar(project: Project, plan: ImportedPlan) -> Project:
    """The project with the calendar of an imported plan as a given fact, if the plan has one."""
    if not plan.workweek:
        return project
    days, file = plan.workweek, f"As in {plan.source}"
    week = ", ".join(_WEEKDAYS[day] for day in days)
    if days == tuple(range(days[0], days[-1] + 1)) and len(days) > 2:
        week = f"{_WEEKDAYS[days[0]]} to {_WEEKDAYS[days[-1]]}"
    told = {
        "calendar.workweek": week,
        "calendar.holidays": file,
        "calendar.closures": file,
    }
    facts = {
        key: replace(fact, value=told[key], state=FactState.GIVEN) if key in told else fact
        for key, fact in project.facts.items()
    }
    assumed = tuple(one for one in project.assumptions if one.key not in told)
    return replace(project, facts=facts, assumptions=assumed)


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
